package postgres_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/postgres"
	"quoth/knowledge/postgrestest"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/storetest"
	"quoth/knowledge/tables"
)

func openFile(t *testing.T, file string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// articles is how many fill stores: more than the texts are compressed of.
const articles = 300

// fill stores something of each kind.
func fill(t *testing.T, s knowledge.Store) {
	t.Helper()
	ctx := t.Context()
	who, at := audience.Person{Platform: "p", User: "u"}, audience.Place{Platform: "p", Chat: "c"}
	later := time.Now().Add(time.Hour)
	feed, _, err := s.AddFeed(ctx, knowledge.Feed{URL: "https://example.com/feed", Title: "Feed"})
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(err)
	follow, _, err := s.Subscribe(ctx, audience.Subscription{Owner: who, Place: at, Topic: "ferry", Pace: audience.Now, Private: true})
	check(err)
	check(s.SetSettings(ctx, at, who, audience.Settings{TimeZone: "Europe/Berlin", Previews: true}))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range articles {
		text := "A text \\000 \x00."
		if i%3 > 0 { // it is compressed
			text = storetest.Prose(random, 20)
		}
		check(s.Write(ctx, func(w knowledge.Writer) error {
			e := &knowledge.Entry{Article: knowledge.Article{URL: fmt.Sprint("https://example.com/", i), Title: fmt.Sprintf("T\x00%d \\x41", i), Source: "S\x00", Text: text}, Terms: []string{"text", fmt.Sprint("word", i)}, Signature: []byte("s"), Lines: []uint32{1, uint32(i)}}
			if i%50 == 0 {
				e.For = "p:chat:c"
			}
			e.Seal = knowledge.SealOf(&e.Article)
			if _, err := w.Put(ctx, e); err != nil {
				return err
			}
			story, err := w.SetStory(ctx, e.ID, 0)
			if err != nil || i > 0 {
				return err
			}
			_, err = w.Enqueue(ctx, audience.Alert{Subscription: follow, Story: story, Article: e.ID, Kind: audience.NewStory})
			return errors.Join(err, w.PutEntry(ctx, feed, "one", "digest", e.ID), w.PutAddress(ctx, "https://example.com/other", e.ID),
				w.PutPageCheck(ctx, knowledge.PageCheck{Article: e.ID, Feed: feed, Due: later}))
		}))
	}
	check(s.Write(ctx, func(w knowledge.Writer) error { _, err := w.RemoveArticle(ctx, articles); return err })) // whose number is not used again
	check(s.SetState(ctx, "a", "b"))
	check(s.BeginAttempt(ctx, "thing", later))
	check(s.SaveReport(ctx, audience.Report{Person: who, Question: "?", Article: 2, Version: 1, Opinion: audience.Helpful, Created: later, Expires: later}))
	_, err = s.Notify(ctx, "key", "text", later)
	check(err)
	check(s.SaveReceipts(ctx, []audience.Receipt{{Platform: "p", Account: "a", Event: "e", Received: later, Data: []byte{0, 1}}}, []audience.Session{{
		Conversation: &audience.Conversation{Person: who, Place: at, Talk: []byte{2}, Expires: later},
		Pending:      &audience.PendingArgument{Person: who, Place: at, Missing: []byte{3}, Expires: later},
		Shown:        []audience.ShownReply{{Key: "k", Person: who, Place: at, Reply: []byte{4}, Expires: later}},
		Markers:      []audience.Marker{{Kind: audience.Explained, Platform: "p", Name: "n", Expires: later}},
	}}, later))
}

// rowsOf reads all tables of a file.
func rowsOf(t *testing.T, file string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	query := func(query string, f func(*sql.Rows) error) {
		rows, err := db.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			if err := f(rows); err != nil {
				t.Fatal(err)
			}
		}
		if rows.Err() != nil {
			t.Fatal(rows.Err())
		}
	}
	var names []string
	query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('sqlite_sequence', 'sqlite_stat1')", func(rows *sql.Rows) error {
		names = append(names, "")
		return rows.Scan(&names[len(names)-1])
	})
	all := map[string][]string{}
	for _, name := range names {
		query("SELECT * FROM "+name, func(rows *sql.Rows) error {
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			err = rows.Scan(into...)
			all[name] = append(all[name], fmt.Sprintf("%#v", values))
			return err
		})
		slices.Sort(all[name])
	}
	return all
}

// TestCopy moves a store from a file to PostgreSQL, with an end in between, and back: nothing
// is another than it was.
func TestCopy(t *testing.T) {
	t.Parallel()
	first, last := sqlitetest.File(t), sqlitetest.File(t)
	from, back := openFile(t, first), openFile(t, last)
	fill(t, from)
	server := open(t, postgrestest.Address(t), postgres.Options{})

	ctx, cancel := context.WithCancel(t.Context())
	if err := server.CopyFrom(ctx, from.Store, func(table string, rows int64) {
		if table == "versions" && rows >= 100 {
			cancel()
		}
	}); !errors.Is(err, context.Canceled) {
		t.Fatalf("a copy that is ended fails with %v", err)
	}
	if moving, err := server.Moving(t.Context()); err != nil || !moving {
		t.Errorf("a copy that was ended: Moving is %v, %v", moving, err)
	}
	steps := 0
	again := func(string, int64) { steps++ }
	if err := server.CopyFrom(t.Context(), from.Store, again); err != nil {
		t.Fatal(err)
	}
	if moving, err := server.Moving(t.Context()); err != nil || !moving {
		t.Errorf("a copy that was not looked at yet: Moving is %v, %v", moving, err)
	}
	steps = 0
	if err := server.CopyFrom(t.Context(), from.Store, again); err != nil || steps > 0 {
		t.Errorf("a copy that is done copies %d times again, %v", steps, err)
	}
	if err := server.EndMove(t.Context()); err != nil {
		t.Fatal(err)
	}
	if moving, err := server.Moving(t.Context()); err != nil || moving {
		t.Errorf("a copy that is done: Moving is %v, %v", moving, err)
	}
	if err := errors.Join(back.CopyFrom(t.Context(), server.Store, func(string, int64) {}), back.EndMove(t.Context())); err != nil {
		t.Fatal(err)
	}
	want := rowsOf(t, first)
	if diff := cmp.Diff(want, rowsOf(t, last)); diff != "" {
		t.Errorf("moved there and back, want -, got +:\n%s", diff)
	}
	for _, table := range []string{"versions", "dictionaries", "alerts", "receipts", "reports", "state", "shown_replies", "index_blocks", "signatures", "addresses", "page_checks", "outlet_lines"} {
		if len(want[table]) == 0 {
			t.Errorf("nothing of %s was moved", table)
		}
	}
	for name, s := range map[string]knowledge.Store{"PostgreSQL": server, "the file": back} {
		if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("Check of %s = %q, %v", name, found, err)
		}
		e := &knowledge.Entry{Article: knowledge.Article{URL: "https://example.com/new", Title: "New", Source: "S", Text: "New."}}
		e.Seal = knowledge.SealOf(&e.Article)
		if err := s.Write(t.Context(), func(w knowledge.Writer) error { _, err := w.Put(t.Context(), e); return err }); err != nil || e.ID != articles+1 {
			t.Errorf("the next article of %s has number %d, want %d (%v)", name, e.ID, articles+1, err)
		}
	}
	if err := server.CopyFrom(t.Context(), from.Store, again); !errors.Is(err, tables.ErrOccupied) {
		t.Errorf("a copy into what is there fails with %v", err)
	}
}

// TestCopyOfAnother goes on with a copy after its source was changed.
func TestCopyOfAnother(t *testing.T) {
	t.Parallel()
	from, to := openFile(t, sqlitetest.File(t)), open(t, postgrestest.Address(t), postgres.Options{})
	if err := from.SetState(t.Context(), "a", "b"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if err := to.CopyFrom(ctx, from.Store, func(string, int64) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if err := from.SetState(t.Context(), "c", "d"); err != nil {
		t.Fatal(err)
	}
	if err := to.CopyFrom(t.Context(), from.Store, func(string, int64) {}); !errors.Is(err, tables.ErrOccupied) {
		t.Errorf("it fails with %v, want ErrOccupied", err)
	}
}
