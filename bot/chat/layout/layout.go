// Package layout says what stands where in a message that is made of blocks, which is the
// same on every platform. An adapter adds the marks of its own.
package layout

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"quoth/bot"
	"quoth/knowledge"
)

// Parts are a reply as a message shows it: words, and what goes with them.
type Parts struct {
	Words   []bot.Block
	Picture *bot.Picture // nil for none
	Files   []bot.File
}

// Split parts the words of blocks from the picture and the files.
func Split(blocks []bot.Block) (p Parts) {
	for _, b := range blocks {
		switch b := b.(type) {
		case bot.Picture:
			p.Picture = &b
		case bot.File:
			p.Files = append(p.Files, b)
		default:
			p.Words = append(p.Words, b)
		}
	}
	return p
}

// Budget is how many units a page may have. One of a timeline is read on a phone, and
// shorter.
type Budget struct{ Page, Timeline int }

// Of is the budget of a page of these blocks.
func (b Budget) Of(page []bot.Block) int {
	if slices.ContainsFunc(page, func(b bot.Block) bool { _, dated := b.(bot.Entry); return dated }) {
		return b.Timeline
	}
	return b.Page
}

// Between is what stands between two blocks: an empty line, unless they belong together.
func Between(above, below bot.Block) string {
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

// Listed reports whether the i-th block is one of several headlines in a list.
func Listed(blocks []bot.Block, i int) bool {
	item := func(i int) bool {
		if i < 0 || i >= len(blocks) {
			return false
		}
		h, is := blocks[i].(bot.Headline)
		return is && !h.Head
	}
	return item(i) && (item(i-1) || item(i+1))
}

// Titles names articles in days as they are read at one time.
type Titles struct {
	bot.Calendar
	// Untitled is what an article is called of which nothing is known.
	Untitled func(knowledge.Article) string
}

// Of is what an article is called: its title, or else its outlet and date.
func (t Titles) Of(a knowledge.Article) string {
	if name := cmp.Or(a.Title, t.Byline(a)); name != "" {
		return name
	}
	return t.Untitled(a)
}

// Item is what a headline says in a list: its title, and where and when it was printed.
func (t Titles) Item(h bot.Headline) (title, by string) {
	by = t.Calendar.Item(h)
	if h.Article.Title == "" {
		return cmp.Or(by, t.Of(h.Article)), ""
	}
	return h.Article.Title, by
}

// Outlet names the source of a quote in a few words.
func (t Titles) Outlet(q bot.Quote) string {
	if q.Article.Source != "" {
		return q.Article.Source
	}
	return t.Of(q.Article)
}

// Source is what is said of where quotes were printed.
func (t Titles) Source(s bot.Source) string {
	words := t.Byline(s.Article)
	if s.Titled {
		words = t.Calendar.Source(s.Article)
	}
	if words == "" {
		return t.Of(s.Article)
	}
	return words
}

// Undated is Source of an article whose Moment is shown beside it.
func (t Titles) Undated(s bot.Source) string {
	s.Article.Published = time.Time{}
	return t.Source(s)
}

// Remark is a line below a quote.
type Remark struct {
	Text string
	Also bool // it names other outlets
}

// Remarks are what is to be said of a quote besides its source: the day that its words
// mean, who prints the same, and that the article was edited since.
func (t Titles) Remarks(q bot.Quote) (all []Remark) {
	if day := q.Day(t.Printer); day != "" {
		all = append(all, Remark{Text: q.Answering() + " = " + day})
	}
	if also := q.AlsoIn(t.Printer); also != "" {
		all = append(all, Remark{Text: also, Also: true})
	}
	if q.Edited {
		all = append(all, Remark{Text: t.Printer.Say("answer.edited")})
	}
	return all
}

// OnlyQuote is the words of the one quote among blocks, which a button may copy; "" when
// there is none, or several.
func OnlyQuote(blocks []bot.Block) string {
	words := ""
	for _, b := range blocks {
		if q, is := b.(bot.Quote); is {
			if words != "" {
				return ""
			}
			words = q.Text
		}
	}
	return words
}

// Width counts UTF-16 units: Telegram counts characters so, and Discord never counts more.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// Clip shortens words to so many units, so that a label is seen whole; never a quote.
func Clip(s string, n int) string {
	if Width(s) <= n {
		return s
	}
	left := n - 1
	for i, r := range s {
		if left -= max(1, utf16.RuneLen(r)); left < 0 {
			return strings.TrimSpace(s[:i]) + "…"
		}
	}
	return s
}
