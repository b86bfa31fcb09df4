// Package page writes the blocks of a reply as a message of Telegram.
package page

import (
	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/telegram/botapi"
	"quoth/bot/telegram/markup"
	"quoth/knowledge"
)

const (
	// MaxText and MaxCaption are what a message and a caption may hold, in
	// UTF-16 units after the tags are taken out (Bot API, sendMessage, sendPhoto).
	MaxText    = 4096
	MaxCaption = 1024
	// maxEntities is how many tags a message may have; Telegram shows the rest
	// as plain text (core.telegram.org/api/entities).
	maxEntities = 100
	// longQuote is from how many units on a quote is folded: about eight lines
	// on a phone.
	longQuote = 400
)

// Size is how long a page is; of a timeline, a few screens of a phone.
var Size = layout.Budget{Page: MaxText, Timeline: 1200}

// Page is a message in the making.
type Page struct {
	markup.Page
	titles layout.Titles // of articles, in whose days are written
	brief  bool          // of what is folded it has a line each
}

// newPage is an empty page.
func newPage(c bot.Calendar) *Page {
	return &Page{Page: markup.Page{Typed: "/" + bot.Forgetting().Command}, titles: Titles(c)}
}

// Render writes blocks as one message.
func Render(blocks []bot.Block, c bot.Calendar) *Page {
	p := newPage(c)
	p.blocks(blocks)
	return p
}

// Caption writes blocks as the caption of a picture, which tells the same.
func Caption(blocks []bot.Block, c bot.Calendar) *Page {
	p := newPage(c)
	p.brief = true
	p.blocks(blocks)
	return p
}

// Plain writes blocks without tags.
func Plain(blocks []bot.Block, c bot.Calendar) string {
	p := newPage(c)
	p.Plain = true
	p.blocks(blocks)
	return p.String() + "\n"
}

// Within reports whether a page fits into so many units.
func (p *Page) Within(units int) bool { return p.Units <= units && p.Entities <= maxEntities }

// Write sets the parameters of a text, or of a rich message. A preview is small, and of the
// first link: Telegram makes none small whose address is not given. A rich message has none.
func (p *Page) Write(to botapi.Params, previews bool) {
	if p.Rich {
		to["rich_message"] = botapi.Object(botapi.RichMessage{HTML: p.String(), Still: true})
		return
	}
	to["text"] = p.String()
	to["parse_mode"] = "HTML"
	to["link_preview_options"] = botapi.Object(p.preview(previews))
}

func (p *Page) preview(shown bool) botapi.Preview {
	if !shown || p.Linked == "" {
		return botapi.Preview{Off: !shown}
	}
	return botapi.Preview{URL: p.Linked, Small: true}
}

// Inline is a page as a message that is not the bot's.
func (p *Page) Inline() botapi.InlineContent {
	return botapi.InlineContent{Text: p.String(), Mode: "HTML", Preview: p.preview(false)}
}

func (p *Page) blocks(blocks []bot.Block) {
	for i, b := range blocks {
		if i > 0 {
			p.Text(layout.Between(blocks[i-1], b))
		}
		if layout.Listed(blocks, i) {
			p.Text("• ")
		}
		p.block(b)
	}
}

func (p *Page) block(b bot.Block) {
	switch b := b.(type) {
	case bot.Heading:
		p.Own(b.Text, "b")
	case bot.Text:
		p.Own(b.Text, "")
	case bot.Notice:
		p.Own(b.Text, "i")
	case bot.Quote:
		p.quote(b)
	case bot.Headline:
		p.headline(b)
	case bot.Source:
		p.source(b)
	case bot.Entry:
		p.entry(b)
	case bot.Folded:
		p.folded(b)
	}
}

// quote writes the exact words in a block of their own, and what they lean on beside it.
func (p *Page) quote(q bot.Quote) {
	fold := ""
	if layout.Width(q.Text) > longQuote {
		fold = " expandable"
	}
	for i, piece := range q.Pieces() {
		if i > 0 {
			p.Text("\n")
		}
		if piece.Context {
			p.context(piece)
			continue
		}
		p.Tag("blockquote", fold, func() { p.piece(piece) })
	}
	p.remarks(q)
}

// context writes words that a quote leans on.
func (p *Page) context(piece bot.Piece) {
	p.Tag("i", "", func() { p.Text("“"); p.piece(piece); p.Text("”") })
}

// piece writes words of an article, those that answer in bold.
func (p *Page) piece(piece bot.Piece) {
	if piece.Bold.Empty() {
		p.Foreign(piece.Text, "", 0, 0)
		return
	}
	p.Foreign(piece.Text, "b", piece.Bold.Start, piece.Bold.End)
}

// remarks writes what is to be said of a quote.
func (p *Page) remarks(q bot.Quote) {
	for _, r := range p.titles.Remarks(q) {
		p.Text("\n")
		p.remark(r)
	}
}

func (p *Page) remark(r layout.Remark) {
	if r.Also {
		p.Foreign(r.Text, "", 0, 0)
		return
	}
	p.Tag("i", "", func() { p.Foreign(r.Text, "", 0, 0) })
}

// headline writes a title: alone above its quotes, or else with its outlet and date, as
// an item of a list.
func (p *Page) headline(h bot.Headline) {
	name, by := p.titles.Item(h)
	if h.Head {
		p.Foreign(name, "b", 0, len(name))
		return
	}
	p.Link(name, h.Link)
	if by != "" {
		p.Text(" · ")
		p.Foreign(by, "", 0, 0)
	}
	if h.Note != "" {
		p.Text(" · ")
		p.Own(h.Note, "i")
	}
}

// source writes where quotes were printed: the line is the link. When they were stands behind
// it where the time is known, for Telegram to show it in the reader's zone: a link can't hold
// what it shows so. Last comes the link to the article as it was printed, where there are pages.
func (p *Page) source(s bot.Source) {
	if at, fresh, timed := p.titles.Moment(s.Article); timed {
		p.Link(p.titles.Undated(s), s.Link)
		p.Text(" · ")
		p.Time(p.titles.Published(s.Article), at, fresh)
	} else {
		p.Link(p.titles.Source(s), s.Link)
	}
	if s.Page != "" {
		p.Text(" · ")
		p.Link(p.titles.Printer.Say("web.as_printed"), s.Page)
	}
}

// entry writes a date of a timeline, each of its quotes with its outlet.
func (p *Page) entry(e bot.Entry) {
	p.Own(e.Date, "b")
	if e.Note != "" {
		p.Text(" ")
		p.Own("("+e.Note+")", "i")
	}
	for _, q := range e.Quotes {
		p.Text("\n")
		p.marked(q)
		p.Text(" – ")
		p.outlet(q)
	}
}

// marked writes the exact words within quotation marks, for where there can be no block
// of their own.
func (p *Page) marked(q bot.Quote) {
	for i, piece := range q.Pieces() {
		if i > 0 {
			p.Text(" ")
		}
		p.Text("“")
		p.piece(piece)
		p.Text("”")
	}
	p.remarks(q)
}

// line writes a date of a timeline with the outlets alone.
func (p *Page) line(e bot.Entry) {
	p.Own(e.Date, "b")
	for _, q := range e.Quotes {
		p.Text(" · ")
		p.outlet(q)
	}
}

// outlet names the source of a quote in a few words, which are the link.
func (p *Page) outlet(q bot.Quote) {
	p.Link(p.titles.Outlet(q), q.Link)
}

// folded writes what stands second below its label, in a block that shows its beginning
// until it is tapped. Such a block can hold no other.
func (p *Page) folded(f bot.Folded) {
	p.Tag("blockquote", " expandable", func() {
		p.Own(f.Label, "b")
		for i, b := range f.Blocks {
			if e, dated := b.(bot.Entry); dated && p.brief {
				if i > 0 {
					p.Text("\n")
				}
				p.line(e)
				continue
			}
			if i == 0 && f.Label != "" {
				p.Text("\n\n") // so that little of it is seen before it is unfolded
			} else if i > 0 {
				p.Text(layout.Between(f.Blocks[i-1], b))
			}
			if layout.Listed(f.Blocks, i) {
				p.Text("• ")
			}
			if q, quoted := b.(bot.Quote); quoted {
				p.marked(q)
			} else {
				p.block(b)
			}
		}
	})
}

// Titles names articles in the days of a calendar.
func Titles(c bot.Calendar) layout.Titles {
	return layout.Titles{Calendar: c, Untitled: func(knowledge.Article) string { return c.Printer.Say("telegram.untitled") }}
}
