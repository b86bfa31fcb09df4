package gather

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// taker is the door of the store as the program uses it.
type taker struct{ *intake.Intake }

func (t taker) Take(ctx context.Context, articles []knowledge.Article, stored func(knowledge.Writer, *knowledge.Entry) error) (added, updated int, err error) {
	b, err := t.Prepare(ctx, articles)
	if err != nil {
		return 0, 0, err
	}
	r, err := t.Commit(ctx, b, stored)
	return r.Added, r.Updated, err
}

// logLines collects what is logged.
type logLines struct {
	mu    sync.Mutex
	lines []string
}

func (l *logLines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, string(p))
	return len(p), nil
}

func (l *logLines) count(part string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, line := range l.lines {
		if strings.Contains(line, part) {
			n++
		}
	}
	return n
}

// polling is a poller over a store of its own, with a clock that the test moves.
type polling struct {
	*Poller
	t     testing.TB
	store *sqlite.Store
	clock *steppedClock
	log   *logLines
}

const hostPause = time.Second

// newTestFetcher reaches the loopback network, and sleeps by the clock.
func newTestFetcher(clock *steppedClock, timeout time.Duration) *fetch.Fetcher {
	return fetch.New(fetch.Config{AllowedHosts: []string{"127.0.0.0/8"}, PerHostDelay: hostPause, Timeout: timeout, Now: clock.Now, Sleep: clock.Sleep})
}

func newPolling(t testing.TB, clock *steppedClock) *polling {
	t.Helper()
	store, err := sqlite.Open(context.Background(), sqlitetest.File(t), sqlite.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	log := &logLines{}
	logger := slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelInfo}))
	fetcher := newTestFetcher(clock, 10*time.Second)
	pages := page.NewReader(fetcher, nil)
	return &polling{t: t, store: store, clock: clock, log: log, Poller: NewPoller(PollerConfig{
		Store: store, Intake: taker{intake.New(intake.Config{Store: store, Now: clock.Now})}, Fetch: fetcher.Fetch, Page: pages.Fetch, Again: pages.FetchAgain,
		Now: clock.Now, Log: logger, Random: func() float64 { return 0.5 },
	})}
}

func (p *polling) add(address string) int64 {
	p.t.Helper()
	id, _, err := p.store.AddFeed(p.t.Context(), knowledge.Feed{URL: address})
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

func (p *polling) feed(id int64) knowledge.Feed {
	p.t.Helper()
	f, err := p.store.Feed(p.t.Context(), id)
	if err != nil {
		p.t.Fatal(err)
	}
	return f
}

// poll polls a feed once.
func (p *polling) poll(id int64) PollReport {
	p.t.Helper()
	r, err := p.Poll(p.t.Context(), id)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

// articles are the stored articles by title; a title that stands twice is an
// error.
func (p *polling) articles() map[string]knowledge.Article {
	p.t.Helper()
	all, err := p.store.Latest(p.t.Context(), knowledge.Filter{}, 1_000_000, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	found := make(map[string]knowledge.Article, len(all))
	for _, a := range all {
		if _, twice := found[a.Title]; twice {
			p.t.Errorf("%q is stored twice", a.Title)
		}
		found[a.Title] = a
	}
	return found
}

// answers serves a feed that the test changes.
type answers struct {
	*httptest.Server
	mu     sync.Mutex
	handle http.HandlerFunc
	seen   []http.Header
}

func newAnswers(t testing.TB, handle http.HandlerFunc) *answers {
	a := &answers{handle: handle}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.seen = append(a.seen, r.Header.Clone())
		a.handle(w, r)
	}))
	t.Cleanup(a.Close)
	return a
}

func (a *answers) set(handle http.HandlerFunc) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.handle = handle
}

func rssOf(items ...string) string {
	return "<rss version='2.0'><channel><title>Echo</title>" + strings.Join(items, "") + "</channel></rss>"
}

func item(id, link, title, text string) string {
	return fmt.Sprintf("<item><guid>%s</guid><link>%s</link><title>%s</title><description>%s</description></item>", id, link, title, text)
}

func say(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

var longText = strings.Repeat("The council met in the town hall and spoke of the harbour. ", 40)
