// Package terminal is the bot at a prompt: the same requests and replies as on a
// chat platform, for a person at a keyboard and for a pipe.
package terminal

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"

	"quoth/bot"
	"quoth/knowledge"
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

// Render writes a reply: its blocks, then the sources under their numbers. Its
// actions are left to the caller.
func Render(w io.Writer, r bot.Reply, s Style) error {
	var b strings.Builder
	for _, page := range bot.Pages(r.Blocks, func([]bot.Block) bool { return true }) {
		for i, block := range page {
			if i > 0 {
				b.WriteByte('\n')
			}
			s.block(&b, block)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Style) block(b *strings.Builder, block bot.Block) {
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
		s.line(b, "", fmt.Sprintf("[%d] %s", block.Number, Clean(block.Article.Title)), "    ")
		if below := join(Clean(bot.Byline(block.Article)), block.Link); below != "" {
			s.line(b, dim, "    "+below, "    ")
		}
	case bot.Entry:
		date := block.Date
		if block.Note != "" {
			date += "  (" + Clean(block.Note) + ")"
		}
		s.line(b, bold, date, "")
		for _, q := range block.Quotes {
			s.quote(b, q, "  ")
		}
	case bot.Citations:
		for _, c := range block.Items {
			s.line(b, dim, fmt.Sprintf("[%d] %s", c.Number, source(c.Article)), "    ")
			if c.Link != "" {
				// A link is never wrapped: it has to be opened.
				b.WriteString(s.paint(dim, "    "+Clean(c.Link)) + "\n")
			}
		}
	case bot.Picture:
		s.line(b, dim, "["+block.Alt+" “quoth timeline --png FILE” draws it.]", "")
	case bot.File:
		b.Write(block.Data)
		b.WriteByte('\n')
	}
}

func join(byline, link string) string {
	if byline == "" || link == "" {
		return byline + Clean(link)
	}
	return byline + "  " + Clean(link)
}

func source(a knowledge.Article) string {
	parts := []string{}
	if by := bot.Byline(a); by != "" {
		parts = append(parts, Clean(by))
	}
	if a.Title != "" {
		parts = append(parts, Clean(a.Title))
	}
	return strings.Join(parts, " · ")
}

func (s Style) quote(b *strings.Builder, q bot.Quote, indent string) {
	number := ""
	if q.Number > 0 {
		number = fmt.Sprintf(" [%d]", q.Number)
	}
	for _, p := range q.Pieces() {
		before, answer, after := Clean(p.Text[:p.Bold.Start]), Clean(p.Text[p.Bold.Start:p.Bold.End]), Clean(p.Text[p.Bold.End:])
		if p.Context {
			s.line(b, dim, indent+"“"+before+answer+after+"”", indent)
			continue
		}
		s.wrap(b, indent+"“"+before+s.paint(bold, answer)+after+"”"+s.paint(dim, number), indent)
	}
	if day := q.Day(); day != "" {
		s.line(b, dim, indent+Clean(q.Answering())+" = "+day, indent)
	}
	if len(q.Also) > 0 {
		var also []string
		for _, a := range q.Also {
			also = append(also, Clean(bot.Byline(a)))
		}
		s.line(b, dim, indent+"The same words in: "+strings.Join(also, "; "), indent)
	}
	if q.Edited {
		s.line(b, dim, indent+"The article was edited since.", indent)
	}
}

func (s Style) line(b *strings.Builder, code, text, indent string) {
	var plain strings.Builder
	s.wrap(&plain, text, indent)
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

// Clean makes foreign text harmless for a terminal: control characters and
// escape sequences, which could move the cursor or set a title, become spaces.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, s)
}
