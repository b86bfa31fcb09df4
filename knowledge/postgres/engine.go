package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"quoth/knowledge"
	"quoth/knowledge/tables"
)

// engine is a Store as package tables sees it.
type engine struct{ *Store }

// Begin implements tables.Engine. What the transaction reads after it has the lock holds all
// that was committed before.
func (e engine) Begin(ctx context.Context) (tx *sql.Tx, done func(), err error) {
	if e.write == nil {
		return nil, nil, fmt.Errorf("%s: %w; it was opened to read only", e.name, knowledge.ErrReadOnly)
	}
	err = anew(ctx, e.write, func() error {
		if tx, err = e.write.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted}); err != nil {
			return err
		}
		var turn int64
		if err := tx.QueryRowContext(ctx, "UPDATE writer SET turn = turn + 1 RETURNING turn").Scan(&turn); err != nil {
			tx.Rollback()
			return err
		}
		return nil
	})
	return tx, func() {}, err
}

// anew calls begin again where its connection of a pool turns out to have ended, as all of them
// have when the server was started again or a standby took over: nothing was asked of it yet.
func anew(ctx context.Context, pool *sql.DB, begin func() error) error {
	for lost := 0; ; lost++ {
		err := begin()
		if err == nil || ctx.Err() != nil || lost > pool.Stats().MaxOpenConnections || !ended(err) {
			return err
		}
	}
}

// ended reports whether an error is the end of a connection. A server that answers ends it by a
// fatal error, and a pooler tells the end of its own as a connection exception; the cause of
// another one, such as a statement that took too long, is there for the next connection too.
func ended(err error) bool {
	var none *pgconn.ConnectError // where no new one can be had, there is no server
	var server *pgconn.PgError
	switch {
	case errors.As(err, &none):
		return false
	case errors.As(err, &server):
		return server.SeverityUnlocalized == "FATAL" || strings.HasPrefix(server.Code, "08")
	}
	_, sentinel := meaning(err)
	return sentinel == knowledge.ErrUnreachable
}

// Commit implements tables.Engine.
func (e engine) Commit(tx *sql.Tx) error { return tx.Commit() }

// View implements tables.Engine.
func (e engine) View(ctx context.Context) (tx *sql.Tx, err error) {
	err = anew(ctx, e.read, func() error {
		tx, err = e.read.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
		return err
	})
	return tx, err
}

// Copy implements tables.Engine: the standby that was named to read from.
func (e engine) Copy() *tables.Copy {
	if e.standby == nil {
		return nil
	}
	return e.standby.asCopy
}

// Explain implements tables.Engine.
func (e engine) Explain(ctx context.Context, err error) error { return explain(ctx, e.name, err) }

// Inspect implements tables.Engine: the server looks after its files and its foreign keys.
func (e engine) Inspect(context.Context, *sql.Tx) ([]string, bool, error) { return nil, true, nil }

// Forgotten implements tables.Engine: what is left of removed rows goes with the next VACUUM.
func (e engine) Forgotten(context.Context) {}

// BytesUsed implements tables.Engine. Room in the tables that VACUUM has not freed yet counts.
func (e engine) BytesUsed() string { return "SELECT pg_database_size(current_database())" }

// Insert implements tables.Engine.
func (e engine) Insert(ctx context.Context, query string, prepare func(query string) (*sql.Stmt, error), args ...any) (id int64, err error) {
	st, err := prepare(query + " RETURNING id")
	if err == nil {
		err = st.QueryRowContext(ctx, args...).Scan(&id)
	}
	return id, err
}

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
