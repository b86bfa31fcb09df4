// Package terminal is the bot at a prompt: the same requests and replies as on a
// chat platform, for a person at a keyboard and for a pipe.
package terminal

import (
	"cmp"
	"io"
	"regexp"
	"strings"

	"github.com/rivo/uniseg"

	"quoth/bot"
	"quoth/bot/text"
)

// Style says how replies are written.
type Style struct {
	Colour bool // with escape sequences: bold answers, dim sources
	Width  int  // columns to wrap at; 0 for none
}

const (
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	yellow = "\x1b[33m"
	reset  = "\x1b[0m"
)

func (s Style) paint(code, text string) string {
	if !s.Colour || code == "" || text == "" {
		return text
	}
	return code + text + reset
}

// Render writes a reply: its blocks, with the source and its address below the quotes.
// Its actions are left to the caller.
func Render(w io.Writer, r bot.Reply, s Style) error {
	var b strings.Builder
	out := writer{s, bot.Calendar{Printer: text.For(r.Language)}}
	for _, page := range bot.Pages(r.Blocks, func([]bot.Block) bool { return true }) {
		out.blocks(&b, page)
	}
	_, err := io.WriteString(NewWriter(w, s), b.String())
	return err
}

func (s writer) blocks(b *strings.Builder, blocks []bot.Block) {
	for i, block := range blocks {
		if _, below := block.(bot.Source); i > 0 && !below {
			b.WriteByte('\n')
		}
		s.block(b, block)
	}
}

// writer writes the blocks of a reply. Its days are in full: what a terminal shows is read
// later, too.
type writer struct {
	Style
	days bot.Calendar
}

func (s writer) block(b *strings.Builder, block bot.Block) {
	switch block := block.(type) {
	case bot.Heading:
		s.line(b, bold, block.Text, "")
	case bot.Text:
		for line := range strings.SplitSeq(block.Text, "\n") {
			s.line(b, "", line, "")
		}
	case bot.Notice:
		s.line(b, yellow, block.Text, "")
	case bot.Quote:
		s.quote(b, block, "  ")
	case bot.Headline:
		if block.Head {
			s.line(b, bold, block.Article.Title, "")
			break
		}
		s.line(b, "", cmp.Or(block.Article.Title, s.days.Byline(block.Article)), "  ")
		by := block.Note
		if block.Article.Title != "" {
			by = strings.TrimSuffix(s.days.Item(block)+" · "+block.Note, " · ")
		}
		s.source(b, by, block.Link)
	case bot.Source:
		if block.Titled {
			s.source(b, s.days.Source(block.Article), block.Link)
		} else {
			s.source(b, s.days.Byline(block.Article), block.Link)
		}
	case bot.Entry:
		date := block.Date
		if block.Note != "" {
			date += "  (" + block.Note + ")"
		}
		s.line(b, bold, date, "")
		for _, q := range block.Quotes {
			s.quote(b, q, "  ")
			s.source(b, s.days.Byline(q.Article), q.Link)
		}
	case bot.Folded:
		if block.Label != "" {
			s.line(b, dim, block.Label, "")
			b.WriteByte('\n')
		}
		s.blocks(b, block.Blocks)
	case bot.Picture:
		s.line(b, dim, s.days.Printer.Say("terminal.draws", "picture", block.Alt), "")
	case bot.File:
		b.WriteString(bot.Printable(string(block.Data)) + "\n")
	}
}

// source writes where words were printed, and the address. That is never wrapped: it has
// to be opened.
func (s Style) source(b *strings.Builder, words, link string) {
	if words != "" {
		s.line(b, dim, "  "+words, "  ")
	}
	if link != "" {
		b.WriteString(s.paint(dim, "  "+clean(link)) + "\n")
	}
}

func (s writer) quote(b *strings.Builder, q bot.Quote, indent string) {
	for _, p := range q.Pieces() {
		before, answer, after := clean(p.Text[:p.Bold.Start]), clean(p.Text[p.Bold.Start:p.Bold.End]), clean(p.Text[p.Bold.End:])
		if p.Context {
			s.line(b, dim, indent+"“"+before+answer+after+"”", indent)
			continue
		}
		s.wrap(b, indent+"“"+before+s.paint(bold, answer)+after+"”", indent)
	}
	if day := q.Day(s.days.Printer); day != "" {
		s.line(b, dim, indent+q.Answering()+" = "+day, indent)
	}
	if also := q.AlsoIn(s.days.Printer); also != "" {
		s.line(b, dim, indent+also, indent)
	}
	if q.Edited {
		s.line(b, dim, indent+s.days.Printer.Say("answer.edited"), indent)
	}
}

// line writes a line of one style, whosever words it holds.
func (s Style) line(b *strings.Builder, code, text, indent string) {
	var plain strings.Builder
	s.wrap(&plain, clean(text), indent)
	for line := range strings.SplitSeq(strings.TrimSuffix(plain.String(), "\n"), "\n") {
		b.WriteString(s.paint(code, line) + "\n")
	}
}

// wrap writes text in lines of at most the style's width, the later ones
// indented, broken at spaces alone: not at those that are there to hold words
// together. Escape sequences count nothing.
func (s Style) wrap(b *strings.Builder, text, indent string) {
	if s.Width <= 0 {
		b.WriteString(text + "\n")
		return
	}
	lead := text[:len(text)-len(strings.TrimLeft(text, " "))]
	width := 0
	for i, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }) {
		n := visible(word)
		switch {
		case i == 0:
			b.WriteString(lead)
			width = len(lead)
		case width+1+n > s.Width:
			b.WriteString("\n" + indent)
			width = len(indent)
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += n
	}
	b.WriteByte('\n')
}

var painted = regexp.MustCompile("\x1b\\[[0-9;]*m")

// visible counts the columns of a word without its escape sequences.
func visible(word string) int { return uniseg.StringWidth(painted.ReplaceAllString(word, "")) }

// clean is foreign text on one line, without any escape sequence: those of a Style are
// added afterwards.
func clean(s string) string { return strings.ReplaceAll(bot.Printable(s), "\n", " ") }
