package page

import (
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxNodes = 100_000
	// unchecked is how many bytes make a small tree, whatever they are: a few hundred
	// formatting elements in a few hundred blocks.
	unchecked = 4 << 10
	// maxTag is the largest tag, script or text between two tags, in bytes.
	maxTag = 4 << 20
	// maxAttributes is how many attributes the tags of a page may have.
	maxAttributes = 400_000
)

// Parse makes the tree of an HTML document or fragment. The error is ErrTooDeep: for
// what is nested too deeply, and for what would make a tree that is too large.
func Parse(source string) (*html.Node, error) {
	if len(source) > unchecked && tooMany(source) {
		return nil, ErrTooDeep
	}
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return nil, ErrTooDeep // the parser's only error for a reader that does not fail
	}
	return doc, nil
}

// formatting are the elements that are opened anew in each block that begins while they
// are open (HTML Standard, 13.2.4.3), so that their number and that of the blocks multiply.
var formatting = map[atom.Atom]bool{atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Nobr: true, atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true}

// bounds are the elements out of which no end tag reaches a formatting element (the
// markers of the same section): what is open where they begin is taken for open ever after.
var bounds = map[atom.Atom]bool{atom.Td: true, atom.Th: true, atom.Caption: true, atom.Applet: true, atom.Marquee: true, atom.Object: true, atom.Template: true}

// alike is how many formatting elements with the same attributes are opened anew: the
// "Noah's Ark clause" of the same section.
const alike = 3

// tooMany reports whether a document would make too large a tree.
func tooMany(source string) bool {
	z := html.NewTokenizer(strings.NewReader(source))
	z.SetMaxBuf(maxTag)
	nodes, attributes, open := 0, 0, 0
	times := map[string]int{}        // how often a formatting tag is open
	tags := map[atom.Atom][]string{} // those of an element, the last opened last
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return z.Err() != io.EOF
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			name, more := z.TagName()
			for more {
				_, _, more = z.TagAttr()
				attributes++
			}
			nodes++
			element := atom.Lookup(name)
			if last := len(tags[element]) - 1; element == atom.A && last >= 0 { // a link ends the one before it
				times[tags[element][last]]--
				tags[element] = tags[element][:last]
				open--
				nodes += open
			}
			switch {
			case !formatting[element]:
				nodes += open
				if bounds[element] {
					links := tags[atom.A] // one at most is opened anew
					clear(tags)
					tags[atom.A] = links
				}
			case times[raw] < alike:
				times[raw]++
				tags[element] = append(tags[element], raw)
				open++
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			element := atom.Lookup(name)
			if last := len(tags[element]) - 1; last >= 0 {
				times[tags[element][last]]--
				tags[element] = tags[element][:last]
				open--
			}
			nodes += open
			if element == atom.P || element == atom.Br { // which make an element where none is open
				nodes++
			}
		default:
			nodes++
		}
		if nodes > maxNodes || attributes > maxAttributes {
			return true
		}
	}
}
