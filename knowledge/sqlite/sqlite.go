// Package sqlite keeps what Quoth knows in one SQLite file.
//
// # Files and connections
//
// The database is in WAL mode: readers never wait for the writer, nor the
// writer for readers. One connection writes, in transactions begun with BEGIN
// IMMEDIATE, and a few read. Several processes may have one file open; their
// writers take turns, see turn.go, and wait for each other up to
// [Options.BusyTimeout].
//
// synchronous is NORMAL: a commit is in the operating system's hands before
// Write or MarkSent returns, so it survives the end of the process, however
// sudden. After a power failure the last commits may be missing, never a part
// of one; see https://www.sqlite.org/pragma.html#pragma_synchronous.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/tables"
)

// Options are the settings of Open. The zero value is usable.
type Options struct {
	Logger      *slog.Logger     // slog.DiscardHandler's when nil
	Clock       func() time.Time // time.Now when nil
	BusyTimeout time.Duration    // how long to wait for another process; when 0, 10 s to read and a minute to write
	ReadOnly    bool             // Write and every other change fail with knowledge.ErrReadOnly

	maxPages int // PRAGMA max_page_count, for tests of a full disk; 0 for no limit
}

// Store is a knowledge.Store in an SQLite file. Make one with Open.
type Store struct {
	*tables.Store
	path  string
	log   *slog.Logger
	read  *sql.DB
	write *sql.DB // one connection; nil when read-only

	params string // of openPool, with which the file can be read

	readTimeout, writeTimeout time.Duration

	opened os.FileInfo // of the file, to notice when another one stands there

	rest atomic.Int64 // until when the writer leaves the lock to others, in ns since 1970
}

var (
	_ knowledge.Store      = (*Store)(nil)
	_ knowledge.Maintainer = (*Store)(nil)
)

// Open opens the database at path and brings it to this program's schema. Where
// nothing stands yet it makes a new one, unless opts.ReadOnly is set.
//
// Errors: knowledge.ErrNewerSchema (the file is left as it was), ErrLocked,
// ErrCorrupt (also for a file that is no database), ErrReadOnly, ErrFull;
// fs.ErrNotExist and fs.ErrPermission for the path itself.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.Clock == nil {
		opts.Clock = time.Now
	}
	s := &Store{path: path, log: opts.Logger, readTimeout: opts.BusyTimeout, writeTimeout: opts.BusyTimeout}
	if opts.BusyTimeout <= 0 {
		s.readTimeout, s.writeTimeout = 10*time.Second, time.Minute
	}
	steps, err := tables.Migrations(migrationFiles, "migrations")
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if err := prepareFile(ctx, path, opts, steps); err != nil {
		return nil, fmt.Errorf("open store: %w", explain(ctx, path, err))
	}
	if err := s.connect(ctx, opts, steps); err != nil {
		s.Close()
		return nil, fmt.Errorf("open store: %w", explain(ctx, path, err))
	}
	if s.opened, err = os.Stat(path); err != nil {
		s.Close()
		return nil, fmt.Errorf("open store: %s: %w", path, knowledge.ErrMoved)
	}
	return s, nil
}

func (s *Store) connect(ctx context.Context, opts Options, steps []tables.Migration) error {
	connect := s.connectBoth
	if opts.ReadOnly {
		connect = func(ctx context.Context, _ Options, steps []tables.Migration) error {
			return s.connectReadOnly(ctx, steps)
		}
	}
	err := connect(ctx, opts, steps)
	if err == nil {
		s.Store, err = tables.New(ctx, engine{s}, s.read, tables.Options{Logger: opts.Logger, Clock: opts.Clock})
	}
	return err
}

// connectBoth opens the writer, which brings the file to its schema, and the readers.
func (s *Store) connectBoth(ctx context.Context, opts Options, steps []tables.Migration) error {
	var err error
	if s.write, err = openPool(s.path, lookTime, 1, "_txlock=immediate", "_pragma="+walMode, limitPages(opts.maxPages)); err != nil {
		return err
	}
	err = patiently(ctx, s.writeTimeout, func() error { return migrate(ctx, s.write, s.path, steps) })
	if err != nil {
		return err
	}
	return s.connectReaders(ctx, steps, "_pragma="+walMode)
}

// connectReaders opens the pool of readers and looks at the schema.
func (s *Store) connectReaders(ctx context.Context, steps []tables.Migration, params string) error {
	var err error
	s.params = params
	if s.read, err = openPool(s.path, s.readTimeout, max(4, 2*runtime.GOMAXPROCS(0)), params, "_pragma=query_only(1)"); err != nil {
		return err
	}
	var version int
	if err := s.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	switch {
	case version > len(steps):
		return newerSchema(s.path, version, len(steps))
	case version < len(steps):
		return fmt.Errorf("%s has the older schema %d and was opened to read only; start quoth once to bring it up to date", s.path, version)
	}
	return nil
}

// walMode is the pragma for the write-ahead log.
const walMode = "journal_mode(WAL)"

// openPool opens connections with the settings that every connection needs.
// Each of them is made by the driver from the same address, so none lacks one.
func openPool(path string, busyTimeout time.Duration, connections int, params ...string) (*sql.DB, error) {
	dsn := fileURI(path) + "?" + strings.Join(append(params,
		fmt.Sprintf("_pragma=busy_timeout(%d)", busyTimeout.Milliseconds()), // the driver sets it before the others
		"_pragma=foreign_keys(1)",
		"_pragma=synchronous(NORMAL)",
		"_pragma=cache_size(-16384)", // 16 MiB a connection
		"_pragma=temp_store(MEMORY)",
		"_pragma=journal_size_limit(67108864)",
		"_pragma=secure_delete(ON)", // what is forgotten leaves no bytes in free pages
	), "&")
	c, err := newConnector(dsn)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// limitPages is a parameter of openPool.
func limitPages(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("_pragma=max_page_count(%d)", n)
}

// fileURI writes a path as https://www.sqlite.org/uri.html wants it, so that a
// "?" or "%" in it is part of the name.
func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		path = "/" + path
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath()
}

// Close waits for what is under way and closes the file.
func (s *Store) Close() error {
	var errs []error
	if s.Store != nil {
		errs = append(errs, s.Store.Close())
	}
	for _, db := range []*sql.DB{s.read, s.write} { // the writer last: it empties the WAL
		if db != nil {
			errs = append(errs, db.Close())
			unwind(db)
		}
	}
	return errors.Join(errs...)
}

// unwindTime is how long transactions that were cut off may take to end.
const unwindTime = 5 * time.Second

// unwind waits for the transactions of a closed pool whose context is done: database/sql ends
// them in goroutines of its own. While one has the file open, the WAL is not emptied.
func unwind(db *sql.DB) {
	for end := time.Now().Add(unwindTime); db.Stats().OpenConnections > 0 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
}

// Moved returns knowledge.ErrMoved when the file that is open does not stand at its path
// any more, or was emptied.
func (s *Store) Moved() error {
	now, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && (!os.SameFile(now, s.opened) || now.Size() == 0):
		return fmt.Errorf("%s: %w; put it back, or restore a backup, and start quoth again", s.path, knowledge.ErrMoved)
	}
	return nil
}
