package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"quoth/knowledge"
)

// Restore puts a copy of a backup, which must be a whole database, in the place of the
// database at path. What stands there, if anything, is moved aside and its new path
// returned. At each moment one of the two stands at path, and no process opens either meanwhile.
// knowledge.ErrLocked when a process has that one open. When it fails, nothing is changed.
func Restore(ctx context.Context, backup, path string, now time.Time) (kept string, err error) {
	if err := folderExists(path); err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	if same, err := sameFile(backup, path); err != nil || same {
		return "", fmt.Errorf("restore: %s is the database itself; name a backup (%w)", backup, errors.Join(fs.ErrInvalid, err))
	}
	release, err := lockFile(ctx, path)
	if errors.Is(err, knowledge.ErrLocked) {
		err = fmt.Errorf("%w; stop quoth first", err)
	}
	if err != nil {
		return "", fmt.Errorf("restore: %s: %w", path, err)
	}
	defer release()
	scratch, err := os.MkdirTemp(filepath.Dir(path), filepath.Base(path)+scratchMark)
	if err != nil {
		return "", fmt.Errorf("restore: %w", explain(ctx, path, err))
	}
	defer os.RemoveAll(scratch)
	fresh := filepath.Join(scratch, "db")
	if err := copyFile(backup, fresh); err != nil {
		return "", fmt.Errorf("restore: %w", explain(ctx, path, err))
	}
	if runtime.GOOS == "windows" { // where nothing takes the place of a file that is open
		release()
	}
	if kept, err = exchange(path, fresh, path+".before-"+now.UTC().Format("20060102-150405")); err != nil {
		return "", fmt.Errorf("restore: %w", explain(ctx, path, err))
	}
	return kept, nil
}

// exchange moves the file fresh to path, and what stands there and beside it to kept or a name
// like it, which it returns; "" where nothing stands there. When it fails, all is as it was.
func exchange(path, fresh, kept string) (name string, err error) {
	var undo []func() error
	defer func() {
		if err != nil {
			for _, back := range slices.Backward(undo) {
				err = errors.Join(err, back())
			}
		}
	}()
	for taken(kept) {
		kept += "-again"
	}
	move := func(from, to string) error {
		err := os.Rename(from, to)
		if err == nil {
			undo = append(undo, func() error { return os.Rename(to, from) })
		}
		return err
	}
	for _, beside := range []string{"-wal", "-shm", "-journal"} { // what they hold is not the backup's
		if err := move(path+beside, kept+beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if !taken(path) {
		return "", os.Rename(fresh, path)
	}
	if err := os.Link(path, kept); err == nil {
		undo = append(undo, func() error { return os.Remove(kept) })
	} else if err := move(path, kept); err != nil { // where a file has no second name
		return "", err
	}
	return kept, os.Rename(fresh, path)
}

// taken reports whether something stands at a path.
func taken(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
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

// lockFile takes the lock on a database that allows nobody beside it, not even who only reads,
// and leaves it without files beside it. knowledge.ErrLocked when a process has it open. What is no
// database, or can't be read, has no lock.
func lockFile(ctx context.Context, path string) (release func(), err error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return func() {}, nil
	}
	db, err := openPool(path, 0, 1, "mode=rw", "_pragma=locking_mode(EXCLUSIVE)")
	if err != nil {
		return nil, err
	}
	release = sync.OnceFunc(func() { db.Close() })
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE; SELECT count(*) FROM sqlite_schema; COMMIT")
	switch resultCode(err) & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		err = knowledge.ErrLocked
	default:
		err = ctx.Err()
	}
	if err != nil {
		release()
		return nil, err
	}
	return release, nil
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
