package page

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A block is the text of one block-level box of a page: a paragraph, a heading, a list item, a table cell, or a
// run of text between two of those. White space is collapsed as a browser renders it (CSS Text Module Level 3,
// section 4); a <br> is "\n".
type block struct {
	text      string
	node      *html.Node // the nearest block-level element
	words     int        // words of text
	linked    int        // bytes of text inside links
	preformed bool       // inside <pre>: line ends are the page's own
}

// linkDensity is the share of the block's bytes that stands inside links, in [0, 1].
func (b block) linkDensity() float64 {
	if len(b.text) == 0 {
		return 0
	}
	return min(1, float64(b.linked)/float64(len(b.text)))
}

// silent elements show no running text of their own.
var silent = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Title: true,
	atom.Iframe: true, atom.Object: true, atom.Embed: true, atom.Applet: true, atom.Audio: true, atom.Video: true,
	atom.Canvas: true, atom.Map: true, atom.Textarea: true, atom.Select: true, atom.Option: true, atom.Datalist: true,
	atom.Input: true, atom.Button: true, atom.Svg: true, atom.Math: true, atom.Img: true, atom.Picture: true,
	atom.Meter: true, atom.Progress: true, atom.Noembed: true, atom.Noframes: true, atom.Rp: true,
	atom.Rt: true, atom.Rtc: true, // readings above the words
}

// inline elements do not end a line. Every element that is neither here nor silent starts a block of its own, unless
// it is unknown to HTML: custom elements are displayed inline (HTML Standard, 15.3 rendering of unknown elements).
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Basefont: true, atom.Bdi: true, atom.Bdo: true,
	atom.Big: true, atom.Cite: true, atom.Code: true, atom.Data: true, atom.Del: true, atom.Dfn: true, atom.Em: true,
	atom.Font: true, atom.I: true, atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Nobr: true,
	atom.Output: true, atom.Q: true, atom.Ruby: true, atom.S: true, atom.Samp: true, atom.Slot: true,
	atom.Small: true, atom.Span: true, atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true,
	atom.Time: true, atom.Tt: true, atom.U: true, atom.Var: true, atom.Wbr: true, atom.Rb: true,
}

func isBlock(n *html.Node) bool {
	return n.Type == html.ElementNode && n.DataAtom != 0 && !inline[n.DataAtom] && !silent[n.DataAtom]
}

// blocksOf lists the blocks under root in document order, leaving out what skip refuses.
func blocksOf(root *html.Node, skip func(*html.Node) bool) []block {
	w := blockWriter{skip: skip, node: root}
	w.walk(root)
	w.flush()
	return w.blocks
}

type blockWriter struct {
	skip   func(*html.Node) bool
	blocks []block
	text   strings.Builder
	node   *html.Node
	space  bool // collapsed white space is due before the next word
	breaks int  // <br> elements since the last word
	linked int
	inLink int
	inPre  int
	wasPre bool
}

func (w *blockWriter) flush() {
	if w.text.Len() > 0 {
		text := strings.TrimSpace(w.text.String())
		if words := countWords(text); words > 0 {
			w.blocks = append(w.blocks, block{text: text, node: w.node, words: words, linked: w.linked, preformed: w.wasPre})
		}
	}
	w.text.Reset()
	w.space, w.breaks, w.linked, w.wasPre = false, 0, 0, false
}

// walk is recursive: the parser refuses pages that are nested deeper than 512 elements.
func (w *blockWriter) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
		return
	case html.ElementNode:
		if silent[n.DataAtom] || n.Namespace != "" || (w.skip != nil && w.skip(n)) {
			return
		}
	case html.DocumentNode:
	default:
		return
	}
	if n.DataAtom == atom.Br {
		w.breaks++
		if w.breaks == 2 { // an empty line: a new paragraph
			node := w.node
			w.flush()
			w.node = node
		}
		return
	}
	switch n.DataAtom {
	case atom.A:
		w.inLink++
		defer func() { w.inLink-- }()
	case atom.Pre:
		w.inPre++
		defer func() { w.inPre-- }()
	}
	if isBlock(n) {
		w.flush()
		outer := w.node
		w.node = n
		defer func() {
			w.flush()
			w.node = outer
		}()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

func (w *blockWriter) write(s string) {
	before := w.text.Len()
	for i, r := range s {
		switch {
		case w.inPre > 0 && (r == '\n' || r == ' ' || r == '\t'):
			w.text.WriteRune(r)
			w.wasPre = true
			continue
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f':
			w.space = true
			continue
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"): // a byte that is not UTF-8
			r = utf8.RuneError
		case invisible(r):
			continue
		}
		if w.text.Len() > 0 {
			if w.breaks > 0 {
				w.text.WriteByte('\n')
			} else if w.space {
				w.text.WriteByte(' ')
			}
		}
		w.space, w.breaks = false, 0
		w.text.WriteRune(r)
	}
	if w.inLink > 0 {
		w.linked += w.text.Len() - before
	}
}

// invisible runes take no room on a page, and browsers ignore them when they look for a text fragment: controls,
// the soft hyphen, the zero width space, the word joiner and the byte order mark.
func invisible(r rune) bool {
	return unicode.IsControl(r) || r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF'
}

// countWords is how many words stand between the white space of s.
func countWords(s string) int {
	n := 0
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}

// Words are the lower-cased runs of letters and digits of s.
func Words(s string) []string { return slices.Collect(eachWord(s)) }

// eachWord is Words, one at a time.
func eachWord(s string) iter.Seq[string] {
	return strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
