package gather

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// FeedEntry is one entry of a feed.
type FeedEntry struct {
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

	dated string // the publication date as the feed gives it
}

func newEntry(parsed *gofeed.Feed, i int, base *url.URL, now time.Time) FeedEntry {
	item := parsed.Items[i]
	e := FeedEntry{
		ID: strings.TrimSpace(item.GUID), URL: entryLink(item, base), Title: plainLine(item.Title), Authors: entryAuthors(item),
		Language: itemLanguage(parsed, i), Source: itemSource(parsed, i), dated: strings.TrimSpace(item.Published),
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

func (e *FeedEntry) setTimes(item *gofeed.Item, now time.Time) {
	if item.PublishedParsed != nil {
		e.Published = item.PublishedParsed.In(zoneOf(e.dated))
		_, err := time.Parse(time.DateOnly, e.dated)
		e.DateOnly = err == nil
	}
	if item.PublishedParsed == nil || namedZone(e.dated) {
		if t, day, ok := pageDate(e.dated, now); ok {
			e.Published, e.DateOnly = t, day
		}
	}
	if item.UpdatedParsed != nil && !item.UpdatedParsed.After(now) {
		e.Updated = item.UpdatedParsed.UTC()
	}
	switch {
	case e.Published.After(now):
		e.Published, e.DateOnly, e.Future = now.UTC().Truncate(time.Second), false, true
	case !plausible(e.Published, now):
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

// timed reports whether Published is a time that can be reckoned with: many feeds
// write a day as its midnight.
func (e *FeedEntry) timed() bool {
	return !e.Published.IsZero() && !e.DateOnly && !e.Future && !strings.Contains(e.dated, "00:00:00")
}

// namedZone reports whether a date ends in the name of a zone that pageDate knows
// and gofeed, which knows fewer, may have taken for UTC.
func namedZone(date string) bool {
	m := zoneName.FindStringSubmatch(date)
	return m != nil && zones[m[1]] != 0
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
		name = plainLine(name)
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
	content, summary := plainText(item.Content, title), plainText(item.Description, title)
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

// appearedFirst is the line that WordPress puts under every entry of a feed.
var appearedFirst = regexp.MustCompile(`(?i)^the (?:post|article) .{0,300} (?:appeared first|first appeared|was first published) on .{0,120}\.?$`)

// plainText reads the text of an HTML fragment, or of plain text, block by block
// as a page is read. Lines about the feed and the title itself are left out.
func plainText(s, title string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if !strings.ContainsAny(s, "<&") {
		return text.Normalize(paragraphs(s))
	}
	if !strings.Contains(s, "<") {
		return text.Normalize(paragraphs(html.UnescapeString(s)))
	}
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil { // nested too deeply
		return ""
	}
	blocks := blocksOf(doc, nil)
	kept := blocks[:0]
	for i, b := range blocks {
		edge := i < edgeBlocks || i >= len(blocks)-edgeBlocks
		if edge && (b.words < edgeWords && notice(b) || appearedFirst.MatchString(b.text) || b.text == title) || linkLine(b) {
			continue
		}
		kept = append(kept, b)
	}
	return text.Normalize(joinText(kept))
}

// Blocks that are about the feed and not of the article are at most edgeBlocks
// from either end of an entry's text, and shorter than edgeWords.
const edgeBlocks, edgeWords = 3, 20

// paragraphs keeps blank lines as the ends of paragraphs and makes one line of
// each.
func paragraphs(s string) string {
	var out []string
	for _, p := range blankLine.Split(s, -1) {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}

var blankLine = regexp.MustCompile(`\r?\n[ \t]*\r?\n`)

// plainLine is a heading without markup, in one line. Feeds escape titles once
// or twice.
func plainLine(s string) string {
	if strings.ContainsAny(s, "<&") {
		if strings.Contains(s, "<") {
			if doc, err := html.Parse(strings.NewReader(s)); err == nil {
				s = strings.ReplaceAll(joinText(blocksOf(doc, nil)), "\n", " ")
			}
		}
		s = html.UnescapeString(s)
	}
	s = oneLine(s)
	if len(s) > maxTitle {
		s = strings.ToValidUTF8(s[:maxTitle], "") + "…"
	}
	return s
}

// maxTitle is how many bytes of a heading are kept: the longest headlines have
// about 300.
const maxTitle = 1000

// keys are the names under which an entry is known, the surest first: its id,
// its address, its title with its date. Each names one entry of a feed; see
// identify for where that is not so.
func (e *FeedEntry) keys() []string {
	var keys []string
	if e.ID != "" {
		keys = append(keys, "id "+e.ID)
	}
	if e.URL != "" {
		if u, err := url.Parse(e.URL); err == nil && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
			keys = append(keys, "url "+(&knowledge.Article{URL: e.URL}).Key())
		}
	}
	if e.Title != "" && (e.dated != "" || len(keys) == 0) {
		keys = append(keys, "title "+e.Title+"\n"+e.dated)
	}
	if len(keys) == 0 {
		keys = append(keys, "text "+e.Text)
	}
	return keys
}

// digest changes when what the entry says changes.
func (e *FeedEntry) digest() string {
	sum := sha256.Sum256([]byte(e.Title + "\x00" + e.Text))
	return hex.EncodeToString(sum[:12])
}

// identified is an entry with the keys that name it and no other.
type identified struct {
	FeedEntry
	keys   []string
	digest string
}

// identify drops entries that stand in a feed twice, and keys that several
// different entries share: a feed whose links all lead to one page, or whose ids
// are all alike, tells its entries apart by what is left.
func identify(entries []FeedEntry) []identified {
	type owner struct {
		digest string
		shared bool
	}
	owners := make(map[string]owner)
	all := make([]identified, 0, len(entries))
	for _, e := range entries {
		if e.Title == "" && e.Text == "" {
			continue
		}
		one := identified{FeedEntry: e, keys: e.keys(), digest: e.digest()}
		for _, key := range one.keys {
			o, known := owners[key]
			owners[key] = owner{one.digest, o.shared || known && o.digest != one.digest}
		}
		all = append(all, one)
	}
	seen := make(map[string]bool)
	out := all[:0]
	for _, one := range all {
		own := slices.DeleteFunc(slices.Clone(one.keys), func(key string) bool { return owners[key].shared })
		if len(own) == 0 {
			own = []string{"digest " + one.digest}
		}
		if slices.ContainsFunc(one.keys, func(key string) bool { return strings.HasPrefix(key, "url ") && owners[key].shared }) {
			one.URL = ""
		}
		one.keys = own
		if slices.ContainsFunc(own, func(key string) bool { return seen[key] }) {
			continue
		}
		for _, key := range own {
			seen[key] = true
		}
		out = append(out, one)
	}
	return out
}
