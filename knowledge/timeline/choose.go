package timeline

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/topic"
)

// fact is a fact with what it says about the topic.
type fact struct {
	knowledge.Fact
	article *topic.Reading
	about   float64
	weight  float64            // of what it says, beside the other facts of its date
	counts  float64            // what it adds to its date
	titled  float64            // share of its article's title that its sentence says
	words   int                // of the sentence
	terms   map[string]float64 // by stem, how rare it is among the facts
	stems   []string           // of terms, in the order of the sentence
	length  float64            // of the vector of terms
}

// date is a date with its facts.
type date struct {
	iso    string
	facts  []*fact
	weight float64
	told   []*fact            // those that are shown
	middle map[string]float64 // see centre
}

// What facts add to their date. A date that later articles come back to matters
// more than one that is only reported on; the figures were set on two of the four
// shared topics.
const (
	byDate     = .5
	lookedBack = 1.5
	// inHeadline is what a fact gains that the beginning of its article tells and its headline
	// says: that is what happened, all else is around it. lead is how many bytes of a text
	// are its beginning.
	inHeadline = 3
	lead       = 600
	// leastAbout is how far a sentence must be about the topic to be a fact of it.
	leastAbout = .45
)

// gather gathers the facts of the articles that are about the topic by date, in date
// order.
func gather(stored []knowledge.Fact, articles map[int64]*topic.Reading) []*date {
	byISO := map[string]*date{}
	var dates []*date
	df := map[string]int{}
	n := 0
	for _, f := range stored {
		x := read(f, articles[f.ArticleID])
		if x == nil {
			continue
		}
		d := byISO[f.Date]
		if d == nil {
			d = &date{iso: f.Date}
			byISO[f.Date] = d
			dates = append(dates, d)
		}
		d.facts = append(d.facts, x)
		d.weight += x.counts
		n++
		for _, stem := range x.stems {
			df[stem]++
		}
	}
	for _, d := range dates {
		for _, f := range d.facts {
			for _, stem := range f.stems {
				f.terms[stem] = idf(df[stem], n)
			}
			f.length = math.Sqrt(f.dot(f.terms)) + 1e-9
		}
	}
	return dates
}

// read reads a stored fact; nil when its sentence is not about the topic.
func read(f knowledge.Fact, r *topic.Reading) *fact {
	at, ok := slices.BinarySearchFunc(r.Sentences, f.Sentence.Start, func(s topic.Sentence, start int) int { return s.Start - start })
	if !ok {
		return nil
	}
	s := &r.Sentences[at]
	if s.About < leastAbout {
		return nil
	}
	x := &fact{Fact: f, article: r, about: s.About, words: len(s.Terms), stems: s.Stems(), terms: map[string]float64{}}
	title := 0
	for _, t := range r.Headline {
		if !t.Stop {
			title++
			if slices.Contains(x.stems, t.Stem) {
				x.titled++
			}
		}
	}
	x.titled /= math.Max(1, float64(title))
	kind := 1.0
	switch {
	case f.Basis.Kind == knowledge.ByDate:
		kind = byDate
	case f.Granularity == knowledge.Day && !r.Published.IsZero() && f.Date < r.Published.Format(time.DateOnly):
		kind = lookedBack
	}
	x.weight = kind * r.About * s.About
	x.counts = x.weight
	if f.Sentence.Start < lead {
		x.counts *= 1 + inHeadline*x.titled
	}
	return x
}

// idf is the inverse document frequency of BM25 over at least a hundred facts, below
// which it can't be told which words are rare.
func idf(in, of int) float64 {
	n := math.Max(float64(of), 100)
	return math.Log(1 + (n-float64(in)+.5)/(float64(in)+.5))
}

// choose returns the dates of a timeline with what is told of each: the days that weigh
// most, and where there are too few of them the months and years in which no day is
// chosen. A date of which nothing is left to tell is passed over.
func choose(dates []*date, n, perDate int) []*date {
	order := slices.Clone(dates)
	day := func(d *date) int {
		if d.facts[0].Granularity == knowledge.Day {
			return 0
		}
		return 1
	}
	slices.SortFunc(order, func(a, b *date) int {
		return cmp.Or(day(a)-day(b), cmp.Compare(b.weight, a.weight), cmp.Compare(a.iso, b.iso))
	})
	var chosen []*date
	for _, d := range order {
		if len(chosen) == n {
			break
		}
		within := func(c *date) bool { return strings.HasPrefix(c.iso, d.iso) || strings.HasPrefix(d.iso, c.iso) }
		if slices.ContainsFunc(chosen, within) {
			continue
		}
		if d.told = d.best(perDate, chosen); len(d.told) > 0 {
			chosen = append(chosen, d)
		}
	}
	return chosen
}

const (
	// shortest and longest are how many words a sentence of a timeline should
	// have: shorter ones say too little, longer ones are lists.
	shortest, longest = 8, 60
	// recalls is the cosine from which on a sentence recalls what happened on another date.
	recalls = .45
	// alike is the cosine from which on two sentences say the same.
	alike = .5
)

// centre is what the facts of a date say together, as a vector of length 1.
func (d *date) centre() map[string]float64 {
	if d.middle != nil {
		return d.middle
	}
	d.middle = map[string]float64{}
	var stems []string
	for _, f := range d.facts {
		for _, stem := range f.stems {
			if d.middle[stem] == 0 {
				stems = append(stems, stem)
			}
			d.middle[stem] += f.weight * f.terms[stem] / f.length
		}
	}
	sum := 0.0
	for _, stem := range stems {
		sum += d.middle[stem] * d.middle[stem]
	}
	for _, stem := range stems {
		d.middle[stem] /= math.Sqrt(sum) + 1e-9
	}
	return d.middle
}

// best returns the facts that say best what is said of a date, none of which says again
// what happened on the dates that are chosen already, the heavier ones: long after an
// event every article on its consequences recalls it.
func (d *date) best(n int, chosen []*date) []*fact {
	score := make(map[*fact]float64, len(d.facts))
	for _, f := range d.facts {
		own, elsewhere := f.dot(d.centre())/f.length, 0.0
		for _, c := range chosen {
			if c.iso > d.iso {
				continue // what is still to come can't be recalled
			}
			elsewhere = math.Max(elsewhere, f.dot(c.centre())/f.length)
		}
		x := own * (1 - elsewhere/2) * f.about * (1 + f.titled)
		if elsewhere >= recalls {
			x = 0
		}
		if f.Basis.Kind != knowledge.ByDate {
			x *= 1.2
		}
		if f.Sentence.Start < lead {
			x *= 1.2
		}
		if f.words < shortest || f.words > longest {
			x *= .3
		}
		score[f] = x
	}
	order := slices.Clone(d.facts)
	slices.SortFunc(order, func(a, b *fact) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(a.ArticleID, b.ArticleID), cmp.Compare(a.Sentence.Start, b.Sentence.Start), cmp.Compare(a.Basis.Start, b.Basis.Start))
	})
	var picked []*fact
	for _, f := range order {
		if len(picked) == n || score[f] == 0 {
			break
		}
		same := func(o *fact) bool {
			return o.ArticleID == f.ArticleID && o.Sentence == f.Sentence || cosine(o, f) >= alike
		}
		if !slices.ContainsFunc(picked, same) && !slices.ContainsFunc(chosen, func(c *date) bool { return slices.ContainsFunc(c.told, same) }) {
			picked = append(picked, f)
		}
	}
	return picked
}

func (f *fact) quote() Dated {
	heading := f.article.Article
	heading.Text = ""
	return Dated{
		Quote: knowledge.Quote{Article: heading, Range: f.Sentence, Text: f.article.Text[f.Sentence.Start:f.Sentence.End], Score: f.about},
		Basis: f.Basis,
	}
}

// cosine is how alike the sentences of two facts are, [0, 1].
func cosine(a, b *fact) float64 { return a.dot(b.terms) / a.length / b.length }

// dot is the product of a fact's terms and others, summed in an order that is the same
// each time.
func (f *fact) dot(other map[string]float64) float64 {
	sum := 0.0
	for _, stem := range f.stems {
		sum += f.terms[stem] * other[stem]
	}
	return sum
}
