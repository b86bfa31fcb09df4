package gather

import (
	"context"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

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
	due := func(want int, when string) {
		t.Helper()
		if r, err := p.PollDue(t.Context()); err != nil || r.Feeds != want {
			t.Errorf("%s: %+v, %v, want %d feeds", when, r, err, want)
		}
	}
	due(1, "at first")
	if len(named) != 1 || named[0] != "https://hub.example/ https://a.example/feed" {
		t.Errorf("named is %q", named)
	}
	due(0, "when it is not due")
	p.Wake(id)
	due(0, "woken at once")
	p.clock.advance(time.Minute)
	due(1, "woken a minute later")
	p.clock.advance(time.Minute)
	due(0, "woken no more")
	p.Wake(id)
	f := p.feed(id)
	f.State = knowledge.FeedPaused
	if err := p.store.UpdateFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	due(0, "woken while it is paused")
	p.Wake(id + 1)
	due(0, "woken though it is not there")
}
