package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"quoth/knowledge"
)

// explain turns an error of the driver into one of package knowledge's, with the file and
// what to do.
func explain(ctx context.Context, path string, err error) error {
	if err == nil || errors.Is(err, knowledge.ErrExplained) {
		return err
	}
	if ctxErr := ctx.Err(); ctxErr != nil && !errors.Is(err, ctxErr) && interrupted(err) {
		return fmt.Errorf("%w (%w)", ctxErr, err)
	}
	var sentinel error
	var advice string
	switch code := resultCode(err); {
	case code != sqlite3.SQLITE_OK:
		if code == sqlite3.SQLITE_IOERR_SHMSIZE { // no room for the index of the WAL
			code = sqlite3.SQLITE_FULL
		}
		switch code & 0xff {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			sentinel, advice = knowledge.ErrLocked, "stop the other process, or wait until it has finished"
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			sentinel, advice = knowledge.ErrCorrupt, "check the path, or restore a backup"
		case sqlite3.SQLITE_READONLY:
			sentinel, advice = knowledge.ErrReadOnly, "give this user the right to write the file and its folder"
		case sqlite3.SQLITE_FULL:
			sentinel, advice = knowledge.ErrFull, "free some space and try again; nothing of this step was stored"
		case sqlite3.SQLITE_CANTOPEN:
			sentinel, advice = fs.ErrPermission, "check that the folder exists and that this user may read and write it"
		}
	case strings.HasPrefix(err.Error(), "sql: Scan error"): // a value of another type than its column's
		sentinel, advice = knowledge.ErrCorrupt, "restore a backup"
	case errors.Is(err, syscall.ENOSPC):
		sentinel, advice = knowledge.ErrFull, "free some space and try again"
	case errors.Is(err, syscall.EROFS):
		sentinel, advice = knowledge.ErrReadOnly, "give a path on a file system that may be written"
	}
	if sentinel == nil {
		return err
	}
	return &explained{path: path, sentinel: sentinel, advice: advice, cause: err}
}

// explained is an error with what to do about it. It is explained once.
type explained struct {
	path, advice    string
	sentinel, cause error
}

func (e *explained) Error() string {
	return fmt.Sprintf("%s: %v; %s (%v)", e.path, e.sentinel, e.advice, e.cause)
}

func (e *explained) Unwrap() []error { return []error{e.sentinel, e.cause, knowledge.ErrExplained} }

func interrupted(err error) bool {
	switch resultCode(err) & 0xff {
	case sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_ABORT, sqlite3.SQLITE_BUSY:
		return true
	}
	return errors.Is(err, sql.ErrTxDone) || errors.Is(err, sql.ErrConnDone)
}

func locked(err error) bool {
	code := resultCode(err) & 0xff
	return code == sqlite3.SQLITE_BUSY || code == sqlite3.SQLITE_LOCKED
}

// resultCode is the extended result code of an error of the driver, whose lowest
// byte is the primary one; SQLITE_OK for any other error. See
// https://www.sqlite.org/rescode.html.
func resultCode(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return sqlite3.SQLITE_OK
	}
	return e.Code()
}
