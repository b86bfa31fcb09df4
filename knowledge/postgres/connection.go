package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"maps"
	"reflect"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"quoth/knowledge/tables"
)

// openPool opens connections with settings of their sessions on top of the address's own.
func openPool(config *pgx.ConnConfig, connections int, settings map[string]string) *sql.DB {
	config = config.Copy()
	maps.Copy(config.RuntimeParams, settings)
	db := sql.OpenDB(connector{stdlib.GetConnector(*config), &translations{}})
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// connector opens connections that read the statements of package tables.
type connector struct {
	driver.Connector
	translations *translations
}

// Connect implements driver.Connector.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return connection{conn.(*stdlib.Conn), c.translations}, nil
}

// connection translates statements and arguments. The driver keeps the prepared statements of
// each connection.
type connection struct {
	*stdlib.Conn
	translations *translations
}

// CheckNamedValue implements driver.NamedValueChecker. PostgreSQL keeps no NUL in a string,
// and none that is not UTF-8: U+FFFD comes in the place of either.
func (c connection) CheckNamedValue(v *driver.NamedValue) error {
	if text, ok := v.Value.(tables.Text); ok {
		v.Value = []byte(text)
	} else if r := reflect.ValueOf(v.Value); r.Kind() == reflect.String {
		v.Value = strings.ReplaceAll(strings.ToValidUTF8(r.String(), "\uFFFD"), "\x00", "\uFFFD")
	}
	return nil
}

// QueryContext implements driver.QueryerContext. Where it is no part of a transaction and the
// connection turns out to have ended, as all have when the server was started again, the pool is
// told so, and asks another one.
func (c connection) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	const idle = 'I'
	alone := c.Conn.Conn().PgConn().TxStatus() == idle
	s := c.translations.of(query)
	rows, err := c.Conn.QueryContext(ctx, s.sql, s.pick(args))
	if err != nil && alone && ctx.Err() == nil && c.Conn.Conn().IsClosed() {
		return nil, driver.ErrBadConn
	}
	return rows, err
}

// ExecContext implements driver.ExecerContext.
func (c connection) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s := c.translations.of(query)
	return c.Conn.ExecContext(ctx, s.sql, s.pick(args))
}

// pick returns the arguments that a statement needs, in the order of its parameters.
func (s statement) pick(args []driver.NamedValue) []driver.NamedValue {
	picked := make([]driver.NamedValue, len(s.arguments))
	for i, argument := range s.arguments {
		picked[i] = driver.NamedValue{Ordinal: i + 1, Value: args[argument].Value}
	}
	return picked
}

// PrepareContext implements driver.ConnPrepareContext. Nothing is done before it is run.
func (c connection) PrepareContext(_ context.Context, query string) (driver.Stmt, error) {
	return prepared{c, query}, nil
}

// prepared is a statement of a connection.
type prepared struct {
	conn  connection
	query string
}

// Close implements driver.Stmt.
func (p prepared) Close() error { return nil }

// NumInput implements driver.Stmt: how many arguments there are is not looked at.
func (p prepared) NumInput() int { return -1 }

// Exec and Query implement driver.Stmt; database/sql calls the others.
func (p prepared) Exec([]driver.Value) (driver.Result, error) { return nil, driver.ErrSkip }
func (p prepared) Query([]driver.Value) (driver.Rows, error)  { return nil, driver.ErrSkip }

// ExecContext implements driver.StmtExecContext.
func (p prepared) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return p.conn.ExecContext(ctx, p.query, args)
}

// QueryContext implements driver.StmtQueryContext.
func (p prepared) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return p.conn.QueryContext(ctx, p.query, args)
}
