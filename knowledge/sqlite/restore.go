package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"quoth/knowledge"
)

// Restore puts a copy of a backup, which must be a whole database, in the place of the
// database at path. What stands there, if anything, is moved aside and its new path
// returned. knowledge.ErrLocked when a process has that one open.
func Restore(ctx context.Context, backup, path string, now time.Time) (kept string, err error) {
	if err := folderExists(path); err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	if same, err := sameFile(backup, path); err != nil || same {
		return "", fmt.Errorf("restore: %s is the database itself; name a backup (%w)", backup, errors.Join(fs.ErrInvalid, err))
	}
	if open, err := inUse(ctx, path); err != nil || open {
		return "", fmt.Errorf("restore: %s: %w; stop quoth first", path, errors.Join(knowledge.ErrLocked, err))
	}
	scratch, err := os.MkdirTemp(filepath.Dir(path), filepath.Base(path)+scratchMark)
	if err != nil {
		return "", fmt.Errorf("restore: %w", explain(ctx, path, err))
	}
	defer os.RemoveAll(scratch)
	fresh := filepath.Join(scratch, "db")
	if err := copyFile(backup, fresh); err != nil {
		return "", fmt.Errorf("restore: %w", explain(ctx, path, err))
	}
	if _, err := os.Stat(path); err == nil {
		kept = path + ".before-" + now.UTC().Format("20060102-150405")
		for _, beside := range []string{"-wal", "-shm", ""} { // the first two are there only of a database that can't be read
			if err := os.Rename(path+beside, kept+beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return "", fmt.Errorf("restore: %w", explain(ctx, path, err))
			}
		}
	}
	if err := os.Rename(fresh, path); err != nil {
		return kept, fmt.Errorf("restore: %w; what stood there is %s", explain(ctx, path, err), kept)
	}
	return kept, nil
}

func sameFile(a, b string) (bool, error) {
	first, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	second, err := os.Stat(b)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(first, second), err
}

// inUse reports whether a process has a database open, also one that only reads: it asks
// for the lock that allows nobody beside it. What is no database is not in use.
func inUse(ctx context.Context, path string) (bool, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	db, err := openPool(path, 0, 1, "mode=rw", "_pragma=locking_mode(EXCLUSIVE)")
	if err != nil {
		return false, err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "BEGIN EXCLUSIVE; SELECT count(*) FROM sqlite_schema; ROLLBACK")
	switch resultCode(err) & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return true, nil
	}
	return false, ctx.Err()
}

// copyFile writes a copy that is on the disk when nil is returned.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
