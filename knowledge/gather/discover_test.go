package gather

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiscover(t *testing.T) {
	feed := rssOf(item("1", "https://a.example/1", "First", "Text."))
	site := func(head string) string {
		return "<!doctype html><html><head><title>Echo</title>" + head + "</head><body>News</body></html>"
	}
	sites := map[string]map[string]string{
		"a feed itself": {"/": feed},
		"none":          {"/": site("")},
		"a usual place": {"/": site(""), "/feed.xml": feed},
		"another page":  {"/": site(""), "/rss": site("")},
		"named": {"/": site(`<link rel="alternate" type="application/rss+xml" title="Comments on Echo" href="/comments/feed">
			<link rel="ALTERNATE home" type="application/rss+xml; charset=utf-8" title="Echo &amp;amp; more" href="news.xml">
			<link rel="alternate" type="application/atom+xml" href="https://other.example/atom"><link rel="alternate" type="application/rss+xml" href="news.xml">
			<link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/rss+xml" href="javascript:x()">`)},
		"named by base": {"/": site(`<base href="/deep/"><link rel="alternate" type="application/feed+json" href="feed.json">`)},
	}
	var pages map[string]string
	s := newAnswers(t, func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, body)
	})
	fetch := newTestFetcher(newSteppedClock(noon), 0).Fetch
	home := s.URL + "/"
	for name, want := range map[string][]FoundFeed{
		"a feed itself": {{URL: home, Title: "Echo"}},
		"none":          nil,
		"a usual place": {{URL: s.URL + "/feed.xml", Title: "Echo"}},
		"another page":  nil,
		"named": {{URL: s.URL + "/news.xml", Title: "Echo & more", Site: home}, {URL: "https://other.example/atom", Site: home},
			{URL: s.URL + "/comments/feed", Title: "Comments on Echo", Site: home}},
		"named by base": {{URL: s.URL + "/deep/feed.json", Site: home}},
	} {
		pages = sites[name]
		found, err := Discover(t.Context(), fetch, strings.TrimPrefix(s.URL, "http://")) // no https there
		if (want == nil) != errors.Is(err, ErrNoFeeds) {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("%s, want -, got +:\n%s", name, diff)
		}
	}
}

// TestDiscoverFails finds nothing, and says why without the address.
func TestDiscoverFails(t *testing.T) {
	s := newAnswers(t, status(http.StatusForbidden))
	fetch := newTestFetcher(newSteppedClock(noon), 0).Fetch
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for name, c := range map[string]struct {
		ctx     context.Context
		address string
		want    FailureKind
	}{
		"refused":         {t.Context(), s.URL + "/?token=secret", Refused},
		"unreachable":     {t.Context(), "http://127.0.0.1:1/?token=secret", Unreachable},
		"private address": {t.Context(), "http://10.0.0.1/?token=secret", PrivateAddress},
		"stopped":         {stopped, s.URL, ""},
		"no address":      {t.Context(), "token=secret token", ""},
	} {
		_, err := Discover(c.ctx, fetch, c.address)
		var failure *FetchError
		if err == nil || errors.As(err, &failure) != (c.want != "") || failure != nil && failure.Kind != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s shows the address: %v", name, err)
		}
	}
}
