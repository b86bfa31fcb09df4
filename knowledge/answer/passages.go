package answer

import (
	"math"
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/kind"
	"quoth/knowledge/text"
)

// passage is a sentence or a heading that is shown, with its options.
type passage struct {
	knowledge.Range
	shown  *passages
	c      *candidate // nil for what a sentence leans on
	typed  *typed
	split  []text.Term // the words of it; see terms
	chance float64     // of the sentence beside the best one's, in [0, 1]
}

// passages are what is shown of a quote, with what all sentences that were found say.
type passages struct {
	q       *question
	best    *candidate
	beside  *candidate // nil for none
	said    sayings
	options []*option
}

// sayings are what all sentences that were found say of the kind asked for, in a form to
// compare, with their shares of the softmax over the scores.
type sayings map[string][]telling

type telling struct {
	c     *candidate
	share float64
}

func (p *passage) text() string { return p.shown.best.document.Text[p.Start:p.End] }

// terms are its words, read once.
func (p *passage) terms() []text.Term {
	if p.split == nil && p.c != nil {
		p.split = p.c.terms()
	}
	if p.split == nil {
		p.split = text.AppendTerms(make([]text.Term, 0, 32), p.text(), p.shown.best.document.Language)
	}
	return p.split
}

func (p *passage) heldTerms() uint64 {
	held := uint64(0)
	for _, t := range p.terms() {
		if i, ok := p.shown.q.index[t.Stem]; ok {
			held |= 1 << i
		}
	}
	return held
}

func (p *passage) held() float64 { return p.shown.q.weight(p.heldTerms()) / p.shown.best.m.total }

// saying is what a span of s says in a form to compare: its value, or for a name its last
// word.
func (q *question) saying(sp kind.Span, s string) string {
	if sp.Value != "" {
		return sp.Value
	}
	words := foldWords(sp.In(s))
	if q.wanted.Kind.Named() {
		words = strings.TrimSpace(words)
		return words[strings.LastIndexByte(words, ' ')+1:]
	}
	return words
}

// sayingsOf collects what ranked sentences say.
func sayingsOf(ranked []*candidate) sayings {
	said, total := sayings{}, 0.0
	for _, c := range ranked {
		total += math.Exp(c.score - ranked[0].score)
	}
	read := map[string]bool{} // copies of one sentence speak once
	for _, c := range ranked {
		if key := c.words().key; read[key] {
			continue
		} else {
			read[key] = true
		}
		own := map[string]bool{}
		for i := range c.typed().all {
			if key := c.typed().all[i].saying; !own[key] {
				own[key] = true
				said[key] = append(said[key], telling{c, math.Exp(c.score-ranked[0].score) / total})
			}
		}
	}
	return said
}

// read collects the options of what is shown of a quote of one sentence, with a companion or
// none.
func (said sayings) read(quote *knowledge.Quote, best, beside *candidate) *passages {
	s := &passages{q: best.q, best: best, beside: beside, said: said}
	s.add(&passage{Range: quote.Range, c: best, typed: best.typed(), chance: 1}, quote)
	for _, p := range quote.Context {
		if beside != nil && p.Range == beside.document.Sentences[beside.at] {
			s.add(&passage{Range: p.Range, c: beside, typed: beside.typed(), chance: math.Exp(beside.score - best.score)}, quote)
		} else {
			leant := &passage{Range: p.Range, shown: s}
			leant.typed = s.q.find(best.document, p.Range, leant.terms)
			s.add(leant, quote)
		}
	}
	for _, o := range s.options {
		o.vector = make([]float64, len(wordSigns))
		for i := range wordSigns {
			o.vector[i] = wordSigns[i].of(o)
		}
	}
	return s
}

// add adds the options of a passage.
func (s *passages) add(p *passage, quote *knowledge.Quote) {
	p.shown = s
	for i, f := range p.typed.all {
		r := knowledge.Range{Start: f.Start, End: f.End}
		if f.Len() <= 0 || f.Len() > longestAnswer || slices.ContainsFunc(s.options, func(o *option) bool { return o.Start == f.Start && o.End == f.End }) {
			continue
		}
		if !p.Contains(r) { // who posted the sentence stands below it
			for _, x := range quote.Context {
				if x.Range.Contains(r) {
					s.add(&passage{Range: x.Range, typed: &typed{all: []found{f}}}, quote)
				}
			}
			continue
		}
		s.options = append(s.options, &option{found: f, within: p, at: i})
	}
}

// choose returns the option that answers most likely by some weights, with how likely each
// is where one of them does; nil where there is none.
func (s *passages) choose(weights []float64) *option {
	var best *option
	sum := 0.0
	for _, o := range s.options {
		o.score = dot(o.vector, weights)
		o.chance = math.Exp(o.score)
		sum += o.chance
	}
	for _, o := range s.options {
		o.chance /= sum
		if best == nil || o.chance > best.chance {
			best = o
		}
	}
	return best
}

// visible reports whether a range stands in what is shown of a quote.
func visible(quote *knowledge.Quote, r knowledge.Range) bool {
	return quote.Range.Contains(r) || slices.ContainsFunc(quote.Context, func(p knowledge.Passage) bool { return p.Range.Contains(r) })
}
