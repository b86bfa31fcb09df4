package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/console"
	"quoth/knowledge/audience"
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
