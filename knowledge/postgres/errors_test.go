package postgres

import (
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"quoth/knowledge"
)

// TestPooler explains what a pooler of connections answers that was not told of this program: it
// knows no setting of ours, and gives a transaction the statements that another one prepared.
func TestPooler(t *testing.T) {
	for _, code := range []string{"08P01", "42P05", "26000"} {
		err := explain(t.Context(), "PostgreSQL database quoth", &pgconn.PgError{Code: code, Message: "of the pooler"})
		if !errors.Is(err, knowledge.ErrUnreachable) || !strings.Contains(err.Error(), "docs/postgres.md") {
			t.Errorf("%s is explained as %v", code, err)
		}
	}
}
