package sqlite

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/tables"
)

// prepareFile looks at what stands at path before SQLite touches it, and makes a
// new database there when nothing does. The new one is made beside it and moved
// into place, so that a half-made database never stands at path.
func prepareFile(ctx context.Context, path string, opts Options, steps []tables.Migration) error {
	if !opts.ReadOnly {
		removeLeftovers(path)
	}
	err := inspect(path, len(steps))
	if err == nil && !opts.ReadOnly && !writable(path) {
		// SQLite would read it, and leave files beside it that its owner may not write.
		return fmt.Errorf("%s: %w; give this user the right to write the file and its folder", path, knowledge.ErrReadOnly)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if opts.ReadOnly {
		return fmt.Errorf("%s: %w; there is no database to read", path, fs.ErrNotExist)
	}
	if err := folderExists(path); err != nil {
		return err
	}
	folder := filepath.Dir(path)
	scratch, err := os.MkdirTemp(folder, filepath.Base(path)+scratchMark)
	switch {
	case errors.Is(err, fs.ErrNotExist): // as in /proc
		return fmt.Errorf("%s: no file can be made in the folder %s; choose another", path, folder)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: this user may not write in the folder %s: %w (%w)", path, folder, knowledge.ErrReadOnly, err)
	case err != nil:
		return err
	}
	defer os.RemoveAll(scratch)
	made := filepath.Join(scratch, "db")
	if err := makeDatabase(ctx, made, opts, steps); err != nil {
		return fmt.Errorf("making a new database: %w", err)
	}
	switch err := os.Link(made, path); {
	case err == nil, errors.Is(err, fs.ErrExist): // another process was faster
		return inspect(path, len(steps))
	default: // a file system without links
		return os.Rename(made, path)
	}
}

const (
	// fileMode is what a database and its copies may be: they hold who asked what.
	fileMode = 0o600
	// scratchMark stands in the names of the folders in which new databases are made.
	scratchMark = ".new-"
	// leftoverAge is from which age on such a folder is one that a killed process left: to
	// make a database takes a second, and to restore one hours at most.
	leftoverAge = 24 * time.Hour
)

// removeLeftovers removes what killed processes left of databases that they made or restored.
func removeLeftovers(path string) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && e.IsDir() && isScratch(e.Name(), filepath.Base(path)) && time.Since(info.ModTime()) > leftoverAge {
			os.RemoveAll(filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
}

// isScratch reports whether a folder has such a name as os.MkdirTemp gives, with digits
// behind the mark: any other may be somebody's own.
func isScratch(folder, database string) bool {
	number, marked := strings.CutPrefix(folder, database+scratchMark)
	return marked && number != "" && strings.Trim(number, "0123456789") == ""
}

// writable reports whether this user may write a file.
func writable(path string) bool {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		file.Close()
	}
	return err == nil
}

// folderExists fails when the folder in which path lies is not there.
func folderExists(path string) error {
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: the folder %s does not exist; make it first (%w)", path, folder, fs.ErrNotExist)
	case errors.Is(err, syscall.ENOTDIR), err == nil && !info.IsDir():
		return fmt.Errorf("%s: %s is not a folder; check the path", path, folder)
	}
	return err
}

// makeDatabase makes a database at path that is whole when nil is returned. It
// works with a rollback journal: a commit then stands in the file itself, while
// that of a WAL stands beside it until a checkpoint, whose failure SQLite does
// not report when the last connection closes. The journal is in memory, since the
// file is thrown away when anything fails.
func makeDatabase(ctx context.Context, path string, opts Options, steps []tables.Migration) error {
	db, err := openPool(path, lookTime, 1, "_txlock=immediate", "_pragma=journal_mode(MEMORY)", limitPages(opts.maxPages))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := migrateNew(ctx, db, steps); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "PRAGMA "+walMode); err != nil { // kept in the header
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	if err := os.Chmod(path, fileMode); err != nil { // SQLite gives the files beside it the same
		return err
	}
	return quickCheck(ctx, path)
}

// quickCheck fails when the file at path, without a WAL beside it, is not whole.
func quickCheck(ctx context.Context, path string) error {
	db, err := openPool(path, lookTime, 1, "mode=ro", "immutable=1")
	if err != nil {
		return err
	}
	defer db.Close()
	var result string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&result); err != nil {
		return err
	}
	if result != "ok" {
		return fmt.Errorf("%w: %s", knowledge.ErrCorrupt, result)
	}
	return nil
}

// The parts of an SQLite database's header that are looked at: see
// https://www.sqlite.org/fileformat.html, section 1.3.
const (
	headerSize        = 100
	headerMagic       = "SQLite format 3\x00"
	headerUserVersion = 60
	headerApplication = 68
)

// inspect reads the header of the file at path and says what is wrong with it.
func inspect(path string, known int) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return folderExists(path)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder; give the path of a file in it, such as %s", path, filepath.Join(path, "quoth.db"))
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a regular file; give the path of a database file", path)
	case info.Size() == 0:
		return fmt.Errorf("%s is empty: %w; remove it to start anew, or restore a backup", path, knowledge.ErrCorrupt)
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%s cannot be read; give this user the right to: %w", path, err)
	}
	defer file.Close()
	header := make([]byte, headerSize)
	if _, err := io.ReadFull(file, header); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%s cannot be read: %w", path, err)
	}
	if !bytes.HasPrefix(header, []byte(headerMagic)) {
		return fmt.Errorf("%s is not a database: %w; check the path, or restore a backup", path, knowledge.ErrCorrupt)
	}
	version := int(int32(binary.BigEndian.Uint32(header[headerUserVersion:])))
	if application := binary.BigEndian.Uint32(header[headerApplication:]); application != applicationID {
		return fmt.Errorf("%s is a database of another program; check the path", path)
	}
	if version > known {
		return newerSchema(path, version, known)
	}
	return nil
}
