package sqlite

import (
	"context"
	"database/sql/driver"
	"slices"
	"strings"

	"modernc.org/sqlite"
)

// maxStatements is how many idle statements a connection keeps: those of a question are about
// twenty, and each takes about 20 kB.
const maxStatements = 64

// connector opens connections that keep their statements: to parse and to plan a query takes
// longer than to run most of them. database/sql closes a statement with each query.
type connector struct{ driver.Connector }

func newConnector(dsn string) (driver.Connector, error) {
	c, err := sqlite.NewConnector(dsn)
	return connector{c}, err
}

// Connect implements driver.Connector.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &connection{driverConn: conn.(driverConn)}, nil
}

// driverConn is all that the driver's connections are to database/sql.
type driverConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// connection is one that keeps the statements of its queries and changes. database/sql sees to it that it
// is used by one goroutine at a time.
type connection struct {
	driverConn
	idle []statement // those that are not in use, the one used last at the end
}

type statement struct {
	query string
	driver.Stmt
}

// Unwrap is the driver's connection.
func (c *connection) Unwrap() driver.Conn { return c.driverConn }

// QueryContext implements driver.QueryerContext.
func (c *connection) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		s.Close()
		return nil, err
	}
	return &statementRows{rows, func(err error) error {
		if err != nil {
			s.Close()
			return err
		}
		return c.give(s)
	}}, nil
}

// ExecContext implements driver.ExecerContext.
func (c *connection) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if !changesRows(query) {
		return c.driverConn.ExecContext(ctx, query, args)
	}
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
	if err != nil {
		s.Close()
		return nil, err
	}
	return result, c.give(s)
}

// changesRows is whether a query changes rows and nothing else, so that it is worth keeping: of
// those that change the schema or a setting none comes again, and some are several statements.
func changesRows(query string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(query), " ")
	switch verb {
	case "INSERT", "UPDATE", "DELETE":
		return !strings.Contains(query, ";")
	}
	return false
}

// PrepareContext implements driver.ConnPrepareContext. A transaction prepares what it runs often
// and closes it at its end; the next one takes it again.
func (c *connection) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	return &prepared{statement: s, conn: c}, nil
}

// prepared is a statement that is given back when it is closed, unless it failed. It is not cut off
// when its context is done while it runs: to watch a context takes a goroutine for each run, and longer than
// to store most rows.
type prepared struct {
	statement
	conn   *connection
	failed bool
}

// ExecContext implements driver.StmtExecContext.
func (p *prepared) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	result, err := p.Stmt.(driver.StmtExecContext).ExecContext(context.Background(), args)
	p.failed = p.failed || err != nil
	return result, err
}

// QueryContext implements driver.StmtQueryContext.
func (p *prepared) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rows, err := p.Stmt.(driver.StmtQueryContext).QueryContext(context.Background(), args)
	p.failed = p.failed || err != nil
	if err != nil {
		return nil, err
	}
	return &statementRows{rows, func(err error) error {
		p.failed = p.failed || err != nil
		return err
	}}, nil
}

// Close implements driver.Stmt.
func (p *prepared) Close() error {
	if p.failed {
		return p.Stmt.Close()
	}
	return p.conn.give(p.statement)
}

// take returns an idle statement of a query, or else a new one: another may be in use.
func (c *connection) take(ctx context.Context, query string) (statement, error) {
	for i := len(c.idle) - 1; i >= 0; i-- {
		if s := c.idle[i]; s.query == query {
			c.idle = slices.Delete(c.idle, i, i+1)
			return s, nil
		}
	}
	s, err := c.driverConn.PrepareContext(ctx, query)
	return statement{query, s}, err
}

// give keeps a statement that is not in use any more, in place of the one that was not used
// for longest.
func (c *connection) give(s statement) error {
	c.idle = append(c.idle, s)
	if len(c.idle) <= maxStatements {
		return nil
	}
	oldest := c.idle[0]
	c.idle = slices.Delete(c.idle, 0, 1)
	return oldest.Close()
}

// Close implements driver.Conn.
func (c *connection) Close() error {
	for _, s := range c.idle {
		s.Close() // with a read that was cut off it returns the error of that
	}
	c.idle = nil
	return c.driverConn.Close()
}

// statementRows tell when they are closed, and with what error.
type statementRows struct {
	driver.Rows
	closed func(err error) error
}

// Close implements driver.Rows.
func (r *statementRows) Close() error { return r.closed(r.Rows.Close()) }

// ColumnTypeDatabaseTypeName implements driver.RowsColumnTypeDatabaseTypeName: the type that a
// column was declared with.
func (r *statementRows) ColumnTypeDatabaseTypeName(column int) string {
	return r.Rows.(driver.RowsColumnTypeDatabaseTypeName).ColumnTypeDatabaseTypeName(column)
}
