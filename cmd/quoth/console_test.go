package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/console"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// TestConsoleLink has an operator ask the bot for the console, in private and among others, and
// somebody who is no operator.
func TestConsoleLink(t *testing.T) {
	db := filepath.Join(t.TempDir(), "quoth.db")
	boss := audience.Person{Platform: "telegram", User: "12345"}
	for linked, want := range map[bool]string{true: "https://news.example.org" + console.Prefix + "enter?code=", false: "QUOTH_WEB_URL"} {
		p := Program{Settings: Settings{DB: db, Operators: "telegram:12345"}, log: slog.New(slog.DiscardHandler), now: time.Now, pages: "https://news.example.org", linked: linked}
		if err := p.open(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		e, err := p.newEngine()
		if err != nil {
			t.Fatal(err)
		}
		ask := func(who audience.Person, private bool) string {
			r := e.Handle(t.Context(), bot.Request{Person: who, Place: audience.Place{Platform: "telegram", Chat: "1"}, Private: private, Command: "admin", Args: bot.Args{"what": "console"}})
			return r.Words()
		}
		if said := ask(boss, true); !strings.Contains(said, want) {
			t.Errorf("linked %t: the operator reads %q", linked, said)
		}
		if said := ask(boss, false); strings.Contains(said, "code=") {
			t.Errorf("among others the operator reads %q", said)
		}
		if said := ask(audience.Person{Platform: "telegram", User: "2"}, true); strings.Contains(said, "code=") {
			t.Errorf("somebody else reads %q", said)
		}
		findings := p.findings(t.Context())
		if len(findings) < 4 {
			t.Errorf("the checks are %+v", findings)
		}
		p.Close()
	}
}

// TestBackupsIn lists the backups of a folder.
func TestBackupsIn(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"quoth-daily-20240506-030000.db", "quoth-20240507-120000.db", "quoth.db", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("abc"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all, err := backupsIn(folder)
	if err != nil || len(all) != 2 || all[0].Name != "quoth-20240507-120000.db" || all[0].Bytes != 3 || all[1].Made.Day() != 6 {
		t.Errorf("the backups are %+v, %v", all, err)
	}
	if none, err := backupsIn(filepath.Join(folder, "nowhere")); err != nil || len(none) > 0 {
		t.Errorf("of no folder they are %+v, %v", none, err)
	}
}

// TestPlannedRestore has a backup take the place of the database at the next start, once; one that is not sound
// leaves the database as it is.
func TestPlannedRestore(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	p := &Program{Settings: Settings{DB: filepath.Join(t.TempDir(), "quoth.db")}, log: slog.New(slog.DiscardHandler), now: time.Now}
	add := func(title string) int {
		t.Helper()
		store, err := sqlite.Open(ctx, p.DB, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		p.store = store
		if title != "" {
			if _, err := intake.New(intake.Config{Store: store}).Add(ctx, []knowledge.Article{{URL: "https://echo.example/" + title, Title: title, Text: "The ferry of " + title + " sails again."}}); err != nil {
				t.Fatal(err)
			}
		}
		if title == "first" {
			if _, err := p.writeBackup(ctx, filepath.Join(folder, "quoth-20240506-030000.db")); err != nil {
				t.Fatal(err)
			}
		}
		stats, err := store.Stats(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return stats.Articles
	}
	add("first")
	if n := add("second"); n != 2 {
		t.Fatalf("there are %d articles", n)
	}
	f := backupFolder{p, folder}
	start := func() {
		t.Helper()
		if _, err := p.restorePlanned(ctx, folder); err != nil {
			t.Fatal(err)
		}
		if name, err := f.Planned(); err != nil || name != "" {
			t.Errorf("planned is %q, %v", name, err)
		}
	}
	start()
	if n := add(""); n != 2 {
		t.Errorf("without a plan there are %d articles", n)
	}
	// While another process has the database, and where this one is ended, the plan stays.
	other := openAny(t, p.DB)
	if err := f.Plan("quoth-20240506-030000.db"); err != nil {
		t.Fatal(err)
	}
	ended, end := context.WithCancel(ctx)
	end()
	for name, ctx := range map[string]context.Context{"another process has the database": ctx, "it is ended": ended} {
		done, err := p.restorePlanned(ctx, folder)
		if planned, _ := f.Planned(); done != nil && !errors.Is(done.err, knowledge.ErrLocked) || planned == "" || !errors.Is(err, ctx.Err()) {
			t.Errorf("where %s, %v is restored and %q planned, %v", name, done, planned, err)
		}
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	// A plan that was forgotten holds no more.
	forgotten := time.Now().Add(-planHolds - time.Hour)
	if err := os.Chtimes(f.restoreMark(), forgotten, forgotten); err != nil {
		t.Fatal(err)
	}
	if done, err := p.restorePlanned(ctx, folder); err != nil || done == nil || !errors.Is(done.err, errLapsed) {
		t.Errorf("after days %v is restored, %v", done, err)
	}
	if n := add(""); n != 2 {
		t.Errorf("after a plan that was forgotten there are %d articles", n)
	}
	if err := os.WriteFile(filepath.Join(folder, "quoth-20240507-030000.db"), []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want int
	}{{"quoth-20240507-030000.db", 2}, {"quoth-20240508-030000.db", 2}, {"quoth-20240506-030000.db", 1}} {
		if err := f.Plan(c.name); err != nil {
			t.Fatal(err)
		}
		if name, err := f.Planned(); err != nil || name != c.name {
			t.Errorf("planned is %q, %v", name, err)
		}
		start()
		if n := add(""); n != c.want {
			t.Errorf("after %s there are %d articles, want %d", c.name, n, c.want)
		}
	}
	start()
	if n := add("third"); n != 2 {
		t.Errorf("at the start after there are %d articles", n)
	}
	kept, err := filepath.Glob(p.DB + ".before-*")
	if err != nil || len(kept) == 0 {
		t.Errorf("the database that stood there is not kept: %v, %v", kept, err)
	}
	if err := f.Plan(""); err != nil {
		t.Errorf("taking back what is not planned: %v", err)
	}
}
