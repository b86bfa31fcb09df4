package sqlite

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

// TestLatestSince reads how SQLite looks for the articles of a time: from the newest of them
// to the oldest, and no others, of which there may be a million.
func TestLatestSince(t *testing.T) {
	s := openNew(t)
	err := s.view(t.Context(), "latest", func(tx *sql.Tx) error {
		day := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
		filter, err := compileFilter(t.Context(), tx, knowledge.Filter{Since: day, Until: day.AddDate(0, 0, 1)})
		if err != nil {
			return err
		}
		condition, args := filter.where()
		var plan strings.Builder
		err = each(t.Context(), tx, func(rows *sql.Rows) error {
			var id, parent, unused int
			var step string
			err := rows.Scan(&id, &parent, &unused, &step)
			plan.WriteString(step + "\n")
			return err
		}, "EXPLAIN QUERY PLAN SELECT "+headingColumns+headings(t.Context())+" AND "+condition+" ORDER BY a.published DESC, a.id DESC LIMIT 5", args...)
		if !strings.Contains(plan.String(), "articles_published (published>? AND published<?)") || strings.Contains(plan.String(), "SCAN") {
			t.Errorf("the plan is\n%s", plan.String())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
