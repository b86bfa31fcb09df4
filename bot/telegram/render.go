package telegram

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode/utf16"

	"quoth/bot"
	"quoth/knowledge"
)

const (
	// maxText and maxCaption are what a message and a caption may hold, in
	// UTF-16 units after the tags are taken out (Bot API, sendMessage, sendPhoto).
	maxText    = 4096
	maxCaption = 1024
	// maxEntities is how many tags a message may have; Telegram shows the rest
	// as plain text (core.telegram.org/api/entities).
	maxEntities = 100
	// longQuote is from how many units on a quote is folded: about eight lines
	// on a phone.
	longQuote = 400
)

// page is a message in the making: HTML for Telegram, or plain text for a file.
type page struct {
	b        strings.Builder
	plain    bool
	units    int // UTF-16 units of what will be read
	entities int
}

// render writes blocks as one message.
func render(blocks []bot.Block) *page {
	p := &page{}
	p.blocks(blocks)
	return p
}

// renderPlain writes blocks without tags.
func renderPlain(blocks []bot.Block) string {
	p := &page{plain: true}
	p.blocks(blocks)
	return p.b.String() + "\n"
}

// fits reports whether blocks make one message.
func fits(blocks []bot.Block) bool { return render(blocks).within(maxText) }

func (p *page) within(units int) bool { return p.units <= units && p.entities <= maxEntities }

// text writes words.
func (p *page) text(s string) {
	p.units += units(s)
	if p.plain {
		p.b.WriteString(s)
		return
	}
	p.b.WriteString(html.EscapeString(s))
}

// tag writes what f writes within a tag.
func (p *page) tag(name, attributes string, f func()) {
	if p.plain {
		f()
		return
	}
	p.entities++
	p.b.WriteString("<" + name + attributes + ">")
	f()
	p.b.WriteString("</" + name + ">")
}

// link writes words that are not the bot's own, and open an address; the words
// alone when there is none. Telegram makes nothing else of words in a link.
func (p *page) link(s, address string) {
	switch {
	case address == "":
		p.foreign(s, "", 0, 0)
	case p.plain:
		p.text(s + " <" + address + ">")
	default:
		p.tag("a", ` href="`+html.EscapeString(address)+`"`, func() { p.text(s) })
	}
}

// units counts UTF-16 units, which is how Telegram counts characters.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

func (p *page) blocks(blocks []bot.Block) {
	told := map[int]bool{} // sources that a headline on this page shows
	for _, b := range blocks {
		if h, ok := b.(bot.Headline); ok {
			told[h.Number] = true
		}
	}
	for _, b := range blocks {
		if c, ok := b.(bot.Citations); ok {
			c.Items = slices.DeleteFunc(slices.Clone(c.Items), func(i bot.Citation) bool {
				return told[i.Number] || i.Article.Title == "" && i.Link == "" // nothing that does not stand below the quote
			})
			if b = c; len(c.Items) == 0 {
				continue
			}
		}
		if p.b.Len() > 0 {
			p.text("\n\n")
		}
		p.block(b, told)
	}
}

func (p *page) block(b bot.Block, told map[int]bool) {
	switch b := b.(type) {
	case bot.Heading:
		p.own(b.Text, "b")
	case bot.Text:
		p.own(b.Text, "")
	case bot.Notice:
		p.own(b.Text, "i")
	case bot.Quote:
		p.quote(b, told)
	case bot.Headline:
		p.headline(b)
	case bot.Entry:
		p.own(b.Date, "b")
		if b.Note != "" {
			p.text(" ")
			p.own("("+b.Note+")", "i")
		}
		for _, q := range b.Quotes {
			p.text("\n")
			p.quote(q, told)
		}
	case bot.Citations:
		p.citations(b)
	}
}

// quote writes the exact words in a block of their own, and below it where they
// are from.
func (p *page) quote(q bot.Quote, told map[int]bool) {
	fold := ""
	if units(q.Text) > longQuote {
		fold = " expandable"
	}
	for i, piece := range q.Pieces() {
		if i > 0 {
			p.text("\n")
		}
		words := func() {
			if piece.Bold.Empty() {
				p.foreign(piece.Text, "", 0, 0)
				return
			}
			p.foreign(piece.Text, "b", piece.Bold.Start, piece.Bold.End)
		}
		if piece.Context {
			p.tag("i", "", func() { p.text("“"); words(); p.text("”") })
			continue
		}
		p.tag("blockquote", fold, words)
	}
	if day := q.Day(); day != "" {
		p.text("\n")
		p.tag("i", "", func() { p.foreign(q.Answering(), "", 0, 0); p.text(" = " + day) })
	}
	if q.Number > 0 && !told[q.Number] {
		p.text("\n")
		p.link(fmt.Sprintf("[%d]", q.Number), q.Link)
		p.text(" ")
		p.foreign(bot.Byline(q.Article), "", 0, 0)
	}
	if len(q.Also) > 0 {
		names := make([]string, len(q.Also))
		for i, a := range q.Also {
			names[i] = bot.Byline(a)
		}
		p.text("\n")
		p.foreign(fmt.Sprintf(textAlso, strings.Join(names, "; ")), "", 0, 0)
	}
	if q.Edited {
		p.text("\n")
		p.own(textEdited, "i")
	}
}

func (p *page) headline(h bot.Headline) {
	if h.Number > 0 {
		p.text(fmt.Sprintf("[%d] ", h.Number))
	}
	p.link(title(h.Article), h.Link)
	if by := bot.Byline(h.Article); by != "" && h.Article.Title != "" {
		p.text("\n")
		p.foreign(by, "", 0, 0)
	}
}

// citations writes the numbered sources. Outlet and date stand below the quotes
// already.
func (p *page) citations(c bot.Citations) {
	for i, item := range c.Items {
		if i > 0 {
			p.text("\n")
		}
		p.text(fmt.Sprintf("[%d] ", item.Number))
		p.link(title(item.Article), item.Link)
	}
}

// title is what an article is called: its title, or else its outlet and date.
func title(a knowledge.Article) string {
	if a.Title != "" {
		return a.Title
	}
	if by := bot.Byline(a); by != "" {
		return by
	}
	return textUntitled
}

// clip shortens words of the bot's own to so many units; never news.
func clip(s string, n int) string {
	if units(s) <= n {
		return s
	}
	var b strings.Builder
	left := n - 1
	for _, r := range s {
		if left -= max(1, utf16.RuneLen(r)); left < 0 {
			break
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String()) + "…"
}
