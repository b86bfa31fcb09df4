package gather

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// edit changes settings of a feed as the operator does.
func (p *polling) edit(id int64, changes ...string) knowledge.Feed {
	p.t.Helper()
	var settings []Setting
	for _, c := range changes {
		name, value, _ := strings.Cut(c, "=")
		settings = append(settings, Setting{name, value})
	}
	f, err := Keeper{Store: p.store}.Edit(p.t.Context(), id, settings)
	if err != nil {
		p.t.Fatal(err)
	}
	return f
}

// TestSettingsOfRequests reads what servers are sent: the feed's own host gets its header
// and cookies, for the pages of its articles, too, and no other host does; all see the
// User-Agent.
func TestSettingsOfRequests(t *testing.T) {
	clock := newSteppedClock(noon)
	p := newPolling(t, clock)
	other := newAnswers(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "<html><body><article><h1>Bridge closed</h1><p>%s</p></article></body></html>", longText)
	})
	var own *answers
	own = newAnswers(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			if r.Header.Get("X-Key") != "k-secret" || r.Header.Get("Cookie") != "session=c-secret" {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			fmt.Fprint(w, rssOf(item("1", own.URL+"/page", "Harbour deepened", "A teaser."), item("2", other.URL+"/page", "Bridge closed", "A teaser."), item("3", own.URL+"/moved", "Mill sold", "A teaser.")))
		case "/page":
			fmt.Fprintf(w, "<html><body><article><h1>Harbour deepened</h1><p>%s</p></article></body></html>", longText)
		case "/moved":
			http.Redirect(w, r, other.URL+"/mill", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	})
	id := p.add(own.URL + "/feed")
	if r := p.poll(id); r.Failed != 1 || p.feed(id).Status != http.StatusForbidden {
		t.Fatalf("without its key the poll brought %+v, status %d", r, p.feed(id).Status)
	}
	f := p.edit(id, "header=X-Key: k-secret", "cookies=session=c-secret", "agent=Reader/2")
	if !f.NextCheck.IsZero() || f.Failures != 0 {
		t.Errorf("what was edited is not polled at once: %+v", f)
	}
	if r := p.poll(id); r.Failed != 0 || r.Added != 3 || p.feed(id).Status != 0 {
		t.Fatalf("the poll brought %+v: %s", r, p.feed(id).Detail)
	}
	for _, h := range own.seen[1:] {
		if h.Get("X-Key") != "k-secret" || h.Get("Cookie") != "session=c-secret" || h.Get("User-Agent") != "Reader/2" {
			t.Errorf("the feed's own host was sent %v", h)
		}
	}
	if len(other.seen) < 2 {
		t.Fatalf("the other host was asked %d times", len(other.seen))
	}
	for _, h := range other.seen {
		if h.Get("X-Key") != "" || h.Get("Cookie") != "" || h.Get("User-Agent") != "Reader/2" {
			t.Errorf("another host was sent %v", h)
		}
	}
	if shown := strings.Join(Describe(p.feed(id)), "\n"); strings.Contains(shown, "secret") || !strings.Contains(shown, "headers: X-Key") || p.log.count("secret") > 0 {
		t.Errorf("the settings are shown as %s; logged secrets: %d", shown, p.log.count("secret"))
	}
	p.edit(id, "header=X-Key:", "cookies=none", "agent=none")
	if f := p.feed(id); len(Describe(f)) != 0 {
		t.Errorf("what was taken back is still there: %v", Describe(f))
	}
}

// TestProxy polls a feed through a proxy, which is asked for nothing that is not public.
func TestProxy(t *testing.T) {
	clock := newSteppedClock(noon)
	p := newPolling(t, clock)
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		user, password, _ := (&http.Request{Header: http.Header{"Authorization": r.Header["Proxy-Authorization"]}}).BasicAuth()
		switch {
		case user != "u" || password != "p-secret":
			w.WriteHeader(http.StatusProxyAuthRequired)
		case r.URL.Path == "/feed":
			fmt.Fprint(w, rssOf(item("1", "http://town.example/1", "Harbour deepened", longText), item("2", "http://10.1.2.3/2", "Short", "A teaser.")))
		default:
			http.NotFound(w, r)
		}
	}))
	defer proxy.Close()
	id := p.add("http://town.example/feed")
	p.edit(id, "proxy="+strings.Replace(proxy.URL, "http://", "http://u:p-secret@", 1))
	if r := p.poll(id); r.Failed != 0 || r.Added != 2 {
		t.Fatalf("the poll brought %+v: %s", r, p.feed(id).Detail)
	}
	if !slices.Contains(asked, "http://town.example/feed") || slices.ContainsFunc(asked, func(s string) bool { return strings.Contains(s, "10.1.2.3") }) {
		t.Errorf("the proxy was asked for %v", asked)
	}
	if shown := strings.Join(Describe(p.feed(id)), "\n"); strings.Contains(shown, "secret") {
		t.Errorf("the proxy is shown as %s", shown)
	}
	proxy.Close()
	p.edit(id, "interval=30m")
	if r := p.poll(id); r.Failed != 1 {
		t.Fatalf("without its proxy the poll brought %+v", r)
	}
	if detail := p.feed(id).Detail; !strings.Contains(detail, "proxy") || strings.Contains(detail, "secret") || strings.Contains(detail, "127.0.0.1") {
		t.Errorf("the failure is told as %q", detail)
	}
}

// TestSettingsOfEntries has words, a language, pages and an interval take effect.
func TestSettingsOfEntries(t *testing.T) {
	clock := newSteppedClock(noon)
	p := newPolling(t, clock)
	var site *answers
	site = newAnswers(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			fmt.Fprintf(w, "<html><body><article><h1>Ferries stop</h1><p>%s</p></article></body></html>", longText)
			return
		}
		w.Header().Set("Cache-Control", "max-age=7200")
		fmt.Fprint(w, rssOf(
			item("1", site.URL+"/1", "Ferries stop", longText),
			item("2", site.URL+"/2", "The ferry and the lottery numbers", longText),
			item("3", site.URL+"/3", "Lottery numbers for the ferry", longText),
			item("4", site.URL+"/4", "Nothing of the kind", "A short word about bread."),
		))
	})
	id := p.add(site.URL + "/feed")
	p.edit(id, `keep=ferry, "night train"`, "drop=lottery numbering", "interval=10m", "pages=no")
	if r := p.poll(id); r.Added != 1 {
		t.Fatalf("the poll brought %+v: %v", r, p.articles())
	}
	a, ok := p.articles()["Ferries stop"]
	if !ok || a.Language != "en" || a.FromPage {
		t.Errorf("the articles are %+v", p.articles())
	}
	if f := p.feed(id); f.NextCheck.Sub(noon) < 10*time.Minute || f.NextCheck.Sub(noon) > 11*time.Minute {
		t.Errorf("the next poll is at %v", f.NextCheck)
	}
	// What was left out stays so.
	p.edit(id, "keep=none", "drop=none", "pages=yes", "interval=none", "language=pt")
	site.set(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/5" {
			fmt.Fprintf(w, "<html><body><article><h1>Quarry closes</h1><p>%s</p></article></body></html>", longText)
			return
		}
		fmt.Fprint(w, rssOf(item("4", site.URL+"/4", "Nothing of the kind", "A short word about bread."),
			"<item><guid>5</guid><link>"+site.URL+"/5</link><title>Quarry closes</title><description>"+longText+"</description></item>"))
	})
	clock.advance(time.Hour)
	if r := p.poll(id); r.Added != 1 {
		t.Fatalf("the second poll brought %+v: %v", r, p.articles())
	}
	a, err := p.store.Article(t.Context(), p.articles()["Quarry closes"].ID)
	if err != nil || !a.FromPage || a.Language != "pt" {
		t.Errorf("with pages the article is %+v", a)
	}
}

// TestEditWhilePolling edits a feed while it is asked: what was chosen stands.
func TestEditWhilePolling(t *testing.T) {
	clock := newSteppedClock(noon)
	p := newPolling(t, clock)
	var id int64
	site := newAnswers(t, func(w http.ResponseWriter, _ *http.Request) {
		p.edit(id, "title=Harbour Post", "zone=Europe/Lisbon", "address=https://moved.example/feed")
		fmt.Fprint(w, rssOf(item("1", "", "Ferries stop", longText)))
	})
	id = p.add(site.URL + "/feed")
	p.poll(id)
	if f := p.feed(id); f.Title != "Harbour Post" || f.Zone != "Europe/Lisbon" || f.URL != "https://moved.example/feed" || f.Articles != 1 {
		t.Errorf("after the poll the feed is %+v", f)
	}
}

// TestEditRefuses wrong values, and changes nothing then.
func TestEditRefuses(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	id := p.add("https://town.example/feed?key=a-secret")
	before := p.feed(id)
	for _, wrong := range []Setting{
		{"interval", "5s"}, {"interval", "soon"}, {"zone", "Mars/Olympus"}, {"zone", "Local"}, {"language", "german"}, {"pages", "maybe"}, {"old", "maybe"},
		{"address", "ftp://town.example/s-secret"}, {"header", "s-secret"}, {"header", "Host: s-secret"}, {"header", "Cookie: s-secret"}, {"header", "A b: s-secret"},
		{"header", "X: s-secret\nY: z"}, {"cookies", "s-secret"}, {"proxy", "s-secret"}, {"proxy", "ftp://s-secret:1"}, {"agent", "a\nb"}, {"colour", "s-secret"},
	} {
		_, err := Keeper{Store: p.store}.Edit(context.Background(), id, []Setting{{"title", "New"}, wrong})
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s=%q is answered with %v", wrong.Name, wrong.Value, err)
		}
	}
	if after := p.feed(id); after.Title != before.Title || len(Describe(after)) != 0 {
		t.Errorf("what was refused changed the feed: %+v", after)
	}
	if _, err := (Keeper{Store: p.store}).Edit(context.Background(), 99, []Setting{{"title", "New"}}); err == nil || !strings.Contains(err.Error(), "no feed 99") {
		t.Errorf("a feed that is not there: %v", err)
	}
}

// TestNewFeedAlertsFromNowOn follows a topic, adds a feed of 30 entries about it, and has
// it bring a new one: that alone is an alert.
func TestNewFeedAlertsFromNowOn(t *testing.T) {
	for _, old := range []bool{false, true} {
		t.Run(fmt.Sprint("old ", old), func(t *testing.T) {
			clock := newSteppedClock(noon)
			p := newPolling(t, clock)
			subscription, _, err := p.store.Subscribe(t.Context(), audience.Subscription{Owner: audience.Person{Platform: "test", User: "u"},
				Place: audience.Place{Platform: "test", Chat: "c"}, Topic: "ferry", Pace: audience.Now, Created: noon})
			if err != nil {
				t.Fatal(err)
			}
			alerts := func() int {
				all, err := p.store.AlertsOf(t.Context(), subscription, 100)
				if err != nil {
					t.Fatal(err)
				}
				return len(all)
			}
			entry := func(n int, at time.Time) string {
				date := ""
				if n%3 > 0 { // every third entry has none
					date = "<pubDate>" + at.Format(time.RFC1123Z) + "</pubDate>"
				}
				return fmt.Sprintf("<item><guid>%d</guid><title>Ferry number%d of town%d</title><description>The ferry of town%d moved to street%d after matter%d of person%d in harbour%d. %s</description>%s</item>",
					n, n, n*7, n*7, n*11, n*13, n*17, n*19, strings.Repeat(fmt.Sprintf("Word%d moved there with line%d. ", n*23, n*29), 20), date)
			}
			var entries []string
			for n := range 30 {
				entries = append(entries, entry(n, noon.Add(-time.Duration(n)*2*time.Hour)))
			}
			site := newAnswers(t, say(rssOf(entries...)))
			id := p.add(site.URL + "/feed")
			if old {
				p.edit(id, "old=yes")
			}
			want := 0
			if old {
				want = 30
			}
			if r := p.poll(id); r.Added != 30 || alerts() != want {
				t.Fatalf("the first poll brought %+v and %d alerts, want %d", r, alerts(), want)
			}
			clock.advance(time.Hour)
			site.set(say(rssOf(append([]string{entry(100, clock.Now()), entry(102, clock.Now())}, entries...)...)))
			if r := p.poll(id); r.Added != 2 || alerts() != want+2 {
				t.Errorf("the second poll brought %+v, and there are %d alerts", r, alerts())
			}
		})
	}
}

// TestPrivateFeed polls a feed for one chat and one for everybody that print some of the
// same, and edits of it: what came by the public one is public, and the private one never
// tells more of it.
func TestPrivateFeed(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	audience := knowledge.ChatAudience("test", "c")
	inside := newAnswers(t, say(rssOf(
		item("1", "https://town.example/a", "Harbour opens", longText), item("2", "https://town.example/b", "Mill sold", longText),
		item("3", "https://town.example/c", "Quarry closes", longText+" Subscribers read why."))))
	outside := newAnswers(t, say(rssOf(item("1", "https://town.example/b", "Mill sold", longText), item("3", "https://town.example/c", "Quarry closes", longText))))
	private, public := p.add(inside.URL+"/feed"), p.add(outside.URL+"/feed")
	p.edit(private, "private=test:chat:c")
	titles := func(ctx context.Context) string {
		all, err := p.store.Latest(ctx, knowledge.Filter{}, 99, 0)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, a := range all {
			found = append(found, a.Title)
		}
		slices.Sort(found)
		return strings.Join(found, ", ")
	}
	in := knowledge.AskedBy(t.Context(), audience)
	if r := p.poll(private); r.Added != 3 || titles(t.Context()) != "" || titles(in) != "Harbour opens, Mill sold, Quarry closes" {
		t.Fatalf("the private feed brought %+v: for all %q, inside %q", r, titles(t.Context()), titles(in))
	}
	if r := p.poll(public); r.Added != 2 || titles(t.Context()) != "Mill sold, Quarry closes" || titles(in) != "Harbour opens, Mill sold, Quarry closes, Quarry closes" {
		t.Fatalf("the public feed brought %+v: for all %q, inside %q", r, titles(t.Context()), titles(in))
	}
	inside.set(say(rssOf(item("2", "https://town.example/b", "Mill sold", longText+" Subscribers read for how much."), item("1", "https://town.example/a", "Harbour opens", longText+" It is deep."))))
	p.poll(private)
	for _, a := range p.articles() {
		whole, err := p.store.Article(t.Context(), a.ID)
		if err != nil || strings.Contains(whole.Text, "Subscribers") || whole.Version != 1 {
			t.Errorf("everybody reads %q, version %d (%v)", a.Title, whole.Version, err)
		}
	}
	if a, err := p.store.ArticleByURL(in, "https://town.example/a"); err != nil || a.Version != 2 || a.For != audience {
		t.Errorf("inside the edited article is %+v (%v)", a, err)
	}
}
