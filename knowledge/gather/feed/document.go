package feed

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"

	"quoth/knowledge/gather/fetch"
)

// feedDocument is the text of a feed from its root element on.
type feedDocument struct {
	text string
	root string // the root element's name as it is written; "" for a JSON feed
}

var (
	feedRoot    = regexp.MustCompile(`(?i)<((?:[a-z0-9_.-]+:)?(rss|feed|rdf))[\s>]`)
	xmlEncoding = regexp.MustCompile(`(?i)^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([^"'>]{1,40})["']`)
)

// findFeed finds where the feed begins: some servers print warnings or blank
// lines before it. The XML declaration is left behind with them, for the text is
// decoded by then.
func findFeed(text string) (feedDocument, error) {
	trimmed := strings.TrimSpace(text)
	switch {
	case trimmed == "":
		return feedDocument{}, fmt.Errorf("%w: it is empty", ErrNotFeed)
	case trimmed[0] == '{':
		return feedDocument{text: trimmed}, checkJSONFeed(trimmed)
	}
	head := trimmed[:min(len(trimmed), 64<<10)]
	at := feedRoot.FindStringSubmatchIndex(head)
	if at == nil {
		if looksHTML(head) {
			return feedDocument{}, fmt.Errorf("%w: it is a web page", ErrNotFeed)
		}
		return feedDocument{}, fmt.Errorf("%w: it is neither RSS, Atom nor JSON Feed", ErrNotFeed)
	}
	d := feedDocument{text: trimmed[at[0]:], root: head[at[2]:at[3]]}
	return d, checkXML(d.text)
}

func looksHTML(head string) bool {
	head = strings.ToLower(head)
	return strings.Contains(head, "<!doctype html") || strings.Contains(head, "<html") || strings.Contains(head, "<body")
}

func checkJSONFeed(text string) error {
	if strings.Count(text, "{") > maxFeedObjects {
		return fmt.Errorf("%w: it has more than %d objects", ErrTooLarge, maxFeedObjects)
	}
	if !strings.Contains(text, `"items"`) {
		return fmt.Errorf("%w: it is JSON without items", ErrNotFeed)
	}
	return nil
}

// parse reads the document.
func (d feedDocument) parse() (*gofeed.Feed, error) {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true // for ttl and source, which the common form leaves out
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	parsed, err := p.ParseString(d.text)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrNotFeed, parseReason(err))
	}
	if len(parsed.Items) > maxFeedEntries {
		return nil, fmt.Errorf("%w: it has more than %d entries", ErrTooLarge, maxFeedEntries)
	}
	return parsed, nil
}

// parseReason is a parser's error in one short line.
func parseReason(err error) string {
	reason := strings.Join(strings.Fields(err.Error()), " ")
	if len(reason) > 120 {
		reason = strings.ToValidUTF8(reason[:120], "") + "…"
	}
	return "it is damaged (" + reason + ")"
}

// salvage reads the whole entries of a document that breaks off, and returns
// cause when there is none.
func (d feedDocument) salvage(cause error) (*gofeed.Feed, error) {
	if d.root == "" || errors.Is(cause, ErrTooLarge) {
		return nil, cause
	}
	end := 0
	for _, tag := range []string{"</item>", "</entry>", "</atom:entry>"} {
		if at := strings.LastIndex(d.text, tag); at >= 0 {
			end = max(end, at+len(tag))
		}
	}
	if end == 0 {
		return nil, cause
	}
	closing := "</" + d.root + ">"
	if strings.EqualFold(d.root, "rss") {
		closing = "</channel>" + closing
	}
	parsed, err := feedDocument{text: d.text[:end] + closing, root: d.root}.parse()
	if err != nil || len(parsed.Items) == 0 {
		return nil, cause
	}
	return parsed, nil
}

// decodeFeed turns a feed into UTF-8. What is valid UTF-8 is taken as such,
// whatever is declared: text in another character set is all but never valid
// UTF-8 by chance. Else the XML declaration counts before the Content-Type, which
// is often the server's default for every file.
func decodeFeed(raw []byte, contentType string) string {
	label := ""
	switch {
	case fetch.IsUTF16(raw), bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		label = "bom"
	case bytes.HasPrefix(raw, []byte("<\x00")):
		label = "utf-16le"
	case bytes.HasPrefix(raw, []byte("\x00<")):
		label = "utf-16be"
	case utf8.Valid(raw) && bytes.IndexByte(raw, 0x1B) < 0: // an escape begins a shift in ISO 2022
		return string(raw)
	default:
		if m := xmlEncoding.FindSubmatch(raw[:min(len(raw), 1024)]); m != nil {
			label = string(m[1])
		}
	}
	enc, name := charset.Lookup(label)
	if enc == nil {
		enc, name, _ = charset.DetermineEncoding(raw[:min(len(raw), 1024)], contentType)
	}
	if name == "utf-8" {
		if mostlyUTF8(raw) {
			return strings.ToValidUTF8(strings.TrimPrefix(string(raw), "\uFEFF"), "\uFFFD")
		}
		enc, _ = charset.Lookup("windows-1252")
	}
	if out, err := enc.NewDecoder().Bytes(raw); err == nil {
		raw = out
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(raw), "\uFEFF"), "\uFFFD")
}

// mostlyUTF8 reports whether bytes beyond ASCII are UTF-8 more often than not.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		raw = raw[n:]
	}
	return good >= bad
}
