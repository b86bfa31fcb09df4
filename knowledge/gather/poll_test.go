package gather

import (
	"fmt"
	"net/http"
	"path"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

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

// TestPollTellsFollowers polls two feeds of which one brings an article an hour after the other:
// those who follow the later one are told of it, but not of what that held at first.
func TestPollTellsFollowers(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	dated := func(id, title, text string) string {
		return strings.Replace(item(id, "https://a.example/"+id, title, text), "<guid>", "<pubDate>Mon, 02 Mar 2026 11:30:00 GMT</pubDate><guid>", 1)
	}
	old := dated("1", "Wine harvest begins", strings.Repeat("Growers on the Moselle pick grapes two weeks early after a hot summer. ", 20))
	tram := dated("2", "New tram for Elmstead", longText)
	ferry := dated("3", "Storm stops ferry", strings.Repeat("A storm kept every ferry to the islands in port, and passengers slept on benches. ", 20))
	s := newAnswers(t, say(rssOf(old, tram, ferry)))
	feed := func(name string, set ...string) int64 {
		id := p.add(s.URL + "/" + name)
		p.edit(id, append(set, "title="+name)...)
		return id
	}
	first, later, staff := feed("first"), feed("later", "drop=ferry"), feed("staff", "private=test:chat:staff")
	subs := map[string]int64{"later": p.subscribe("feed:later", "ana"), "tram": p.subscribe("tram feed:later", "ben"),
		"inside": p.subscribe("feed:staff", "staff"), "outside": p.subscribe("feed:staff", "ana")}
	p.poll(first)
	s.set(say(rssOf(old)))
	p.poll(later)
	p.poll(staff)
	p.clock.advance(time.Hour)
	s.set(say(rssOf(old, tram, ferry)))
	for range 2 {
		p.poll(later)
		p.poll(staff)
	}
	for name, want := range map[string]int{"later": 1, "tram": 1, "inside": 2, "outside": 0} {
		if got := p.alerts(subs[name]); got != want {
			t.Errorf("%s: %d alerts, want %d", name, got, want)
		}
	}
}

// subscribe subscribes a chat to a topic.
func (p *polling) subscribe(topic, chat string) int64 {
	p.t.Helper()
	id, _, err := p.store.Subscribe(p.t.Context(), audience.Subscription{Owner: audience.Person{Platform: "test", User: chat},
		Place: audience.Place{Platform: "test", Chat: chat}, Topic: topic, Pace: audience.Now, Created: p.clock.Now()})
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

// alerts is how many a subscription got.
func (p *polling) alerts(subscription int64) int {
	p.t.Helper()
	all, err := p.store.AlertsOf(p.t.Context(), subscription, 100)
	if err != nil {
		p.t.Fatal(err)
	}
	return len(all)
}

// TestPollTellsOfPages polls feeds whose links differ and lead to one page, which says the same
// when the second feed brings it as when the first did, and more when the third does.
func TestPollTellsOfPages(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	subject, items := "the tram line", []string{item("old", "/old", "Wine harvest begins", longText)}
	s := newAnswers(t, func(w http.ResponseWriter, r *http.Request) {
		switch path.Dir(r.URL.Path) {
		case "/feeds":
			fmt.Fprint(w, rssOf(items...))
		case "/share":
			fmt.Fprint(w, "<!doctype html><html><head><title>Tram line approved</title><meta property='article:published_time' content='2026-03-02T11:00:00Z'><link rel=canonical href='/tram'></head><body><article><h1>Tram line approved</h1><p>"+
				strings.ReplaceAll(longText, "the harbour", subject)+"</p></article></body></html>")
		default:
			http.NotFound(w, r)
		}
	})
	names := []string{"first", "second", "third"}
	feeds, subs := map[string]int64{}, map[string]int64{}
	for _, name := range names {
		feeds[name], subs[name] = p.add(s.URL+"/feeds/"+name), p.subscribe("feed:"+name, name)
		p.edit(feeds[name], "title="+name)
		p.poll(feeds[name])
	}
	for _, name := range names {
		p.clock.advance(time.Hour)
		s.mu.Lock()
		items = []string{item(name, "/share/"+name, "Tram line approved", "The council voted…")}
		if name == "third" {
			subject = "the tram line and its depot"
		}
		s.mu.Unlock()
		p.poll(feeds[name])
		if got := p.alerts(subs[name]); got != 1 {
			t.Errorf("%s: %d alerts, want 1", name, got)
		}
	}
	if a := p.articles()["Tram line approved"]; a.Version != 2 || a.URL != s.URL+"/tram" {
		t.Errorf("the article is %+v", a)
	}
}

func TestPollPages(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	page := "<!doctype html><html><head><title>Tram line approved</title><link rel=canonical href='/tram'></head><body><article><h1>Tram line approved</h1><p>" +
		strings.NewReplacer("hall and", "hall</p><p>It", "the harbour", "the tram line").Replace(longText) + "</p></article></body></html>"
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
