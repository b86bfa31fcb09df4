// Package zone tells what each part of an article is there for: what is news, what
// heads it, and what the page needs beside it.
//
// A text is read in lines. What a line is follows from its shape (how long it is, how
// it ends, how many of its words have capitals), from where it stands, from what it
// says (phrases in eight languages), and from whether the outlet has printed it
// before. A line that is several things is cut: a dateline before a sentence, a
// credit behind a caption. A heading is told from the lines around it.
package zone

import (
	"strings"
	"unicode"
	"unsafe"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Layout is what stands in a text, in order.
type Layout struct {
	Parts     []knowledge.Part
	Posts     []knowledge.Post  // of a live blog; none of another text
	Sentences []knowledge.Range // that tell news, each within one quotable part
}

// Draft is an article read in lines, of which the parts are not told yet.
type Draft struct {
	article *knowledge.Article
	lexicon *lexicon
	source  string // the outlet's name in lower case
	lines   []block
}

// Read reads an article, whose text must be normalised and whose language known.
// terms are those of its text, as text.AppendTerms gives them. The draft holds on to both.
func Read(a *knowledge.Article, terms []text.Term) *Draft {
	d := &Draft{article: a, lexicon: lexiconOf(a.Language), source: strings.ToLower(a.Source)}
	d.lines = d.blocks()
	d.Hold(terms)
	for i := range d.lines {
		d.measure(&d.lines[i])
	}
	return d
}

// Hold has the draft hold on to the terms of its text; nil has it let go of them until they
// are given again, which they must be before Layout.
func (d *Draft) Hold(terms []text.Term) {
	at := 0
	upTo := func(end int) {
		for at < len(terms) && terms[at].Start < end {
			at++
		}
	}
	for i := range d.lines {
		b := &d.lines[i]
		from := at
		for j := range b.sentences {
			s := &b.sentences[j]
			upTo(s.Start)
			start := at
			upTo(s.End)
			s.terms = terms[start:at]
		}
		b.terms = terms[from:at]
	}
}

// Size is about how many bytes the draft holds beside its terms.
func (d *Draft) Size() int {
	size := len(d.lines) * int(unsafe.Sizeof(block{}))
	for i := range d.lines {
		size += len(d.lines[i].sentences) * int(unsafe.Sizeof(sentence{}))
	}
	return size
}

// Layout tells the parts. times says in how many articles of the outlet, this one
// included, a line stood that Lines named; nil where nothing is known. It is called once.
func (d *Draft) Layout(times func(line uint32) int) Layout {
	d.markRepeated(times)
	d.assign()
	return d.layout()
}

// layout makes parts of the blocks, in which neighbouring sentences of one role are one part.
func (d *Draft) layout() Layout {
	l := Layout{Posts: d.posts()}
	s := d.article.Text
	end := 0
	add := func(r knowledge.Range, role knowledge.Role) {
		if rest := strayRange(s, end, r.Start); !rest.Empty() {
			l.Parts = append(l.Parts, knowledge.Part{Range: rest, Role: knowledge.RoleBoilerplate})
		}
		l.Parts = append(l.Parts, knowledge.Part{Range: r, Role: role})
		end = r.End
	}
	for i := range d.lines {
		b := &d.lines[i]
		for j := 0; j < len(b.sentences); {
			first := j
			role := b.sentences[j].role
			for j++; j < len(b.sentences) && b.sentences[j].role == role; j++ {
			}
			r := knowledge.Range{Start: b.sentences[first].Start, End: b.sentences[j-1].End}
			if first == 0 {
				r.Start = b.Start
			}
			if j == len(b.sentences) {
				r.End = b.End
			} else {
				// Closing marks that belong to no sentence stay with the one before them.
				r.End = r.Start + len(strings.TrimRightFunc(s[r.Start:b.sentences[j].Start], unicode.IsSpace))
			}
			add(r, role)
			if role.Quotable() {
				for _, x := range b.sentences[first:j] {
					l.Sentences = append(l.Sentences, x.Range)
				}
			}
		}
	}
	if rest := strayRange(s, end, len(s)); !rest.Empty() {
		l.Parts = append(l.Parts, knowledge.Part{Range: rest, Role: knowledge.RoleBoilerplate})
	}
	setHeads(&l, s)
	return l
}

// strayRange is what is no space between two parts: a row of stars, a lone dash.
func strayRange(s string, start, end int) knowledge.Range {
	gap := strings.TrimLeftFunc(s[start:end], unicode.IsSpace)
	start = end - len(gap)
	return knowledge.Range{Start: start, End: start + len(strings.TrimRightFunc(gap, unicode.IsSpace))}
}

// setHeads says for each heading which text it heads: all that is quotable up to the
// next heading or post. One that ends in a colon heads the list below it, within what
// the heading above it heads.
func setHeads(l *Layout, text string) {
	const none = -1
	heading, label := none, none
	post, listed := 0, false
	for i, p := range l.Parts {
		for post < len(l.Posts) && l.Posts[post].Start <= p.Start {
			if l.Posts[post].Start == p.Start {
				heading, label = none, none
			}
			post++
		}
		switch {
		case p.Role == knowledge.RoleHeading && text[p.End-1] == ':':
			label, listed = i, false
		case p.Role == knowledge.RoleHeading:
			heading, label = i, none
		case p.Role.Quotable():
			item := p.Role == knowledge.RoleListItem
			if listed && !item {
				label = none
			}
			listed = item
			for _, over := range [...]int{heading, label} {
				if over == none {
					continue
				}
				h := &l.Parts[over].Heads
				if h.Empty() {
					h.Start = p.Start
				}
				h.End = p.End
			}
		}
	}
}
