package gather

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

// TestClockThatWasAhead polls a feed while the clock is a day ahead: once that is mended it
// is polled again, and not a day later.
func TestClockThatWasAhead(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	s := newAnswers(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, rssOf(item("1", "https://a.example/1", "First", longText)))
	})
	id := p.add(s.URL)
	p.clock.advance(24 * time.Hour)
	p.poll(id)
	p.clock.advance(-24 * time.Hour)
	if r, err := p.PollDue(t.Context()); err != nil || r.Feeds != 1 {
		t.Errorf("after the clock was put back: %+v, %v", r, err)
	}
	if f := p.feed(id); f.NextCheck.Sub(p.clock.Now()) > 12*time.Hour {
		t.Errorf("it is polled next in %v", f.NextCheck.Sub(p.clock.Now()))
	}
	if r, err := p.PollDue(t.Context()); err != nil || r.Feeds != 0 {
		t.Errorf("at once again: %+v, %v", r, err)
	}
}
