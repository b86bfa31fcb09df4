// Package feed reads the documents of RSS, Atom and JSON feeds into a [Channel] of
// entries, and finds the feeds of a site ([Discover]).
package feed

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	gofeedjson "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"

	"quoth/knowledge/gather/page"
)

const (
	// MaxSize is the largest feed, in bytes, that Parse takes. The feeds
	// of news agencies with a hundred whole articles stay below 2 MB.
	MaxSize = 8 << 20
	// maxFeedEntries, maxFeedElements (of XML) and maxFeedObjects (of JSON) bound
	// what a feed of that size may unfold to in memory, some 50 MB. A feed of
	// whole articles has about twenty elements, or three objects, an entry.
	maxFeedEntries  = 5_000
	maxFeedElements = 200_000
	maxFeedObjects  = 50_000
	// maxFeedDepth bounds how deep elements are nested, and maxNamespaces how
	// many namespaces are in scope at one place, since the parser's stack grows
	// with the one and its time with the product of both.
	maxFeedDepth  = 64
	maxNamespaces = 64
)

// What Parse refuses a feed for; each of its errors wraps one of them.
var (
	ErrNotFeed  = errors.New("this is not a feed")
	ErrTooLarge = errors.New("this feed is too large")
)

// Channel is what the document of a feed holds.
type Channel struct {
	Title       string
	Site        string        // the page that the feed belongs to; "" when it names none
	Language    string        // ISO 639 code of two or three letters, or ""
	MinInterval time.Duration // how long the feed asks to be left alone between polls (ttl, sy:updatePeriod); 0 when it asks nothing
	Entries     []Entry       // in the feed's order, which is newest first nearly everywhere
	Partial     bool          // the document ends early: what stands before the break was read
}

// Parse reads an RSS (0.9x, 1.0, 2.0), Atom (0.3, 1.0) or JSON feed.
// contentType is the Content-Type header that came with it, or ""; feedURL is
// where it was found, to which relative links are resolved. A date after now is
// not believed: the entry gets now and Future.
//
// The errors wrap ErrNotFeed or ErrTooLarge.
func Parse(data []byte, contentType, feedURL string, now time.Time) (Channel, error) {
	if len(data) > MaxSize {
		return Channel{}, fmt.Errorf("%w: it has more than %d MB", ErrTooLarge, MaxSize>>20)
	}
	source := decodeFeed(data, contentType)
	document, err := findFeed(source)
	if err != nil {
		return Channel{}, err
	}
	parsed, err := document.parse()
	partial := false
	if err != nil {
		if parsed, err = document.salvage(err); err != nil {
			return Channel{}, err
		}
		partial = true
	}
	channel := newChannel(parsed, feedURL, now)
	channel.Partial = partial
	return channel, nil
}

func newChannel(parsed *gofeed.Feed, feedURL string, now time.Time) Channel {
	base, err := url.Parse(feedURL)
	if err != nil {
		base = &url.URL{}
	}
	own := *base // which may hold a secret, and is the address of no article
	base = &url.URL{Scheme: base.Scheme, Host: base.Host, Path: base.Path, RawPath: base.RawPath}
	c := Channel{Title: page.FragmentLine(parsed.Title), Language: languageOf(parsed.Language), MinInterval: askedInterval(parsed)}
	c.Site = webLink(base, parsed.Link)
	if site, err := url.Parse(c.Site); err == nil && site.Host != "" {
		base = site
	}
	for i, item := range parsed.Items {
		if item != nil {
			e := newEntry(parsed, i, base, now)
			if sameDocument(e.URL, &own) {
				e.URL, e.Whole = "", true
			}
			c.Entries = append(c.Entries, e)
		}
	}
	return c
}

// sameDocument reports whether a link leads to the feed's own document, at most to
// a place in it.
func sameDocument(link string, own *url.URL) bool {
	u, err := url.Parse(link)
	return err == nil && link != "" && u.Host == own.Host && u.Path == own.Path && (u.RawQuery == "" || u.RawQuery == own.RawQuery)
}

// languageOf returns the language of a tag such as "en-GB" (RFC 5646); "" when
// it is none.
func languageOf(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	base, _, _ = strings.Cut(base, "_")
	if len(base) < 2 || len(base) > 3 || strings.Trim(base, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return base
}

// webLink resolves a link to an http or https address; "" when it is none.
func webLink(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" || len(link) > 4096 {
		return ""
	}
	u, err := base.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.User = nil
	return u.String()
}

// syndicationPeriods are the values of sy:updatePeriod in the RSS 1.0 module
// "Syndication".
var syndicationPeriods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

// askedInterval is the longer of what ttl (minutes, RSS 2.0) and the
// syndication module ask for; 0 for neither.
func askedInterval(parsed *gofeed.Feed) time.Duration {
	var asked time.Duration
	if f, ok := parsed.OriginalFeed().(*rss.Feed); ok {
		if minutes, err := strconv.Atoi(strings.TrimSpace(f.TTL)); err == nil && minutes > 0 {
			asked = time.Duration(min(minutes, 60*24*365)) * time.Minute
		}
	}
	first := func(name string) string {
		if values := parsed.Extensions["sy"][name]; len(values) > 0 {
			return strings.ToLower(strings.TrimSpace(values[0].Value))
		}
		return ""
	}
	if period, ok := syndicationPeriods[first("updatePeriod")]; ok {
		frequency, err := strconv.Atoi(first("updateFrequency"))
		if err != nil || frequency < 1 {
			frequency = 1
		}
		asked = max(asked, period/time.Duration(frequency))
	}
	return asked
}

// itemSource is the outlet that an item names as its own (RSS <source>), as the
// feeds of aggregators do; "" for none.
func itemSource(parsed *gofeed.Feed, i int) string {
	if f, ok := parsed.OriginalFeed().(*rss.Feed); ok && f.Items[i].Source != nil {
		return page.FragmentLine(f.Items[i].Source.Title)
	}
	return ""
}

// itemLanguage is the language that an item gives for itself.
func itemLanguage(parsed *gofeed.Feed, i int) string {
	if f, ok := parsed.OriginalFeed().(*gofeedjson.Feed); ok && f.Items[i] != nil {
		return languageOf(f.Items[i].Language)
	}
	if dc := parsed.Items[i].DublinCoreExt; dc != nil && len(dc.Language) > 0 {
		return languageOf(dc.Language[0])
	}
	return ""
}
