package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"quoth/knowledge"
	"quoth/knowledge/tables"
)

// engine is a Store as package tables sees it.
type engine struct{ *Store }

// Begin implements tables.Engine.
func (e engine) Begin(ctx context.Context) (tx *sql.Tx, done func(), err error) {
	if e.write == nil {
		return nil, nil, fmt.Errorf("%s: %w; it was opened to read only", e.path, knowledge.ErrReadOnly)
	}
	return e.begin(ctx)
}

// Commit implements tables.Engine. What is committed to a file that is not at its path any
// more would be lost.
func (e engine) Commit(tx *sql.Tx) error {
	if err := e.Moved(); err != nil {
		return err
	}
	return tx.Commit()
}

// View implements tables.Engine.
func (e engine) View(ctx context.Context) (*sql.Tx, error) { return e.read.BeginTx(ctx, nil) }

// Copy implements tables.Engine: there is none.
func (e engine) Copy() *tables.Copy { return nil }

// Explain implements tables.Engine.
func (e engine) Explain(ctx context.Context, err error) error { return explain(ctx, e.path, err) }

// Forgotten implements tables.Engine. The WAL holds older pages until it is copied into the
// file and emptied. While a reader keeps it, the next checkpoint does that.
func (e engine) Forgotten(ctx context.Context) {
	if _, err := e.read.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		e.log.InfoContext(ctx, "store: checkpoint failed", "error", err)
	}
}

// Enqueued implements tables.Engine: whoever delivers looks by itself every few seconds.
func (e engine) Enqueued(context.Context) {}

// BytesUsed implements tables.Engine: free pages of the file are not counted.
func (e engine) BytesUsed() string {
	return "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
}

// Insert implements tables.Engine. RETURNING would take as long again: its row is read in a goroutine of database/sql.
func (e engine) Insert(ctx context.Context, query string, prepare func(query string) (*sql.Stmt, error), args ...any) (id int64, err error) {
	st, err := prepare(query)
	if err != nil {
		return 0, err
	}
	result, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// NextDocument implements tables.Engine.
func (e engine) NextDocument() string {
	return "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'versions' RETURNING seq"
}

// LastNumber implements tables.Engine.
func (e engine) LastNumber(table string) string {
	return fmt.Sprintf("SELECT max(coalesce((SELECT max(id) FROM %[1]s), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = '%[1]s'), 0))", table)
}

// SetLastNumber implements tables.Engine. A table without AUTOINCREMENT has no use for it.
func (e engine) SetLastNumber(table string) []string {
	return []string{
		fmt.Sprintf("INSERT INTO sqlite_sequence (name, seq) SELECT '%[1]s', ?1 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = '%[1]s')", table),
		fmt.Sprintf("UPDATE sqlite_sequence SET seq = ?1 WHERE name = '%s'", table),
	}
}
