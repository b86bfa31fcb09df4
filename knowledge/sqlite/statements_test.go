package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"quoth/knowledge/tables"
)

// TestStatements runs queries within one another, more than are kept, and ones that fail: each
// finds what it asks for, and a kept statement holds no read open.
func TestStatements(t *testing.T) {
	s := openNew(t)
	s.read.SetMaxOpenConns(1)
	ctx := t.Context()
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	const numbers = "SELECT value FROM json_each(?)"
	var found []string
	add := func(rows *sql.Rows) error {
		var n int
		err := rows.Scan(&n)
		found = append(found, fmt.Sprint(n))
		return err
	}
	err = tables.Each(ctx, tx, func(rows *sql.Rows) error {
		if err := add(rows); err != nil {
			return err
		}
		return tables.Each(ctx, tx, add, numbers, "[7, 8]")
	}, numbers, "[1, 2]")
	if got := fmt.Sprint(found); err != nil || got != "[1 7 8 2 7 8]" {
		t.Errorf("within one another: %s, %v", got, err)
	}
	for round := range 2 {
		for i := range maxStatements + 3 {
			var n int
			if err := tx.QueryRowContext(ctx, fmt.Sprintf("SELECT ? + %d", i), round).Scan(&n); err != nil || n != round+i {
				t.Fatalf("query %d of round %d returns %d, %v", i, round, n, err)
			}
		}
	}
	if err := tables.Each(ctx, tx, add, "SELECT nothing"); err == nil {
		t.Error("a query that is none has an answer")
	}
	for range 2 {
		if err := tables.Each(ctx, tx, add, "SELECT value FROM json_each(?)", "no JSON"); err == nil {
			t.Error("a query that fails has an answer")
		}
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	var kept int
	conn, err := s.read.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	err = conn.Raw(func(c any) error { kept = len(c.(*connection).idle); return nil })
	if err != nil || kept != maxStatements {
		t.Errorf("%d statements are kept, want %d (%v)", kept, maxStatements, err)
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	// Truncating the log waits for every read.
	var busy, pages, moved int
	if err := s.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil || busy != 0 {
		t.Errorf("a read is open still (%d, %v)", busy, err)
	}
}

// TestChangesAreKept changes rows in several transactions, directly and by prepared statements: a
// statement is made once, one that failed is not kept, and none holds the file.
func TestChangesAreKept(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	exec := func(query string, args ...any) error {
		_, err := s.write.ExecContext(ctx, query, args...)
		return err
	}
	if err := exec("CREATE TABLE numbers (n INTEGER PRIMARY KEY)"); err != nil {
		t.Fatal(err)
	}
	kept := func() (queries []string) {
		t.Helper()
		conn, err := s.write.Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conn.Raw(func(c any) error {
			for _, s := range c.(*connection).idle {
				queries = append(queries, s.query)
			}
			return nil
		})
		return queries
	}
	before := len(kept())
	const insert, read = "INSERT INTO numbers VALUES (?)", "SELECT count(*) FROM numbers WHERE n < ?"
	for n := range 3 {
		tx, err := s.write.BeginTx(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.ExecContext(ctx, insert, 10*n); err != nil {
			t.Fatal(err)
		}
		add, err := tx.PrepareContext(ctx, insert)
		if err != nil {
			t.Fatal(err)
		}
		count, err := tx.PrepareContext(ctx, read)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 2 {
			if _, err := add.ExecContext(ctx, 10*n+1+i); err != nil {
				t.Fatal(err)
			}
		}
		var got int
		if err := count.QueryRowContext(ctx, 1000).Scan(&got); err != nil || got != 3*(n+1) {
			t.Errorf("%d rows, %v", got, err)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	if got := kept(); len(got) != before+2 {
		t.Errorf("kept are %q, of them %d from before", got, before)
	}
	if err := exec(insert, 0); err == nil {
		t.Error("a number is there twice")
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	add, err := tx.PrepareContext(ctx, insert)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := add.ExecContext(ctx, 0); err == nil {
		t.Error("a number is there twice")
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := add.ExecContext(ended, 77); err == nil {
		t.Error("a change is made for nobody")
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if got := kept(); len(got) != before+1 {
		t.Errorf("after failures kept are %q, of them %d from before", got, before)
	}
	if err := exec(insert, 78); err != nil {
		t.Error(err)
	}
	if err := exec("DROP TABLE numbers"); err != nil {
		t.Errorf("a kept statement holds the table: %v", err)
	}
}
