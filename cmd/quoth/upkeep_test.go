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
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/sqlite"
)

// inbox is a platform that keeps what it is sent.
type inbox struct{ got []string }

func (*inbox) Platform() string { return "telegram" }

func (*inbox) Home(_ context.Context, p knowledge.Person) (knowledge.Place, error) {
	return knowledge.Place{Platform: p.Platform, Chat: p.User}, nil
}

func (i *inbox) Send(_ context.Context, to knowledge.Place, m bot.Message) (string, error) {
	for _, b := range m.Reply.Blocks {
		if n, ok := b.(bot.Notice); ok {
			i.got = append(i.got, to.Chat+": "+n.Text)
		}
	}
	return "1", nil
}

func (*inbox) Edit(context.Context, knowledge.Place, string, bot.Message) error { return nil }

// TestUpkeep lets a disk fill up and a feed end, and mends both.
func TestUpkeep(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "quoth.db")
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	log := slog.New(slog.DiscardHandler)
	now := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	p := &Program{Settings: Settings{DB: file}, log: log, store: store, now: func() time.Time { return now }}
	d := alert.New(alert.Config{Store: store, Engine: bot.New(bot.Config{Store: store}), Log: log, Now: p.now, Operators: []knowledge.Person{{Platform: "telegram", User: "7"}}})
	box := &inbox{}
	d.Add(box, alert.Limits{All: 30, Private: 1, Shared: 1})
	free := uint64(50 << 20)
	u := &upkeep{Program: p, notices: d.Notifier(), free: func(string) (uint64, bool) { return free, true }}

	id, _, err := store.AddFeed(ctx, knowledge.Feed{URL: "https://echo.example/feed?token=secret", Title: "Echo", State: knowledge.FeedActive, Added: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.PutToken(ctx, knowledge.Token{Key: "old", Expires: now.Add(-time.Minute)}); err != nil {
		t.Fatal(err)
	}
	u.once(ctx)
	u.once(ctx)
	if len(box.got) != 1 || !strings.Contains(box.got[0], "7: The disk of the database is nearly full: 50 MB") {
		t.Fatalf("a full disk is told as %q, want it once", box.got)
	}
	feed, err := store.Feed(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	feed.State, feed.Reason = knowledge.FeedEnded, "gone"
	if err := store.UpdateFeed(ctx, feed); err != nil {
		t.Fatal(err)
	}
	free = 50 << 30
	u.once(ctx)
	if len(box.got) != 2 || !strings.Contains(box.got[1], "Echo") || strings.Contains(box.got[1], "secret") {
		t.Fatalf("a feed that ended is told as %q", box.got)
	}
	if notices, err := store.Notices(ctx); err != nil || len(notices) != 1 {
		t.Errorf("the notices are %+v (%v), want that of the feed alone", notices, err)
	}
	free = 50 << 20
	u.once(ctx)
	if len(box.got) != 3 {
		t.Errorf("a disk that filled up again is not told: %q", box.got)
	}
	now = now.Add(29 * 24 * time.Hour)
	u.once(ctx)
	if len(box.got) != 3 {
		t.Errorf("what is known is told again: %q", box.got)
	}
	now = now.Add(2 * 24 * time.Hour)
	u.once(ctx)
	if len(box.got) != 5 {
		t.Errorf("what is wrong for a month is not told again: %q", box.got)
	}
}

// TestCheckNamesDeadLetters gives an alert up.
func TestCheckNamesDeadLetters(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "quoth.db")
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	id, _, err := store.Subscribe(ctx, knowledge.Subscription{Owner: knowledge.Person{Platform: "telegram", User: "7"},
		Place: knowledge.Place{Platform: "telegram", Chat: "-1004711"}, Topic: "ferry", Pace: knowledge.Now})
	if err != nil {
		t.Fatal(err)
	}
	err = store.Write(ctx, func(w knowledge.Writer) error {
		_, err := w.Enqueue(ctx, knowledge.Alert{Subscription: id, Story: 1, Article: 1, Kind: knowledge.NewStory})
		return err
	})
	if err == nil {
		err = store.Bury(ctx, []int64{1}, "500 internal server error")
	}
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	p := &Program{Settings: Settings{DB: file}, log: slog.New(slog.DiscardHandler), now: time.Now}
	defer p.Close()
	var states []string
	for _, f := range checkDatabase(ctx, p) {
		states = append(states, f.State)
	}
	all := strings.Join(states, "\n")
	if !strings.Contains(all, "alert 1 of subscription 1 was given up: 500 internal server error") || strings.Contains(all, "4711") {
		t.Errorf("check says:\n%s", all)
	}
}

func TestBackupTo(t *testing.T) {
	ctx := t.Context()
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "quoth.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	p := &Program{store: store, now: func() time.Time { return time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC) }}
	dir := filepath.Join(t.TempDir(), "backups")
	file, err := p.backupTo(dir)(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if file != "quoth-20240506-120000.db" {
		t.Errorf("the backup is called %s: a chat is told no more of the path", file)
	}
	if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
		t.Errorf("the backup is not there: %v", err)
	}
}
