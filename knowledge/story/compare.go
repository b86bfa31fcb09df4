package story

import (
	"math"
)

// The features of a pair of articles, each in about [0, 1].
const (
	constant   = iota
	bodies     // cosine of all kept terms
	titles     // cosine of the titles' terms
	leads      // cosine of the leads' terms
	names      // cosine of the names
	crossed    // share of each title's weight that stands in the other article, the smaller of the two
	figures    // share of the numbers of the one with fewer that the other has; half when either has none
	copied     // share of the sampled shingles of the one with fewer that the other has
	apart      // days between the publications, over four
	sameSource // printed by the same outlet
	rarest     // weight of the rarest shared name, over that of a word that stands in one article
	bodies2    // squares, since the decision is steep in the middle
	leads2
	names2
	headed     // share of the titles' weight that stands in the other's title or lead, both ways
	headedLess // the smaller of the two ways
	nextDay    // a day or more apart
	ownFollow  // by the same outlet, a day or more apart
	ownBodies  // bodies, by the same outlet
	rare       // weight of the shared terms that few articles have, over ten such
	uneven     // how much longer one is
	bothWays   // bodies times crossed
	features
)

type vector [features]float64

// weights are those of the features: a logistic regression on the half of the
// hand-labelled pairs that is for training (TestLearn repeats it).
var weights = vector{
	constant: -2.56, bodies: .68, titles: -.63, leads: -.07, names: .90, crossed: .40, figures: .38, copied: .58, apart: -2.03,
	sameSource: -.96, rarest: -.34, bodies2: .79, leads2: .81, names2: 1.34, headed: .74, headedLess: .81, nextDay: -1.41,
	ownFollow: .21, ownBodies: -.53, rare: .73, uneven: -.14, bothWays: 1.42,
}

// probability is how likely two articles tell one story, in [0, 1].
func (v *vector) probability() float64 {
	sum := 0.0
	for i := range v {
		sum += v[i] * weights[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// compare computes the features of a pair.
func (x *Index) compare(a, b *entry) vector {
	v := vector{constant: 1, figures: .5}
	var dot, aa, bb [4]float64 // all, title, lead, name
	var cross, titleA, titleB float64
	crossA, crossB, headA, headB := 0.0, 0.0, 0.0, 0.0
	kinds := [4]uint8{0, inTitle, inLead, isName}
	weigh := func(t sigTerm, w float64, to *[4]float64) {
		for k, kind := range kinds {
			if kind == 0 || t.kind&kind != 0 {
				to[k] += w * w
			}
		}
	}
	i, j := 0, 0
	for i < len(a.terms) || j < len(b.terms) {
		switch {
		case j == len(b.terms) || i < len(a.terms) && a.terms[i].hash < b.terms[j].hash:
			w := x.weight(a.terms[i])
			weigh(a.terms[i], w, &aa)
			if a.terms[i].kind&inTitle != 0 {
				titleA += w
			}
			i++
		case i == len(a.terms) || b.terms[j].hash < a.terms[i].hash:
			w := x.weight(b.terms[j])
			weigh(b.terms[j], w, &bb)
			if b.terms[j].kind&inTitle != 0 {
				titleB += w
			}
			j++
		default:
			s, t := a.terms[i], b.terms[j]
			wa, wb := x.weight(s), x.weight(t)
			weigh(s, wa, &aa)
			weigh(t, wb, &bb)
			for k, kind := range kinds {
				if kind == 0 || s.kind&kind != 0 && t.kind&kind != 0 {
					dot[k] += wa * wb
				}
			}
			if s.kind&inTitle != 0 {
				titleA += wa
				crossA += wa
				if t.kind&(inTitle|inLead) != 0 {
					headA += wa
				}
			}
			if t.kind&inTitle != 0 {
				titleB += wb
				crossB += wb
				if s.kind&(inTitle|inLead) != 0 {
					headB += wb
				}
			}
			if s.kind&isName != 0 && t.kind&isName != 0 {
				v[rarest] = math.Max(v[rarest], x.idf(s.hash)/x.idf(0))
			}
			if df := x.df[s.hash]; df <= fewHave {
				v[rare] += .1
			}
			i++
			j++
		}
	}
	for k, at := range [4]int{bodies, titles, leads, names} {
		if aa[k] > 0 && bb[k] > 0 {
			v[at] = dot[k] / math.Sqrt(aa[k]*bb[k])
		}
	}
	cross = math.Min(crossA/math.Max(titleA, 1e-9), crossB/math.Max(titleB, 1e-9))
	v[crossed] = cross
	if n := min(len(a.numbers), len(b.numbers)); n > 0 {
		v[figures] = float64(common(a.numbers, b.numbers)) / float64(n)
	}
	v[copied] = contained(a.shingles, b.shingles)
	v[apart] = math.Min(math.Abs(a.published.Sub(b.published).Hours())/24/4, 2)
	if a.source == b.source {
		v[sameSource] = 1
	}
	v[rare] = math.Min(v[rare], 1.5)
	v[bodies2], v[leads2], v[names2] = v[bodies]*v[bodies], v[leads]*v[leads], v[names]*v[names]
	headA, headB = headA/math.Max(titleA, 1e-9), headB/math.Max(titleB, 1e-9)
	v[headed], v[headedLess] = (headA+headB)/2, math.Min(headA, headB)
	if v[apart] >= .2 {
		v[nextDay] = 1
	}
	v[ownFollow], v[ownBodies] = v[nextDay]*v[sameSource], v[bodies]*v[sameSource]
	v[uneven] = math.Min(math.Abs(math.Log(float64(a.words+20)/float64(b.words+20))), 2) / 2
	v[bothWays] = v[bodies] * v[crossed]
	return v
}

// fewHave is how many articles have a term that is rare: a name in one or two
// stories.
const fewHave = 30

// contained is the share of the smaller of two samples that the other has. Only
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

// fewShingles is below how many sampled shingles nothing is said of copies: about
// twenty words of text.
const fewShingles = 4

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
