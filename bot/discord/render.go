package discord

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/text"
)

const (
	maxTitle     = 256
	maxEmbeds    = 10
	maxAllEmbeds = 6000
	maxAlt       = 1024
	maxHeadline  = 300 // characters of a title; no outlet prints a longer one
	maxQuestion  = 120 // characters of a question that are shown above its answer
	// pageSize leaves room in a description, which holds 4,096, for what cut adds.
	pageSize = 3900
	// entriesSize is how long a page of a timeline is: a few screens of a phone, with
	// the addresses.
	entriesSize = 2400

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
	w := writer{r.Calendar(now)}
	var blocks []bot.Block
	title := line(clip(r.Question, maxQuestion))
	for i, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Picture:
			out.picture = &b
			continue
		case bot.File:
			out.files = append(out.files, b)
			continue
		case bot.Heading:
			if t := line(b.Text); i == 0 && title == "" && width(t) <= maxTitle {
				title = t
				continue
			}
		case bot.Quote, bot.Headline, bot.Entry, bot.Folded:
			out.colour = colourAnswer
		}
		blocks = append(blocks, b)
	}
	fits := func(run []bot.Block) bool { return width(w.markdown(run)) <= sizeOf(run) }
	for _, run := range bot.Pages(blocks, fits) {
		for _, text := range cut(w.markdown(run), pageSize) {
			out.pages = append(out.pages, page{title, text})
		}
	}
	if len(out.pages) == 0 {
		out.pages = []page{{title, ""}}
		if title == "" {
			out.pages[0].text = plain(out.printer.Say("discord.not_shown"))
		}
	}
	return out
}

// sizeOf is how long a page of these blocks may be.
func sizeOf(blocks []bot.Block) int {
	if slices.ContainsFunc(blocks, func(b bot.Block) bool { _, dated := b.(bot.Entry); return dated }) {
		return entriesSize
	}
	return pageSize
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
		m.attach(p.Name, "image/png", clip(bot.Printable(p.Alt), maxAlt), p.PNG)
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

// writer writes blocks as Discord shows them.
type writer struct{ calendar bot.Calendar }

func (w writer) markdown(blocks []bot.Block) string {
	var text strings.Builder
	for i, b := range blocks {
		if i > 0 {
			text.WriteString(between(blocks[i-1], b))
		}
		if f, folded := b.(bot.Folded); folded {
			text.WriteString(w.folded(f, blocks[:i]))
			continue
		}
		text.WriteString(w.block(b))
	}
	return strings.TrimRight(text.String(), "\n")
}

// between is what stands between two blocks: an empty line, unless they belong together.
func between(above, below bot.Block) string {
	switch below := below.(type) {
	case bot.Source:
		return "\n"
	case bot.Headline:
		if h, is := above.(bot.Headline); is && !h.Head && !below.Head {
			return "\n"
		}
	case bot.Quote:
		switch above.(type) {
		case bot.Heading, bot.Headline:
			return "\n"
		}
	}
	return "\n\n"
}

func (w writer) block(b bot.Block) string {
	switch b := b.(type) {
	case bot.Heading:
		return bold(line(b.Text))
	case bot.Text:
		return plain(b.Text)
	case bot.Notice:
		return plain(b.Text)
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
		text := "“" + plain(p.Text[:p.Bold.Start]) + bold(plain(p.Text[p.Bold.Start:p.Bold.End])) + plain(p.Text[p.Bold.End:]) + "”"
		if p.Context {
			parts = append(parts, small(text))
		} else {
			parts = append(parts, quoted(text))
		}
	}
	if day := q.Day(w.calendar.Printer); day != "" {
		parts = append(parts, small(line(q.Answering())+" = "+day))
	}
	if also := q.AlsoIn(w.calendar.Printer); also != "" {
		parts = append(parts, small(line(also)))
	}
	if q.Edited {
		parts = append(parts, small(plain(w.calendar.Printer.Say("answer.edited"))))
	}
	return strings.Join(parts, "\n")
}

// headline writes a title: alone above its quotes, or else with its outlet and date, as an
// item of a list.
func (w writer) headline(h bot.Headline) string {
	title, by := line(clip(h.Article.Title, maxHeadline)), line(w.calendar.Item(h))
	if title == "" {
		title, by = by, ""
	}
	if h.Head {
		return bold(title)
	}
	text := "• " + linked(title, h.Link)
	for _, note := range []string{by, line(h.Note)} {
		if note != "" {
			text += " · " + note
		}
	}
	return text
}

// source writes where quotes were printed: the line is the link.
func (w writer) source(s bot.Source) string {
	a := s.Article
	words := w.calendar.Byline(a)
	if s.Titled {
		a.Title = clip(a.Title, maxHeadline)
		words = w.calendar.Source(a)
	}
	return small(linked(line(cmp.Or(words, fmt.Sprintf("article %d", a.ID))), s.Link))
}

// entry writes a date of a timeline with its quotes.
func (w writer) entry(e bot.Entry) string {
	head := bold(line(e.Date))
	if e.Note != "" {
		head += " (" + line(e.Note) + ")"
	}
	lines := []string{head}
	for _, q := range e.Quotes {
		lines = append(lines, w.quote(q), small(linked(line(outlet(q, w)), q.Link)))
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
				lines = append(lines, "• “"+bold(line(b.Answering()))+"” · "+linked(line(outlet(b, w)), b.Link))
			case elsewhere:
				lines = append(lines, "• "+linked(line(outlet(b, w)), b.Link))
			}
		case bot.Headline:
			lines = append(lines, w.headline(b))
		case bot.Entry:
			for _, q := range b.Quotes {
				lines = append(lines, "• "+bold(line(b.Date))+" · "+linked(line(outlet(q, w)), q.Link))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// outlet is what names the source of a quote in a few words.
func outlet(q bot.Quote, w writer) string {
	return cmp.Or(q.Article.Source, w.calendar.Byline(q.Article), w.calendar.Printer.Say("discord.article", "number", strconv.FormatInt(q.Article.ID, 10)))
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

// clip shortens a label to n characters, so that it is seen; never a quote.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
