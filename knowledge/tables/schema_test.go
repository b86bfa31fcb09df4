package tables_test

import (
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

// TestLatestSince reads how SQLite looks for the articles of a time: from the newest of them
// to the oldest, and no others, of which there may be a million.
func TestLatestSince(t *testing.T) {
	day := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	plan, err := open(t).PlanOfLatest(t.Context(), knowledge.Filter{Since: day, Until: day.AddDate(0, 0, 1)})
	if err != nil || !strings.Contains(plan, "articles_published (published>? AND published<?)") || strings.Contains(plan, "SCAN") {
		t.Errorf("the plan is\n%s(%v)", plan, err)
	}
}
