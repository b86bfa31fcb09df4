package telegram_test

import (
	"database/sql"
	"strings"
	"testing"
	"time"
)

// TestQuestionsAreKeptADay asks, and reads a day later what
// the database still holds of it.
func TestQuestionsAreKeptADay(t *testing.T) {
	s := newStage(t)
	s.do("ana says: How many ferry sailors stopped work in Portmouth?")
	s.settle()
	s.do("ana says: /ask When did the ferry strike end?")
	s.settle()
	kept := func() (n int) {
		db, err := sql.Open("sqlite", "file:"+s.file)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		rows, err := db.Query("SELECT reply FROM shown_replies UNION ALL SELECT talk FROM conversations UNION ALL SELECT missing FROM pending_arguments")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var data string
			if err := rows.Scan(&data); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(strings.ToLower(data), "ferry") {
				n++
			}
		}
		return n
	}
	if kept() == 0 {
		t.Fatal("nothing is kept of what was just asked")
	}
	s.clock.move(24*time.Hour + time.Minute)
	if err := s.store.ExpireSessions(t.Context(), s.clock.Now()); err != nil {
		t.Fatal(err)
	}
	if n := kept(); n != 0 {
		t.Errorf("%d rows hold what was asked a day ago", n)
	}
}
