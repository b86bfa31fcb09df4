package feed

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/gather/page"
	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

// Entry is one entry of a feed.
type Entry struct {
	ID        string // guid, atom:id or JSON Feed's id, as it is given; "" for none
	URL       string // the article's address; "" for none
	Title     string // of an entry without one, its first words
	Text      string // plain, normalised, "\n\n" between paragraphs; "" when the feed gives none
	Whole     bool   // Text is the article, as far as can be told, and not a teaser of it
	Announced bool   // a news sitemap gives title and date, which are worth more than what the page says
	Published time.Time
	DateOnly  bool          // Published is a day (midnight UTC) without a time of day
	Zoneless  bool          // the feed gives a time of day without a zone
	Ahead     time.Duration // how far the feed's date lay in the future, for which Published is when that was seen; else 0
	Updated   time.Time     // zero when the feed does not say
	Authors   []string
	Language  string // ISO 639 code, or ""
	Image     string // the address of its picture, as knowledge.ImageURL has it; "" for none
	Source    string // the outlet that the entry names as its own; "" for the feed's

	Dated string // the publication date as the feed gives it
}

// entry reads an item, an entry or a sitemap's url. fields are those that it has;
// fault is what could not be read of it, "" for nothing.
func (r *reader) entry(whole field, names scope) (e Entry, fields []field, fault string) {
	fields = names.fields(whole.inner)
	for i := 0; i < len(fields); i++ { // what is grouped belongs to the entry
		switch f := fields[i]; f.name {
		case "media:group", "media:content", "news:news", "news:publication":
			if len(fields) < maxFields {
				fields = append(fields, names.with(f.attributes).fields(f.inner)...)
			}
		}
	}
	base := r.base
	if written := whole.attribute("xml:base"); written != "" {
		base = resolve(base, written)
	}
	e = Entry{Language: languageOf(whole.attribute("xml:lang"))}
	var authors []string
	var bodies []body
	title, spare := "", ""
	for _, f := range fields {
		switch f.name {
		case "guid", "id":
			if e.ID == "" {
				e.ID = f.plain()
			}
		case "title":
			if title == "" {
				title = f.title()
			}
		case "media:title", "itunes:title", "dc:title", "news:title":
			if spare == "" {
				spare = f.title()
			}
		case "author", "dc:creator", "dcterms:creator", "itunes:author", "media:credit":
			authors = append(authors, f.person(names))
		case "dc:language", "language", "news:language":
			if e.Language == "" {
				e.Language = languageOf(f.plain())
			}
		case "source":
			e.Source = f.outlet(names)
		case "news:name":
			e.Source = page.FragmentLine(f.markup())
		case "content:encoded", "content", "xhtml:body", "body", "fulltext":
			bodies = append(bodies, f.body(true))
		case "description", "summary", "media:description", "itunes:summary", "dc:description", "dcterms:abstract", "media:text":
			bodies = append(bodies, f.body(false))
		}
	}
	e.Title = title
	if e.Title == "" {
		e.Title = spare
	}
	e.URL = entryLink(fields, base)
	if e.URL == "" && whole.attribute("rdf:about") != "" {
		e.URL = webLink(base, whole.attribute("rdf:about"))
	}
	e.URL = outletLink(e.URL)
	e.setAuthors(authors)
	e.Image = entryImage(fields, names, base)
	if e.setText(bodies...) {
		fault = "its text is too long to be read"
	}
	e.setTimes(fields, r)
	r.finish(&e)
	return e, fields, fault
}

// finish fills what an entry does not say from what it says.
func (r *reader) finish(e *Entry) {
	e.ID = strings.TrimSpace(e.ID)
	if e.Language == "" {
		e.Language = r.language
	}
	if sameDocument(e.URL, &r.own) {
		e.URL = ""
	}
	if e.URL == "" {
		e.Whole = true
	}
	if e.Title == "" {
		e.Title = firstWords(e.Text)
	}
	for _, s := range []*string{&e.ID, &e.URL, &e.Title, &e.Text, &e.Dated, &e.Source, &e.Image} {
		*s = strings.Clone(*s) // so that the document is not held
	}
	for i := range e.Authors {
		e.Authors[i] = strings.Clone(e.Authors[i])
	}
}

// sameDocument reports whether a link leads to the feed's own document, at most to
// a place in it.
func sameDocument(link string, own *url.URL) bool {
	u, err := url.Parse(link)
	return err == nil && link != "" && u.Host == own.Host && u.Path == own.Path && (u.RawQuery == "" || u.RawQuery == own.RawQuery)
}

// titleWords is about how many bytes of a text make the title of a post without one.
const titleWords = 80

// firstWords is the beginning of a text: its first line, or words of it and "…".
func firstWords(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if len(s) <= titleWords {
		return s
	}
	cut := strings.LastIndexByte(s[:titleWords+1], ' ')
	if cut < titleWords/2 {
		cut = titleWords
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
	}
	return strings.TrimRight(s[:cut], " ,;:–—-") + "…"
}

// entryLink is the article's own address: FeedBurner puts it beside its link that counts
// clicks, and a guid that is an address is one when there is no link.
func entryLink(fields []field, base *url.URL) string {
	best, rank := "", 0
	for _, f := range fields {
		link, worth := "", 0
		switch f.name {
		case "feedburner:origlink":
			link, worth = f.plain(), 6
		case "link", "atom:link":
			link, worth = f.attribute("href"), linkRank(f)
			if link == "" {
				link, worth = f.plain(), 5
			}
		case "loc":
			link, worth = f.plain(), 5
		case "guid", "id":
			if link = f.plain(); f.attribute("ispermalink") != "false" || strings.HasPrefix(link, "http://") || strings.HasPrefix(link, "https://") {
				worth = 1
			}
			if !strings.HasPrefix(link, "http://") && !strings.HasPrefix(link, "https://") {
				worth = 0
			}
		}
		if worth <= rank {
			continue
		}
		at := base
		if written := f.attribute("xml:base"); written != "" {
			at = resolve(base, written)
		}
		if link = webLink(at, link); link != "" {
			best, rank = link, worth
		}
	}
	return best
}

// linkRank says how surely a link with that relation (RFC 4287, section 4.2.7.2)
// leads to the article; 0 for one that leads elsewhere.
func linkRank(f field) int {
	kind := strings.ToLower(f.attribute("type"))
	switch rel := strings.ToLower(f.attribute("rel")); {
	case rel == "alternate" && (kind == "" || strings.Contains(kind, "html")), rel == "" && kind == "":
		return 4
	case rel == "alternate", rel == "":
		return 3
	case rel == "self", rel == "via", rel == "related":
		return 2
	}
	return 0
}

// person is the name in an author element: that of Atom's name, of "mail (Name)" as
// RSS has it, or the text.
func (f field) person(names scope) string {
	for _, child := range names.with(f.attributes).fields(f.inner) {
		if child.name == "name" || child.name == "itunes:name" || child.name == "atom:name" {
			return child.plain()
		}
	}
	name := f.plain()
	if m := mailAndName.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	if m := nameAndMail.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return name
}

var (
	mailAndName = lazyregexp.New(`^\S+@\S+\s*\((.+)\)$`)
	nameAndMail = lazyregexp.New(`^(.+?)\s*[(<]\S+@\S+[)>]$`)
)

func (e *Entry) setAuthors(names []string) {
	for _, name := range names {
		name = page.FragmentLine(name)
		if name != "" && len(name) <= 200 && !strings.ContainsAny(name, "@") && !strings.Contains(name, "://") && !slices.Contains(e.Authors, name) && len(e.Authors) < 20 {
			e.Authors = append(e.Authors, name)
		}
	}
}

// outlet is the name of the outlet that an entry of an aggregator names: RSS's
// source holds it, Atom's has a title.
func (f field) outlet(names scope) string {
	for _, child := range names.with(f.attributes).fields(f.inner) {
		if child.name == "title" || child.name == "atom:title" {
			return child.title()
		}
	}
	return page.FragmentLine(f.markup())
}

// body is a text that an entry brings.
type body struct {
	html    string
	plain   string // instead of html
	content bool   // it is meant to be the article, not a summary of it
	tooLong bool   // it is not read
}

const (
	// maxMarkup and maxTags are the longest text that is read, in bytes as it is
	// written, and its most tags; maxText is the longest text without them. The
	// longest pieces in feeds, transcripts of hearings, have some 100 kB.
	maxMarkup, maxTags, maxText = 2 << 20, 50_000, 250_000
	// wholeContent and wholeSummary are the lengths in bytes from which a
	// content element, and a description, are taken for the article itself:
	// about 100 and 350 words. Shorter ones cost one look at the page.
	wholeContent = 600
	wholeSummary = 2000
)

// body is the field as a text. Atom says by type and mode how it is written.
func (f field) body(content bool) body {
	b := body{content: content, tooLong: len(f.inner) > maxMarkup}
	if b.tooLong {
		return b
	}
	kind, mode := strings.ToLower(f.attribute("type")), strings.ToLower(f.attribute("mode"))
	switch {
	case mode == "base64":
		b.html = fromBase64(f.plain())
	case f.name == "content" && kind != "" && !strings.Contains(kind, "text") && !strings.Contains(kind, "html") && !strings.Contains(kind, "xml"):
		return b // a picture, or what else the type says
	case kind == "text/plain", kind == "plain":
		b.plain = f.plain()
	default:
		b.html = f.markup()
	}
	return b
}

// fromBase64 is text that was sent as base64, "" when it is none.
func fromBase64(s string) string {
	s = strings.Join(strings.Fields(s), "")
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	if err != nil || !utf8.Valid(raw) {
		return ""
	}
	return clean(string(raw))
}

// likeBase64 matches a text that is code and not words.
var likeBase64 = lazyregexp.New(`^(?:[A-Za-z0-9+/]{40,}\s*)+=*\s*$`)

// setText takes the longest of an entry's texts. tooLong says that one was passed over.
func (e *Entry) setText(bodies ...body) (tooLong bool) {
	enough := 0
	for _, b := range bodies {
		plain := b.plain
		switch {
		case b.tooLong || len(b.html)+len(plain) > maxMarkup || strings.Count(b.html, "<") > maxTags:
			tooLong = true
			continue
		case b.html != "":
			if likeBase64.MatchString(b.html) {
				b.html = fromBase64(b.html)
			}
			plain = page.FragmentText(b.html, e.Title)
		case plain != "":
			plain = page.FragmentText(strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(plain), e.Title)
		}
		if len(plain) > maxText {
			tooLong = true
			continue
		}
		if plain = clean(plain); len(plain) > len(e.Text) {
			e.Text, enough = plain, wholeSummary
			if b.content {
				enough = wholeContent
			}
		}
	}
	e.Whole = e.Text != "" && len(e.Text) >= enough && !teaser.MatchString(e.Text[max(0, len(e.Text)-teaserEnd):])
	return tooLong
}

// teaserEnd is how many bytes at the end of a text teaser looks at.
const teaserEnd = 160

// teaser matches the end of a text that goes on elsewhere.
var teaser = lazyregexp.New(`(?i)(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\bread (?:more|on|the (?:full|rest).{0,40})|\bcontinue reading.{0,80}|\(more\)|\bfull (?:story|article|text))[\s.»→>\]\)]*$`)

// Article is the entry as an article of an outlet.
func (e *Entry) Article(source string) knowledge.Article {
	return knowledge.Article{
		URL: e.URL, Title: e.Title, Source: source, Authors: e.Authors, Published: e.Published, DateOnly: e.DateOnly,
		Language: e.Language, Text: e.Text, Image: e.Image,
	}
}

// oneLine is a title that is plain text.
func oneLine(s string) string {
	return page.FragmentLine(strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text.OneLine(s)))
}

var (
	titleTag = lazyregexp.New(`^</?([A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/?>`)
	voidTag  = lazyregexp.New(`^(?i:br|img|wbr|hr)$`)
)

// titleLine is a title of which is not known whether it is HTML. A tag is one when
// its end tag stands there too, or attributes in it; "Why <blink> never died" has
// none.
func titleLine(s string) string {
	if !strings.Contains(s, "<") {
		return page.FragmentLine(s)
	}
	var b strings.Builder
	lower := strings.ToLower(s)
	for i := 0; i < len(s); i++ {
		if s[i] != '<' {
			b.WriteByte(s[i])
			continue
		}
		m := titleTag.FindStringSubmatch(s[i:])
		pair := ""
		if m != nil {
			pair = strings.ToLower(m[1])
		}
		switch {
		case m == nil, !voidTag.MatchString(pair) && !strings.Contains(m[2], "=") && (!strings.Contains(lower, "<"+pair) || !strings.Contains(lower, "</"+pair)):
			b.WriteString("&lt;")
		default:
			b.WriteByte('<')
		}
	}
	return page.FragmentLine(b.String())
}
