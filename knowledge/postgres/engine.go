package postgres

import (
	"context"
	"database/sql"
	"fmt"

	"quoth/knowledge"
)

// engine is a Store as package tables sees it.
type engine struct{ *Store }

// Begin implements tables.Engine. What the transaction reads after it has the lock holds all
// that was committed before.
func (e engine) Begin(ctx context.Context) (tx *sql.Tx, done func(), err error) {
	if e.write == nil {
		return nil, nil, fmt.Errorf("%s: %w; it was opened to read only", e.name, knowledge.ErrReadOnly)
	}
	tx, err = e.write.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return nil, nil, err
	}
	var id int64
	if err := tx.QueryRowContext(ctx, "SELECT id FROM writer FOR UPDATE").Scan(&id); err != nil {
		tx.Rollback()
		return nil, nil, err
	}
	return tx, func() {}, nil
}

// Commit implements tables.Engine.
func (e engine) Commit(tx *sql.Tx) error { return tx.Commit() }

// View implements tables.Engine.
func (e engine) View(ctx context.Context) (*sql.Tx, error) {
	return e.read.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
}

// Explain implements tables.Engine.
func (e engine) Explain(ctx context.Context, err error) error { return explain(ctx, e.name, err) }

// Inspect implements tables.Engine: the server looks after its files and its foreign keys.
func (e engine) Inspect(context.Context, *sql.Tx) ([]string, bool, error) { return nil, true, nil }

// Forgotten implements tables.Engine: what is left of removed rows goes with the next VACUUM.
func (e engine) Forgotten(context.Context) {}

// BytesUsed implements tables.Engine. Room in the tables that VACUUM has not freed yet counts.
func (e engine) BytesUsed() string { return "SELECT pg_database_size(current_database())" }

// NextDocument implements tables.Engine.
func (e engine) NextDocument() string {
	return "SELECT nextval(pg_get_serial_sequence('versions', 'id'))"
}

// LastNumber implements tables.Engine.
func (e engine) LastNumber(table string) string { return "SELECT last_value FROM " + table + "_id_seq" }

// SetLastNumber implements tables.Engine.
func (e engine) SetLastNumber(table string) []string {
	return []string{"SELECT setval('" + table + "_id_seq', greatest(?1, 1))"}
}
