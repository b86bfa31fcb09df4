package postgres_test

import (
	"database/sql"
	"slices"
	"testing"

	_ "modernc.org/sqlite" // the driver sqlite

	"quoth/knowledge/postgrestest"
	"quoth/knowledge/sqlitetest"
)

// TestSchema compares the tables with those of SQLite, which share their statements: whoever
// adds a column there has to add it here.
func TestSchema(t *testing.T) {
	columns := func(driver, address, query string) []string {
		db, err := sql.Open(driver, address)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		rows, err := db.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var all []string
		for rows.Next() {
			var table, column string
			if err := rows.Scan(&table, &column); err != nil {
				t.Fatal(err)
			}
			all = append(all, table+"."+column)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return all
	}
	here := columns("pgx", postgrestest.Address(t), "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
	there := columns("sqlite", sqlitetest.File(t), "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'")
	own := []string{"schema_version.version", "writer.id", "writer.turn", "shown_replies.rowid"}
	for _, column := range there {
		if !slices.Contains(here, column) {
			t.Errorf("the column %s of SQLite is missing: add it by a migration of this package", column)
		}
	}
	for _, column := range here {
		if !slices.Contains(there, column) && !slices.Contains(own, column) {
			t.Errorf("the column %s is not in SQLite", column)
		}
	}
	if len(there) < 100 {
		t.Errorf("SQLite has %d columns", len(there))
	}
}
