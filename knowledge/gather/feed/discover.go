package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
	"quoth/knowledge/lazyregexp"
)

// Found is a feed that Discover found.
type Found struct {
	URL   string
	Title string
	Site  string
}

// ErrNoFeeds means that a site was reached and names no feed.
var ErrNoFeeds = errors.New("no feed was found there")

// maxFound is how many feeds of one page are returned: some sites name one for
// every tag.
const maxFound = 20

// commonPaths are where sites keep a feed that they don't name: the defaults of
// WordPress, Hugo, Jekyll, Ghost and the older systems, and of news sitemaps.
var commonPaths = []string{"/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss", "/news-sitemap.xml", "/sitemap-news.xml"}

// maxLinked is how many links of a page are looked at for whether they lead to a feed.
const maxLinked = 5

// Discover finds the feeds of a site: the address itself when it is a feed, else
// those that the page names, else one that it links to or that its robots.txt names as a sitemap of news, else
// one at a usual place. The page's own order is kept, with feeds of comments last.
//
// What is fetched is parsed with p. The errors are ErrNoFeeds, a *Proposal where the page lists articles, a *fetch.Error, Address's,
// p's, and ctx's own; none holds the address.
func Discover(ctx context.Context, get func(context.Context, fetch.Request) (*fetch.Response, error), p Parser, address string) ([]Found, error) {
	schemeless := !strings.Contains(address, "://")
	address, err := Address(address)
	if err != nil {
		return nil, err
	}
	response, err := get(ctx, fetch.Request{URL: address, Accept: fetch.AcceptFeed, MaxBody: MaxSize})
	var failure *fetch.Error
	if schemeless && errors.As(err, &failure) && failure.Kind == fetch.Unreachable { // as browsers do
		address = strings.Replace(address, "https://", "http://", 1)
		response, err = get(ctx, fetch.Request{URL: address, Accept: fetch.AcceptFeed, MaxBody: MaxSize})
	}
	if err != nil {
		return nil, err
	}
	if feed, err := foundFeed(ctx, p, response, address); err == nil {
		return []Found{feed}, nil
	} else if !errors.Is(err, ErrNotFeed) {
		return nil, err
	}
	base, err := url.Parse(response.URL)
	if err != nil {
		return nil, ErrNoFeeds
	}
	links, err := p.Links(ctx, response.Body, response.ContentType, response.URL)
	if err != nil || len(links.Named) > 0 {
		return links.Named, err
	}
	candidates := links.Linked
	if robots, err := get(ctx, fetch.Request{URL: base.ResolveReference(&url.URL{Path: "/robots.txt"}).String(), MaxBody: MaxSize}); err == nil {
		candidates = append(candidates, namedSitemaps(robots.Body)...)
	}
	for _, path := range commonPaths {
		candidates = append(candidates, base.ResolveReference(&url.URL{Path: path}).String())
	}
	for i := 0; i < len(candidates) && i < maxCandidateFeeds; i++ {
		at := candidates[i]
		response, err := get(ctx, fetch.Request{URL: at, Accept: fetch.AcceptFeed, MaxBody: MaxSize})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if errors.As(err, &failure) && (failure.Kind == fetch.Busy || failure.Kind == fetch.Unreachable) {
			return nil, fmt.Errorf("%w: %w", ErrNoFeeds, err)
		}
		if err != nil {
			continue
		}
		if feed, err := foundFeed(ctx, p, response, at); err == nil {
			return []Found{feed}, nil
		}
		if bytes.Contains(response.Body, []byte(sitemapIndex)) {
			further, err := p.Links(ctx, response.Body, response.ContentType, response.URL)
			if err != nil { // one list of a site's that can't be read
				continue
			}
			candidates = append(candidates, further.Linked...)
		}
	}
	if links.List != nil {
		return nil, links.List
	}
	return nil, ErrNoFeeds
}

// maxCandidateFeeds is how many addresses are asked for whether they are feeds.
const maxCandidateFeeds = 20

// namedSitemaps are the addresses of sitemaps that a site's robots.txt names (RFC 9309, section 2.2.4)
// and that are called as those of news are.
func namedSitemaps(robots []byte) (found []string) {
	for line := range strings.Lines(string(robots)) {
		name, value, _ := strings.Cut(line, ":")
		at := webLink(&url.URL{}, value)
		if strings.EqualFold(strings.TrimSpace(name), "sitemap") && ofNews.MatchString(at) && len(found) < maxLinked {
			found = append(found, at)
		}
	}
	return found
}

// ofNews matches the address of a sitemap of news.
var ofNews = lazyregexp.New(`(?i)news`)

// sitemapIndex begins a list of sitemaps.
const sitemapIndex = "<sitemapindex"

// sitemaps are the addresses that a list of sitemaps has, those of news alone where there are such.
func sitemaps(source string, base *url.URL) []string {
	at := strings.Index(source[:min(len(source), 4<<10)], sitemapIndex)
	if at < 0 {
		return nil
	}
	_, n, _ := readTag(source[at:], len(sitemapIndex)-1)
	var news, all []string
	for _, entry := range (scope{}).fields(source[at+n:]) {
		for _, f := range (scope{}).fields(entry.inner) {
			place := ""
			if f.name == "loc" {
				place = webLink(base, f.plain())
			}
			switch {
			case place == "":
			case ofNews.MatchString(place[strings.LastIndexByte(place, '/'):]):
				news = append(news, place)
			default:
				all = append(all, place)
			}
		}
	}
	if len(news) == 0 {
		news = all
	}
	return news[:min(len(news), maxLinked)]
}

// foundFeed reads an answer as a feed. A feed that moved for good is known by its
// new address.
func foundFeed(ctx context.Context, p Parser, r *fetch.Response, asked string) (Found, error) {
	c, err := p.Feed(ctx, r.Body, Origin{URL: r.URL, ContentType: r.ContentType}, time.Now())
	if err != nil {
		return Found{}, err
	}
	if r.Permanent != "" {
		asked = r.Permanent
	}
	return Found{URL: asked, Title: c.Title, Site: c.Site}, nil
}

var feedTypes = map[string]bool{"application/rss+xml": true, "application/atom+xml": true, "application/feed+json": true, "application/rdf+xml": true}

var ofComments = lazyregexp.New(`(?i)\bcomments?\b`)

// namedFeeds are the feeds that a page names with <link rel="alternate">.
func namedFeeds(source string, base *url.URL) []Found {
	doc, err := page.Parse(source)
	if err != nil {
		return nil
	}
	home := *base
	home.User, home.RawQuery = nil, ""
	site := home.String()
	var articles, comments []Found
	seen := map[string]bool{}
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode || n.Namespace != "":
			continue
		case n.DataAtom == atom.Base:
			if to, err := base.Parse(page.Attribute(n, "href")); err == nil {
				base = to
			}
			continue
		case n.DataAtom != atom.Link || !hasWord(page.Attribute(n, "rel"), "alternate"):
			continue
		}
		kind, _, _ := mime.ParseMediaType(page.Attribute(n, "type"))
		link := webLink(base, page.Attribute(n, "href"))
		if !feedTypes[kind] || link == "" || seen[link] {
			continue
		}
		seen[link] = true
		found := Found{URL: link, Title: page.FragmentLine(page.Attribute(n, "title")), Site: site}
		if ofComments.MatchString(found.Title + " " + link) {
			comments = append(comments, found)
		} else {
			articles = append(articles, found)
		}
	}
	found := append(articles, comments...)
	return found[:min(len(found), maxFound)]
}

// feedPath matches the path of a link that is called as feeds are.
var feedPath = lazyregexp.New(`(?i)(?:\.(?:rss|atom|rdf)|/(?:rss|feed|feeds|atom)(?:\.xml|\.json|/)?|\b(?:rss|feed|atom)\.xml)$`)

// linkedFeeds are the addresses that a page links to (<a href>) and that are called as
// feeds are, those on its own host first.
func linkedFeeds(source string, base *url.URL) []string {
	doc, err := page.Parse(source)
	if err != nil {
		return nil
	}
	var own, foreign []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.DataAtom != atom.A {
			continue
		}
		link := webLink(base, page.Attribute(n, "href"))
		u, err := url.Parse(link)
		switch {
		case err != nil, !feedPath.MatchString(u.Path), slices.Contains(own, link), slices.Contains(foreign, link):
		case u.Host == base.Host:
			own = append(own, link)
		default:
			foreign = append(foreign, link)
		}
	}
	found := append(own, foreign...)
	return found[:min(len(found), maxLinked)]
}

func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
