package gather

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/page"
)

// poison is what makes the work on a feed, an article or a page panic.
const poison = "poisonous"

// notices collects what the operator is told.
func notices(p *polling) *[]string {
	var mu sync.Mutex // feeds are polled side by side
	var told []string
	known := map[string]bool{}
	p.Notify = func(_ context.Context, key, text string) {
		mu.Lock()
		defer mu.Unlock()
		if !known[key] {
			told = append(told, text)
		}
		known[key] = true
	}
	return &told
}

// faultyParser fails over feeds as fault says.
type faultyParser struct {
	feed.InProcess
	fault func(body []byte) error
}

func (f faultyParser) Feed(ctx context.Context, body []byte, from feed.Origin, now time.Time) (feed.Channel, error) {
	if err := f.fault(body); err != nil {
		return feed.Channel{}, err
	}
	return f.InProcess.Feed(ctx, body, from, now)
}

// untilSuspended polls what is due until a feed is paused, and returns how often.
func untilSuspended(t *testing.T, p *polling, id int64) (polls int) {
	t.Helper()
	for p.feed(id).State == knowledge.FeedActive {
		if polls++; polls > 10 {
			t.Fatal("it is polled for ever")
		}
		if _, err := p.PollDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		p.clock.advance(6 * time.Hour)
	}
	return polls
}

func TestFeedSuspended(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	told := notices(p)
	p.Parser = faultyParser{fault: func(body []byte) error {
		if bytes.Contains(body, []byte(poison)) {
			panic("a fault in the reader")
		}
		return nil
	}}
	good := newAnswers(t, say(rssOf(item("1", "https://a.example/1", "First", longText))))
	bad := newAnswers(t, say(rssOf(item("2", "https://a.example/2", poison, longText))))
	goodID, id := p.add(good.URL), p.add(bad.URL)
	if polls := untilSuspended(t, p, id); polls != attempt.Limit {
		t.Errorf("it was polled %d times", polls)
	}
	f := p.feed(id)
	if f.Reason != "suspended" || f.NextCheck.IsZero() || !strings.Contains(f.Detail, "3 times") {
		t.Errorf("it is %+v", f)
	}
	if len(*told) != 1 || !strings.Contains((*told)[0], fmt.Sprintf("quoth feeds resume %d", id)) {
		t.Errorf("the operator is told %q", *told)
	}
	if g := p.feed(goodID); g.State != knowledge.FeedActive || g.Failures > 0 || g.Articles != 1 {
		t.Errorf("the other feed is %+v", g)
	}
	bad.set(say(rssOf(item("2", "https://a.example/2", "Second", longText))))
	if _, err := (Keeper{Store: p.store}).Resume(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if r, err := p.PollDue(t.Context()); err != nil || r.Added != 1 {
		t.Errorf("after it was resumed: %+v, %v", r, err)
	}
}

// TestResumeForgetsAttempts resumes a feed over which the program has ended as often as it
// may, but that has not been suspended yet.
func TestResumeForgetsAttempts(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	told := notices(p)
	server := newAnswers(t, say(rssOf(item("1", "https://a.example/1", "First", longText))))
	id := p.add(server.URL)
	for range attempt.Limit {
		for _, thing := range []string{feedThing(p.feed(id)), storingThing(p.feed(id))} {
			if err := p.Guard.Begin(t.Context(), thing); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := (Keeper{Store: p.store}).Resume(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if r, err := p.PollDue(t.Context()); err != nil || r.Added != 1 || len(*told) > 0 {
		t.Errorf("after it was resumed: %+v, %v; the operator is told %q", r, err, *told)
	}
}

// breakingIntake panics when it is given a poisonous article.
type breakingIntake struct{ Intake }

func (b breakingIntake) Take(ctx context.Context, articles []knowledge.Article, stored func(knowledge.Writer, *knowledge.Entry) error) (added, updated int, err error) {
	for _, a := range articles {
		if strings.Contains(a.Title+a.Text, poison) {
			panic("a fault in the intake")
		}
	}
	return b.Intake.Take(ctx, articles, stored)
}

func TestArticlesSuspended(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	told := notices(p)
	p.Intake = breakingIntake{p.Intake}
	good := newAnswers(t, say(rssOf(item("1", "https://a.example/1", "First", longText))))
	bad := newAnswers(t, say(rssOf(item("2", "https://a.example/2", poison, longText))))
	goodID, id := p.add(good.URL), p.add(bad.URL)
	if polls := untilSuspended(t, p, id); polls != attempt.Limit {
		t.Errorf("it was polled %d times", polls)
	}
	if g := p.feed(goodID); g.State != knowledge.FeedActive || g.Articles != 1 || len(*told) != 1 {
		t.Errorf("the other feed is %+v; the operator is told %q", g, *told)
	}
}

// TestSuspensionEnds has what is suspended be innocent after all: it comes back by itself
// when its next turn is due, and the operator is told once.
func TestSuspensionEnds(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	told := notices(p)
	poisoned := true
	take, pages := p.Intake, p.Page
	p.Parser = faultyParser{fault: func(body []byte) error {
		if poisoned && bytes.Contains(body, []byte("unreadable")) {
			return fmt.Errorf("%w in another process", attempt.ErrFault)
		}
		return nil
	}}
	p.Intake = breakingIntake{take}
	work := func(ctx context.Context, address string) (reading, error) {
		return func() (page.Page, error) {
			if poisoned {
				panic("a fault in the reader of pages")
			}
			return page.Page{URL: address, Title: "Third", Text: "The council met. " + longText}, nil
		}, nil
	}
	p.Page = work
	p.Again = func(ctx context.Context, address, _, _ string) (reading, error) { return work(ctx, address) }
	unread := p.add(newAnswers(t, say(rssOf(item("1", "", "First unreadable", longText)))).URL)
	unstored := p.add(newAnswers(t, say(rssOf(item("2", "", "Second "+poison, longText)))).URL)
	teaser := p.add(newAnswers(t, say(rssOf(item("3", "https://a.example/3", "Third", "The council met. More follows.")))).URL)
	p.add(newAnswers(t, say(rssOf(item("4", "https://a.example/4", "Fourth", "")))).URL)
	for _, id := range []int64{unread, unstored} {
		untilSuspended(t, p, id)
	}
	p.pollFor(2 * 24 * time.Hour)
	for _, id := range []int64{unread, unstored} {
		if f := p.feed(id); f.State != knowledge.FeedPaused || f.NextCheck.Sub(p.clock.Now()) < 3*24*time.Hour {
			t.Errorf("after its second turn it is %+v", f)
		}
	}
	poisoned, p.Intake = false, take
	p.pollFor(8 * 24 * time.Hour)
	for _, id := range []int64{unread, unstored} {
		if f := p.feed(id); f.State != knowledge.FeedActive || f.Failures > 0 || f.Articles != 1 {
			t.Errorf("after its third turn it is %+v", f)
		}
	}
	if a, err := p.store.ArticleByURL(t.Context(), "https://a.example/3"); err != nil || !a.FromPage {
		t.Errorf("the article of feed %d is %+v (%v)", teaser, a, err)
	}
	if a, err := p.store.ArticleByURL(t.Context(), "https://a.example/4"); err != nil || !a.FromPage {
		t.Errorf("the article of which its feed says nothing is %+v (%v)", a, err)
	}
	if len(*told) != 4 {
		t.Errorf("the operator is told %q", *told)
	}
	p.Page = pages
}

// TestRereadSuspended has the storing of what a page says later panic: neither its feed nor
// another page is touched by that, and it is not read for ever.
func TestRereadSuspended(t *testing.T) {
	live := &livePage{text: prose}
	p, s := newLive(t, live)
	p.Intake = breakingIntake{p.Intake}
	p.pollFor(30 * time.Minute)
	live.text = prose + "\n\nIn the night a " + poison + " cloud came over the pier. Nobody was hurt, the harbour master said."
	p.pollFor(7 * time.Hour)
	handle := s.handle
	s.set(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			fmt.Fprint(w, rssOf(item("2", "https://a.example/2", "Second", longText)))
			return
		}
		handle(w, r)
	})
	p.pollFor(5 * 24 * time.Hour)
	if f := p.feed(1); f.State != knowledge.FeedActive || f.Failures > 0 || f.Articles != 2 {
		t.Errorf("the feed is %+v", f)
	}
	if kept := p.versions("Live: storm over Marrow"); len(kept) != 1 {
		t.Errorf("kept is %v", kept)
	}
	if due, err := p.store.DuePages(t.Context(), p.clock.Now().Add(1000*time.Hour), 10); err != nil || len(due) > 0 {
		t.Errorf("still to be read again: %+v, %v", due, err)
	}
}

// TestPageSuspended has the reading of one page panic: what the feed says of the article is
// stored in the end, and the other pages are read.
func TestPageSuspended(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	told := notices(p)
	reads := 0
	p.Page = func(ctx context.Context, address string) (reading, error) {
		return func() (page.Page, error) {
			if strings.Contains(address, poison) {
				reads++
				panic("a fault in the reader")
			}
			return page.Page{URL: address, Title: "A page", Text: longText}, nil
		}, nil
	}
	s := newAnswers(t, say(rssOf(item("1", "https://a.example/"+poison, "First", "The council met. More follows.")+item("2", "https://a.example/2", "Second", "The ferry sank. More follows."))))
	id := p.add(s.URL)
	for range 8 {
		if _, err := p.PollDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		p.clock.advance(6 * time.Hour)
	}
	if f := p.feed(id); f.State != knowledge.FeedActive || f.Failures > 0 {
		t.Errorf("the feed is %+v", f)
	}
	if reads != attempt.Limit || len(*told) != 1 || !strings.Contains((*told)[0], "a.example") {
		t.Errorf("the page was read %d times, and the operator is told %q", reads, *told)
	}
	a, err := p.store.ArticleByURL(t.Context(), "https://a.example/"+poison)
	if err != nil || a.FromPage {
		t.Errorf("its article: %+v, %v", a, err)
	}
}
