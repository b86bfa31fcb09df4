package topic

import (
	"iter"
	"math"
	"sort"

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

	body     *text.Packed // the terms of its text
	opening  []text.Key   // those of the first of them that tell news or head it
	holds    uint64       // the words of the topic that the title, the sentences and their headings hold, as bits
	evidence evidence
}

// Sentence is a sentence as a topic sees it.
type Sentence struct {
	knowledge.Range
	Words int // how many terms it has, function words among them
	// About is how likely the sentence, with its heading and the one before it, is
	// about the topic, [0, 1].
	About float64

	own, near float64   // share of the topic's weight that it holds, and that it holds with what is near
	at        text.Mark // of its first term in body
	body      *text.Packed
	terms     []text.Term // see Terms
}

// Terms are those of the sentence, function words among them. They are unpacked when they are first asked
// for, as those of most sentences never are, and by one goroutine at a time.
func (s *Sentence) Terms() []text.Term {
	if len(s.terms) < s.Words {
		s.terms = s.body.Append(nil, s.at, s.Words)
	}
	return s.terms
}

// Scan is at the first of the Words of the sentence, which are not unpacked for it.
func (s *Sentence) Scan() text.Scan { return s.body.From(s.at) }

// SentenceOf is a sentence of a text in a language, at which no topic has looked.
func SentenceOf(s, language string, r knowledge.Range) Sentence {
	x := Sentence{Range: r, body: text.CachedPacked(s, language)}
	scan := x.body.Scan()
	skip(&scan, r.Start)
	for x.at = scan.Mark(); scan.Start < r.End; scan.Next() {
		x.Words++
	}
	return x
}

// titleTerms is how many terms most titles have at most.
const titleTerms = 16

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
	r := &Reading{Document: d, Headline: text.AppendTerms(make([]text.Term, 0, titleTerms), d.Title, d.Language), body: text.CachedPacked(d.Text, d.Language)}
	title := p.words(r.Headline)
	e := &r.evidence
	e.title = p.share(title)
	e.opening = p.share(title | p.wordsOfOpening(r))
	r.holds = title
	r.Sentences = make([]Sentence, len(d.Sentences))
	before, steady := uint64(0), 0
	var heading knowledge.Part
	headed := uint64(0)
	scan := r.body.Scan()
	for i, s := range d.Sentences {
		if h, ok := d.Heading(s); !ok {
			heading, headed = knowledge.Part{}, 0
		} else if h.Range != heading.Range {
			from := scan // which a heading stands behind, as a rule
			if from.Start > h.Start {
				from = r.body.Scan()
			}
			heading = h
			headed, _ = p.wordsWithin(&from, h.Range)
		}
		skip(&scan, s.Start)
		at := scan.Mark()
		own, n := p.wordsWithin(&scan, s)
		r.holds |= own | headed
		x := &r.Sentences[i]
		*x = Sentence{Range: s, Words: n, own: p.share(own), near: p.share(own | before | headed), at: at, body: r.body}
		e.passage = math.Max(e.passage, x.near)
		if x.own >= .5 {
			steady++
		}
		before = own
	}
	e.steady = math.Min(1, float64(steady)/steadyShare/float64(max(len(r.Sentences), 1)))
	return r
}

// wordsOfOpening are the words of the topic, as bits, that the opening of an article holds, which it reads.
func (p *Profile) wordsOfOpening(r *Reading) (found uint64) {
	r.opening = make([]text.Key, 0, openingTerms)
	match := p.matcher.Start()
	for scan := range r.terms() {
		key := scan.Key()
		found |= match.NextKey(key, scan.Stop())
		r.opening = append(r.opening, key)
	}
	return p.withChoices(found)
}

// terms goes through those of the opening.
func (r *Reading) terms() iter.Seq[*text.Scan] { return zone.Opening(r.body, r.Parts, openingTerms) }

// skip goes to the first term that begins at a place in the text or behind it.
func skip(scan *text.Scan, at int) {
	for scan.Start < at {
		scan.Next()
	}
}

// judge says how far an article and its sentences are about the topic.
func (p *Profile) judge(r *Reading) {
	companions := len(p.companions.weights) > 0
	r.evidence.companions = math.Min(1, p.company(r)/manyCompanions)
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
		holds := math.Max(s.near, s.own)
		if holds < byCompany {
			holds = math.Max(holds, byCompany*math.Min(1, p.companyOf(s)/sentenceCompanions))
		}
		within := math.Min(1, least+(1-least)*holds)
		alone := math.Pow(s.near, 3) * math.Min(1, s.own+.5)
		s.About = r.About*within + (1-r.About)*.6*alone
	}
}

// piece is how many sentences of a digest behind one that holds half of the topic are of the same piece.
const piece = 3

// byCompany is what a sentence that holds companions alone counts as holding of the topic at most.
const byCompany = .8

// sentenceCompanions is the share of the companions' weight that a sentence on the topic
// holds.
const sentenceCompanions = .15

// Sentence is the one of the article that is such a range; the zero Sentence for none.
func (r *Reading) Sentence(of knowledge.Range) Sentence {
	if s := r.SentenceAt(of.Start); s != nil {
		return *s
	}
	return Sentence{}
}

// SentenceAt is the one of the article that begins at a byte of its text; nil for none.
func (r *Reading) SentenceAt(start int) *Sentence {
	i := sort.Search(len(r.Sentences), func(i int) bool { return r.Sentences[i].Start >= start })
	if i == len(r.Sentences) || r.Sentences[i].Start != start {
		return nil
	}
	return &r.Sentences[i]
}
