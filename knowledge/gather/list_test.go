package gather

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
)

// listSite serves the pages of testdata/list at the addresses that its front page links; the front page is
// the file that front names when it is asked for.
func listSite(t *testing.T, server *answers, front *string) http.HandlerFunc {
	files := map[string]string{"/town/bridge-bearings-100.html": "bridge.html", "/town/loaves-dearer-102.html": "loaves.html",
		"/trade/crane-cuts-line-104.html": "crane.html", "/trade/subscribe-now-106.html": "subscribe.html"}
	return func(w http.ResponseWriter, r *http.Request) {
		name, known := files[r.URL.Path]
		if r.URL.Path == "/" {
			name, known = *front, true
		}
		if !known {
			http.NotFound(w, r)
			return
		}
		body, err := os.ReadFile(filepath.Join("testdata", "list", name))
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(strings.ReplaceAll(string(body), caseSite, server.URL)))
	}
}

// TestListPage adds a page without a feed by the rule that is proposed for it, and polls it: the
// articles come from their pages, each once, what is no article is left, and a page that was built
// anew is told.
func TestListPage(t *testing.T) {
	p := newPolling(t, newSteppedClock(time.Date(2026, 11, 26, 13, 50, 0, 0, time.UTC)))
	front := "front.html"
	server := newAnswers(t, nil)
	server.set(listSite(t, server, &front))
	keeper := Keeper{Store: p.store, Fetch: func(ctx context.Context, q fetch.Request) (*fetch.Response, error) { return p.Fetch(ctx, q) }}
	_, _, _, err := keeper.Add(t.Context(), server.URL, knowledge.Feed{})
	var list *feed.Proposal
	if !errors.As(err, &list) || list.Rule != "h3.teaser-title /*/*.html" || len(list.Entries) != 4 {
		t.Fatalf("proposed is %+v, %v", list, err)
	}
	f, created, _, err := keeper.Add(t.Context(), server.URL, knowledge.Feed{FeedSettings: knowledge.FeedSettings{Links: list.Rule}})
	if err != nil || !created || f.Title != "Brenholt Echo" || strings.Join(Describe(f), "") != "links: "+list.Rule {
		t.Fatalf("%+v, %v, %v", f, created, err)
	}
	if r := p.poll(f.ID); r.Added != 3 || r.Failed != 0 {
		t.Errorf("the first poll brings %+v: %s", r, p.feed(f.ID).Detail)
	}
	if flaws := p.feed(f.ID).Flaws; !strings.HasPrefix(flaws, "pages of new entries of which nothing is stored: 1; the first: ") || !strings.Contains(flaws, "/trade/subscribe-now-106.html: ") {
		t.Errorf("of the page that is no article is told %q", flaws)
	}
	for title, want := range map[string]struct{ path, published, author, begins string }{
		"Bridge bearings changed at night": {"/town/bridge-bearings-100.html", "2026-11-26T09:00:00Z", "Ines Valk", "Crews closed the swing bridge"},
		"Loaves dearer after dry summer":   {"/town/loaves-dearer-102.html", "2026-11-25T18:30:00Z", "Tobin Marsh", "Bakers in Tarnwick raised"},
		"Crane cuts power line":            {"/trade/crane-cuts-line-104.html", "2026-11-24T07:15:00Z", "Ilse Varga", "About 76 households"},
	} {
		short := p.articles()[title]
		a, err := p.store.Article(t.Context(), short.ID)
		if err != nil || a.URL != server.URL+want.path || a.Published.Format(time.RFC3339) != want.published || strings.Join(a.Authors, ", ") != want.author ||
			!strings.HasPrefix(a.Text, want.begins) || strings.Contains(a.Text, "Subscribe") || a.Source != "Brenholt Echo" || a.Language != "en" {
			t.Errorf("%q is %+v, %v", title, a, err)
		}
	}
	p.clock.advance(time.Hour)
	if r := p.poll(f.ID); r.Added+r.Updated+r.Failed != 0 {
		t.Errorf("the second poll brings %+v", r)
	}
	if flaws := p.feed(f.ID).Flaws; flaws != "" {
		t.Errorf("without new entries is told %q", flaws)
	}
	front = "anew.html"
	p.clock.advance(time.Hour)
	if r := p.poll(f.ID); r.Failed != 1 || r.Added != 0 {
		t.Errorf("the page that was built anew brings %+v", r)
	}
	if f := p.feed(f.ID); f.Reason != "not a feed" || !strings.Contains(f.Detail, `"a.story /n/*" would find some`) {
		t.Errorf("it is told as %q, %q", f.Reason, f.Detail)
	}
	if _, err := keeper.Edit(t.Context(), f.ID, []Setting{{Name: "links", Value: "h3 h4"}}); err == nil || !strings.Contains(err.Error(), "links: write which links") {
		t.Errorf("a rule that is none: %v", err)
	}
	if f, err := keeper.Edit(t.Context(), f.ID, []Setting{{Name: "links", Value: "a.story /n/*"}}); err != nil || f.Links != "a.story /n/*" {
		t.Errorf("%+v, %v", f, err)
	}
	if r := p.poll(f.ID); r.Failed != 0 {
		t.Errorf("by the new rule: %+v, %s", r, p.feed(f.ID).Detail)
	}
}

// TestListReadAnew changes the rule of a page whose server says that the page is as it was: it is read by the new
// rule all the same.
func TestListReadAnew(t *testing.T) {
	p := newPolling(t, newSteppedClock(time.Date(2026, 11, 26, 13, 50, 0, 0, time.UTC)))
	unchanged, front := 0, "front.html"
	server := newAnswers(t, nil)
	pages := listSite(t, server, &front)
	server.set(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"front"` {
			unchanged++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if r.URL.Path == "/" {
			w.Header().Set("ETag", `"front"`)
		}
		pages(w, r)
	})
	keeper := Keeper{Store: p.store, Fetch: func(ctx context.Context, q fetch.Request) (*fetch.Response, error) { return p.Fetch(ctx, q) }}
	f, _, _, err := keeper.Add(t.Context(), server.URL, knowledge.Feed{FeedSettings: knowledge.FeedSettings{Links: "h3.teaser-title /trade/*.html"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, added := range []int{1, 0} {
		if r := p.poll(f.ID); r.Added != added || r.Failed != 0 {
			t.Fatalf("a poll brings %+v: %s", r, p.feed(f.ID).Detail)
		}
		p.clock.advance(time.Hour)
	}
	if unchanged != 1 {
		t.Fatalf("%d times nothing had changed", unchanged)
	}
	change := func(rule string) {
		t.Helper()
		if _, err := keeper.Edit(t.Context(), f.ID, []Setting{{Name: "links", Value: rule}}); err != nil {
			t.Fatal(err)
		}
	}
	change("h3.teaser-title /trade/*.html") // as it is
	if p.poll(f.ID); unchanged != 2 {
		t.Errorf("the same rule has the page read anew")
	}
	p.clock.advance(time.Hour)
	change("h3.teaser-title /*/*.html")
	if r := p.poll(f.ID); r.Added != 2 || unchanged != 2 {
		t.Errorf("by the new rule a poll brings %+v, and %d times nothing had changed", r, unchanged)
	}
}

// TestAddListDisallowed adds no page that its host's robots.txt keeps programs from, and does not ask for it.
func TestAddListDisallowed(t *testing.T) {
	p := newPolling(t, newSteppedClock(time.Date(2026, 11, 26, 13, 50, 0, 0, time.UTC)))
	var asked []string
	server := newAnswers(t, nil)
	server.set(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		if r.URL.Path == "/robots.txt" {
			w.Write([]byte("User-agent: *\nDisallow: /news/\n"))
			return
		}
		http.ServeFile(w, r, filepath.Join("testdata", "list", "front.html"))
	})
	fetcher := newTestFetcher(p.clock, 10*time.Second)
	keeper := Keeper{Store: p.store, Fetch: fetcher.Fetch, Permit: fetch.NewRobots(fetcher).Permit}
	as := knowledge.Feed{FeedSettings: knowledge.FeedSettings{Links: "h3.teaser-title /*/*.html"}}
	_, created, _, err := keeper.Add(t.Context(), server.URL+"/news/", as)
	var refusal Refusal
	var failed *fetch.Error
	if created || !errors.As(err, &refusal) || !errors.As(err, &failed) || failed.Kind != fetch.Disallowed || strings.Join(asked, " ") != "/robots.txt" {
		t.Errorf("added: %v, %v, asked for %q", created, err, asked)
	}
	if feeds, err := p.store.Feeds(t.Context()); err != nil || len(feeds) != 0 {
		t.Errorf("feeds are %+v, %v", feeds, err)
	}
	if _, created, _, err := keeper.Add(t.Context(), server.URL, as); !created || err != nil {
		t.Errorf("a page that programs may read: %v, %v", created, err)
	}
}

// TestGoogleNewsPages polls a feed of Google News whose links hold no address: where the page behind one
// tells it, the outlet's article is stored, under the outlet's address; else what the feed says, and it is told.
func TestGoogleNewsPages(t *testing.T) {
	p := newPolling(t, newSteppedClock(time.Date(2026, 11, 26, 13, 50, 0, 0, time.UTC)))
	const link = "https://news.google.com/rss/articles/"
	server, front := newAnswers(t, nil), "front.html"
	pages := listSite(t, server, &front)
	server.set(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/rss" {
			w.Write([]byte(rssOf(item("CBMiTold", link+"CBMiTold", "Bridge bearings changed at night - Brenholt Echo", "Bridge bearings changed at night Brenholt Echo"),
				item("CBMiHidden", link+"CBMiHidden", "Crane cuts power line - Brenholt Echo", "Crane cuts power line Brenholt Echo"))))
			return
		}
		pages(w, r)
	})
	outlet := p.Page
	p.Page = func(ctx context.Context, address string) (reading, error) {
		says, google := map[string]string{
			link + "CBMiTold":   `<c-wiz data-n-au="` + server.URL + `/town/bridge-bearings-100.html"></c-wiz>`,
			link + "CBMiHidden": `<c-wiz data-n-a-id="CBMiHidden" data-n-a-ts="1732600000" data-n-a-sg="AZ5r3eT"></c-wiz>`,
		}[address]
		if !google {
			return outlet(ctx, address)
		}
		return func() (page.Page, error) {
			return page.Read(strings.NewReader("<!doctype html><html><body>"+says), "text/html", address)
		}, nil
	}
	p.poll(p.add(server.URL + "/rss"))
	if n := len(p.articles()); n != 2 {
		t.Errorf("there are %d articles", n)
	}
	a, err := p.store.ArticleByURL(t.Context(), server.URL+"/town/bridge-bearings-100.html")
	if err != nil || !a.FromPage || !strings.HasPrefix(a.Text, "Crews closed the swing bridge") {
		t.Errorf("the outlet's article is %+v, %v", a, err)
	}
	if b, err := p.store.ArticleByURL(t.Context(), link+"CBMiTold"); err != nil || b.ID != a.ID {
		t.Errorf("by the address at Google News it is %+v, %v", b, err)
	}
	a, err = p.store.ArticleByURL(t.Context(), link+"CBMiHidden")
	if err != nil || !a.TeaserOnly || p.log.count("gather: outlets hidden") != 1 {
		t.Errorf("the hidden article is %+v, %v", a, err)
	}
}
