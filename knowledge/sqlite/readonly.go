package sqlite

import (
	"context"
	"os"

	sqlite3 "modernc.org/sqlite/lib"

	"quoth/knowledge/tables"
)

// connectReadOnly opens the readers alone, in the first way that works. SQLite
// keeps the index of the WAL in a file beside the database, even for those who
// only read; see https://www.sqlite.org/wal.html#read_only_databases.
func (s *Store) connectReadOnly(ctx context.Context, steps []tables.Migration) error {
	var err error
	for _, params := range readOnlyWays(s.path) {
		if err = s.connectReaders(ctx, steps, params); err == nil || !mayReadOtherwise(err) {
			return err
		}
		s.read.Close()
	}
	return err
}

// readOnlyWays are parameters of openPool, those to try first before others.
func readOnlyWays(path string) []string {
	const (
		beside    = "mode=ro"             // with the files of those who write
		alone     = "mode=rw"             // its own such files go as it closes; those of mode=ro would stay
		immutable = "mode=ro&immutable=1" // without such files: only where no commit stands in a WAL
	)
	wal, err := os.Stat(path + "-wal")
	if err == nil && wal.Size() > 0 {
		return []string{beside}
	}
	if _, err := os.Stat(path + "-shm"); err == nil {
		return []string{beside, immutable}
	}
	if writable(path) {
		return []string{alone, immutable}
	}
	return []string{immutable}
}

// mayReadOtherwise reports whether it was a file beside the database that could
// not be made or written.
func mayReadOtherwise(err error) bool {
	switch resultCode(err) & 0xff {
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM:
		return true
	}
	return false
}
