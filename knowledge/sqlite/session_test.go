package sqlite

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/knowledge/audience"
	"quoth/knowledge/tables"
)

// TestTokensBecomeSessions opens a database whose sessions are tokens: each goes on as
// what it was.
func TestTokensBecomeSessions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "quoth.db")
	old, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := tables.Migrations(os.DirFS("."), "migrations")
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), old, path, steps[:16]); err != nil {
		t.Fatal(err)
	}
	until := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	for key, data := range map[string]string{
		"talk|telegram|-5|7|42":  `{"Subject":"ferry"}`,
		"view|telegram|ABCD":     `{"reply":{"blocks":null}}`,
		"button|discord|EFGH":    `{"reply":{"blocks":null}}`,
		"said|telegram|-5|m|1":   `{"Subject":"bridge"}`,
		"asked|telegram|-5|7|42": `{"command":"follow"}`,
		"hint|discord|42":        "",
		"journal|telegram|9|10":  "{}",
	} {
		platform := strings.Split(key, "|")[1]
		_, err := old.ExecContext(t.Context(), "INSERT INTO tokens (key, platform, user, place_platform, chat, thread, data, expires) VALUES (?, ?, '42', ?, '-5', '7', ?, ?)",
			strings.ReplaceAll(key, "|", "\x1f"), platform, platform, []byte(data), until.UnixMilli())
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, now := t.Context(), until.Add(-time.Hour)
	who := func(platform string) audience.Person { return audience.Person{Platform: platform, User: "42"} }
	at := audience.Place{Platform: "telegram", Chat: "-5", Thread: "7"}
	if c, err := s.Conversation(ctx, who("telegram"), at, now); err != nil || string(c.Talk) != `{"Subject":"ferry"}` || !c.Expires.Equal(until) {
		t.Errorf("the conversation is %+v (%v)", c, err)
	}
	if p, err := s.PendingArgument(ctx, who("telegram"), at, now); err != nil || string(p.Missing) != `{"command":"follow"}` {
		t.Errorf("the pending argument is %+v (%v)", p, err)
	}
	for key, platform := range map[string]string{"ABCD": "telegram", "EFGH": "discord"} {
		if r, err := s.ShownReply(ctx, key, now); err != nil || string(r.Reply) != `{"reply":{"blocks":null}}` || r.Person != who(platform) || r.Place.Platform != platform {
			t.Errorf("the reply of %s is %+v (%v)", key, r, err)
		}
	}
	if r, err := s.ShownMessage(ctx, at, "m\x1f1", now); err != nil || string(r.Reply) != `{"reply":{"talk":{"Subject":"bridge"}}}` {
		t.Errorf("the reply in a message is %+v (%v)", r, err)
	}
	if m, err := s.Marker(ctx, audience.Explained, "discord", "42", now); err != nil || m.Person != who("discord") {
		t.Errorf("the marker is %+v (%v)", m, err)
	}
}
