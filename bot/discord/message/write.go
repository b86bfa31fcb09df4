package message

import (
	"strconv"
	"strings"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/discord/markdown"
	"quoth/knowledge"
)

// MaxHeadline is how many characters of a title are shown; no outlet prints a longer one.
const MaxHeadline = 300

// writer writes blocks as Discord shows them.
type writer struct{ titles layout.Titles }

func newWriter(c bot.Calendar) writer {
	return writer{layout.Titles{Calendar: c, Untitled: func(a knowledge.Article) string {
		return c.Printer.Say("discord.article", "number", strconv.FormatInt(a.ID, 10))
	}}}
}

// parts writes blocks: what is folded apart from the rest, and so the first quote of an article
// with a picture.
func (w writer) parts(blocks []bot.Block) []part {
	var all []part
	var text strings.Builder
	var pictured knowledge.Article // of the part that is written
	end := func(folded bool) {
		if words := strings.Trim(text.String(), "\n"); words != "" {
			all = append(all, part{words, folded, pictured})
		}
		text.Reset()
		pictured = knowledge.Article{}
	}
	shown := false // a picture
	for i, b := range blocks {
		if f, folded := b.(bot.Folded); folded {
			end(false)
			text.WriteString(w.folded(f, blocks[:i]))
			end(true)
			continue
		}
		if pictured.Image != "" && !printedIn(pictured, b) {
			end(false)
		}
		if q, is := b.(bot.Quote); is && !shown && knowledge.ImageURL(q.Article.Image) != "" {
			if i > 0 && layout.Between(blocks[i-1], b) != "\n" { // its headline stands with it
				end(false)
			}
			pictured, shown = q.Article, true
		}
		if i > 0 {
			text.WriteString(layout.Between(blocks[i-1], b))
		}
		text.WriteString(w.block(b))
	}
	end(false)
	return all
}

// printedIn reports whether a block is a quote of an article, or says where quotes were printed.
func printedIn(a knowledge.Article, b bot.Block) bool {
	switch b := b.(type) {
	case bot.Quote:
		return b.Article.ID == a.ID
	case bot.Source:
		return true
	}
	return false
}

// joined is the words of parts.
func joined(parts []part) string {
	var words []string
	for _, p := range parts {
		words = append(words, p.text)
	}
	return strings.Join(words, "\n\n")
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
		ahead, bold, behind := p.Text[:p.Bold.Start], p.Text[p.Bold.Start:p.Bold.End], p.Text[p.Bold.End:]
		text := "“" + markdown.EscapeBetween("", ahead, bold+behind) + markdown.Bold(markdown.EscapeBetween(ahead, bold, behind)) + markdown.EscapeBetween(ahead+bold, behind, "") + "”"
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
	title = markdown.Line(layout.Clip(title, MaxHeadline))
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

// source writes where quotes were printed: the line is the link. When they were is written
// behind it where the time is known, for Discord to show it in the reader's zone, and last the
// link to the article as it was printed, where there are pages.
func (w writer) source(s bot.Source) string {
	s.Article.Title = layout.Clip(s.Article.Title, MaxHeadline)
	said := w.titles.Source
	at, fresh, timed := w.titles.Moment(s.Article)
	if timed {
		said = w.titles.Undated
	}
	line := markdown.Link(markdown.Line(said(s)), s.Link)
	if timed {
		line += " · " + markdown.Time(at, fresh)
	}
	if s.Page != "" {
		line += " · " + markdown.Link(markdown.Line(w.titles.Printer.Say("web.as_printed")), s.Page)
	}
	return markdown.Small(line)
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
