package page

import (
	"quoth/bot"
	"quoth/bot/chat/layout"
)

// What a rich message may hold (Bot API, "Rich message limits"). maxTags keeps below 500
// blocks: a tag makes two at most, as a quotation and the paragraph in it.
const (
	maxRich = 32768 // characters, of which there are no more than UTF-16 units
	maxTags = 250
)

// Rich writes blocks as one rich message, which holds eight times as much as a text; ok is
// false when it does not hold them, or would not show their words exactly.
//
// It is for what no text holds, and nothing else: Telegram takes a rich message for whoever
// reads it, and those of its apps that know none (on the web, on watches, of others) show in
// its place that the message is not supported, of which a bot never hears. A text is shown
// everywhere, and a folded quotation in it reads as well as details do.
func Rich(blocks []bot.Block, c bot.Calendar) (p *Page, ok bool) {
	p = newPage(c)
	p.Rich = true
	p.elements(blocks)
	return p, p.Units > 0 && p.Units <= maxRich && p.Entities <= maxTags && !p.Collapsed
}

// elements writes each block as an element, which stands apart from the others by itself.
func (p *Page) elements(blocks []bot.Block) {
	for i, b := range blocks {
		switch b := b.(type) {
		case bot.Quote:
			p.quotation(b)
		case bot.Folded:
			p.details(b)
		default:
			p.paragraph(func() {
				if layout.Listed(blocks, i) {
					p.Text("• ")
				}
				p.block(b)
			})
		}
	}
}

func (p *Page) paragraph(f func()) { p.Tag("p", "", f) }

// quotation writes the exact words in an element of their own, also where they are folded.
func (p *Page) quotation(q bot.Quote) {
	for _, piece := range q.Pieces() {
		if piece.Context {
			p.paragraph(func() { p.context(piece) })
			continue
		}
		p.Tag("blockquote", "", func() { p.piece(piece) })
	}
	for _, r := range p.titles.Remarks(q) {
		p.paragraph(func() { p.remark(r) })
	}
}

// details writes what stands second behind its label, which alone is shown until it is tapped.
func (p *Page) details(f bot.Folded) {
	p.Details(func() { p.Own(f.Label, "b") }, func() { p.elements(f.Blocks) })
}
