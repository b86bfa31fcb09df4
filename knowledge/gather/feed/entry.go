package feed

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"quoth/knowledge"
	"quoth/knowledge/gather/page"
)

// Entry is one entry of a feed.
type Entry struct {
	ID        string // guid, atom:id or JSON Feed's id, as it is given; "" for none
	URL       string // the article's address; "" for none
	Title     string
	Text      string // plain, normalised, "\n\n" between paragraphs; "" when the feed gives none
	Whole     bool   // Text is the article, as far as can be told, and not a teaser of it
	Published time.Time
	DateOnly  bool      // Published is a day (midnight UTC) without a time of day
	Future    bool      // the feed's date lay in the future; Published is when that was seen
	Updated   time.Time // zero when the feed does not say
	Authors   []string
	Language  string // ISO 639 code, or ""
	Source    string // the outlet that the entry names as its own; "" for the feed's

	Dated string // the publication date as the feed gives it
}

func newEntry(parsed *gofeed.Feed, i int, base *url.URL, now time.Time) Entry {
	item := parsed.Items[i]
	e := Entry{
		ID: strings.TrimSpace(item.GUID), URL: entryLink(item, base), Title: page.FragmentLine(item.Title), Authors: entryAuthors(item),
		Language: itemLanguage(parsed, i), Source: itemSource(parsed, i), Dated: strings.TrimSpace(item.Published),
	}
	if e.Language == "" {
		e.Language = languageOf(parsed.Language)
	}
	e.Text, e.Whole = entryText(item, e.Title)
	if e.URL == "" {
		e.Whole = true
	}
	e.setTimes(item, now)
	return e
}

func (e *Entry) setTimes(item *gofeed.Item, now time.Time) {
	if item.PublishedParsed != nil {
		e.Published = item.PublishedParsed.In(zoneOf(e.Dated))
		_, err := time.Parse(time.DateOnly, e.Dated)
		e.DateOnly = err == nil
	}
	if item.PublishedParsed == nil || page.NamedZone(e.Dated) {
		if t, day, ok := page.ParseDate(e.Dated, now); ok {
			e.Published, e.DateOnly = t, day
		}
	}
	if item.UpdatedParsed != nil && !item.UpdatedParsed.After(now) {
		e.Updated = item.UpdatedParsed.UTC()
	}
	switch {
	case e.Published.After(now):
		e.Published, e.DateOnly, e.Future = now.UTC().Truncate(time.Second), false, true
	case !page.Plausible(e.Published, now):
		e.Published, e.DateOnly = time.Time{}, false
	}
}

// numericZone is an offset from UTC behind a time: +0200, -05:00.
var numericZone = regexp.MustCompile(`\d ?([+-])(\d\d):?(\d\d)$`)

// zoneOf is the zone in which a time is written, UTC when it gives no offset.
func zoneOf(written string) *time.Location {
	m := numericZone.FindStringSubmatch(written)
	if m == nil || !strings.Contains(written, ":") {
		return time.UTC
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	seconds := hours*3600 + minutes*60
	switch {
	case seconds == 0 || seconds > 18*3600:
		return time.UTC
	case m[1] == "-":
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}

// Timed reports whether Published is a time that can be reckoned with: many feeds
// write a day as its midnight.
func (e *Entry) Timed() bool {
	return !e.Published.IsZero() && !e.DateOnly && !e.Future && !strings.Contains(e.Dated, "00:00:00")
}

// entryLink is the article's own address: FeedBurner puts it beside its link that counts
// clicks, and a guid that is an address is one when there is no link.
func entryLink(item *gofeed.Item, base *url.URL) string {
	if original := item.Extensions["feedburner"]["origLink"]; len(original) > 0 {
		if link := webLink(base, original[0].Value); link != "" {
			return link
		}
	}
	for _, link := range append([]string{item.Link}, item.Links...) {
		if link := webLink(base, link); link != "" {
			return link
		}
	}
	if strings.HasPrefix(item.GUID, "http://") || strings.HasPrefix(item.GUID, "https://") {
		return webLink(base, item.GUID)
	}
	return ""
}

func entryAuthors(item *gofeed.Item) []string {
	var authors []string
	add := func(name string) {
		name = page.FragmentLine(name)
		if name != "" && len(name) <= 200 && !strings.Contains(name, "@") && !slices.Contains(authors, name) && len(authors) < 20 {
			authors = append(authors, name)
		}
	}
	for _, a := range item.Authors {
		if a != nil {
			add(a.Name)
		}
	}
	if dc := item.DublinCoreExt; dc != nil {
		for _, name := range dc.Creator {
			add(name)
		}
	}
	return authors
}

const (
	// wholeContent and wholeSummary are the lengths in bytes from which a
	// content element, and a description, are taken for the article itself:
	// about 100 and 350 words. Shorter ones cost one look at the page.
	wholeContent = 600
	wholeSummary = 2000
)

// entryText is the longer of an entry's content and its description.
func entryText(item *gofeed.Item, title string) (body string, whole bool) {
	content, summary := page.FragmentText(item.Content, title), page.FragmentText(item.Description, title)
	body, enough := content, wholeContent
	if len(summary) > len(content) {
		body, enough = summary, wholeSummary
	}
	return body, len(body) >= enough && !teaser.MatchString(body[max(0, len(body)-teaserEnd):])
}

// teaserEnd is how many bytes at the end of a text teaser looks at.
const teaserEnd = 160

// teaser matches the end of a text that goes on elsewhere.
var teaser = regexp.MustCompile(`(?i)(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\bread (?:more|on|the (?:full|rest).{0,40})|\bcontinue reading.{0,80}|\(more\)|\bfull (?:story|article|text))[\s.»→>\]\)]*$`)

// Article is the entry as an article of an outlet.
func (e *Entry) Article(source string) knowledge.Article {
	return knowledge.Article{
		URL: e.URL, Title: e.Title, Source: source, Authors: e.Authors, Published: e.Published, DateOnly: e.DateOnly,
		Language: e.Language, Text: e.Text,
	}
}
