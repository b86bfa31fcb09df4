package tables_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/tables"
)

// TestPersonsColumns walks the schema: whoever adds a column for a person must
// name it so that Export and Forget find it.
func TestPersonsColumns(t *testing.T) {
	known := make(map[string]bool)
	for _, kind := range tables.Belonging() {
		known[string(kind)] = true
	}
	// Columns that hold an identifier of a place, and the tables whose rows
	// Forget removes by it.
	places := map[string]bool{"places": true} // a row goes with the last that refers to it
	err := open(t).Columns(t.Context(), func(table, column string) {
		lower := strings.ToLower(column)
		switch {
		case column == "user" || column == "place" || column == "chat" || column == "subscription":
			if !known[table] && !places[table] && table != "removed_subscriptions" {
				t.Errorf("table %s has a column %s, and Forget does not know the table", table, column)
			}
		case strings.Contains(lower, "user"), strings.Contains(lower, "owner"), strings.Contains(lower, "person"), strings.Contains(lower, "member"):
			t.Errorf("column %s of table %s: name what holds a person's identifier user", column, table)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestLatestPlan reads how SQLite looks for the newest articles, of a time or of all: from the
// newest to the oldest, and no others, of which there may be a million.
func TestLatestPlan(t *testing.T) {
	s, day := open(t), time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		filter knowledge.Filter
		limit  int
		want   string
	}{
		{knowledge.Filter{Since: day, Until: day.AddDate(0, 0, 1)}, 5, "SEARCH a USING INDEX articles_published (published>? AND published<?)"},
		{knowledge.Filter{}, 1, "SCAN a USING INDEX articles_published"},
		{knowledge.Filter{}, 100, "SCAN a USING INDEX articles_published"},
	} {
		plan, err := s.PlanOfLatest(t.Context(), c.filter, c.limit)
		if err != nil || !slices.Contains(plan, c.want) || slices.Contains(plan, "USE TEMP B-TREE FOR ORDER BY") {
			t.Errorf("the plan for %d of %+v is %q (%v)", c.limit, c.filter, plan, err)
		}
	}
}

// TestListedPlan reads how SQLite looks for the articles of a segment of the index: no others, as a check
// reads those of one segment after the other.
func TestListedPlan(t *testing.T) {
	plan, err := open(t).PlanOfListed(t.Context())
	want := []string{"SEARCH v USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)", "SEARCH a USING INTEGER PRIMARY KEY (rowid=?)"}
	if err != nil || !slices.Equal(plan, want) {
		t.Errorf("the plan is %q (%v)", plan, err)
	}
}
