package postgres

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"quoth/knowledge"
)

// TestPooler explains what a pooler of connections answers that was not told of this program: it
// knows no setting of ours, and gives a transaction the statements that another one prepared. What
// it says of a server that it lost passes.
func TestPooler(t *testing.T) {
	db, err := sql.Open("pgx", "postgres://quoth@127.0.0.1:1/quoth")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var refused *pgconn.ConnectError
	if err := db.PingContext(t.Context()); !errors.As(err, &refused) {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code    string
		refused bool
		want    error
		says    string
	}{
		{"08P01", true, knowledge.ErrSetUp, "docs/postgres.md"},
		{"42P05", false, knowledge.ErrSetUp, "docs/postgres.md"},
		{"26000", false, knowledge.ErrSetUp, "docs/postgres.md"},
		{"08P01", false, knowledge.ErrUnreachable, "try again"},
	} {
		var cause error = &pgconn.PgError{Code: c.code, Message: "of the pooler"}
		if c.refused {
			cause = errors.Join(refused, cause)
		}
		err := explain(t.Context(), "PostgreSQL database quoth", cause)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s, refused %t, is explained as %v", c.code, c.refused, err)
		}
	}
}
