package main

import (
	"bytes"
	"database/sql"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/lease"
	"quoth/knowledge/sqlite"
)

// TestScrub changes a byte of the file while the bot does not run: the next night the
// operator is told once, and the article is not found any more.
func TestScrub(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "quoth.db")
	now := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	open := func() *sqlite.Store {
		store, err := sqlite.Open(ctx, file, sqlite.Options{Clock: clock})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { store.Close() })
		return store
	}
	store := open()
	articles := []knowledge.Article{{Title: "Storm", Source: "Post", Text: "About 340 people left."}, {Title: "Market", Source: "Post", Text: "The market moved."}}
	if _, err := intake.New(intake.Config{Store: store, Now: clock}).Add(ctx, articles); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.ReplaceAll(data, []byte("About 340"), []byte("About 740")), 0o600); err != nil {
		t.Fatal(err)
	}

	store = open()
	log := slog.New(slog.DiscardHandler)
	p := &Program{Settings: Settings{DB: file}, log: log, store: store, now: clock}
	d := alert.New(alert.Config{Store: store, Engine: bot.New(bot.Config{Store: store}), Log: log, Now: clock, Operators: []audience.Person{{Platform: "telegram", User: "7"}}})
	box := &inbox{}
	d.Add(box)
	p.leases = lease.New(lease.Config{Store: store})
	u := &upkeep{Program: p, notices: d.Notifier(), free: func(string) (uint64, bool) { return 0, false }}
	for _, c := range []struct {
		after   time.Duration
		notices int
	}{{0, 1}, {time.Hour, 1}, {14 * time.Hour, 1}, {-48 * time.Hour, 1}} {
		now = now.Add(c.after)
		if err := u.workWhenDue(ctx); err != nil {
			t.Fatal(err)
		}
		u.once(ctx)
		if len(box.got) != c.notices || !strings.Contains(box.got[0], "7: 1 of 2 stored articles are not what was taken in") {
			t.Errorf("at %s the operator is told %q", now, box.got)
		}
		if mark, err := store.State(ctx, scrubState); err != nil || c.after != time.Hour && mark != now.Format(time.RFC3339) {
			t.Errorf("at %s it was done last at %s (%v)", now, mark, err)
		}
	}
	if latest, err := store.Latest(ctx, knowledge.Filter{}, 9, 0); err != nil || len(latest) != 1 || latest[0].Title != "Market" {
		t.Errorf("found are %+v (%v)", latest, err)
	}
	notices, err := store.Notices(ctx)
	if err != nil || len(notices) != 2 {
		t.Errorf("the notices are %+v (%v)", notices, err)
	}

	if _, err := intake.New(intake.Config{Store: store, Now: clock}).Add(ctx, articles); err != nil {
		t.Fatal(err)
	}
	if err := u.scrub(ctx); err != nil {
		t.Fatal(err)
	}
	u.once(ctx)
	if notices, err = store.Notices(ctx); err != nil || len(notices) != 0 {
		t.Errorf("after it was stored anew the notices are %+v (%v)", notices, err)
	}
}

// TestScrubHeals damages where the sentences of an article end: at night that is worked out anew, and the
// article, of which every word is as it was taken in, stays.
func TestScrubHeals(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "quoth.db")
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	in := intake.New(intake.Config{Store: store})
	if _, err := in.Add(ctx, []knowledge.Article{{Title: "Storm", Source: "Post", Text: "About 340 people left. They came back."}}); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE versions SET sentences = x'00'"); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	d := alert.New(alert.Config{Store: store, Engine: bot.New(bot.Config{Store: store}), Log: log})
	u := &upkeep{Program: &Program{log: log, store: store, now: time.Now}, notices: d.Notifier()}
	if found := checkSeals(ctx, u.Program); len(found) != 2 || found[0].OK || found[1].OK || !strings.Contains(found[0].State, "article 1 is damaged") {
		t.Errorf("check --full finds %+v", found)
	}
	if err := u.scrub(ctx); err != nil {
		t.Fatal(err)
	}
	if notices, err := store.Notices(ctx); err != nil || len(notices) != 1 || !strings.Contains(notices[0].Text, "is worked out anew") {
		t.Errorf("the notices are %+v (%v)", notices, err)
	}
	if n, err := in.Rework(ctx, nil); err != nil || n != 1 {
		t.Errorf("%d are worked out anew (%v)", n, err)
	}
	documents, err := store.Documents(ctx, []int64{1})
	if err != nil || len(documents) != 1 || len(documents[0].Sentences) != 2 {
		t.Errorf("the documents are %+v (%v)", documents, err)
	}
	if err := u.scrub(ctx); err != nil {
		t.Fatal(err)
	}
	if notices, err := store.Notices(ctx); err != nil || len(notices) != 0 {
		t.Errorf("in the end the notices are %+v (%v)", notices, err)
	}
}
