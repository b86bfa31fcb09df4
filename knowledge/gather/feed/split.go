package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"quoth/knowledge/lazyregexp"
)

// document is the text of an XML feed, cut into its head and its entries.
type document struct {
	root    field    // the root element's name and attributes
	head    string   // what stands outside of the entries, behind the root's tag
	entries []string // each from its start tag on, without its end tag
	open    bool     // the document ends before its root does
	flaws   []Flaw
}

var feedRoot = lazyregexp.New(`(?i)<((?:[a-z0-9_.-]+:)?(rss|feed|rdf|urlset))[\s>]`)

// findRoot finds where the feed begins: some servers print warnings or blank lines
// before it. The XML declaration is left behind with them, for the text is decoded
// by then.
func findRoot(text string) (root field, rest string, err error) {
	head := text[:min(len(text), 64<<10)]
	at := feedRoot.FindStringSubmatchIndex(head)
	switch {
	case at == nil && looksHTML(head):
		return field{}, "", fmt.Errorf("%w: it is a web page", ErrNotFeed)
	case at == nil && strings.Contains(strings.ToLower(head), "<sitemapindex"):
		return field{}, "", fmt.Errorf("%w: it is a list of sitemaps; give the address of the one with news", ErrNotFeed)
	case at == nil:
		return field{}, "", fmt.Errorf("%w: it is neither RSS, Atom, JSON Feed nor a news sitemap", ErrNotFeed)
	}
	attributes, n, _ := readTag(text[at[0]:], at[3]-at[2])
	return field{name: head[at[2]:at[3]], attributes: attributes}, text[at[0]+n:], nil
}

func looksHTML(head string) bool {
	head = strings.ToLower(head)
	return strings.Contains(head, "<!doctype html") || strings.Contains(head, "<html") || strings.Contains(head, "<body")
}

// local is a name without its prefix, in lower case.
func local(name string) string {
	return strings.ToLower(name[strings.LastIndexByte(name, ':')+1:])
}

// split cuts a feed's text from its root on into entries. An entry without an end
// tag ends where the next one begins; one at which the document breaks off is lost.
func split(text string) (document, error) {
	root, text, err := findRoot(text)
	if err != nil {
		return document{}, err
	}
	d := document{root: root, open: true}
	isEntry := func(name string) bool {
		switch local(name) {
		case "item", "entry":
			return local(root.name) != "urlset"
		case "url":
			return local(root.name) == "urlset"
		}
		return false
	}
	var head strings.Builder
	marked := sections{text: text}
	begin, from := -1, 0 // where the open entry begins, and what is not in head or an entry yet
	end := func(at int) {
		d.entries = append(d.entries, text[begin:at])
		begin = -1
	}
	for i := 0; i < len(text) && len(d.entries) < maxCandidates; i++ {
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
		closing := strings.HasPrefix(rest, "/")
		name := tagName(strings.TrimPrefix(rest, "/"))
		switch {
		case closing && strings.EqualFold(name, root.name), closing && begin >= 0 && local(name) == "channel":
			if begin >= 0 {
				d.flaw(len(d.entries)+1, "its end tag is missing")
				end(i)
				from = i
			}
			d.open = d.open && local(name) == "channel"
		case !isEntry(name):
		case closing:
			if begin >= 0 {
				end(i)
			}
			from = i + tagLength(text[i:])
			if text[from-1] != '>' {
				d.flaw(len(d.entries), "its end tag is not closed")
			}
			i = from - 1
		default:
			if begin >= 0 {
				d.flaw(len(d.entries)+1, "its end tag is missing")
				end(i)
			} else {
				head.WriteString(text[from:i])
			}
			_, n, closed := readTag(text[i:], len(name))
			if closed {
				from = i + n
			} else {
				begin = i
			}
			i += n - 1
		}
	}
	if begin < 0 {
		head.WriteString(text[min(from, len(text)):])
	} else {
		d.flaws = append(d.flaws, Flaw{Entry: len(d.entries) + 1, What: "the document ends in the middle of it", Lost: true})
	}
	d.head = head.String()
	return d, nil
}

func (d *document) flaw(entry int, what string) {
	if len(d.flaws) < maxFlaws {
		d.flaws = append(d.flaws, Flaw{Entry: entry, What: what})
	}
}

// maxChecked is the longest entry, in bytes, that illFormed looks at, and the one with
// the most tags.
const maxChecked, maxCheckedTags = 1 << 20, 10_000

// illFormed says where an entry is not the XML that it should be, "" when it is.
func illFormed(entry string) string {
	if len(entry) > maxChecked || strings.Count(entry, "<") > maxCheckedTags {
		return ""
	}
	name := tagName(entry[1:])
	decoder := xml.NewDecoder(io.MultiReader(strings.NewReader(entry), strings.NewReader("</"+name+">")))
	decoder.Entity = xml.HTMLEntity
	for {
		_, err := decoder.Token()
		var syntax *xml.SyntaxError
		switch {
		case err == nil:
		case err == io.EOF:
			return ""
		case errors.As(err, &syntax):
			return syntax.Msg
		default:
			return err.Error()
		}
	}
}
