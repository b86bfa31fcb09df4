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
)

// TestListPage adds a page without a feed by the rule that is proposed for it, and polls it: the
// articles come from their pages, each once, what is no article is left, and a page that was built
// anew is told.
func TestListPage(t *testing.T) {
	p := newPolling(t, newSteppedClock(time.Date(2026, 11, 26, 13, 50, 0, 0, time.UTC)))
	front := "front.html"
	server := newAnswers(t, nil)
	server.set(func(w http.ResponseWriter, r *http.Request) {
		name, known := map[string]string{"/": front, "/town/bridge-bearings-100.html": "bridge.html", "/town/loaves-dearer-102.html": "loaves.html", "/trade/crane-cuts-line-104.html": "crane.html", "/trade/subscribe-now-106.html": "subscribe.html"}[r.URL.Path]
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
	})
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
