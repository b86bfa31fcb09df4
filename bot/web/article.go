package web

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"quoth/bot"
	"quoth/knowledge"
)

// maxText is how many bytes of HTML the text of an article takes on one page, so that a page
// stays below 60 kB.
const maxText = 40 << 10

// elements is how many bytes the elements around a paragraph or a piece of it take.
const elements = 24

// neighbours is how many sentences stand on each side of the quoted words where whole
// articles are not shown.
const neighbours = 1

// maxQuoted is how many bytes of quoted words are shown there: more than any quote has.
const maxQuoted = 2000

// printed is a stored article.
type printed struct {
	Title, Language string
	By              string
	Authors         string
	Link            string
	Paragraphs      []paragraph
	Grey            bool // it has parts that are no news
	Quoted          bool // words are marked
	Part            bool // not all of it is shown, as the operator wants
	Facts           []fact
	Seal            string
	Versions        []link
	Changes         []change
	ChangesHeading  string
	Pages           []link
	Copy            string // the marked words with their source, "" without any
	Story           link
}

type fact struct{ Name, Value string }

// paragraph is a line of an article.
type paragraph struct {
	Kind   string // "heading", "item", "aside" for what is no news, or ""
	Pieces []piece
}

// piece is a run of a paragraph.
type piece struct {
	Words  string
	Marked bool
	First  bool // the marked words begin here
}

// article shows a stored article.
func (s *Server) article(v *visit) (document, error) {
	id, err := number(v.r.PathValue("id"), maxArticles)
	if err != nil {
		return document{}, knowledge.ErrNotFound
	}
	version, err := v.whole("version", maxArticles)
	if err != nil {
		return document{}, err
	}
	stored, err := s.engine.Library().Stored(v.r.Context(), v.request, int64(id), version)
	if err != nil {
		return document{}, err
	}
	words, err := v.words(stored.Text)
	if err != nil {
		return document{}, err
	}
	if s.text == Quotes && !s.key.proves(v.query.Get("proof"), stored.Article, words) {
		words = knowledge.Range{} // an address may name any words, and so all of them in turn
	}
	body := s.heading(v, stored)
	if err := s.fill(v, &body, stored, words); err != nil {
		return document{}, err
	}
	if err := s.compareVersions(v, &body, stored); err != nil {
		return document{}, err
	}
	return s.render(v, "article", frame{Title: body.Title, Body: body})
}

// heading is the page without the text.
func (s *Server) heading(v *visit, a bot.Stored) printed {
	days := s.days(v)
	a.Article = brief(a.Article)
	body := printed{
		Title: cmp.Or(a.Title, v.p.Say("web.untitled")), Language: a.Language, By: days.Byline(a.Article), Authors: strings.Join(a.Authors, ", "),
		Link: a.Link, Seal: a.Seal,
	}
	full := bot.Calendar{Printer: v.p}
	if day := full.Published(a.Article); day != "" {
		body.Facts = append(body.Facts, fact{v.p.Say("web.printed_on"), day})
	}
	body.Facts = append(body.Facts, fact{v.p.Say("web.first_stored"), full.Day(a.First)})
	if a.Versions > 1 {
		body.Facts = append(body.Facts, fact{v.p.Say("web.read_again"), full.Day(a.Last)})
	}
	for n := 1; n <= a.Versions && a.Versions > 1; n++ {
		body.Versions = append(body.Versions, link{Words: v.p.Say("web.version", "number", n), Address: v.address(v.r.URL.Path, "version", strconv.Itoa(n)), Here: n == a.Version})
	}
	if a.Story != 0 {
		body.Story = link{Words: v.p.Say("web.whole_story"), Address: v.address(fmt.Sprintf("/story/%d", a.Story))}
	}
	return body
}

// words are the range of a text that is to be marked: words=START-END.
func (v *visit) words(text string) (r knowledge.Range, err error) {
	given := v.query.Get("words")
	if given == "" {
		return r, nil
	}
	start, end, _ := strings.Cut(given, "-")
	if r.Start, err = number(start, len(text)); err != nil {
		return r, err
	}
	if r.End, err = number(end, len(text)); err != nil {
		return r, err
	}
	if r.Empty() || !utf8.RuneStart(text[r.Start]) || r.End < len(text) && !utf8.RuneStart(text[r.End]) {
		return r, badInput
	}
	return r, nil
}

// fill puts the text on the page: all of it, as many pages as that takes, or the marked words
// with their neighbours.
func (s *Server) fill(v *visit, body *printed, a bot.Stored, words knowledge.Range) error {
	whole := knowledge.Range{End: len(a.Text)}
	if s.text == Quotes {
		if words.End-words.Start > maxQuoted {
			return badInput
		}
		body.Part = true
		whole = around(a, words)
	}
	if !words.Empty() {
		quote := a.Text[words.Start:words.End]
		source := bot.Calendar{Printer: v.p}.Source(a.Article)
		body.Quoted, body.Copy = true, strings.TrimSpace(v.p.Quoted(quote)+"\n"+source+"\n"+a.Link)
	}
	pages := paginate(paragraphs(a, whole, words))
	at, err := v.whole("page", len(pages))
	if err != nil {
		return err
	}
	if at == 0 {
		at = 1 + max(0, slices.IndexFunc(pages, func(page []paragraph) bool {
			return slices.ContainsFunc(page, func(p paragraph) bool { return p.marked() })
		}))
	}
	if len(pages) > 0 {
		body.Paragraphs = pages[at-1]
	}
	body.Pages = v.numbered(len(pages), at)
	body.Grey = slices.ContainsFunc(body.Paragraphs, func(p paragraph) bool { return p.Kind == "aside" })
	return nil
}

// around is a range with the sentences next to it; of no range the first sentences.
func around(a bot.Stored, words knowledge.Range) knowledge.Range {
	if len(a.Sentences) == 0 {
		return words
	}
	first, last := 0, 0
	if !words.Empty() {
		first = slices.IndexFunc(a.Sentences, func(s knowledge.Range) bool { return s.End > words.Start })
		if first < 0 {
			return words
		}
		for last = first; last+1 < len(a.Sentences) && a.Sentences[last+1].Start < words.End; last++ {
		}
	}
	first, last = max(0, first-neighbours), min(len(a.Sentences)-1, last+neighbours)
	r := knowledge.Range{Start: a.Sentences[first].Start, End: a.Sentences[last].End}
	if !words.Empty() {
		r.Start, r.End = min(r.Start, words.Start), max(r.End, words.End)
	}
	return r
}

// paragraphs are the lines of a text within a range, each with what it is, and marked words.
func paragraphs(a bot.Stored, within, words knowledge.Range) (out []paragraph) {
	parts := a.Parts
	if len(parts) == 0 {
		parts = []knowledge.Part{{Range: knowledge.Range{End: len(a.Text)}}}
	}
	for _, part := range parts {
		for start := part.Start; start < part.End; {
			end := part.End
			if i := strings.IndexByte(a.Text[start:end], '\n'); i >= 0 {
				end = start + i
			}
			line := knowledge.Range{Start: max(start, within.Start), End: min(end, within.End)}
			if !line.Empty() && strings.TrimSpace(a.Text[line.Start:line.End]) != "" {
				out = append(out, paragraph{Kind: kindOf(part.Role), Pieces: pieces(a.Text, line, words)})
			}
			start = end + 1
		}
	}
	first := true
	for _, p := range out {
		for i := range p.Pieces {
			if p.Pieces[i].Marked {
				p.Pieces[i].First, first = first, false
			}
		}
	}
	return out
}

// kindOf is how a part is shown.
func kindOf(r knowledge.Role) string {
	switch {
	case r == knowledge.RoleHeading:
		return "heading"
	case r == knowledge.RoleListItem:
		return "item"
	case r.Quotable():
		return ""
	}
	return "aside"
}

// pieces cut a line at the marked words.
func pieces(text string, line, words knowledge.Range) (out []piece) {
	from, to := max(line.Start, words.Start), min(line.End, words.End)
	if from >= to {
		return []piece{{Words: text[line.Start:line.End]}}
	}
	for _, p := range []piece{{Words: text[line.Start:from]}, {Words: text[from:to], Marked: true}, {Words: text[to:line.End]}} {
		if p.Words != "" {
			out = append(out, p)
		}
	}
	return out
}

func (p paragraph) marked() bool {
	return slices.ContainsFunc(p.Pieces, func(p piece) bool { return p.Marked })
}

// size is about how many bytes of HTML a paragraph takes.
func (p paragraph) size() int {
	n := elements
	for _, piece := range p.Pieces {
		n += len(html.EscapeString(piece.Words)) + elements
	}
	return n
}

// paginate cuts paragraphs into pages of at most maxText. One that is longer by itself is cut.
func paginate(all []paragraph) (pages [][]paragraph) {
	var page []paragraph
	size := 0
	add := func(p paragraph) {
		if n := p.size(); size+n > maxText && len(page) > 0 {
			pages, page, size = append(pages, page), nil, 0
		}
		page, size = append(page, p), size+p.size()
	}
	for _, p := range all {
		if p.size() <= maxText {
			add(p)
			continue
		}
		for _, whole := range p.Pieces {
			for words := whole.Words; words != ""; {
				n := min(len(words), maxText/8) // an escaped character has at most six bytes
				for n < len(words) && !utf8.RuneStart(words[n]) {
					n--
				}
				cut := whole
				cut.Words, words = words[:n], words[n:]
				add(paragraph{Kind: p.Kind, Pieces: []piece{cut}})
				whole.First = false
			}
		}
	}
	if len(page) > 0 {
		pages = append(pages, page)
	}
	return pages
}
