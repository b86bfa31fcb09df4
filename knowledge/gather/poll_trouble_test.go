package gather

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/fetch"
)

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
	for _, want := range []string{"gather: feed paused", "gather: feed back", "gather: feed ended"} {
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

// TestPollFaults lets a page, and then a feed, bring a fault to light.
func TestPollFaults(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	s := newAnswers(t, say(rssOf(item("1", "https://a.example/1", "First", "A teaser…"))))
	p.Page = func(context.Context, string) (reading, error) { panic("the page") }
	if r := p.poll(p.add(s.URL + "/page")); r.Added != 1 {
		t.Errorf("a page that can't be read: %+v", r)
	}
	p.Fetch = func(context.Context, fetch.Request) (*fetch.Response, error) { panic("the feed") }
	id := p.add(s.URL + "/feed")
	if r := p.poll(id); r.Failed != 1 || !p.feed(id).NextCheck.After(p.clock.Now()) || p.log.count("gather: store failed") == 0 {
		t.Errorf("a feed that can't be read: %+v, %q", r, p.log.lines)
	}
}

// TestPollStoreAway has the store fail while a feed is polled: that is no failure of the feed's,
// and where it passes, the feed is polled again soon.
func TestPollStoreAway(t *testing.T) {
	for cause, soon := range map[error]bool{knowledge.ErrUnreachable: true, knowledge.ErrLocked: true, errors.New("another"): false} {
		for name, fail := range map[string]func(*polling){
			"hub": func(p *polling) {
				p.Hub = func(context.Context, knowledge.Feed, string, string) error { return fmt.Errorf("hub: %w", cause) }
			},
			"attempts": func(p *polling) { p.Guard = attempt.New(failingAttempts{p.store, cause}, nil, p.clock.Now) },
		} {
			p := newPolling(t, newSteppedClock(noon))
			fail(p)
			id := p.add(newAnswers(t, say(rssOf(item("1", "https://a.example/1", "First", longText)))).URL)
			if r := p.poll(id); r.Failed != 1 {
				t.Errorf("%s, %v: %+v", name, cause, r)
			}
			f := p.feed(id)
			if wait := f.NextCheck.Sub(p.clock.Now()); wait <= 0 || soon != (wait < 2*troubleWait) || f.Failures != 0 || f.Detail != "" {
				t.Errorf("%s, %v: it is polled again after %s: %+v", name, cause, wait, f)
			}
		}
	}
}

// failingAttempts writes no attempt down.
type failingAttempts struct {
	knowledge.Store
	cause error
}

func (a failingAttempts) BeginAttempt(context.Context, string, time.Time) error { return a.cause }

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
	t.Parallel()
	p := newPolling(t, newSteppedClock(noon))
	offline := true
	s := newAnswers(t, say(rssOf(item("1", "https://a.example/1", "First", longText))))
	online := p.Fetch
	p.Fetch = func(ctx context.Context, r fetch.Request) (*fetch.Response, error) {
		if offline {
			return nil, &fetch.Error{Kind: fetch.Unreachable, Host: fetch.HostOf(r.URL)}
		}
		r.URL = s.URL
		return online(ctx, r)
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
	if p.log.count("gather: network lost") != 1 || p.log.count("gather: network back") != 1 {
		t.Errorf("the log says %q", p.log.lines)
	}
}
