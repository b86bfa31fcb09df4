package discord

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
)

const (
	maxTitle     = 256
	maxEmbeds    = 10
	maxAllEmbeds = 6000
	maxAlt       = 1024
	maxHeadline  = 300 // characters of a title; no outlet prints a longer one
	// pageSize leaves room in a description, which holds 4,096, for what cut adds.
	pageSize = 3900

	colourAnswer = 0x2f6f9f
	colourNotice = 0xb07d2b
)

// page is what one message shows of a reply.
type page struct {
	title string
	text  string
}

// rendered is a reply as pages and the files that go with all of them.
type rendered struct {
	pages   []page
	colour  int
	picture *bot.Picture
	files   []bot.File
}

// render cuts a reply into pages within Discord's limits. There is at least one page.
func render(r bot.Reply) rendered {
	out := rendered{colour: colourNotice}
	var blocks []bot.Block
	title := ""
	for i, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Picture:
			out.picture = &b
			continue
		case bot.File:
			out.files = append(out.files, b)
			continue
		case bot.Heading:
			if t := line(b.Text); i == 0 && width(t) <= maxTitle {
				title = t
				continue
			}
		case bot.Quote, bot.Headline, bot.Entry:
			out.colour = colourAnswer
		}
		blocks = append(blocks, b)
	}
	fits := func(run []bot.Block) bool { return width(markdown(run)) <= pageSize }
	for _, run := range bot.Pages(blocks, fits) {
		for _, text := range cut(markdown(run), pageSize) {
			out.pages = append(out.pages, page{title, text})
		}
	}
	if len(out.pages) == 0 {
		out.pages = []page{{title, ""}}
		if title == "" {
			out.pages[0].text = plain(textNotShown)
		}
	}
	return out
}

// detached is a reply that says what is not attached to it; had is false when nothing
// would be.
func detached(r bot.Reply) (out bot.Reply, had bool) {
	out = r
	out.Blocks = slices.Clone(r.Blocks)
	for i, b := range out.Blocks {
		switch b.(type) {
		case bot.Picture:
			out.Blocks[i], had = bot.Notice{Text: textNoPicture}, true
		case bot.File:
			out.Blocks[i], had = bot.Notice{Text: textNoFile}, true
		}
	}
	return out, had
}

// message is the page with that number, from 0, without buttons. The files are
// uploaded with it unless they are there already.
func (r rendered) message(n int, upload bool) message {
	n = max(0, min(n, len(r.pages)-1))
	e := &discordgo.MessageEmbed{Title: r.pages[n].title, Description: r.pages[n].text, Color: r.colour}
	if len(r.pages) > 1 {
		e.Footer = &discordgo.MessageEmbedFooter{Text: fmt.Sprintf(textPage, n+1, len(r.pages))}
	}
	m := compose(e)
	if p := r.picture; p != nil && (len(p.PNG) > 0 || !upload) {
		e.Image = &discordgo.MessageEmbedImage{URL: "attachment://" + p.Name}
	}
	if !upload {
		return m
	}
	if p := r.picture; p != nil && len(p.PNG) > 0 {
		m.attach(p.Name, "image/png", clip(p.Alt, maxAlt), p.PNG)
	}
	for _, f := range r.files {
		m.attach(f.Name, f.Type, "", f.Data)
	}
	return m
}

// whole is all pages as one message; ok is false when they do not fit into one.
func (r rendered) whole() (m message, ok bool) {
	m = r.message(0, true)
	total := width(r.pages[0].title) + width(r.pages[0].text)
	m.Embeds[0].Footer = nil
	for _, p := range r.pages[1:] {
		m.Embeds = append(m.Embeds, &discordgo.MessageEmbed{Description: p.text, Color: r.colour})
		total += width(p.text)
	}
	return m, len(m.Embeds) <= maxEmbeds && total <= maxAllEmbeds
}

// markdown writes blocks as Discord shows them.
func markdown(blocks []bot.Block) string {
	parts := make([]string, 0, len(blocks))
	for _, b := range blocks {
		parts = append(parts, block(b))
	}
	return strings.Join(parts, "\n\n")
}

func block(b bot.Block) string {
	switch b := b.(type) {
	case bot.Heading:
		return bold(line(b.Text))
	case bot.Text:
		return plain(b.Text)
	case bot.Notice:
		return plain(b.Text)
	case bot.Quote:
		return quote(b)
	case bot.Headline:
		return headline(b)
	case bot.Entry:
		lines := []string{bold(line(b.Date))}
		if b.Note != "" {
			lines[0] += " (" + line(b.Note) + ")"
		}
		for _, q := range b.Quotes {
			lines = append(lines, quote(q))
		}
		return strings.Join(lines, "\n")
	case bot.Citations:
		var lines []string
		for _, c := range b.Items {
			lines = append(lines, citation(c))
		}
		return strings.Join(lines, "\n")
	}
	return ""
}

func number(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf(`\[%d\]`, n)
}

func quote(q bot.Quote) string {
	var parts []string
	for _, p := range q.Pieces() {
		before, answer, after := p.Text[:p.Bold.Start], p.Text[p.Bold.Start:p.Bold.End], p.Text[p.Bold.End:]
		if p.Context {
			parts = append(parts, small("“"+plain(before)+bold(plain(answer))+plain(after)+"”"))
			continue
		}
		part := "“" + plain(before) + bold(plain(answer)) + plain(after) + "”"
		if n := number(q.Number); n != "" {
			part += " " + n
		}
		parts = append(parts, quoted(part))
	}
	if day := q.Day(); day != "" {
		parts = append(parts, small(line(q.Answering())+" = "+day))
	}
	text := strings.Join(parts, "\n")
	if len(q.Also) > 0 {
		var also []string
		for _, a := range q.Also {
			also = append(also, line(bot.Byline(a)))
		}
		text += "\n" + fmt.Sprintf(textAlsoIn, strings.Join(also, "; "))
	}
	if q.Edited {
		text += "\n" + plain(textEdited)
	}
	return text
}

func headline(h bot.Headline) string {
	title := line(clip(h.Article.Title, maxHeadline))
	if title == "" {
		title = line(bot.Byline(h.Article))
	}
	text := bold(linked(title, h.Link))
	if n := number(h.Number); n != "" {
		text += " " + n
	}
	if by := line(bot.Byline(h.Article)); by != "" && h.Article.Title != "" {
		text += "\n" + by
	}
	return text
}

func citation(c bot.Citation) string {
	by, title := line(clip(bot.Byline(c.Article), maxHeadline)), line(clip(c.Article.Title, maxHeadline))
	if by == "" {
		by, title = title, ""
	}
	if by == "" {
		by = fmt.Sprintf("article %d", c.Article.ID)
	}
	text := strings.TrimSpace(number(c.Number) + " " + linked(by, c.Link))
	if title != "" {
		text += " · " + title
	}
	return text
}

// sources lists every numbered source of a reply.
func sources(r bot.Reply) bot.Reply {
	out := bot.Reply{Blocks: []bot.Block{bot.Heading{Text: textSourcesOf}}, Private: true}
	for _, run := range bot.Pages(r.Blocks, func([]bot.Block) bool { return true }) {
		for _, b := range run {
			switch b := b.(type) {
			case bot.Citations:
				// One block a source, so that a page is cut between them.
				for _, c := range b.Items {
					out.Blocks = append(out.Blocks, bot.Citations{Items: []bot.Citation{c}})
				}
			case bot.Headline:
				out.Blocks = append(out.Blocks, bot.Citations{Items: []bot.Citation{{Number: b.Number, Article: b.Article, Link: b.Link}}})
			}
		}
	}
	if len(out.Blocks) == 1 {
		out.Blocks = []bot.Block{bot.Notice{Text: textNoSources}}
	}
	return out
}

// firstLink is the address of the first article of a reply, for its preview.
func firstLink(r bot.Reply) string {
	for _, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Headline:
			return b.Link
		case bot.Quote:
			return b.Link
		}
	}
	return ""
}

// clip shortens a label to n characters, so that it is seen; never a quote.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
