// Package tables keeps what Quoth knows in the tables of an SQL database. It is what the
// stores in SQLite and in PostgreSQL have in common: all but how a database is opened, brought
// to its schema and looked after.
//
// # Statements
//
// A statement stands here once, in what both engines understand: ON CONFLICT for what takes
// another row's place, CASE, RETURNING, NULLS FIRST or LAST wherever a column that is ordered
// by may be NULL, a name for every subquery in FROM, TRUE and FALSE for what is true or not.
// Placeholders are ? and ?1, ?2, …; a list of any length is one JSON array, read by json_each.
// Package postgres says the few things otherwise that have no common form.
//
// Rows of a query must be closed before its transaction is asked again.
//
// # Tables
//
// articles holds one row for each piece and points at its current version;
// versions holds the texts, see texts.go. index_* is the search index, see merge.go. Every
// column that can hold the identifier of a person is named user, with the
// platform beside it in a column named platform; Export and Forget walk all
// tables that have both, and the private feeds and articles of a person's own
// chats. An article's column audience says who may read it; every query for people
// has the condition visible.
package tables

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/varint"
)

// Engine is the database that the tables stand in.
type Engine interface {
	// Begin begins a transaction that changes something, once every other such
	// transaction, of any process, has ended: numbers ascend in the order of commits.
	// done must be called when it has ended.
	Begin(ctx context.Context) (tx *sql.Tx, done func(), err error)
	// Commit ends a transaction of Begin.
	Commit(tx *sql.Tx) error
	// View begins a transaction that sees one state of the tables throughout.
	View(ctx context.Context) (*sql.Tx, error)
	// Copy is a database that holds what this one held; nil for none.
	Copy() *Copy
	// Explain turns an error of the driver into one of package knowledge's, with what to do.
	Explain(ctx context.Context, err error) error
	// Inspect looks for damage of the database itself, and reports whether the tables can
	// be read all the same.
	Inspect(ctx context.Context, tx *sql.Tx) (findings []string, readable bool, err error)
	// Forgotten is called when something of a person was removed, of which nothing may
	// stay behind in the files of the database.
	Forgotten(ctx context.Context)
	// Enqueued is called when a change that put alerts into the outbox was committed, for
	// what may tell other processes of it.
	Enqueued(ctx context.Context)

	// BytesUsed is a query for how many bytes the database takes.
	BytesUsed() string
	// Insert runs an INSERT of one row, as a statement that prepare returns, and returns the number that the row got.
	Insert(ctx context.Context, query string, prepare func(query string) (*sql.Stmt, error), args ...any) (int64, error)
	// NextDocument is a statement for a number that no row of versions ever had.
	NextDocument() string
	// LastNumber is a query for the last number that a row of a table got, and SetLastNumber
	// are statements that have ?1 be that.
	LastNumber(table string) string
	SetLastNumber(table string) []string
}

// Copy is a database that follows another one.
type Copy struct {
	DB *sql.DB
	// Current reports whether it is at most a few seconds behind.
	Current func(ctx context.Context) bool
	// Explain is that of its Engine.
	Explain func(ctx context.Context, err error) error
}

// Options are the settings of New.
type Options struct {
	Logger *slog.Logger
	Clock  func() time.Time
	Disk   *BlockDisk // keeps blocks of the index beside those in memory; nil for none
}

// Store is a knowledge.Store but for what its engine alone can do.
type Store struct {
	engine Engine
	log    *slog.Logger
	clock  func() time.Time
	read   *sql.DB
	index  segmentCache
	texts  texts

	leftOut sync.Map // the articles that leaveOut logged

	anyDue *sql.Stmt // of read; prepared once, since a deliverer asks every few seconds
}

// New returns the store in the tables of an engine, which are at this program's schema.
// read is for reads of one statement. Close ends what New began, and leaves read open.
func New(ctx context.Context, engine Engine, read *sql.DB, opts Options) (*Store, error) {
	prepared, err := read.PrepareContext(ctx, anyDue)
	if err != nil {
		return nil, err
	}
	return &Store{engine: engine, log: opts.Logger, clock: opts.Clock, read: read, index: segmentCache{lists: newListCache(listCacheSize), disk: opts.Disk, log: opts.Logger}, anyDue: prepared}, nil
}

// Close closes what New prepared.
func (s *Store) Close() error { return s.anyDue.Close() }

// change runs f in a transaction of the writer.
func (s *Store) change(ctx context.Context, operation string, f func(tx *sql.Tx) error) error {
	tx, done, err := s.engine.Begin(ctx)
	if err != nil {
		return s.wrap(ctx, operation, err)
	}
	defer done()
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return s.wrap(ctx, operation, err)
	}
	return s.wrap(ctx, operation, s.engine.Commit(tx))
}

// view runs f in a transaction that sees one state of the store throughout.
func (s *Store) view(ctx context.Context, operation string, f func(tx *sql.Tx) error) error {
	tx, err := s.engine.View(ctx)
	if err != nil {
		return s.wrap(ctx, operation, err)
	}
	defer tx.Rollback()
	return s.wrap(ctx, operation, f(tx))
}

// copied returns the copy that a request reads what was printed from, and its use; nil where it
// reads from the database itself.
func (s *Store) copied(ctx context.Context) (*Copy, *knowledge.CopyUse) {
	c, use := s.engine.Copy(), knowledge.CopyUseOf(ctx)
	if c == nil || use == nil || !use.Decide(func() bool { return c.Current(ctx) }) {
		return nil, nil
	}
	return c, use
}

// viewNews is view for what was printed. Where the copy fails f, whoever tries again reads from
// the database itself.
func (s *Store) viewNews(ctx context.Context, operation string, f func(tx *sql.Tx) error) error {
	c, use := s.copied(ctx)
	if c == nil {
		return s.view(ctx, operation, f)
	}
	tx, err := c.DB.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		if ctx.Err() != nil {
			return s.wrap(ctx, operation, err)
		}
		s.log.WarnContext(ctx, "store: copy read failed", "error", c.Explain(ctx, err))
		use.Leave()
		return s.view(ctx, operation, f)
	}
	defer tx.Rollback()
	if err = f(tx); err != nil {
		use.Leave()
		err = c.Explain(ctx, err)
	}
	return s.wrap(ctx, operation, err)
}

// newsRow reads a row of what was printed with scan. What the copy lacks is looked for in the
// database itself.
func (s *Store) newsRow(ctx context.Context, scan func(row *sql.Row) error, query string, args ...any) error {
	if c, use := s.copied(ctx); c != nil {
		err := scan(c.DB.QueryRowContext(ctx, query, args...))
		if err == nil || ctx.Err() != nil {
			return err
		}
		if !errors.Is(err, sql.ErrNoRows) {
			s.log.WarnContext(ctx, "store: copy read failed", "error", c.Explain(ctx, err))
		}
		use.Leave()
	}
	return scan(s.read.QueryRowContext(ctx, query, args...))
}

// wrap turns an error of the driver into one of package knowledge's, with the
// operation and what to do. Errors of f given to Write pass unchanged.
func (s *Store) wrap(ctx context.Context, operation string, err error) error {
	if err == nil {
		return nil
	}
	switch err = s.engine.Explain(ctx, err); {
	case errors.Is(err, sql.ErrNoRows):
		err = knowledge.ErrNotFound
	case errors.Is(err, varint.Error) && !errors.Is(err, errEncoding):
		err = fmt.Errorf("%w: %w", errEncoding, err)
	}
	return fmt.Errorf("%s: %w", operation, err)
}

// Text is what an article says as an argument: what it is sealed by. It may hold a NUL, and a
// database whose strings can't has to keep it as bytes.
type Text string

// Value implements driver.Valuer.
func (t Text) Value() (driver.Value, error) { return string(t), nil }

// seconds is how a time is stored; nil for the zero time.
func seconds(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Unix()
}

// at is the inverse of seconds.
func at(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(n.Int64, 0).UTC()
}

// marks is a list of n placeholders for IN (…).
func marks(n int) string {
	return strings.TrimSuffix(strings.Repeat("?,", n), ",")
}
