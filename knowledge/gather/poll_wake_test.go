package gather

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

// due polls what is due, and fails the test when that are not so many feeds.
func (p *polling) due(want int, when string) {
	p.t.Helper()
	if r, err := p.PollDue(p.t.Context()); err != nil || r.Feeds != want {
		p.t.Errorf("%s: %+v, %v, want %d feeds", when, r, err, want)
	}
}

// wake wakes a feed from another process.
func (p *polling) wake(id int64) {
	p.t.Helper()
	other := NewPoller(PollerConfig{Store: p.store, Now: p.clock.Now})
	if err := other.Wake(p.t.Context(), id); err != nil {
		p.t.Error(err)
	}
}

// TestWake has a feed name its hub, and be polled before it is due once that says that there is
// news; not again and again, and not while it is paused.
func TestWake(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	var named []string
	p.Hub = func(_ context.Context, f knowledge.Feed, hub, topic string) error {
		named = append(named, hub+" "+topic)
		return nil
	}
	s := newAnswers(t, say(strings.Replace(rssOf(item("1", "https://a.example/1", "First", longText)), "<channel>", `<channel><link rel="hub" href="https://hub.example/"/><link rel="self" href="https://a.example/feed"/>`, 1)))
	id := p.add(s.URL)
	p.due(1, "at first")
	if len(named) != 1 || named[0] != "https://hub.example/ https://a.example/feed" {
		t.Errorf("named is %q", named)
	}
	p.due(0, "when it is not due")
	p.wake(id)
	p.due(0, "woken at once")
	p.clock.advance(time.Minute)
	p.due(1, "woken a minute later")
	p.clock.advance(time.Minute)
	p.due(0, "woken no more")
	p.wake(id)
	f := p.feed(id)
	f.State = knowledge.FeedPaused
	if err := p.store.UpdateFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	p.due(0, "woken while it is paused")
	p.wake(id + 1)
	p.due(0, "woken though it is not there")
	if woken, err := p.store.States(t.Context(), wokenPrefix); err != nil || len(woken) > 0 {
		t.Errorf("woken stay %v, %v", woken, err)
	}
}

// TestWakeMeanwhile wakes a feed while it is polled: what was published after its document was
// fetched comes with another poll.
func TestWakeMeanwhile(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	var id int64
	s := newAnswers(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			p.wake(id)
			fmt.Fprint(w, rssOf(item("1", "https://a.example/1", "First", longText)))
		}
	})
	id = p.add(s.URL + "/feed")
	p.due(1, "at first")
	s.set(say(rssOf(item("1", "https://a.example/1", "First", longText), item("2", "https://a.example/2", "Second", longText))))
	p.clock.advance(time.Minute)
	p.due(1, "woken meanwhile")
	if n := len(p.articles()); n != 2 {
		t.Errorf("%d articles are stored", n)
	}
	p.clock.advance(time.Minute)
	p.due(0, "woken no more")
}

// refusing takes nothing in.
type refusing struct{ Intake }

func (refusing) Take(context.Context, []knowledge.Article, func(knowledge.Writer, *knowledge.Entry) error) (int, int, error) {
	return 0, 0, errors.New("there is no room")
}

// TestWakeInVain wakes a feed whose articles the store refuses: it is tried once for that, and then
// when it is due.
func TestWakeInVain(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	s := newAnswers(t, say(rssOf(item("1", "https://a.example/1", "First", longText))))
	id := p.add(s.URL)
	p.Intake = refusing{p.Intake}
	p.wake(id)
	p.due(1, "at first")
	for range 5 {
		p.clock.advance(lookEvery)
		p.due(0, "after it failed")
	}
	p.wake(id)
	p.due(1, "woken again")
	p.clock.advance(lookEvery)
	p.due(0, "woken no more")
	if n := len(s.seen); n != 2 {
		t.Errorf("the outlet was asked %d times", n)
	}
}
