package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// inbox is a platform that keeps what it is sent.
type inbox struct{ got []string }

func (*inbox) Platform() string { return "telegram" }

func (*inbox) Home(_ context.Context, p audience.Person) (audience.Place, error) {
	return audience.Place{Platform: p.Platform, Chat: p.User}, nil
}

func (i *inbox) Send(_ context.Context, to audience.Place, m bot.Message) (string, error) {
	for _, b := range m.Reply.Blocks {
		if n, ok := b.(bot.Notice); ok {
			i.got = append(i.got, to.Chat+": "+n.Text)
		}
	}
	return "1", nil
}

func (*inbox) Edit(context.Context, audience.Place, string, bot.Message) error { return nil }

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
	d := alert.New(alert.Config{Store: store, Engine: bot.New(bot.Config{Store: store}), Log: log, Now: p.now, Operators: []audience.Person{{Platform: "telegram", User: "7"}}})
	box := &inbox{}
	d.Add(box)
	free := uint64(50 << 20)
	u := &upkeep{Program: p, notices: d.Notifier(), free: func(string) (uint64, bool) { return free, true }}

	id, _, err := store.AddFeed(ctx, knowledge.Feed{URL: "https://echo.example/feed?token=secret", Title: "Echo", State: knowledge.FeedActive, Added: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.SaveSession(ctx, audience.Session{Shown: []audience.ShownReply{{Key: "old", Place: audience.Place{Platform: "test", Chat: "c"}, Expires: now.Add(-time.Minute)}}}); err != nil {
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
	if notices, err := store.Notices(ctx); err != nil || len(notices) != 2 {
		t.Errorf("the notices are %+v (%v), want that of the feed and the week's", notices, err)
	}
	free = 50 << 20
	u.once(ctx)
	if len(box.got) != 3 {
		t.Errorf("a disk that filled up again is not told: %q", box.got)
	}
	now = now.Add(6 * 24 * time.Hour)
	u.once(ctx)
	if len(box.got) != 3 {
		t.Errorf("what is known is told again: %q", box.got)
	}
	now = now.Add(24 * time.Hour)
	u.once(ctx)
	u.once(ctx)
	if len(box.got) != 4 || !strings.Contains(box.got[3], "1 of 1 feeds") {
		t.Errorf("the feeds of the next week are told as %q", box.got)
	}
	if err := store.RemoveFeed(ctx, id); err != nil {
		t.Fatal(err)
	}
	now = now.Add(24 * 24 * time.Hour)
	u.once(ctx)
	if len(box.got) != 5 || !strings.Contains(box.got[4], "The disk") {
		t.Errorf("what is wrong for a month is not told again: %q", box.got)
	}
	if notices, err := store.Notices(ctx); err != nil || len(notices) != 1 {
		t.Errorf("the notices are %+v (%v), want that of the disk alone", notices, err)
	}
}

// TestFailingFeeds has 11 of 30 feeds fail in different ways: they are named first by
// quoth feeds, quoth check and /admin, counted there, warned of once each and told to the
// operators' chats in one line; nothing of it shows an address's secret.
func TestFailingFeeds(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "quoth.db")
	now := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	store, err := sqlite.Open(ctx, file, sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var logged strings.Builder
	log := slog.New(slog.NewTextHandler(&logged, nil))
	boss := audience.Person{Platform: "telegram", User: "7"}
	var out strings.Builder
	p := &Program{Settings: Settings{DB: file}, log: log, store: store, now: clock}
	engine := bot.New(bot.Config{Store: store, Log: log, Now: clock, Operators: []audience.Person{boss}})
	d := alert.New(alert.Config{Store: store, Engine: engine, Log: log, Now: clock, Operators: []audience.Person{boss}})
	box := &inbox{}
	d.Add(box)
	u := &upkeep{Program: p, notices: d.Notifier(), free: func(string) (uint64, bool) { return 0, false }}

	failing := map[int]bool{}
	for i := range 30 {
		f := knowledge.Feed{URL: fmt.Sprintf("https://town%d.example/feed?token=a-secret", i+1), Title: fmt.Sprintf("Town %d", i+1), State: knowledge.FeedActive,
			Added: now.Add(-90 * 24 * time.Hour), LastNews: now.Add(-time.Duration(i) * time.Hour), LastCheck: now, NextCheck: now.Add(time.Hour), Polls: 100, Articles: 180}
		if i%3 == 1 || i == 29 {
			failing[i+1] = true
			f.Failures, f.FailingSince, f.Reason, f.Status = 5+i, now.Add(-time.Duration(25+i)*time.Hour), "server error", 502
			switch i {
			case 4:
				f.State, f.Reason, f.Status, f.Failures, f.FailingSince = knowledge.FeedEnded, "gone", 410, 0, time.Time{}
			case 10:
				f.State, f.Reason, f.Status = knowledge.FeedPaused, "unreachable", 0
			case 16: // it answers and never brought anything
				f.Failures, f.FailingSince, f.Reason, f.Status, f.LastNews, f.Articles = 0, time.Time{}, "", 0, time.Time{}, 0
			case 19: // nor did this one, which has failed for an hour
				f.FailingSince, f.LastNews, f.Articles = now.Add(-time.Hour), time.Time{}, 0
			}
		}
		if i == 5 { // the operator paused it
			f.State = knowledge.FeedPaused
		}
		if _, _, err := store.AddFeed(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	if len(failing) != 11 {
		t.Fatalf("%d feeds fail", len(failing))
	}
	u.once(ctx)
	u.once(ctx)
	if n := strings.Count(logged.String(), "brings nothing"); n != 11 {
		t.Errorf("%d warnings are in the log:\n%s", n, logged.String())
	}
	if len(box.got) != 1 || !strings.Contains(box.got[0], "11 of 30 feeds bring nothing: #5 Town 5") {
		t.Errorf("the operators' chat is told %q", box.got)
	}

	numbers := regexp.MustCompile(`#(\d+) Town`)
	first := func(where, text string) {
		t.Helper()
		found := numbers.FindAllStringSubmatch(text, -1)
		if len(found) < 11 {
			t.Errorf("%s names %d feeds:\n%s", where, len(found), text)
			return
		}
		for i, m := range found[:11] {
			if n, _ := strconv.Atoi(m[1]); !failing[n] {
				t.Errorf("%s names #%s as number %d:\n%s", where, m[1], i+1, text)
			}
		}
	}
	if err := (&feedsList{}).Run(ctx, &out, p); err != nil {
		t.Fatal(err)
	}
	first("quoth feeds", out.String())
	for _, want := range []string{
		"#5 Town 5 (town5.example/feed): ended: gone", "#2 Town 2 (town2.example/feed): FAILING since 5 May 2024 10:00 UTC: server error (status 502), next try 6 May 2024 13:00 UTC, articles: 180 (2.0 a day), last new 6 May 2024",
		"#17 Town 17 (town17.example/feed): active, has never brought anything",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("quoth feeds lacks %q:\n%s", want, out.String())
		}
	}
	var check []string
	for _, f := range checkFeeds(ctx, p) {
		if !f.OK {
			t.Errorf("check fails for a feed: %+v", f)
		}
		if f.Warning {
			check = append(check, f.State)
		}
	}
	first("quoth check", strings.Join(check, "\n"))
	if len(check) != 12 || check[11] != "11 of 30 bring nothing" {
		t.Errorf("quoth check warns of %q", check)
	}
	admin := func(what string) string {
		reply := engine.Handle(ctx, bot.Request{Person: boss, Place: audience.Place{Platform: "telegram", Chat: "7"}, Private: true, Command: "admin", Args: bot.Args{"what": what}})
		data, err := json.Marshal(reply)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	first("/admin feeds", admin("feeds"))
	status := admin("status")
	if !strings.Contains(status, "Feeds: 18 active of 30, 9 failing, 1 ended, 1 silent, 1 paused") {
		t.Errorf("/admin says %s", status)
	}
	for _, shown := range []string{out.String(), strings.Join(check, "\n"), status, admin("feeds"), logged.String(), strings.Join(box.got, "\n")} {
		if strings.Contains(shown, "a-secret") || strings.Contains(shown, "token") {
			t.Errorf("a secret is shown:\n%s", shown)
		}
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
	id, _, err := store.Subscribe(ctx, audience.Subscription{Owner: audience.Person{Platform: "telegram", User: "7"},
		Place: audience.Place{Platform: "telegram", Chat: "-1004711"}, Topic: "ferry", Pace: audience.Now})
	if err != nil {
		t.Fatal(err)
	}
	err = store.Write(ctx, func(w knowledge.Writer) error {
		_, err := w.Enqueue(ctx, audience.Alert{Subscription: id, Story: 1, Article: 1, Kind: audience.NewStory})
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
	for _, f := range (&checkCommand{}).database(ctx, p) {
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
	file, err := p.backupTo(dir, "")(ctx)
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

// TestSignaturesExpire has the signatures of old articles go, but for those of the last
// articles, which what is older than news is compared with: by the upkeep of a running bot,
// and while an archive is added.
func TestSignaturesExpire(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "quoth.db")
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	const last, old = 600, 450
	err = store.Write(ctx, func(w knowledge.Writer) error {
		for n := range last + old {
			published := now.Add(-time.Hour)
			if n%3 > 0 {
				published = now.Add(-intake.Kept - time.Hour)
			}
			e := &knowledge.Entry{Article: knowledge.Article{URL: fmt.Sprintf("https://a.example/%d", n), Text: "Rain fell.", Published: published}, Signature: []byte{1}}
			e.Seal = knowledge.SealOf(&e.Article)
			if _, err := w.Put(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	u := &upkeep{Program: &Program{Settings: Settings{DB: file}, log: slog.New(slog.DiscardHandler), store: store, now: func() time.Time { return now }}}
	left := func() (n int) {
		if err := store.Signatures(ctx, knowledge.SignatureRange{Last: 1 << 20}, func(knowledge.Signature) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for range 2 {
		if err := u.dropSignatures(ctx, last); err != nil || left() != last+old/3 {
			t.Errorf("%d signatures are left (%v), want %d", left(), err, last+old/3)
		}
	}

	now = now.Add(intake.Kept)
	added := []knowledge.Article{{Published: now.Add(-time.Hour)}, {}}
	if err := u.makeRoom(ctx, added, last); err != nil || left() != last+old/3 {
		t.Errorf("%d signatures are left after news was added (%v), want %d", left(), err, last+old/3)
	}
	added = append(added, knowledge.Article{Published: now.Add(-intake.Kept - time.Hour)})
	if err := u.makeRoom(ctx, added, last); err != nil || left() != last {
		t.Errorf("%d signatures are left after an archive was added (%v), want %d", left(), err, last)
	}
}
