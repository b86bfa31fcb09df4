package story

import (
	"math"
	"slices"
)

// The features of a pair of articles, each in [0, 1] but where another range is
// named.
const (
	constant    = iota
	covered     // share of each one's weightiest terms that the other has, the smaller of the two
	headed      // share of each title's weight that stands in the other's title or lead, the mean of the two
	names       // cosine of the names
	copied      // share of the shingles of the one with fewer that the other has
	steady      // how far the text that does so less stays with its title
	even        // how evenly what they share lies over the text in which it does so less
	crowded     // share of names among the terms, the larger
	uneven      // how much longer one is
	dated       // share of the days named by the one that names fewer that the other names; half when either names none
	undated     // either names no day
	clash       // both titles have numbers, and none in common
	apart       // days between the publications, over four, in [0, 2]
	nextDay     // about a day or more apart
	sameOutlet  // printed by the same outlet
	featureSize // how many there are
)

type vector [featureSize]float64

// weights are those of the features: a logistic regression on the labelled pairs
// that are for training (TestLearn repeats it).
var weights = vector{
	constant: -4.36, covered: 2.75, headed: 2.42, names: 1.96, copied: -.91, steady: 1.85, even: 1.87, crowded: 1.26, uneven: .94,
	dated: 1.04, undated: .48, clash: -1.11, apart: -1.72, nextDay: .54, sameOutlet: -.80,
}

const (
	// topTerms is how many of an article's weightiest terms say what it is about.
	topTerms = 15
	// telling is the weight from which on a term tells where a text is about
	// what the other is about; one in about thirty articles has it.
	telling = 3.5
	// nextDayHours is from when on two articles are of two days; the time of
	// day is often not known.
	nextDayHours = 18
)

// probability is how likely two articles tell one story, in [0, 1].
func (v *vector) probability() float64 {
	sum := 0.0
	for i := range v {
		sum += v[i] * weights[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// side sums up one of two articles that are compared.
type side struct {
	*entry
	weights  [maxTerms]float64 // of its terms
	name     float64           // squares of the weights of names
	title    float64           // weight of the title
	headed   float64           // of that, what the other's title or lead has
	where    [parts]float64    // weight of what is shared, by the part of the text
	numbered bool              // the title has a number
}

// compare computes the features of a pair.
func (x *Index) compare(a, b *entry) vector {
	p, q := side{entry: a}, side{entry: b}
	dot, sameNumber := 0.0, false
	i, j := 0, 0
	for i < len(a.terms) || j < len(b.terms) {
		switch {
		case j == len(b.terms) || i < len(a.terms) && a.terms[i].hash < b.terms[j].hash:
			p.take(x, i)
			i++
		case i == len(a.terms) || b.terms[j].hash < a.terms[i].hash:
			q.take(x, j)
			j++
		default:
			s, t := a.terms[i], b.terms[j]
			idf := x.idf(s.hash)
			p.take(x, i)
			q.take(x, j)
			p.share(s, t, idf)
			q.share(t, s, idf)
			if s.kind&t.kind&isName != 0 {
				dot += p.weights[i] * q.weights[j]
			}
			sameNumber = sameNumber || s.kind&t.kind&inTitle != 0 && s.kind&isNumber != 0
			i++
			j++
		}
	}
	days := a.published.Sub(b.published).Abs().Hours() / 24
	v := vector{
		constant: 1,
		covered:  math.Min(p.covered(b), q.covered(a)),
		crowded:  float64(max(a.crowded, b.crowded)) / 100,
		headed:   (share(p.headed, p.title) + share(q.headed, q.title)) / 2,
		names:    share(dot, math.Sqrt(p.name*q.name)),
		copied:   contained(a.shingles, b.shingles),
		steady:   float64(min(a.steady, b.steady)) / 100,
		even:     math.Min(p.even(), q.even()),
		uneven:   math.Min(math.Abs(math.Log(float64(a.words+20)/float64(b.words+20))), 2) / 2,
		dated:    .5,
		apart:    math.Min(days/4, 2),
	}
	if n := min(len(a.days), len(b.days)); n > 0 {
		v[dated] = float64(common(a.days, b.days)) / float64(n)
	} else {
		v[undated] = 1
	}
	if p.numbered && q.numbered && !sameNumber {
		v[clash] = 1
	}
	if days*24 >= nextDayHours {
		v[nextDay] = 1
	}
	if a.source == b.source {
		v[sameOutlet] = 1
	}
	return v
}

// take sums up a term that is the side's own.
func (s *side) take(x *Index, i int) {
	t := s.terms[i]
	w := x.weight(t)
	s.weights[i] = w
	if t.kind&isName != 0 {
		s.name += w * w
	}
	if t.kind&inTitle != 0 {
		s.title += x.idf(t.hash)
		s.numbered = s.numbered || t.kind&isNumber != 0
	}
}

// share sums up a term of the side that the other side has too.
func (s *side) share(own, other sigTerm, idf float64) {
	if own.kind&inTitle != 0 && other.kind&(inTitle|inLead) != 0 {
		s.headed += idf
	}
	if idf < telling {
		return
	}
	for k := range s.where {
		if own.where>>k&1 != 0 {
			s.where[k] += idf
		}
	}
}

// covered is the share of the side's weightiest terms, by weight, that another
// article has.
func (s *side) covered(other *entry) float64 {
	var top [topTerms]float64
	n := 0
	for i := range s.terms {
		w := s.weights[i]
		if n < topTerms {
			n++
		} else if w <= top[n-1] {
			continue
		}
		k := n - 1
		for ; k > 0 && top[k-1] < w; k-- {
			top[k] = top[k-1]
		}
		top[k] = w
	}
	all, has := 0.0, 0.0
	for i, t := range s.terms {
		if w := s.weights[i]; n > 0 && w >= top[n-1] {
			all += w
			if other.has(t.hash) {
				has += w
			}
		}
	}
	return share(has, all)
}

// even is 1 when what is shared has the same weight in all parts of the text, and
// near 0 when all of it lies in one: in a briefing, say.
func (s *side) even() float64 {
	sum, squares := 0.0, 0.0
	for _, w := range s.where {
		sum += w
		squares += w * w
	}
	return share(sum*sum, parts*squares)
}

// has reports whether an article has a term at all, kept or not.
func (e *entry) has(hash uint32) bool {
	_, ok := slices.BinarySearch(e.vocabulary, short(hash))
	return ok
}

func share(part, of float64) float64 { return part / math.Max(of, 1e-9) }

// contained is the share of the smaller of two sketches that the other has. Only
// hashes below the largest that both kept can be compared.
func contained(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	top := uint32(math.MaxUint32)
	if len(a) == maxShingles {
		top = min(top, a[len(a)-1])
	}
	if len(b) == maxShingles {
		top = min(top, b[len(b)-1])
	}
	n := min(below(a, top), below(b, top))
	if n < fewShingles {
		return 0
	}
	return float64(common(a[:below(a, top)], b[:below(b, top)])) / float64(n)
}

// fewShingles is below how many shingles that can be compared nothing is said of
// copies.
const fewShingles = 8

func below(list []uint32, top uint32) int {
	n := len(list)
	for n > 0 && list[n-1] > top {
		n--
	}
	return n
}

// common counts what two sorted lists share.
func common(a, b []uint32) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case b[j] < a[i]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}
