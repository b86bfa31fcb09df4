package sqlite

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge/tables"
)

var update = flag.Bool("update", false, "write baseline.sql anew")

// TestBaseline has a new database and one that went through every migration hold the same.
func TestBaseline(t *testing.T) {
	steps, err := tables.Migrations(migrationFiles, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	var dumps [2]string
	for i, bring := range []func(context.Context, *sql.DB) error{
		func(ctx context.Context, db *sql.DB) error { return migrate(ctx, db, "", steps) },
		func(ctx context.Context, db *sql.DB) error { return migrateNew(ctx, db, steps) },
	} {
		db, err := openPool(filepath.Join(t.TempDir(), "db"), time.Second, 1, "_txlock=immediate")
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := bring(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		dumps[i] = dump(t, db)
		if *update && i == 0 {
			if err := os.WriteFile("baseline.sql", []byte(dumps[i]), 0o644); err != nil {
				t.Fatal(err)
			}
			baseline = dumps[i]
		}
	}
	if diff := cmp.Diff(dumps[0], dumps[1]); diff != "" {
		t.Errorf("migrated (-) and new (+) database; -update writes baseline.sql anew:\n%s", diff)
	}
	if !strings.Contains(dumps[0], "CREATE TABLE articles") {
		t.Errorf("the schema has no articles:\n%s", dumps[0])
	}
}

// dump is SQL that makes of an empty database what db is: the marks of its header, its schema
// as it is written in it, in that order, and its rows.
func dump(t *testing.T, db *sql.DB) string {
	t.Helper()
	var out strings.Builder
	for _, mark := range []string{"user_version", "application_id"} {
		var n int
		if err := db.QueryRow("PRAGMA " + mark).Scan(&n); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "PRAGMA %s = %d;\n", mark, n)
	}
	// SQLite makes its own tables and indexes when the others need them.
	for _, statement := range texts(t, db, `SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY rowid`) {
		out.WriteString(statement + ";\n")
	}
	for _, table := range texts(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid") {
		var columns []string
		for _, c := range texts(t, db, "SELECT name FROM pragma_table_info('"+table+"')") {
			columns = append(columns, `quote("`+c+`")`)
		}
		for _, values := range texts(t, db, "SELECT "+strings.Join(columns, " || ', ' || ")+` FROM "`+table+`"`) {
			fmt.Fprintf(&out, "INSERT INTO %s VALUES (%s);\n", table, values)
		}
	}
	return out.String()
}

// texts returns the rows, of one column, of a query.
func texts(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
