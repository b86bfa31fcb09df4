package telegram

import (
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// What a rich message may hold (Bot API, "Rich message limits").
const (
	mostRich   = 32768 // characters
	mostBlocks = 500   // nested ones, too
	mostNested = 16    // levels of blocks and formatting
)

// Rich is a rich message as the Bot API shows it, and besides as words with entities.
type Rich struct {
	Blocks []map[string]any `json:"blocks"`

	Words string   `json:"-"`
	Marks []Entity `json:"-"`
}

// The tags of "Rich HTML style" that the server knows: blocks, and formatting with the
// type of its RichText.
var (
	richBlocks = map[string]bool{"p": true, "blockquote": true, "details": true, "summary": true}
	richTexts  = map[string]string{
		"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strikethrough", "code": "code", "a": "url",
		"tg-time": "date_time",
	}
)

// richNode is a tag with what stands in it, or words.
type richNode struct {
	tag, href, words string
	unix, format     string // of a time
	open             bool
	in               []*richNode
}

func (n *richNode) block() bool { return richBlocks[n.tag] }

// sendRichMessage sends a rich message. It has no preview.
func (c *call) sendRichMessage() (any, error) { return c.send(c.rich) }

// rich reads the rich message of a request.
func (c *call) rich(m *Message) error {
	var in struct {
		HTML     string `json:"html"`
		Markdown string `json:"markdown"`
		Still    bool   `json:"skip_entity_detection"`
	}
	switch err := c.decode("rich_message", &in); {
	case err != nil:
		return err
	case (in.HTML == "") == (in.Markdown == ""):
		return bad("RICH_MESSAGE_CONTENT_REQUIRED")
	case in.HTML == "":
		return bad("can't parse rich message: the test server reads HTML alone")
	}
	rich, err := parseRich(in.HTML)
	if err != nil {
		return err
	}
	if !in.Still {
		rich.Marks = withMeaning(rich.Words, rich.Marks)
	}
	m.Text, m.Entities, m.Preview, m.Previewed, m.Rich = "", nil, false, "", rich
	return nil
}

// parseRich reads a message in "Rich HTML style".
func parseRich(in string) (*Rich, error) {
	root, err := richTree(in)
	if err != nil {
		return nil, err
	}
	w := &richWriter{}
	w.Blocks = w.blocks(root.in)
	w.Rich.Words = w.words.String()
	switch {
	case strings.TrimSpace(w.Rich.Words) == "":
		return nil, bad("RICH_MESSAGE_CONTENT_REQUIRED")
	case utf8.RuneCountInString(w.Rich.Words) > mostRich, w.made > mostBlocks:
		return nil, bad("message is too long")
	}
	return &w.Rich, nil
}

// richTree reads the tags.
func richTree(in string) (*richNode, error) {
	root := &richNode{}
	open := []*richNode{root}
	for tokens := html.NewTokenizer(strings.NewReader(in)); ; {
		kind := tokens.Next()
		token, top := tokens.Token(), open[len(open)-1]
		switch kind {
		case html.ErrorToken:
			if tokens.Err() != io.EOF || top != root {
				return nil, bad("can't parse rich message: Can't find end tag corresponding to start tag \"%s\"", top.tag)
			}
			return root, nil
		case html.TextToken:
			top.in = append(top.in, &richNode{words: token.Data})
		case html.EndTagToken:
			if top.tag != token.Data {
				return nil, bad("can't parse rich message: Unmatched end tag \"%s\"", token.Data)
			}
			open = open[:len(open)-1]
		case html.StartTagToken, html.SelfClosingTagToken:
			n := &richNode{tag: token.Data}
			for _, a := range token.Attr {
				switch a.Key {
				case "href":
					n.href = a.Val
				case "unix":
					n.unix = a.Val
				case "format":
					n.format = a.Val
				case "open":
					n.open = true
				}
			}
			top.in = append(top.in, n)
			switch {
			case n.tag == "br":
			case kind == html.SelfClosingTagToken, !n.block() && richTexts[n.tag] == "":
				return nil, bad("can't parse rich message: Unsupported start tag \"%s\"", n.tag)
			case n.block() && top != root && !top.block(), n.block() && (top.tag == "p" || top.tag == "summary"), n.tag == "summary" && top.tag != "details":
				return nil, bad("can't parse rich message: \"%s\" can't be in \"%s\"", n.tag, top.tag)
			case n.tag == "tg-time" && new(Entity).time(n.unix+" "+n.format) != nil:
				return nil, bad("can't parse rich message: no time is %s in the format \"%s\"", n.unix, n.format)
			case len(open) > mostNested:
				return nil, bad("can't parse rich message: too many levels")
			default:
				open = append(open, n)
			}
		}
	}
}

// richWriter makes the blocks of a tree, and notes their words.
type richWriter struct {
	Rich
	words strings.Builder
	size  int // of words in UTF-16 units
	made  int // blocks
}

// blocks makes blocks of nodes. What is in no block is a paragraph.
func (w *richWriter) blocks(nodes []*richNode) (all []map[string]any) {
	for i := 0; i < len(nodes); {
		n := nodes[i]
		if n.block() {
			all = append(all, w.block(n))
			i++
			continue
		}
		from := i
		for i < len(nodes) && !nodes[i].block() {
			i++
		}
		if loose := nodes[from:i]; len(loose) > 1 || n.tag != "" || strings.TrimSpace(n.words) != "" {
			all = append(all, w.block(&richNode{tag: "p", in: loose}))
		}
	}
	return all
}

func (w *richWriter) block(n *richNode) map[string]any {
	w.made++
	begin := func() int {
		if w.size > 0 && !strings.HasSuffix(w.words.String(), "\n") {
			w.put("\n")
		}
		return w.size
	}
	at := begin()
	switch n.tag {
	case "blockquote":
		b := map[string]any{"type": "blockquote", "blocks": w.blocks(n.in)}
		w.mark(Entity{Type: "blockquote"}, at)
		return b
	case "details":
		b := map[string]any{"type": "details", "summary": ""}
		if n.open {
			b["is_open"] = true
		}
		in := n.in
		if len(in) > 0 && in[0].tag == "summary" {
			b["summary"] = w.text(in[0].in)
			in = in[1:]
			at = begin()
		}
		b["blocks"] = w.blocks(in)
		w.mark(Entity{Type: "details"}, at)
		return b
	}
	return map[string]any{"type": "paragraph", "text": w.text(n.in)}
}

// text makes a RichText. A run of white space is one space, as everywhere in HTML.
func (w *richWriter) text(nodes []*richNode) any {
	parts := []any{}
	for _, n := range nodes {
		switch at := w.size; {
		case n.tag == "br":
			w.put("\n")
			parts = append(parts, "\n")
		case n.tag == "":
			words := collapse(n.words)
			if written := w.words.String(); written == "" || strings.HasSuffix(written, "\n") || strings.HasSuffix(written, " ") {
				words = strings.TrimPrefix(words, " ")
			}
			w.put(words)
			parts = append(parts, words)
		default:
			kind := richTexts[n.tag]
			part := map[string]any{"type": kind, "text": w.text(n.in)}
			made := Entity{Type: kind, URL: n.href}
			switch n.tag {
			case "a":
				part["url"], made.Type = n.href, "text_link"
			case "tg-time":
				_ = made.time(n.unix + " " + n.format) // it was read before
				part["unix_time"], part["date_time_format"] = made.UnixTime, made.Format
			}
			parts = append(parts, part)
			w.mark(made, at)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return parts
}

// collapse makes a space of every run of white space.
func collapse(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch {
		case !space(s[i]):
			b.WriteByte(s[i])
		case i == 0 || !space(s[i-1]):
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func (w *richWriter) put(s string) {
	w.words.WriteString(s)
	w.size += length16(s)
}

// mark notes what stands in the words from a place on.
func (w *richWriter) mark(e Entity, from int) {
	if w.size > from {
		e.Offset, e.Length = from, w.size-from
		w.Marks = append(w.Marks, e)
	}
}
