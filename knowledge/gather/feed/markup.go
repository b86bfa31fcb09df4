package feed

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"quoth/knowledge/lazyregexp"
)

// The reader takes a feed for what it was meant to be. It looks for the end tag of
// each field and takes what lies before for the field's content, whatever is wrong
// within; so a fault costs at most the field that it stands in.

// field is a child element of a feed's entry or channel.
type field struct {
	name       string // in lower case, behind the usual prefix of its namespace: "title", "dc:date"
	attributes string // as they are written
	inner      string // what stands between its tags, as it is written
}

// maxFields bounds the fields of one element: entries have some twenty.
const maxFields = 500

// scope is the prefixes that are declared, each with the usual one of its namespace.
type scope map[string]string

// rootKey is where a scope keeps the usual prefix of the root element, whose names
// stand without one. No prefix is written so.
const rootKey = "\x00"

// namespaces are the usual prefixes of the namespaces that feeds use, by their names
// without scheme, "www." and what stands at the end. "" is for those of RSS itself.
var namespaces = map[string]string{
	"w3.org/2005/atom": "atom", "purl.org/atom/ns": "atom", "purl.org/rss/1.0": "", "my.netscape.com/rdf/simple/0.9": "", "channel.netscape.com/rdf/simple/0.9": "",
	"backend.userland.com/rss2": "", "purl.org/rss/1.0/modules/content": "content", "purl.org/dc/elements/1.1": "dc", "purl.org/dc/elements/1.0": "dc",
	"purl.org/dc/terms": "dcterms", "search.yahoo.com/mrss": "media", "search.yahoo.com/mrss/media": "media", "itunes.com/dtds/podcast-1.0.dtd": "itunes",
	"w3.org/1999/xhtml": "xhtml", "purl.org/rss/1.0/modules/syndication": "sy", "google.com/schemas/sitemap-news/0.9": "news",
	"sitemaps.org/schemas/sitemap/0.9": "", "rssnamespace.org/feedburner/ext/1.0": "feedburner", "w3.org/1999/02/22-rdf-syntax-ns": "rdf",
}

// usualPrefix is the prefix under which the reader knows a namespace. Feeds spell
// its name with another scheme, in capitals, or with a slash more or less.
func usualPrefix(name string) (prefix string, known bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if _, rest, ok := strings.Cut(name, "://"); ok {
		name = rest
	}
	prefix, known = namespaces[strings.TrimRight(strings.TrimPrefix(name, "www."), "/#")]
	return prefix, known
}

// with is the scope within an element that has these attributes.
func (s scope) with(attributes string) scope {
	if !strings.Contains(attributes, "xmlns") {
		return s
	}
	inner := scope{}
	for prefix, usual := range s {
		inner[prefix] = usual
	}
	for name, value := range eachAttribute(attributes) {
		prefix, declares := strings.CutPrefix(name, "xmlns")
		if !declares || len(inner) > 100 {
			continue
		}
		prefix = strings.TrimPrefix(prefix, ":")
		if usual, known := usualPrefix(value); known {
			inner[prefix] = usual
		} else if prefix == "" {
			inner[prefix] = ""
		}
	}
	return inner
}

// name is an element's name as field has it. An undeclared prefix is taken for the
// usual one.
func (s scope) name(written string) string {
	prefix, local, ok := strings.Cut(strings.ToLower(written), ":")
	if !ok {
		prefix, local = "", prefix
	}
	usual, declared := s[prefix]
	if !declared {
		usual = prefix
	}
	if usual == "" || usual == s[rootKey] {
		return local
	}
	return usual + ":" + local
}

// fields are the child elements of what stands in raw.
func (s scope) fields(raw string) []field {
	var found []field
	marked := sections{text: raw}
	for i := 0; len(found) < maxFields; {
		at := strings.IndexByte(raw[i:], '<')
		if at < 0 {
			break
		}
		i += at
		if n, _ := marked.skip(i); n > 0 {
			i += n
			continue
		}
		written := tagName(raw[i+1:])
		if written == "" {
			i++
			continue
		}
		attributes, n, closed := readTag(raw[i:], len(written))
		i += n
		f := field{name: s.with(attributes).name(written), attributes: attributes}
		if !closed {
			f.inner, n = elementContent(raw[i:], written)
			i += n
		}
		found = append(found, f)
	}
	return found
}

// sections finds the comments, CDATA sections and processing instructions of a text
// from its beginning to its end.
type sections struct {
	text string
	ends [3]int // where each kind's next end stands, as far as it is known
}

var sectionKinds = [3]struct{ open, end string }{{"<![CDATA[", "]]>"}, {"<!--", "-->"}, {"<?", "?>"}}

// longestInstruction is the longest processing instruction, in bytes: what begins a
// longer one is text.
const longestInstruction = 1000

// skip is the length of the section that begins at i, 0 for none; of one that is not
// closed it is the length of its opening. data is the content of a CDATA section.
func (s *sections) skip(i int) (n int, data string) {
	if i+1 >= len(s.text) || s.text[i+1] != '!' && s.text[i+1] != '?' {
		return 0, ""
	}
	for k, kind := range sectionKinds {
		if !strings.HasPrefix(s.text[i:], kind.open) {
			continue
		}
		from := i + len(kind.open)
		if s.ends[k] < from {
			s.ends[k] = len(s.text)
			if at := strings.Index(s.text[from:], kind.end); at >= 0 {
				s.ends[k] = from + at
			}
		}
		end := s.ends[k]
		switch inner := s.text[from:end]; {
		case end == len(s.text), kind.open == "<?" && len(inner) > longestInstruction, swallows(inner, kind.open):
			return len(kind.open), ""
		case kind.open == "<![CDATA[":
			data = inner
		}
		return end + len(kind.end) - i, data
	}
	return 0, ""
}

// swallows reports whether what seems to be the content of a section goes on to a
// later one of its kind: an end tag stands in it, and then a tag and the later one's
// opening. It looks at fifty of them, lest many take the time of their square.
func swallows(inner, open string) bool {
	ended := false
	for range 50 {
		before, after, found := strings.Cut(inner, open)
		if !found {
			return false
		}
		if ended = ended || strings.Contains(before, "</"); ended && strings.HasSuffix(strings.TrimSpace(before), ">") {
			return true
		}
		inner = after
	}
	return false
}

// tagName is the name at the beginning of s, behind a tag's "<"; "" when it is none.
func tagName(s string) string {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z', c == '_', c >= utf8.RuneSelf:
		case i > 0 && ('0' <= c && c <= '9' || c == '-' || c == '.' || c == ':'):
		default:
			return s[:i]
		}
	}
	return s
}

// readTag reads the start tag that text begins with, whose name has so many bytes.
// n is its length; closed says that it is an end tag as well.
func readTag(text string, name int) (attributes string, n int, closed bool) {
	end, next := len(text), len(text)
scan:
	for i := 1 + name; i < len(text); i++ {
		switch text[i] {
		case '>':
			end, next = i, i+1
			break scan
		case '<': // the tag's own end is missing
			end, next = i, i
			break scan
		case '"', '\'':
			if text[i-1] != '=' && !strings.HasSuffix(strings.TrimRight(text[1+name:i], " \t\r\n"), "=") {
				continue
			}
			value, _, ok := strings.Cut(text[i+1:], text[i:i+1])
			if !ok || strings.Contains(value, ">") && strings.Contains(value, "<") { // it is not closed either
				continue
			}
			i += len(value) + 1
		}
	}
	attributes = text[1+name : end]
	if rest, ok := strings.CutSuffix(attributes, "/"); ok {
		return rest, next, true
	}
	return attributes, next, next == end && next < len(text)
}

// elementContent is what stands before the end tag of that name, and how far the
// element goes. Without an end tag it goes to the next field.
func elementContent(text, name string) (inner string, n int) {
	depth, first, sibling := 1, -1, -1
	marked := sections{text: text}
	for i := 0; i < len(text); i++ {
		at := strings.IndexByte(text[i:], '<')
		if at < 0 {
			break
		}
		i += at
		if n, _ := marked.skip(i); n > 0 {
			i += n - 1
			continue
		}
		rest := text[i+1:]
		end := strings.HasPrefix(rest, "/")
		found := tagName(strings.TrimPrefix(rest, "/"))
		switch {
		case !strings.EqualFold(found, name):
			if !end && sibling < 0 && fieldNames[strings.ToLower(found)] {
				sibling = i
			}
		case end:
			if first < 0 {
				first = i
			}
			if depth--; depth == 0 {
				return text[:i], i + tagLength(text[i:])
			}
		default:
			if _, _, closed := readTag(text[i:], len(found)); !closed {
				depth++
			}
		}
	}
	switch {
	case first >= 0:
		return text[:first], first + tagLength(text[first:])
	case sibling >= 0:
		return text[:sibling], sibling
	}
	return text, len(text)
}

// fieldNames are the fields that nearly every entry has: one of them ends another
// whose end tag is missing.
var fieldNames = map[string]bool{
	"title": true, "link": true, "guid": true, "pubdate": true, "description": true, "content:encoded": true, "dc:creator": true, "category": true,
	"id": true, "updated": true, "published": true, "summary": true, "content": true, "author": true,
}

// tagLength is the length of the end tag that text begins with.
func tagLength(text string) int {
	at := strings.IndexAny(text[1:], "<>")
	switch {
	case at < 0:
		return len(text)
	case text[1+at] == '<': // its own end is missing
		return 1 + at
	}
	return at + 2
}

// eachAttribute yields the attributes of a tag with their names in lower case.
func eachAttribute(s string) func(yield func(name, value string) bool) {
	const space = " \t\r\n"
	return func(yield func(name, value string) bool) {
		for {
			s = strings.TrimLeft(s, space+"/")
			if s == "" {
				return
			}
			end := strings.IndexAny(s, "="+space)
			if end < 0 {
				yield(strings.ToLower(s), "")
				return
			}
			name, rest := s[:end], strings.TrimLeft(s[end:], space)
			value := ""
			if rest, ok := strings.CutPrefix(rest, "="); ok {
				rest = strings.TrimLeft(rest, space)
				if quote := rest[:min(1, len(rest))]; quote == `"` || quote == "'" {
					value, s, _ = strings.Cut(rest[1:], quote)
				} else {
					stop := strings.IndexAny(rest, space)
					if stop < 0 {
						stop = len(rest)
					}
					value, s = rest[:stop], rest[stop:]
				}
			} else {
				s = rest
			}
			if name != "" && !yield(strings.ToLower(name), unescape(value)) {
				return
			}
			if name == "" && s == "" {
				return
			}
		}
	}
}

// attribute is the value of an attribute, "" when there is none.
func (f field) attribute(name string) string {
	for n, value := range eachAttribute(f.attributes) {
		if n == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// plain is the field's character data: references resolved, CDATA sections opened,
// tags left as they are.
func (f field) plain() string {
	s, _ := f.characters(true)
	return strings.TrimSpace(s)
}

// markup is the field's content as HTML. It may have been escaped, put into a CDATA
// section, or written as elements.
func (f field) markup() string {
	s, elements := f.characters(true)
	if elements {
		s, _ = f.characters(false)
	}
	return s
}

// characters joins the text and the CDATA sections of a field. elements says that
// tags stand outside the sections.
func (f field) characters(resolve bool) (s string, elements bool) {
	var b strings.Builder
	add := func(s string) {
		if s = strings.ReplaceAll(s, "]]>", ""); resolve {
			s = unescape(s)
		}
		b.WriteString(s)
	}
	from := 0
	marked := sections{text: f.inner}
	for i := 0; i < len(f.inner); {
		at := strings.IndexByte(f.inner[i:], '<')
		if at < 0 {
			break
		}
		i += at
		if n, data := marked.skip(i); n > 0 {
			add(f.inner[from:i])
			b.WriteString(strings.ReplaceAll(data, sectionKinds[0].open, ""))
			i += n
			from = i
			continue
		}
		i++
		elements = elements || tagName(strings.TrimPrefix(f.inner[i:], "/")) != ""
	}
	add(f.inner[from:])
	return clean(b.String()), elements
}

// unescape resolves references; those to what is no character are left out.
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return clean(html.UnescapeString(reference.ReplaceAllStringFunc(s, func(r string) string {
		digits := strings.TrimRight(r[2:], ";")
		base := 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		if n, err := strconv.ParseInt(digits, base, 32); err != nil || n == 0 || !allowed(rune(n)) {
			return ""
		}
		return r
	})))
}

var reference = lazyregexp.New(`&#(?:[xX][0-9a-fA-F]+|[0-9]+);?`)

// allowed reports whether XML 1.0 allows a character (section 2.2).
func allowed(r rune) bool {
	return r >= 0x20 && r < 0xD800 || r == '\t' || r == '\n' || r == '\r' || r >= 0xE000 && r <= 0x10FFFF && r&0xFFFE != 0xFFFE
}

// clean leaves out what XML does not allow.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if !allowed(r) {
			return -1
		}
		return r
	}, s)
}
