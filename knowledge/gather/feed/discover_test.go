package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge/gather/fetch"
)

// serve starts a server on loopback.
func serve(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s
}

// newFetcher reaches the loopback network without pauses.
func newFetcher() func(context.Context, fetch.Request) (*fetch.Response, error) {
	return fetch.New(fetch.Config{AllowedHosts: []string{"127.0.0.0/8"}, PerHostDelay: -1}).Fetch
}

func TestDiscover(t *testing.T) {
	feed := "<rss version='2.0'><channel><title>Echo</title><item><guid>1</guid><link>https://a.example/1</link><title>First</title><description>Text.</description></item></channel></rss>"
	const sitemap = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/1</loc><n:news><n:publication><n:name>Echo</n:name></n:publication><n:title>First</n:title></n:news></url></urlset>`
	site := func(head string) string {
		return "<!doctype html><html><head><title>Echo</title>" + head + "</head><body>News</body></html>"
	}
	sites := map[string]map[string]string{
		"a feed itself": {"/": feed},
		"none":          {"/": site("")},
		"a usual place": {"/": site(""), "/feed.xml": feed},
		"another page":  {"/": site(""), "/rss": site("")},
		"linked":        {"/": site("") + `<p><a href="/about">About</a> <a href="https://other.example/rss">elsewhere</a> <a href="out/town.rss?all=1">RSS</a>`, "/out/town.rss": feed},
		"a sitemap":     {"/": sitemap},
		"in robots":     {"/": site(""), "/robots.txt": "User-agent: *\nSitemap: {home}pages.xml\nsitemap: {home}map/News.xml\n", "/map/News.xml": sitemap},
		"a list of sitemaps": {"/": `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{home}pages.xml</loc></sitemap><sitemap><loc>
			{home}map/News.xml</loc><lastmod>2026-11-26</lastmod></sitemap></sitemapindex>`, "/map/News.xml": sitemap},
		"another one": {"/": `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc></url></urlset>`},
		"named": {"/": site(`<link rel="alternate" type="application/rss+xml" title="Comments on Echo" href="/comments/feed">
			<link rel="ALTERNATE home" type="application/rss+xml; charset=utf-8" title="Echo &amp;amp; more" href="news.xml">
			<link rel="alternate" type="application/atom+xml" href="https://other.example/atom"><link rel="alternate" type="application/rss+xml" href="news.xml">
			<link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/rss+xml" href="javascript:x()">`)},
		"named by base": {"/": site(`<base href="/deep/"><link rel="alternate" type="application/feed+json" href="feed.json">`)},
	}
	var pages map[string]string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, strings.ReplaceAll(body, "{home}", "http://"+r.Host+"/"))
	})
	get := newFetcher()
	home := s.URL + "/"
	for name, want := range map[string][]Found{
		"a feed itself": {{URL: home, Title: "Echo"}},
		"none":          nil,
		"a usual place": {{URL: s.URL + "/feed.xml", Title: "Echo"}},
		"another page":  nil,
		"linked":        {{URL: s.URL + "/out/town.rss?all=1", Title: "Echo"}},
		"a sitemap":     {{URL: home, Title: "Echo"}},
		"in robots":     {{URL: home + "map/News.xml", Title: "Echo"}}, "a list of sitemaps": {{URL: home + "map/News.xml", Title: "Echo"}},
		"another one": nil,
		"named": {{URL: s.URL + "/news.xml", Title: "Echo & more", Site: home}, {URL: "https://other.example/atom", Site: home},
			{URL: s.URL + "/comments/feed", Title: "Comments on Echo", Site: home}},
		"named by base": {{URL: s.URL + "/deep/feed.json", Site: home}},
	} {
		pages = sites[name]
		found, err := Discover(t.Context(), get, InProcess{}, strings.TrimPrefix(s.URL, "http://")) // no https there
		if (want == nil) != errors.Is(err, ErrNoFeeds) {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("%s, want -, got +:\n%s", name, diff)
		}
	}
}

// failing is a Parser that can't read the links of some documents, as one in a process of its own that ended.
type failing struct {
	InProcess
	path string
}

func (p failing) Links(ctx context.Context, body []byte, contentType, address string) (Links, error) {
	if strings.HasSuffix(address, p.path) {
		return Links{}, errors.New("the document can't be read")
	}
	return p.InProcess.Links(ctx, body, contentType, address)
}

// TestDiscoverBesideBadList finds the sitemap of news that stands behind a list of sitemaps that is not there and
// one that can't be read; where nothing stands behind them, what the page itself lists is proposed.
func TestDiscoverBesideBadList(t *testing.T) {
	const sitemap = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/1</loc><n:news><n:publication><n:name>Echo</n:name></n:publication><n:title>First</n:title></n:news></url></urlset>`
	const list = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{home}map/deep-news.xml</loc></sitemap></sitemapindex>`
	front := "<!doctype html><title>Echo</title>"
	for _, words := range []string{"Bridge bearings changed at night", "Loaves dearer after dry summer", "Crane cuts power line in town", "Harbour wall gives way at dawn"} {
		front += fmt.Sprintf("<h3 class=\"teaser\"><a href=\"/town/%s.html\">%s</a></h3>", strings.ReplaceAll(strings.ToLower(words), " ", "-"), words)
	}
	pages := map[string]string{
		"/": front, "/robots.txt": "Sitemap: {home}gone-news.xml\nSitemap: {home}bad-news.xml\nSitemap: {home}good-news.xml\n",
		"/bad-news.xml": list, "/good-news.xml": sitemap,
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, strings.ReplaceAll(body, "{home}", "http://"+r.Host+"/"))
	})
	parser := failing{path: "/bad-news.xml"}
	found, err := Discover(t.Context(), newFetcher(), parser, s.URL)
	if err != nil || len(found) != 1 || found[0].URL != s.URL+"/good-news.xml" {
		t.Errorf("found is %+v, %v", found, err)
	}
	delete(pages, "/good-news.xml")
	var proposal *Proposal
	if found, err := Discover(t.Context(), newFetcher(), parser, s.URL); !errors.As(err, &proposal) || len(proposal.Entries) != 4 {
		t.Errorf("without one found is %+v, %v", found, err)
	}
}

// TestDiscoverFails finds nothing, and says why without the address.
func TestDiscoverFails(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	get := newFetcher()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for name, c := range map[string]struct {
		ctx     context.Context
		address string
		want    fetch.FailureKind
	}{
		"refused":         {t.Context(), s.URL + "/?token=secret", fetch.Refused},
		"unreachable":     {t.Context(), "http://127.0.0.1:1/?token=secret", fetch.Unreachable},
		"private address": {t.Context(), "http://10.0.0.1/?token=secret", fetch.PrivateAddress},
		"stopped":         {stopped, s.URL, ""},
		"no address":      {t.Context(), "token=secret token", ""},
	} {
		_, err := Discover(c.ctx, get, InProcess{}, c.address)
		var failure *fetch.Error
		if err == nil || errors.As(err, &failure) != (c.want != "") || failure != nil && failure.Kind != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s shows the address: %v", name, err)
		}
	}
}
