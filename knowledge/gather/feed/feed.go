// Package feed reads the documents of RSS, Atom and JSON feeds, of news sitemaps and the
// public pages of Telegram channels into a [Channel] of entries, and finds the feeds of a site ([Discover]).
// Where a site has none, it tells which links of a page lead to articles ([Proposal]).
//
// An XML document is cut into its entries first and each entry is read alone, so
// that a fault in one costs no other. What was wrong is told as [Flaw]s.
package feed

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
)

const (
	// MaxSize is the largest feed, in bytes, that Parse takes. The feeds
	// of news agencies with a hundred whole articles stay below 2 MB.
	MaxSize = 8 << 20
	// maxEntries is how many entries of a feed are read, the newest of more.
	// maxCandidates is among how many they are looked for: entries of a document
	// of that size which are longer than 160 bytes.
	maxEntries, maxCandidates = 5_000, 50_000
	// maxFlaws is how many flaws of a feed are told.
	maxFlaws = 100
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
	// Hub is where it is told when the feed has news, and Topic the feed's address there (WebSub, section
	// 4); "" for none.
	Hub, Topic string
	Partial    bool   // the document ends early: what stands before the break was read
	Flaws      []Flaw // what is wrong with the document, the first maxFlaws
}

// Flaw is a fault of a feed's document.
type Flaw struct {
	Entry int    // 1 for the first; 0 for the document
	What  string // in a clause
	Lost  bool   // the entry could not be had; else it is kept as far as it could be read
}

func (f Flaw) String() string {
	if f.Entry == 0 {
		return f.What
	}
	return fmt.Sprintf("entry %d: %s", f.Entry, f.What)
}

// Origin is where a feed's document comes from.
type Origin struct {
	URL         string         // where it was found, to which relative links are resolved; may be ""
	ContentType string         // the Content-Type header that came with it, or ""
	Zone        *time.Location // of dates without a zone; nil for UTC
	Links       string         // which links of a page without a feed are articles, such as "h3.title /news/*" (see CheckRule); "" for a feed
}

// Parse reads an RSS (0.9x, 1.0, 2.0), Atom (0.3, 1.0) or JSON feed, a news sitemap, the public page of a
// Telegram channel, or, where from says which links of it are articles, a page that lists them. A date after now is not believed: the entry gets now and Ahead.
//
// The errors wrap ErrNotFeed or ErrTooLarge.
func Parse(data []byte, from Origin, now time.Time) (Channel, error) {
	if len(data) > MaxSize {
		return Channel{}, fmt.Errorf("%w: it has more than %d MB", ErrTooLarge, MaxSize>>20)
	}
	if from.Links != "" {
		return parseList(fetch.Decode(data, from.ContentType), from.Links, newReader(from, now))
	}
	text := strings.TrimSpace(decode(data, from.ContentType))
	switch {
	case text == "":
		return Channel{}, fmt.Errorf("%w: it is empty", ErrNotFeed)
	case text[0] == '{':
		return parseJSON(text, newReader(from, now))
	case strings.Contains(text, telegramPosts) && looksHTML(text[:min(len(text), 64<<10)]):
		return parseTelegram(text, newReader(from, now))
	}
	return parseXML(text, newReader(from, now))
}

// reader is what the reading of every entry needs to know.
type reader struct {
	own      url.URL  // the feed's own address, which may hold a secret and is the address of no article
	base     *url.URL // to which links are resolved
	language string   // of the feed
	zone     *time.Location
	now      time.Time
}

func newReader(from Origin, now time.Time) *reader {
	r := &reader{base: &url.URL{}, zone: from.Zone, now: now}
	if at, err := url.Parse(from.URL); err == nil {
		r.own = *at
		r.base = &url.URL{Scheme: at.Scheme, Host: at.Host, Path: at.Path, RawPath: at.RawPath}
	}
	if r.zone == nil {
		r.zone = time.UTC
	}
	return r
}

func parseXML(text string, r *reader) (Channel, error) {
	d, err := split(text)
	if err != nil {
		return Channel{}, err
	}
	if d.open && len(d.entries) == 0 {
		return Channel{}, fmt.Errorf("%w: it ends before its first entry does", ErrNotFeed)
	}
	names := scope{"xml": "xml"}.with(d.root.attributes)
	if prefix, _, ok := strings.Cut(d.root.name, ":"); ok {
		names[rootKey] = names[strings.ToLower(prefix)]
	} else {
		names[rootKey] = names[""]
	}
	head := names.fields(d.head)
	around := d.root.attributes
	for _, f := range head {
		if f.name == "channel" {
			around += " " + f.attributes
			names = names.with(f.attributes)
			head = append(names.fields(f.inner), head...)
			break
		}
	}
	c := Channel{Partial: d.open, Flaws: d.flaws}
	c.describe(head, r)
	if c.Language == "" {
		c.Language = languageOf(field{attributes: around}.attribute("xml:lang"))
	}
	r.language = c.Language
	if base := (field{attributes: around}).attribute("xml:base"); base != "" {
		r.base = resolve(r.base, base)
	}
	if local(d.root.name) == "feed" { // in RSS, links are written as seen from the site
		c.Site = webLink(r.base, siteLink(head))
	} else if c.Site = webLink(r.base, siteLink(head)); c.Site != "" {
		r.base = resolve(r.base, c.Site)
	}
	entries := d.entries
	read := func(i int) (Entry, []field, string) {
		name := tagName(entries[i][1:])
		attributes, n, _ := readTag(entries[i], len(name))
		whole := field{name: name, attributes: attributes, inner: entries[i][n:]}
		return r.entry(whole, names.with(attributes))
	}
	kept := newest(len(entries), func(i int) time.Time {
		name := tagName(entries[i][1:])
		attributes, n, _ := readTag(entries[i], len(name))
		var e Entry
		e.setTimes(names.with(attributes).fields(entries[i][n:]), r)
		return e.Published
	})
	if len(kept) < len(entries) {
		c.flaw(0, "it has more than %d entries: the newest are read", maxEntries)
	}
	isNews := local(d.root.name) != "urlset"
	for _, i := range kept {
		e, fields, fault := read(i)
		if fault != "" {
			c.flaw(i+1, "%s", fault)
		}
		if fault := illFormed(entries[i]); fault != "" {
			c.flaw(i+1, "it is not well-formed (%s); what can be read of it is kept", shortReason(fault))
		}
		if slices.ContainsFunc(fields, func(f field) bool { return strings.HasPrefix(f.name, "news:") }) {
			isNews = true
			e.Announced = true
			if c.Title == "" {
				c.Title = e.Source
			}
		} else if local(d.root.name) == "urlset" {
			continue
		}
		if e.Title == "" && e.Text == "" {
			if len(fields) > 0 {
				c.lost(i+1, "it has neither a title nor a text")
			}
			continue
		}
		c.Entries = append(c.Entries, e)
	}
	if !isNews {
		return Channel{}, fmt.Errorf("%w: it is a sitemap without news", ErrNotFeed)
	}
	return c, nil
}

// newest is which of n entries are read, in their order: all, or the maxEntries with
// the latest dates. Those without a date are taken for as new as their place says.
func newest(n int, published func(i int) time.Time) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	if n <= maxEntries {
		return all
	}
	dates := make([]time.Time, n)
	var last time.Time
	for i := range dates {
		if dates[i] = published(i); dates[i].IsZero() {
			dates[i] = last
		}
		last = dates[i]
	}
	slices.SortStableFunc(all, func(i, j int) int { return dates[j].Compare(dates[i]) })
	all = all[:maxEntries]
	slices.Sort(all)
	return all
}

func (c *Channel) flaw(entry int, format string, args ...any) {
	if len(c.Flaws) < maxFlaws {
		c.Flaws = append(c.Flaws, Flaw{Entry: entry, What: fmt.Sprintf(format, args...)})
	}
}

// lost notes that an entry could not be had.
func (c *Channel) lost(entry int, format string, args ...any) {
	if len(c.Flaws) < maxFlaws {
		c.Flaws = append(c.Flaws, Flaw{Entry: entry, What: fmt.Sprintf(format, args...), Lost: true})
	}
}

// Told is the flaws in one sentence, "" for none: what is wrong with the first, and how
// many entries were lost and are damaged. Of more than maxFlaws the rest is not counted.
func (c *Channel) Told() string {
	if len(c.Flaws) == 0 {
		return ""
	}
	lost, damaged := map[int]bool{}, map[int]bool{}
	for _, f := range c.Flaws {
		switch {
		case f.Lost:
			lost[f.Entry] = true
		case f.Entry > 0:
			damaged[f.Entry] = true
		}
	}
	for entry := range lost {
		delete(damaged, entry)
	}
	told := c.Flaws[0].String()
	if len(lost)+len(damaged) > 0 {
		told += fmt.Sprintf(" (lost entries: %d, damaged ones: %d)", len(lost), len(damaged))
	}
	return told
}

// shortReason is a parser's error in one short line.
func shortReason(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if len(s) > 120 {
		s = strings.ToValidUTF8(s[:120], "") + "…"
	}
	return s
}

// describe takes what the feed says of itself from its channel's fields.
func (c *Channel) describe(head []field, r *reader) {
	hub, topic := "", ""
	for _, f := range head {
		switch f.name {
		case "title":
			if c.Title == "" {
				c.Title = f.title()
			}
		case "language", "dc:language":
			if c.Language == "" {
				c.Language = languageOf(f.plain())
			}
		case "link", "atom:link":
			switch href := f.attribute("href"); strings.ToLower(f.attribute("rel")) {
			case "hub":
				hub = cmp.Or(hub, webLink(r.base, href))
			case "self":
				topic = cmp.Or(topic, webLink(r.base, href))
			}
		}
	}
	c.at(hub, topic)
	c.MinInterval = askedInterval(head)
}

// at notes a hub, if there is one, and the feed's address there.
func (c *Channel) at(hub, topic string) {
	if hub != "" {
		c.Hub, c.Topic = hub, topic
	}
}

// siteLink is the link of a channel to its site.
func siteLink(head []field) string {
	link := ""
	for _, f := range head {
		if f.name != "link" {
			continue
		}
		href, rel := f.attribute("href"), strings.ToLower(f.attribute("rel"))
		switch {
		case href == "" && f.plain() != "":
			return f.plain()
		case href != "" && rel == "alternate":
			return href
		case href != "" && rel == "" && link == "":
			link = href
		}
	}
	return link
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

// resolve is a base address as it is written seen from another one.
func resolve(base *url.URL, written string) *url.URL {
	to, err := base.Parse(strings.TrimSpace(written))
	if err != nil || len(written) > maxLink {
		return base
	}
	to.User = nil
	return to
}

// maxLink is the longest address, in bytes, that is taken for one.
const maxLink = 4096

// webLink resolves a link to an http or https address; "" when it is none.
func webLink(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" || len(link) > maxLink {
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
func askedInterval(head []field) time.Duration {
	first := func(name string) string {
		for _, f := range head {
			if f.name == name {
				return strings.ToLower(f.plain())
			}
		}
		return ""
	}
	var asked time.Duration
	if minutes, err := strconv.Atoi(first("ttl")); err == nil && minutes > 0 {
		asked = time.Duration(min(minutes, 60*24*365)) * time.Minute
	}
	if period, ok := syndicationPeriods[first("sy:updateperiod")]; ok {
		frequency, err := strconv.Atoi(first("sy:updatefrequency"))
		if err != nil || frequency < 1 {
			frequency = 1
		}
		asked = max(asked, period/time.Duration(frequency))
	}
	return asked
}

// title is the field as a heading in one line. Only a title that says that it is
// plain text is; in others a tag that is closed again, or has attributes, is markup.
func (f field) title() string {
	switch kind := f.attribute("type"); {
	case kind == "text":
		return oneLine(f.plain())
	case kind == "html" || strings.Contains(kind, "xhtml") || f.attribute("mode") == "xml":
		return page.FragmentLine(f.markup())
	}
	return titleLine(f.markup())
}
