package discord

import (
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/discord/markdown"
	"quoth/bot/text"
	"quoth/knowledge"
)

const (
	maxTitle     = 256
	maxEmbeds    = 10
	maxAllEmbeds = 6000
	maxAlt       = 1024
	maxHeadline  = 300 // characters of a title; no outlet prints a longer one
	maxQuestion  = 120 // characters of a question that are shown above its answer
	colourAnswer = 0x2f6f9f
	colourNotice = 0xb07d2b
)

// size leaves room in a description, which holds 4,096, for what cut adds. A timeline has a
// few screens of a phone, with the addresses.
var size = layout.Budget{Page: 3900, Timeline: 2400}

// page is what one message shows of a reply.
type page struct {
	title string
	text  string
}

// rendered is a reply as pages and the files that go with all of them.
type rendered struct {
	printer text.Printer // of the reply
	pages   []page
	colour  int
	picture *bot.Picture
	files   []bot.File
}

// render cuts a reply, as it is read now, into pages within Discord's limits. There is at
// least one page.
func render(r bot.Reply, now time.Time) rendered {
	out := rendered{colour: colourNotice, printer: text.For(r.Language)}
	w := newWriter(r.Calendar(now))
	parts := layout.Split(r.Blocks)
	out.picture, out.files = parts.Picture, parts.Files
	if worthSharing(r) {
		out.colour = colourAnswer
	}
	blocks := parts.Words
	title := markdown.Line(layout.Clip(r.Question, maxQuestion))
	if len(blocks) > 0 && title == "" {
		if h, is := blocks[0].(bot.Heading); is && layout.Width(markdown.Line(h.Text)) <= maxTitle {
			title, blocks = markdown.Line(h.Text), blocks[1:]
		}
	}
	fits := func(run []bot.Block) bool { return layout.Width(w.markdown(run)) <= size.Of(run) }
	for _, run := range bot.Pages(blocks, fits) {
		for _, text := range markdown.Cut(w.markdown(run), size.Page) {
			out.pages = append(out.pages, page{title, text})
		}
	}
	if len(out.pages) == 0 {
		out.pages = []page{{title, ""}}
		if title == "" {
			out.pages[0].text = markdown.Escape(out.printer.Say("discord.not_shown"))
		}
	}
	return out
}

// detached is a reply that says what is not attached to it, and the text in its place;
// had is false when nothing would be.
func detached(r bot.Reply) (out bot.Reply, had bool) {
	out = r
	p := text.For(r.Language)
	out.Blocks = bot.Unfold(r.Blocks)
	for i, b := range out.Blocks {
		switch b.(type) {
		case bot.Picture:
			out.Blocks[i], had = bot.Notice{Text: p.Say("discord.no_picture")}, true
		case bot.File:
			out.Blocks[i], had = bot.Notice{Text: p.Say("discord.no_file")}, true
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
		e.Footer = &discordgo.MessageEmbedFooter{Text: r.printer.Say("discord.page", "page", n+1, "pages", len(r.pages))}
	}
	m := compose(e)
	if p := r.picture; p != nil && (len(p.PNG) > 0 || !upload) {
		e.Image = &discordgo.MessageEmbedImage{URL: "attachment://" + p.Name}
	}
	if !upload {
		return m
	}
	if p := r.picture; p != nil && len(p.PNG) > 0 {
		m.attach(p.Name, "image/png", layout.Clip(bot.Printable(p.Alt), maxAlt), p.PNG)
	}
	for _, f := range r.files {
		m.attach(f.Name, f.Type, "", f.Data)
	}
	return m
}

// whole is all pages as one message; ok is false when they do not fit into one.
func (r rendered) whole() (m message, ok bool) {
	m = r.message(0, true)
	total := layout.Width(r.pages[0].title) + layout.Width(r.pages[0].text)
	m.Embeds[0].Footer = nil
	for _, p := range r.pages[1:] {
		m.Embeds = append(m.Embeds, &discordgo.MessageEmbed{Description: p.text, Color: r.colour})
		total += layout.Width(p.text)
	}
	return m, len(m.Embeds) <= maxEmbeds && total <= maxAllEmbeds
}

// writer writes blocks as Discord shows them.
type writer struct{ titles layout.Titles }

func newWriter(c bot.Calendar) writer {
	return writer{layout.Titles{Calendar: c, Untitled: func(a knowledge.Article) string {
		return c.Printer.Say("discord.article", "number", strconv.FormatInt(a.ID, 10))
	}}}
}

func (w writer) markdown(blocks []bot.Block) string {
	var text strings.Builder
	for i, b := range blocks {
		if i > 0 {
			text.WriteString(layout.Between(blocks[i-1], b))
		}
		if f, folded := b.(bot.Folded); folded {
			text.WriteString(w.folded(f, blocks[:i]))
			continue
		}
		text.WriteString(w.block(b))
	}
	return strings.TrimRight(text.String(), "\n")
}

func (w writer) block(b bot.Block) string {
	switch b := b.(type) {
	case bot.Heading:
		return markdown.Bold(markdown.Line(b.Text))
	case bot.Text:
		return markdown.Escape(b.Text)
	case bot.Notice:
		return markdown.Escape(b.Text)
	case bot.Quote:
		return w.quote(b)
	case bot.Headline:
		return w.headline(b)
	case bot.Source:
		return w.source(b)
	case bot.Entry:
		return w.entry(b)
	}
	return ""
}

func (w writer) quote(q bot.Quote) string {
	var parts []string
	for _, p := range q.Pieces() {
		text := "“" + markdown.Escape(p.Text[:p.Bold.Start]) + markdown.Bold(markdown.Escape(p.Text[p.Bold.Start:p.Bold.End])) + markdown.Escape(p.Text[p.Bold.End:]) + "”"
		if p.Context {
			parts = append(parts, markdown.Small(text))
		} else {
			parts = append(parts, markdown.Quoted(text))
		}
	}
	for _, r := range w.titles.Remarks(q) {
		parts = append(parts, markdown.Small(markdown.Line(r.Text)))
	}
	return strings.Join(parts, "\n")
}

// headline writes a title: alone above its quotes, or else with its outlet and date, as an
// item of a list.
func (w writer) headline(h bot.Headline) string {
	title, by := w.titles.Item(h)
	title = markdown.Line(layout.Clip(title, maxHeadline))
	if h.Head {
		return markdown.Bold(title)
	}
	text := "• " + markdown.Link(title, h.Link)
	for _, note := range []string{by, h.Note} {
		if note != "" {
			text += " · " + markdown.Line(note)
		}
	}
	return text
}

// source writes where quotes were printed: the line is the link.
func (w writer) source(s bot.Source) string {
	s.Article.Title = layout.Clip(s.Article.Title, maxHeadline)
	return markdown.Small(markdown.Link(markdown.Line(w.titles.Source(s)), s.Link))
}

// entry writes a date of a timeline with its quotes.
func (w writer) entry(e bot.Entry) string {
	head := markdown.Bold(markdown.Line(e.Date))
	if e.Note != "" {
		head += " (" + markdown.Line(e.Note) + ")"
	}
	lines := []string{head}
	for _, q := range e.Quotes {
		lines = append(lines, w.quote(q), markdown.Small(markdown.Link(markdown.Line(w.titles.Outlet(q)), q.Link)))
	}
	return strings.Join(lines, "\n")
}

// folded writes a line for each of the blocks that stand second, unless it would say what
// stands above: a button shows them whole.
func (w writer) folded(f bot.Folded, above []bot.Block) string {
	var lines []string
	said := map[string]bool{}
	say := func(text string) bool {
		again := said[text]
		said[text] = true
		return !again
	}
	for _, b := range above {
		if q, is := b.(bot.Quote); is {
			say(q.Answering())
			say(q.Article.Source)
		}
	}
	for _, b := range f.Blocks {
		switch b := b.(type) {
		case bot.Quote:
			figure, elsewhere := say(b.Answering()), say(b.Article.Source)
			switch {
			case figure && b.Answering() != "":
				lines = append(lines, "• “"+markdown.Bold(markdown.Line(b.Answering()))+"” · "+markdown.Link(markdown.Line(w.titles.Outlet(b)), b.Link))
			case elsewhere:
				lines = append(lines, "• "+markdown.Link(markdown.Line(w.titles.Outlet(b)), b.Link))
			}
		case bot.Headline:
			lines = append(lines, w.headline(b))
		case bot.Entry:
			for _, q := range b.Quotes {
				lines = append(lines, "• "+markdown.Bold(markdown.Line(b.Date))+" · "+markdown.Link(markdown.Line(w.titles.Outlet(q)), q.Link))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// folds reports whether a reply has something folded.
func folds(r bot.Reply) (label string, ok bool) {
	for _, b := range r.Blocks {
		if f, folded := b.(bot.Folded); folded && f.Label != "" {
			return f.Label, true
		}
	}
	return "", false
}

// unfolded is a reply with what is folded shown whole.
func unfolded(r bot.Reply) bot.Reply {
	r.Blocks = bot.Unfold(r.Blocks)
	return r
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
