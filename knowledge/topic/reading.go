package topic

import (
	"math"
	"slices"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

// Reading is an article as a topic sees it.
type Reading struct {
	*knowledge.Document
	About     float64     // how likely the article is about the topic, [0, 1]
	Headline  []text.Term // the terms of its title
	Sentences []Sentence  // those of the document

	body     []text.Term // the terms of its text
	opening  []text.Term // the first of them that tell news or head it
	holds    uint64      // the words of the topic that the title, the sentences and their headings hold, as bits
	evidence evidence
}

// Sentence is a sentence as a topic sees it.
type Sentence struct {
	knowledge.Range
	Terms []text.Term // function words among them
	// About is how likely the sentence, with its heading and the one before it, is
	// about the topic, [0, 1].
	About float64

	own, near float64 // share of the topic's weight that it holds, and that it holds with what is near
}

// openingTerms is how many terms from the start of a text say what an article is about.
const openingTerms = 80

// evidence is what tells whether an article is about a topic, each in [0, 1].
type evidence struct {
	title      float64 // share of the topic's weight that the title holds
	opening    float64 // that the title and the opening hold
	passage    float64 // that one sentence holds with its heading or the one before
	steady     float64 // how many of the sentences hold half of that weight, 1 from a third on
	companions float64 // how many companions the title and the opening hold, by weight; 1 from manyCompanions on
}

const (
	steadyShare    = 1. / 3
	manyCompanions = .5
)

// Weights of the evidence in a logistic function, after a constant, with and without
// companions. They were set by hand on two dozen topics over 9,600 articles.
var (
	withCompanions    = [...]float64{-4.6, 2.6, 1.6, 1.0, 2.8, 2.6}
	withoutCompanions = [...]float64{-4.6, 2.6, 2.4, 1.4, 3.0, 0}
)

// probability is that an article with such evidence is about the topic.
func (e *evidence) probability(companions bool) float64 {
	w := &withoutCompanions
	if companions {
		w = &withCompanions
	}
	// Half of a topic is less than half as good: what is on wildfires elsewhere is not on
	// those of Los Angeles, however often it says the word.
	return logistic(w[0] + w[1]*e.title*e.opening + w[2]*e.opening*e.opening + w[3]*e.passage*e.passage + w[4]*e.steady*e.opening + w[5]*e.companions)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Headlined reports whether the title of the article holds half of the topic, by weight.
func (r *Reading) Headlined() bool { return r.evidence.title >= .5 }

// Tells reports whether the article tells of the topic and does not only touch it: two of its sentences,
// or a quarter of them, hold half of it, by weight.
func (r *Reading) Tells() bool {
	n := 0
	for i := range r.Sentences {
		if r.Sentences[i].own >= .5 {
			n++
		}
	}
	return n >= 2 || 4*n >= len(r.Sentences)
}

// read takes an article apart and finds the topic's words in it.
func (p *Profile) read(d *knowledge.Document) *Reading {
	r := &Reading{Document: d, Headline: text.AppendTerms(nil, d.Title, d.Language)}
	body := text.AppendCachedTerms(nil, d.Text, d.Language)
	r.body, r.opening = body, zone.Opening(body, d.Parts, openingTerms)
	title := p.words(r.Headline)
	e := &r.evidence
	e.title = p.share(title)
	e.opening = p.share(title | p.words(r.opening))
	r.holds = title
	r.Sentences = make([]Sentence, len(d.Sentences))
	before, steady := uint64(0), 0
	var heading knowledge.Part
	headed := uint64(0)
	at := 0
	for i, s := range d.Sentences {
		for at < len(body) && body[at].Start < s.Start {
			at++
		}
		end := at
		for end < len(body) && body[end].Start < s.End {
			end++
		}
		if h, ok := d.Heading(s); !ok {
			heading, headed = knowledge.Part{}, 0
		} else if h.Range != heading.Range {
			heading, headed = h, p.words(within(body, h.Range))
		}
		own := p.words(body[at:end])
		r.holds |= own | headed
		x := &r.Sentences[i]
		*x = Sentence{Range: s, Terms: body[at:end], own: p.share(own), near: p.share(own | before | headed)}
		e.passage = math.Max(e.passage, x.near)
		if x.own >= .5 {
			steady++
		}
		before, at = own, end
	}
	e.steady = math.Min(1, float64(steady)/steadyShare/float64(max(len(r.Sentences), 1)))
	return r
}

// within are those of the terms of a text that begin in a range of it.
func within(terms []text.Term, r knowledge.Range) []text.Term {
	starts := func(t text.Term, at int) int { return t.Start - at }
	from, _ := slices.BinarySearchFunc(terms, r.Start, starts)
	to, _ := slices.BinarySearchFunc(terms, r.End, starts)
	return terms[from:max(from, to)]
}

// judge says how far an article and its sentences are about the topic.
func (p *Profile) judge(r *Reading) {
	companions := len(p.companions.weights) > 0
	r.evidence.companions = math.Min(1, p.company(r.Headline, r.opening)/manyCompanions)
	r.About = r.evidence.probability(companions)
	digest, last := IsDigest(r.Title), -1-piece
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if s.near >= .5 {
			last = i
		}
		least := .5
		if digest && i-last > piece {
			least = 0
		}
		// A sentence of an article on the topic is on it unless it says nothing of it; in a digest
		// its piece must. One of another article is when it says all of it.
		company := math.Min(1, p.company(s.Terms)/sentenceCompanions)
		within := math.Min(1, least+(1-least)*math.Max(s.near, math.Max(s.own, .8*company)))
		alone := math.Pow(s.near, 3) * math.Min(1, s.own+.5)
		s.About = r.About*within + (1-r.About)*.6*alone
	}
}

// piece is how many sentences of a digest behind one that holds half of the topic are of the same piece.
const piece = 3

// sentenceCompanions is the share of the companions' weight that a sentence on the topic
// holds.
const sentenceCompanions = .15

// Sentence is the one of the article that is such a range; the zero Sentence for none.
func (r *Reading) Sentence(of knowledge.Range) Sentence {
	at, ok := slices.BinarySearchFunc(r.Sentences, of.Start, func(s Sentence, start int) int { return s.Start - start })
	if !ok {
		return Sentence{}
	}
	return r.Sentences[at]
}

// Holds reports whether the stem of a term, as no function word, stands in a sentence.
func (s *Sentence) Holds(word *text.Term) bool {
	key := word.Key()
	for i := range s.Terms {
		if t := &s.Terms[i]; !t.Stop && t.Key() == key {
			return true
		}
	}
	return false
}
