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
	if err == nil || errors.Is(err, errExplained) || errors.Is(err, sql.ErrNoRows) {
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
	var server *pgconn.PgError
	if !errors.As(err, &server) {
		var failed *pgconn.ConnectError
		var network net.Error
		switch {
		case errors.As(err, &failed), errors.As(err, &network), errors.Is(err, driver.ErrBadConn), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF),
			errors.Is(err, sql.ErrConnDone), pgconn.SafeToRetry(err):
			return "check that it runs, and the host and port in its address", knowledge.ErrUnreachable
		case strings.HasPrefix(err.Error(), "sql: Scan error"): // a value of another type than its column's
			return "restore a backup", knowledge.ErrCorrupt
		}
		return "", nil
	}
	switch code := server.Code; {
	case code == "55P03", code == "40001", code == "40P01": // lock_not_available, serialization_failure, deadlock_detected
		return "wait until the other process has finished, and try again", knowledge.ErrLocked
	case code == "53100": // disk_full
		return "free some space on its server and try again; nothing of this step was stored", knowledge.ErrFull
	case code == "53300": // too_many_connections
		return "it has no connection left; raise its max_connections, or stop what holds them", knowledge.ErrUnreachable
	case code == "25006": // read_only_sql_transaction
		return "it is a standby; give the address of the primary", knowledge.ErrReadOnly
	case code == "3D000": // invalid_catalog_name
		return "make the database first (createdb)", fs.ErrNotExist
	case code == "42501": // insufficient_privilege
		return "give its user the right to make and change tables there", fs.ErrPermission
	case strings.HasPrefix(code, "28"): // invalid authorization
		return "check the user and the password in its address", fs.ErrPermission
	case strings.HasPrefix(code, "XX"): // internal error, data_corrupted, index_corrupted
		return "look into the log of its server, or restore a backup", knowledge.ErrCorrupt
	case strings.HasPrefix(code, "08"), strings.HasPrefix(code, "57P"), code == "25P03": // connection exceptions, shutdown, idle in transaction
		return "it is not ready or was stopped; try again", knowledge.ErrUnreachable
	}
	return "", nil
}

// errExplained is what an explained error Is, so that it is explained once.
var errExplained = errors.New("explained")

type explained struct {
	name, advice    string
	sentinel, cause error
}

func (e *explained) Error() string {
	return fmt.Sprintf("%s: %v; %s (%v)", e.name, e.sentinel, e.advice, e.cause)
}

func (e *explained) Unwrap() []error { return []error{e.sentinel, e.cause, errExplained} }
