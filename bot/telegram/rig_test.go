package telegram_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/telegram"
	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// specFile is those methods and types of the Bot API that the bot and the tests use.
const specFile = "../chattest/telegram/testdata/spec.json"

var readSpec = sync.OnceValues(func() (*telegramtest.Spec, error) { return telegramtest.ReadSpec(specFile) })

// rig is the bot over a real database and the test server, and what it logged.
type rig struct {
	t      *testing.T
	server *telegramtest.Server
	store  *sqlite.Store
	file   string // of the store
	door   *intake.Intake
	engine *bot.Engine
	bot    *telegram.Bot
	log    *record
	clock  *clock
	conf   telegram.Config
	second time.Duration
	tune   func(*telegram.Bot) // alters a bot before it runs; nil for nothing

	stop  context.CancelFunc
	ended chan error
}

// record is a log that may be written and read at the same time.
type record struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.b.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.b.String()
}

// clock stands still unless it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// newRig makes a bot that does not run yet. change may alter what it is made of.
// At the end of the test nothing may have gone against Telegram's rules. That the
// token stands in no log is seen to by TestMain.
func newRig(t *testing.T, server telegramtest.Config, change func(*rig)) *rig {
	t.Helper()
	spec, err := readSpec()
	if err != nil {
		t.Fatal(err)
	}
	server.Spec = spec
	r := &rig{t: t, log: &record{}, clock: &clock{now: time.Date(2024, 11, 5, 12, 0, 0, 0, time.UTC)}, second: time.Millisecond}
	r.server = telegramtest.New(t, server)
	options := sqlite.Options{Clock: r.clock.Now}
	r.file = sqlitetest.Filled(t, "articles", options, func(ctx context.Context, s *sqlite.Store) error {
		_, err := intake.New(intake.Config{Store: s, Now: r.clock.Now}).Add(ctx, articles(t))
		return err
	})
	r.store, err = sqlite.Open(t.Context(), r.file, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.store.Close() })
	r.door = intake.New(intake.Config{Store: r.store, Now: r.clock.Now})
	log := slog.New(slog.NewTextHandler(io.MultiWriter(r.log, everything()), &slog.HandlerOptions{Level: slog.LevelDebug}))
	r.engine = bot.New(bot.Config{Store: r.store, Log: log, Now: r.clock.Now, Version: "test"})
	r.conf = telegram.Config{Engine: r.engine, Store: r.store, Token: r.server.Token, API: r.server.URL, Log: log, Now: r.clock.Now}
	if change != nil {
		change(r)
	}
	t.Cleanup(func() {
		for _, v := range r.server.Violations() {
			t.Errorf("against Telegram's rules: %s", v)
		}
		for _, q := range r.server.Requests() {
			for _, value := range q.Params {
				r.keepsToken(value)
			}
		}
	})
	return r
}

// keepsToken fails when a text holds the token, or the half of it that is secret.
func (r *rig) keepsToken(text string) {
	r.t.Helper()
	_, secret, _ := strings.Cut(r.server.Token, ":")
	if strings.Contains(text, secret) {
		r.t.Errorf("the token stands in:\n%s", text)
	}
}

// start runs the bot until stop or the end of the test.
func (r *rig) start() {
	r.t.Helper()
	b, err := telegram.New(r.conf)
	if err != nil {
		r.t.Fatal(err)
	}
	b.Hasten(r.second)
	if r.tune != nil {
		r.tune(b)
	}
	r.bot = b
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	r.stop, r.ended = cancel, ended
	go func() { ended <- b.Run(ctx) }()
	r.t.Cleanup(func() { r.halt() })
}

// halt stops the bot and returns what Run returned.
func (r *rig) halt() error {
	if r.stop == nil {
		return nil
	}
	r.stop()
	r.stop = nil
	err := <-r.ended
	fmt.Fprintln(everything(), err)
	return err
}

// settle waits until the bot has handled all that was said.
func (r *rig) settle() {
	r.t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); r.server.Pending() > 0 || r.bot.InHand() > 0; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			r.t.Fatalf("%d updates were not confirmed, %d not handled; the log:\n%s", r.server.Pending(), r.bot.InHand(), r.log)
		}
	}
}

// deliver sends the alerts that are due.
func (r *rig) deliver() {
	r.t.Helper()
	d := alert.New(alert.Config{Store: r.store, Engine: r.engine, Now: r.clock.Now})
	d.Add(r.bot.Sender())
	for {
		n, err := d.Step(r.t.Context())
		if err != nil {
			r.t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

func (r *rig) add(articles ...knowledge.Article) {
	r.t.Helper()
	if _, err := r.door.Add(r.t.Context(), articles); err != nil {
		r.t.Fatal(err)
	}
}

// articles are those of testdata/articles.jsonl.
func articles(t testing.TB) []knowledge.Article {
	t.Helper()
	all, err := readArticles()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func readArticles() (all []knowledge.Article, err error) {
	f, err := os.Open("testdata/articles.jsonl")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var a struct{ URL, Title, Source, Published, Language, Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, err
		}
		day, err := time.Parse(time.DateOnly, a.Published)
		if err != nil {
			return nil, err
		}
		all = append(all, knowledge.Article{URL: a.URL, Title: a.Title, Source: a.Source, Published: day, DateOnly: true, Language: a.Language, Text: a.Text})
	}
	return all, lines.Err()
}
