package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"quoth/knowledge"
)

// explain turns an error of the driver into one of package knowledge's, with the database and
// what to do. The codes are those of https://www.postgresql.org/docs/current/errcodes-appendix.html.
func explain(ctx context.Context, name string, err error) error {
	if err == nil || errors.Is(err, knowledge.ErrExplained) || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if cause := ctx.Err(); cause != nil {
		if errors.Is(err, cause) {
			return err
		}
		return fmt.Errorf("%w (%w)", cause, err)
	}
	advice, sentinel := meaning(err)
	if sentinel == nil {
		return err
	}
	return &explained{name: name, sentinel: sentinel, advice: advice, cause: err}
}

// meaning is what to do about an error of the driver, and which of package knowledge's it is,
// nil for none.
func meaning(err error) (advice string, sentinel error) {
	var failed *pgconn.ConnectError
	refused := errors.As(err, &failed)
	var server *pgconn.PgError
	if errors.As(err, &server) {
		advice, sentinel = meaningOf(server.Code)
		switch {
		case refused && server.Code == "08P01": // protocol_violation; later a pooler says so of a server that was lost
			return poolerAdvice, knowledge.ErrSetUp
		case refused && sentinel == nil:
			return "check the user, the database and what follows ? in its address", knowledge.ErrSetUp
		}
		return advice, sentinel
	}
	var network net.Error
	switch {
	case refused && aboutTLS(err):
		return "check sslmode and sslrootcert in its address, and the certificate of its server", knowledge.ErrSetUp
	case refused, errors.As(err, &network), errors.Is(err, driver.ErrBadConn), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF),
		errors.Is(err, sql.ErrConnDone), pgconn.SafeToRetry(err):
		return "check that it runs, and the host and port in its address", knowledge.ErrUnreachable
	case strings.HasPrefix(err.Error(), "sql: Scan error"): // a value of another type than its column's
		return "restore a backup", knowledge.ErrCorrupt
	}
	return "", nil
}

// aboutTLS reports whether a connection was not made because of its encryption. Most errors of
// crypto/tls, and the driver's about it, have no type of their own.
func aboutTLS(err error) bool {
	return strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "tls error: ")
}

// errForeign means that the tables of a database are those of somebody else.
var errForeign = errors.New("its tables are not those of quoth")

const poolerAdvice = "set up the pooler in front of it as docs/postgres.md says"

// meaningOf is meaning for a code of the server.
func meaningOf(code string) (advice string, sentinel error) {
	switch code {
	case "55P03", "40001", "40P01": // lock_not_available, serialization_failure, deadlock_detected
		return "wait until the other process has finished, and try again", knowledge.ErrLocked
	case "53100": // disk_full
		return "free some space on its server and try again; nothing of this step was stored", knowledge.ErrFull
	case "53300": // too_many_connections
		return "it has no connection left; raise its max_connections, or stop what holds them", knowledge.ErrUnreachable
	case "25006": // read_only_sql_transaction
		return "it is a standby, or was set to take no changes; give the address of one that takes them", knowledge.ErrReadOnly
	case "3D000": // invalid_catalog_name
		return "make it first (createdb)", fs.ErrNotExist
	case "3F000": // invalid_schema_name
		return "make the schema first that search_path in its address names (CREATE SCHEMA)", fs.ErrNotExist
	case "42501": // insufficient_privilege
		return "give its user the right to connect, and to make and change tables there", fs.ErrPermission
	case "57014": // query_canceled
		return "its server ended what took long; raise the statement_timeout of its user", knowledge.ErrUnreachable
	case "42P05", "26000": // duplicate_prepared_statement, invalid_sql_statement_name
		return poolerAdvice, knowledge.ErrSetUp
	case "42P01", "42P07", "42703", "42710", "42804", "42883", "42601": // tables, columns, objects, types, functions that are not there, or are there already; a syntax of later versions
		return "give quoth a database or a schema of its own, in PostgreSQL 13 or newer", errForeign
	}
	switch {
	case strings.HasPrefix(code, "28"): // invalid authorization
		return "check the user and the password in its address", fs.ErrPermission
	case strings.HasPrefix(code, "XX"), strings.HasPrefix(code, "58"): // internal error, data_corrupted, index_corrupted; system error
		return "look into the log of its server, or restore a backup", knowledge.ErrCorrupt
	case strings.HasPrefix(code, "53"): // insufficient resources
		return "its server is short of memory, or of what it was set to use at most; look into its log", knowledge.ErrUnreachable
	case strings.HasPrefix(code, "08"), strings.HasPrefix(code, "57P"), code == "25P03", code == "25P04": // connection exceptions, shutdown, idle in transaction, transaction_timeout
		return "it is not ready or was stopped; try again", knowledge.ErrUnreachable
	}
	return "", nil
}

// explained is an error with what to do about it. It is explained once.
type explained struct {
	name, advice    string
	sentinel, cause error
}

// Error is one line: the driver takes one for each address that it tried.
func (e *explained) Error() string {
	what := e.sentinel.Error()
	if e.sentinel == fs.ErrNotExist { // which speaks of files
		what = "it is not there"
	}
	return fmt.Sprintf("%s: %s; %s (%s)", e.name, what, e.advice, strings.Join(strings.Fields(e.cause.Error()), " "))
}

func (e *explained) Unwrap() []error { return []error{e.sentinel, e.cause, knowledge.ErrExplained} }
