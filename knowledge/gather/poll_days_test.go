package gather

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/fetch"
)

// newsKinds are the ways in which the feeds of the news site behave, and what
// has to become of each after days: its articles are stored, or why it is not
// polled any more.
var newsKinds = []struct {
	name        string
	dead        string // the reason with which it is paused or ended; "" for none
	conditional bool   // it answers conditional requests truly
	fromPage    bool   // its articles are read from their pages
}{
	{name: "good", conditional: true},
	{name: "last-modified", conditional: true},
	{name: "atom", conditional: true},
	{name: "json", conditional: true},
	{name: "gzip", conditional: true},
	{name: "no validators"},
	{name: "304 that lies"},
	{name: "wrong charset"},
	{name: "half body"},
	{name: "cut document"},
	{name: "future dates", conditional: true},
	{name: "ids that change"},
	{name: "one link for all"},
	{name: "entries twice", conditional: true},
	{name: "edits"},
	{name: "moves", conditional: true},
	{name: "dies and comes back"},
	{name: "busy"},
	{name: "private links", conditional: true},
	{name: "teasers", conditional: true, fromPage: true},
	{name: "teasers and failing pages", fromPage: true},
	{name: "gone", dead: "gone"},
	{name: "redirect loop", dead: "redirect loop"},
	{name: "redirect to private", dead: "private address"},
	{name: "page", dead: "not a feed"},
	{name: "binary", dead: "not a feed"},
	{name: "bomb", dead: "too large"},
	{name: "slow drip", dead: "too slow"},
	{name: "unreachable", dead: "unreachable"},
}

// TestPollDays polls a site of feeds that misbehave in every way for days, one of each
// kind, which print rarely, or 200 with LONG_TESTS:
// every article arrives once, no host is asked faster than it may be (the site
// watches that), feeds are asked for what is new, and dead ones are named.
func TestPollDays(t *testing.T) {
	t.Parallel()
	feeds, days := len(newsKinds), 11
	if os.Getenv("LONG_TESTS") != "" {
		feeds = 200
	}
	kinds := make([]string, len(newsKinds))
	for i, k := range newsKinds {
		kinds[i] = k.name
	}
	clock := newSteppedClock(noon)
	site := newNewsSite(t, clock, hostPause, kinds, feeds)
	p := newPolling(t, clock)
	if os.Getenv("LONG_TESTS") == "" {
		for _, f := range site.feeds {
			f.period *= 3
		}
	}
	patient, impatient := p.Fetch, newTestFetcher(clock, 200*time.Millisecond)
	p.Fetch = func(ctx context.Context, r fetch.Request) (*fetch.Response, error) {
		if f := site.byHost[fetch.HostOf(r.URL)]; f != nil && f.kind == "slow drip" && strings.HasSuffix(r.URL, "/feed") { // not robots.txt, for which a busy machine may take as long
			return impatient.Fetch(ctx, r)
		}
		return patient(ctx, r)
	}
	ids := make([]int64, feeds)
	for i, f := range site.feeds {
		ids[i] = p.add(f.address())
	}
	var total PollReport
	for end := noon.Add(time.Duration(days) * 24 * time.Hour); clock.Now().Before(end); clock.advance(15 * time.Minute) {
		r, err := p.PollDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		total = total.Plus(r)
	}
	t.Logf("%+v in %d days", total, days)
	// A handler may come to its end after the client that hung up on it; a client
	// that asks side by side would do so everywhere.
	if crowds := site.crowds; crowds*100 > total.Feeds {
		t.Errorf("hosts were asked for several things at the same time %d times", crowds)
	}
	stored := p.articles()
	for i, f := range site.feeds {
		kind := newsKinds[i%len(newsKinds)]
		feed := p.feed(ids[i])
		name := fmt.Sprintf("feed %d (%s)", i, kind.name)
		if kind.dead != "" {
			if feed.State == knowledge.FeedActive || feed.Reason != kind.dead {
				t.Errorf("%s is %s for %q (%s), want it named for %q", name, feed.State, feed.Reason, feed.Detail, kind.dead)
			}
			continue
		}
		if feed.State != knowledge.FeedActive {
			t.Errorf("%s is %s: %s", name, feed.State, feed.Detail)
		}
		site.check(name, f, feed, stored, kind.fromPage)
		log := site.hosts[f.host]
		if kind.conditional && float64(log.asked) < 0.9*float64(log.feed) {
			t.Errorf("%s was asked %d times, %d of them for what is new", name, log.feed, log.asked)
		}
		switch {
		case kind.name == "304 that lies" && !feed.Untrusted:
			t.Errorf("%s was not found out", name)
		case kind.name != "304 that lies" && feed.Untrusted:
			t.Errorf("%s is not trusted", name)
		case kind.name == "moves" && !strings.HasSuffix(feed.URL, "/moved"):
			t.Errorf("%s is still asked at its old address", name)
		}
	}
	if n := p.log.count("gather: network lost"); n > 0 {
		t.Errorf("the network was taken for absent %d times", n)
	}
}

// check compares what is stored of a feed with what it published until its last
// poll. Articles that it showed only while it could not be had are not expected.
func (s *newsSite) check(name string, f *newsFeed, feed knowledge.Feed, stored map[string]knowledge.Article, fromPage bool) {
	published := f.articles(feed.LastCheck)
	if f.kind == "dies and comes back" {
		published = published[max(0, len(published)-shownEntries):]
	}
	switch f.kind {
	case "304 that lies", "busy", "half body", "cut document", "teasers and failing pages": // what is new is had some polls later
		published = slices.DeleteFunc(published, func(a newsArticle) bool { return feed.LastCheck.Sub(a.published) < 24*time.Hour })
	}
	missing := 0
	for _, article := range published {
		a, ok := stored[f.title(article.n)]
		if !ok {
			missing++
			continue
		}
		if f.kind != "private links" && !strings.Contains(a.Title, "matter") {
			s.t.Errorf("%s: article %d is %+v", name, article.n, a)
		}
		if a.Published.After(feed.LastCheck) {
			s.t.Errorf("%s: article %d has the future date %v", name, article.n, a.Published)
		}
		if fromPage != a.FromPage {
			s.t.Errorf("%s: article %d was read from its page: %t", name, article.n, a.FromPage)
		}
		versions := 1
		if f.kind == "edits" && article.n%2 == 0 && a.Version == 2 || f.kind == "teasers and failing pages" {
			versions = 2
		}
		if a.Version != versions {
			s.t.Errorf("%s: article %d has %d versions, want %d", name, article.n, a.Version, versions)
		}
	}
	if missing > 0 {
		s.t.Errorf("%s: %d of %d articles are missing", name, missing, len(published))
	}
}
