package gather

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

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
func newTestFetcher(clock *steppedClock, timeout time.Duration) *Fetcher {
	return NewFetcher(FetcherConfig{AllowedHosts: []string{"127.0.0.0/8"}, PerHostDelay: hostPause, Timeout: timeout, Now: clock.Now, Sleep: clock.Sleep})
}

func newPolling(t testing.TB, clock *steppedClock) *polling {
	t.Helper()
	store, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "quoth.db"), sqlite.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	log := &logLines{}
	logger := slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelInfo}))
	fetcher := newTestFetcher(clock, 10*time.Second)
	return &polling{t: t, store: store, clock: clock, log: log, Poller: NewPoller(PollerConfig{
		Store: store, Intake: taker{intake.New(intake.Config{Store: store, Now: clock.Now})}, Fetch: fetcher.Fetch, Page: NewPageReader(fetcher).Read,
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

func TestPollEdits(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	s := newAnswers(t, say(rssOf(item("1", "https://a.example/1?utm_source=rss", "First", longText), item("2", "", "Second", longText))))
	id := p.add(s.URL)
	if r := p.poll(id); r.Added != 2 || r.Updated != 0 {
		t.Fatalf("the first poll: %+v", r)
	}
	if r := p.poll(id); r.Added+r.Updated != 0 {
		t.Errorf("nothing changed: %+v", r)
	}
	s.set(say(rssOf(item("1", "https://a.example/moved", "First", longText+"Edited."), item("2", "", "Second", longText+"Edited."))))
	if r := p.poll(id); r.Added != 0 || r.Updated != 2 {
		t.Errorf("after edits and a new address: %+v", r)
	}
	s.set(say(rssOf(item("new", "https://a.example/1", "First", longText+"Edited."))))
	if r := p.poll(id); r.Added+r.Updated != 0 {
		t.Errorf("after a new id: %+v", r)
	}
	a := p.articles()["First"]
	if len(p.articles()) != 2 || a.Version != 2 || a.URL != "https://a.example/1?utm_source=rss" || a.Source != "Echo" {
		t.Errorf("%d articles, the first is %+v", len(p.articles()), a)
	}
	if err := p.store.Write(t.Context(), func(w knowledge.Writer) error { _, err := w.RemoveSource(t.Context(), "Echo"); return err }); err != nil {
		t.Fatal(err)
	}
	s.set(say(rssOf(item("1", "https://a.example/1", "First", longText+"Edited again."))))
	if r := p.poll(id); r.Added+r.Updated != 0 || len(p.articles()) != 0 {
		t.Errorf("what was removed comes back: %+v", r)
	}
}

// TestPollTwoFeeds polls two feeds that carry the same article.
func TestPollTwoFeeds(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	s := newAnswers(t, say(rssOf(item("1", "https://a.example/1", "First", longText))))
	if r := p.poll(p.add(s.URL + "/world")); r.Added != 1 {
		t.Fatalf("the first feed: %+v", r)
	}
	s.set(say(rssOf(item("x", "http://www.a.example/1", "First, as the other feed has it", longText+"More."))))
	if r := p.poll(p.add(s.URL + "/top")); r.Added+r.Updated != 0 || len(p.articles()) != 1 {
		t.Errorf("the second feed: %+v", r)
	}
}

func TestPollPages(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	page := "<!doctype html><html><head><title>Tram line approved</title><link rel=canonical href='/tram'></head><body><article><h1>Tram line approved</h1><p>" +
		strings.ReplaceAll(longText, "hall and", "hall</p><p>It") + "</p></article></body></html>"
	fail := true
	s := newAnswers(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/feed":
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, rssOf(item("1", "/tram?from=rss", "Tram line approved", "The council voted…"), item("2", "/consent", "Ferry strike ends today", "Crews went back…"),
				item("3", "/missing", "Nothing but a headline", "")))
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case fail:
			http.Error(w, "overloaded", http.StatusServiceUnavailable)
		case r.URL.Path == "/tram":
			fmt.Fprint(w, page)
		case r.URL.Path == "/consent":
			fmt.Fprint(w, "<!doctype html><html><title>Before you go on</title><body><p>"+strings.Repeat("We and our partners ask for your consent to store cookies on this device. ", 20)+"</p></body></html>")
		default:
			http.NotFound(w, r)
		}
	})
	id := p.add(s.URL + "/feed")
	if r := p.poll(id); r.Added != 2 {
		t.Fatalf("while the pages fail: %+v", r)
	}
	if f := p.feed(id); f.ETag != "" || f.NextCheck.Sub(p.clock.Now()) > time.Hour {
		t.Errorf("the pages are not tried again soon and for the whole: %q, %v", f.ETag, f.NextCheck)
	}
	if a := p.articles()["Tram line approved"]; a.FromPage || a.URL != s.URL+"/tram?from=rss" {
		t.Errorf("without its page it is %+v", a)
	}
	fail = false
	p.clock.advance(time.Hour)
	if r := p.poll(id); r.Added != 0 || r.Updated != 1 {
		t.Errorf("when the pages are there: %+v", r)
	}
	a := p.articles()["Tram line approved"]
	if !a.FromPage || a.Version != 2 {
		t.Errorf("with its page it is %+v", a)
	}
	if a := p.articles()["Ferry strike ends today"]; a.FromPage || a.Version != 1 {
		t.Errorf("a question about cookies is taken for the article: %+v", a)
	}
	if f := p.feed(id); f.ETag != `"1"` || len(p.articles()) != 2 {
		t.Errorf("when all is done the validators are %q, with %d articles", f.ETag, len(p.articles()))
	}
	if r := p.poll(id); r.NotModified != 1 {
		t.Errorf("after all: %+v", r)
	}
}

func TestPollMoves(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	s := newAnswers(t, nil)
	moved := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.Redirect(w, r, "/new", http.StatusPermanentRedirect)
			return
		}
		fmt.Fprint(w, rssOf(item("1", "https://a.example/1", "First", longText)))
	}
	s.set(moved)
	id := p.add(s.URL + "/old")
	for range 2 {
		p.poll(id)
	}
	if f := p.feed(id); f.URL != s.URL+"/old" {
		t.Errorf("the address changed after two redirects")
	}
	s.set(say(rssOf()))
	p.poll(id)
	s.set(moved)
	for range 3 {
		p.poll(id)
	}
	if f := p.feed(id); f.URL != s.URL+"/new" || f.MovedTo != "" {
		t.Errorf("after three redirects in a row the feed is %+v", f)
	}
	other := p.add(s.URL + "/old")
	for range 3 {
		p.poll(other)
	}
	if f := p.feed(other); f.State != knowledge.FeedEnded || f.Reason != "moved" || f.Detail != "it moved to the address of feed Echo" {
		t.Errorf("a feed that moved to where another is: %+v", f)
	}
}

func TestPollFailures(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	s := newAnswers(t, status(http.StatusInternalServerError))
	id := p.add(s.URL + "/feed?token=verysecret")
	polls := 0
	for p.feed(id).State == knowledge.FeedActive {
		f := p.feed(id)
		if f.NextCheck.After(p.clock.Now()) {
			p.clock.advance(f.NextCheck.Sub(p.clock.Now()))
		}
		if r, err := p.PollDue(t.Context()); err != nil || r.Failed != 1 {
			t.Fatalf("%+v, %v", r, err)
		}
		polls++
	}
	f := p.feed(id)
	if f.State != knowledge.FeedPaused || f.Reason != "server error" || f.NextCheck.Sub(p.clock.Now()) < 48*time.Hour || polls < failuresToPause ||
		p.clock.Now().Sub(noon) < failingToPause {
		t.Errorf("after %d polls in %v it is %+v", polls, p.clock.Now().Sub(noon), f)
	}
	s.set(say(rssOf(item("1", "https://a.example/1", "First", longText))))
	p.clock.advance(f.NextCheck.Sub(p.clock.Now()))
	if r, err := p.PollDue(t.Context()); err != nil || r.Added != 1 {
		t.Fatalf("when it comes back: %+v, %v", r, err)
	}
	if f := p.feed(id); f.State != knowledge.FeedActive || f.Failures != 0 || f.Reason != "" || f.Detail != "" {
		t.Errorf("after it came back it is %+v", f)
	}
	s.set(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "40000")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	p.poll(id)
	if f := p.feed(id); f.NextCheck.Sub(p.clock.Now()) != 40000*time.Second || f.Reason != "busy" {
		t.Errorf("it asked for 40,000 s and is asked after %v (%s)", f.NextCheck.Sub(p.clock.Now()), f.Reason)
	}
	p.clock.advance(12 * time.Hour)
	s.set(status(http.StatusGone))
	p.poll(id)
	if f := p.feed(id); f.State != knowledge.FeedEnded || f.Reason != "gone" || !f.NextCheck.IsZero() {
		t.Errorf("what is gone for good is %+v", f)
	}
	if p.log.count("verysecret") > 0 || strings.Contains(p.feed(id).Detail, "verysecret") {
		t.Errorf("the secret of an address is shown: %q", p.log.lines)
	}
	for _, want := range []string{"a feed is paused", "a feed is back", "a feed ended"} {
		if p.log.count(want) != 1 {
			t.Errorf("%q is logged %d times: %q", want, p.log.count(want), p.log.lines)
		}
	}
}

// TestPollOperator pauses and removes feeds while they are polled.
func TestPollOperator(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	s := newAnswers(t, nil)
	for name, answer := range map[string]http.HandlerFunc{"news": say(rssOf(item("1", "https://a.example/1", "First", longText))), "failure": status(500)} {
		paused, removed := p.add(s.URL+"/paused/"+name), p.add(s.URL+"/removed/"+name)
		s.set(func(w http.ResponseWriter, r *http.Request) {
			var err error
			if strings.HasPrefix(r.URL.Path, "/removed") {
				err = p.store.RemoveFeed(t.Context(), removed)
			} else {
				f := p.feed(paused)
				f.State = knowledge.FeedPaused
				err = p.store.UpdateFeed(t.Context(), f)
			}
			if err != nil {
				t.Error(err)
			}
			answer(w, r)
		})
		p.poll(removed)
		p.poll(paused)
		if f := p.feed(paused); f.State != knowledge.FeedPaused || !f.NextCheck.IsZero() {
			t.Errorf("%s: a feed that was paused while it was polled is %+v", name, f)
		}
		if _, err := p.store.Feed(t.Context(), removed); !errors.Is(err, knowledge.ErrNotFound) {
			t.Errorf("%s: a feed that was removed while it was polled: %v", name, err)
		}
	}
}

// TestPollRun adds a feed while another keeps its server busy.
func TestPollRun(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	p.look = time.Millisecond
	asked, release := make(chan string, 2), make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.URL.Path
		if r.URL.Path == "/slow" {
			<-release
		}
		fmt.Fprint(w, rssOf(item(r.URL.Path, "https://a.example"+r.URL.Path, r.URL.Path, longText)))
	}))
	defer s.Close()
	p.add(s.URL + "/slow")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- p.Run(ctx) }()
	if path := <-asked; path != "/slow" {
		t.Errorf("the first feed is %s", path)
	}
	p.add(strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/later")
	if path := <-asked; path != "/later" {
		t.Errorf("the second feed is %s", path)
	}
	close(release)
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("Run ends with %v", err)
	}
}

// TestPollOffline polls feeds of several hosts without a network.
func TestPollOffline(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	offline := true
	s := newAnswers(t, say(rssOf(item("1", "https://a.example/1", "First", longText))))
	fetch := p.Fetch
	p.Fetch = func(ctx context.Context, r Request) (*Response, error) {
		if offline {
			return nil, &FetchError{Kind: Unreachable, Host: addressHost(r.URL)}
		}
		r.URL = s.URL
		return fetch(ctx, r)
	}
	var ids []int64
	for i := range 6 {
		ids = append(ids, p.add(fmt.Sprintf("http://host%d.example/feed", i)))
	}
	for range 300 {
		if _, err := p.PollDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		p.clock.advance(time.Hour)
	}
	for _, id := range ids {
		if f := p.feed(id); f.State != knowledge.FeedActive || f.Failures != 0 {
			t.Errorf("being offline counted against a feed: %+v", f)
		}
	}
	offline = false
	if r, err := p.PollDue(t.Context()); err != nil || r.Feeds != 6 || r.Failed != 0 {
		t.Errorf("with a network again: %+v, %v", r, err)
	}
	if p.log.count("the feeds can't be reached") != 1 || p.log.count("the feeds can be reached again") != 1 {
		t.Errorf("the log says %q", p.log.lines)
	}
}

func TestIntervals(t *testing.T) {
	interval := usualPoll
	for range 50 {
		interval = learnedInterval(interval, 24*time.Hour, 0)
	}
	if interval != maxPoll {
		t.Errorf("a feed that is silent is polled every %v", interval)
	}
	for range 50 {
		interval = learnedInterval(interval, time.Minute, 5)
	}
	if interval != minPoll {
		t.Errorf("a feed with news all the time is polled every %v", interval)
	}
	// An article every four hours, found by polling.
	at, last, next := time.Duration(0), time.Duration(0), 4*time.Hour
	for range 500 {
		at += interval
		news := 0
		for ; next <= at; next += 4 * time.Hour {
			news++
		}
		interval = learnedInterval(interval, at-last, news)
		if news > 0 {
			last = at
		}
	}
	if interval < 30*time.Minute || interval > 5*time.Hour {
		t.Errorf("a feed with news every four hours is polled every %v", interval)
	}
	for failures, want := range map[int]time.Duration{1: retryFirst, 2: 2 * retryFirst, 5: 16 * retryFirst, 9: maxPoll, 1000: maxPoll} {
		if got := retryInterval(failures); got != want {
			t.Errorf("after %d failures the wait is %v, want %v", failures, got, want)
		}
	}
}

// TestPollAsked polls a feed that asks to be left alone, in each of the ways.
func TestPollAsked(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	s := newAnswers(t, nil)
	for name, c := range map[string]struct {
		header, value, channel string
		want                   time.Duration
	}{
		"max-age":    {"Cache-Control", "public, max-age=36000", "", 10 * time.Hour},
		"ttl":        {"X-None", "", "<ttl>600</ttl>", 10 * time.Hour},
		"sy":         {"X-None", "", "<u:updatePeriod xmlns:u='http://purl.org/rss/1.0/modules/syndication/'>daily</u:updatePeriod><u:updateFrequency xmlns:u='http://purl.org/rss/1.0/modules/syndication/'>2</u:updateFrequency>", 12 * time.Hour},
		"far beyond": {"Cache-Control", "max-age=31536000", "<ttl>99999999</ttl>", 24 * time.Hour},
	} {
		s.set(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set(c.header, c.value)
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") != "" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, rssOf(c.channel))
		})
		id := p.add(s.URL + "/" + name)
		for _, poll := range []string{"first", "second"} {
			p.poll(id)
			if wait := p.feed(id).NextCheck.Sub(p.clock.Now()); wait < c.want || wait > c.want*11/10 {
				t.Errorf("%s: after the %s poll the wait is %v, want %v", name, poll, wait, c.want)
			}
		}
	}
}
