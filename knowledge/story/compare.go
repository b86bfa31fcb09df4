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
func (v *vector) probability() float64 { return 1 / (1 + math.Exp(-v.sum())) }

// sum is that of the weighted features.
func (v *vector) sum() float64 {
	sum := 0.0
	for i := range v {
		sum += v[i] * weights[i]
	}
	return sum
}

// weighed is an article with the weights of its terms.
type weighed struct {
	*entry
	idf, weights [maxTerms]float64 // of its terms
	least        float64           // the least weight of the weightiest terms
	about        float64           // sum of the weights of these
	name         float64           // squares of the weights of names
	title        float64           // sum over the title's terms
	numbered     bool              // the title has a number
}

// weigh weighs the terms of an article.
func (x *Index) weigh(e *entry) *weighed { return x.weighInto(&weighed{}, e) }

// weighInto is weigh into w, which holds another article's weights.
func (x *Index) weighInto(w *weighed, e *entry) *weighed {
	w.entry, w.about, w.name, w.title, w.numbered, w.least = e, 0, 0, 0, false, 0
	var top [topTerms]float64 // the weightiest, descending
	n := 0
	for i, t := range e.terms {
		w.idf[i] = x.idf(e.numbers[i])
		weight := logCount[t.count] * w.idf[i]
		w.weights[i] = weight
		if t.kind&isName != 0 {
			w.name += weight * weight
		}
		if t.kind&inTitle != 0 {
			w.title += w.idf[i]
			w.numbered = w.numbered || t.kind&isNumber != 0
		}
		if n < topTerms {
			n++
		} else if weight <= top[n-1] {
			continue
		}
		k := n - 1
		for ; k > 0 && top[k-1] < weight; k-- {
			top[k] = top[k-1]
		}
		top[k] = weight
	}
	if n > 0 {
		w.least = top[n-1]
	}
	for i := range e.terms {
		if w.weights[i] >= w.least {
			w.about += w.weights[i]
		}
	}
	return w
}

// logCount is 1 + ln of a term's count.
var logCount = func() (table [math.MaxUint8 + 1]float64) {
	for n := range table {
		table[n] = 1 + math.Log(math.Max(float64(n), 1))
	}
	return table
}()

// overlap sums up what one article shares with another.
type overlap struct {
	headed float64        // weight of the title's terms that stand in the other's title or lead
	where  [parts]float64 // weight, by the part of the text
}

// add adds a shared term.
func (o *overlap) add(own, other sigTerm, idf float64) {
	if own.kind&inTitle != 0 && other.kind&(inTitle|inLead) != 0 {
		o.headed += idf
	}
	if idf < telling {
		return
	}
	for k := range o.where {
		if own.where>>k&1 != 0 {
			o.where[k] += idf
		}
	}
}

// inCommon is what two articles share, a and b, and what follows from that.
type inCommon struct {
	a, b       overlap // of each one with the other
	covered    float64 // as the feature
	names      float64 // sum of the products of the weights of names
	ofNames    float64 // sum of the squares of the weights of b's names
	title      float64 // sum over b's title
	numbered   bool    // b's title has a number
	sameNumber bool    // both titles have it
}

// compare computes the features of a pair.
func compare(a, b *weighed) vector {
	s := inCommon{ofNames: b.name, title: b.title, numbered: b.numbered, covered: math.Min(a.covered(b.entry), b.covered(a.entry))}
	for i, j := 0, 0; i < len(a.terms) && j < len(b.terms); {
		t, u := a.terms[i], b.terms[j]
		switch {
		case t.hash < u.hash:
			i++
		case u.hash < t.hash:
			j++
		default:
			s.add(t, u, a.idf[i], a.weights[i], b.weights[j])
			i++
			j++
		}
	}
	v := features(a, b.entry, &s)
	v[copied] = contained(a.shingles, b.shingles)
	return v
}

// add adds a term that both have.
func (s *inCommon) add(a, b sigTerm, idf, weightA, weightB float64) {
	s.a.add(a, b, idf)
	s.b.add(b, a, idf)
	if a.kind&b.kind&isName != 0 {
		s.names += weightA * weightB
	}
	s.sameNumber = s.sameNumber || a.kind&b.kind&inTitle != 0 && a.kind&isNumber != 0
}

// features are those of a pair but for copied, which is 0.
func features(a *weighed, b *entry, s *inCommon) vector {
	days := a.published.Sub(b.published).Abs().Hours() / 24
	v := vector{
		constant: 1,
		covered:  s.covered,
		headed:   (share(s.a.headed, a.title) + share(s.b.headed, s.title)) / 2,
		names:    share(s.names, math.Sqrt(a.name*s.ofNames)),
		steady:   float64(min(a.steady, b.steady)) / 100,
		even:     math.Min(s.a.even(), s.b.even()),
		crowded:  float64(max(a.crowded, b.crowded)) / 100,
		uneven:   math.Min(math.Abs(math.Log(float64(a.words+20)/float64(b.words+20))), 2) / 2,
		dated:    .5,
		apart:    math.Min(days/4, 2),
	}
	if n := min(len(a.days), len(b.days)); n > 0 {
		v[dated] = float64(common(a.days, b.days)) / float64(n)
	} else {
		v[undated] = 1
	}
	if a.numbered && s.numbered && !s.sameNumber {
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

// near reports whether an article may be one that draws another one in: it is false only where
// compare and judge find a probability below join. It weighs no more of the article than
// its title and what both have. The other one is placed.
func (x *Index) near(a *weighed, b *entry) bool {
	var s inCommon
	for j, n := range b.numbers {
		u := &b.terms[j]
		if u.kind&inTitle != 0 {
			s.title += x.idf(n)
			s.numbered = s.numbered || u.kind&isNumber != 0
		}
		if i := x.places[n]; i > 0 {
			weight := logCount[u.count] * a.idf[i-1]
			if u.kind&isName != 0 {
				s.ofNames += weight * weight // there are more names, and the cosine is no larger
			}
			s.add(a.terms[i-1], *u, a.idf[i-1], a.weights[i-1], weight)
		}
	}
	v := features(a, b, &s)
	least := math.Log(join/(1-join)) - v.sum() - rounding
	return least <= 0 || least <= weights[covered] && a.mayCover(b, least/weights[covered]) || mayCopy(a.shingles, b.shingles)
}

// rounding is more than two ways to add up the same differ by.
const rounding = 1e-9

// place has near compare articles with one; nil for none.
func (x *Index) place(w *weighed) {
	for _, n := range x.placed {
		x.places[n] = 0
	}
	x.placed = x.placed[:0]
	if w == nil {
		return
	}
	if len(x.places) < len(x.df) {
		x.places = append(x.places, make([]uint8, len(x.df)-len(x.places))...)
	}
	for i, n := range w.numbers {
		if n != noNumber {
			x.places[n] = uint8(i + 1)
			x.placed = append(x.placed, n)
		}
	}
}

// covered is the share of the article's weightiest terms, by weight, that another
// one has.
func (w *weighed) covered(other *entry) float64 {
	has := 0.0
	for i, t := range w.terms {
		if w.weights[i] >= w.least && other.has(t.hash) {
			has += w.weights[i]
		}
	}
	return share(has, w.about)
}

// mayCover is false only where less than a share of the article's weightiest terms is covered: it stops where too few
// are left for that.
func (w *weighed) mayCover(other *entry, least float64) bool {
	left := w.about
	for i, t := range w.terms {
		if w.weights[i] < w.least || other.has(t.hash) {
			continue
		}
		if left -= w.weights[i]; share(left, w.about) < least-rounding {
			return false
		}
	}
	return true
}

// even is 1 when what is shared has the same weight in all parts of the text, and
// near 0 when all of it lies in one: in a briefing, say.
func (o *overlap) even() float64 {
	sum, squares := 0.0, 0.0
	for _, w := range o.where {
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
	a, b = compared(a, b)
	n := min(len(a), len(b))
	if n < fewShingles {
		return 0
	}
	return float64(common(a, b)) / float64(n)
}

// compared is the hashes of two sketches that can be compared.
func compared(a, b []uint32) (x, y []uint32) {
	top := uint32(math.MaxUint32)
	if len(a) == maxShingles {
		top = min(top, a[len(a)-1])
	}
	if len(b) == maxShingles {
		top = min(top, b[len(b)-1])
	}
	return a[:below(a, top)], b[:below(b, top)]
}

// mayCopy is false only where less than copyShare is contained: it stops where too few
// hashes are left for that.
func mayCopy(a, b []uint32) bool {
	a, b = compared(a, b)
	n := min(len(a), len(b))
	if n < fewShingles {
		return false
	}
	for least := int(copyShare * float64(n)); least > 0; {
		switch {
		case len(a) < least || len(b) < least:
			return false
		case a[0] < b[0]:
			a = a[1:]
		case b[0] < a[0]:
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
			least--
		}
	}
	return true
}

// fewShingles is below how many shingles that can be compared nothing is said of
// copies.
const fewShingles = 8

func below(list []uint32, top uint32) int {
	if len(list) == 0 || list[len(list)-1] <= top {
		return len(list)
	}
	n, found := slices.BinarySearch(list, top)
	for found && n < len(list) && list[n] == top {
		n++
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
