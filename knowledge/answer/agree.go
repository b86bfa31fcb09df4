package answer

import (
	"math"
	"slices"

	"quoth/knowledge/text"
)

// words is a sentence as the second pass reads it.
type words struct {
	fresh   []string // stems of its names and numbers that the question does not hold
	content int      // how many of its words are no function words
	asked   int      // how many of them the question holds
	key     string   // its words without case and punctuation, to know copies by
}

// words reads the sentence, once.
func (v *view) words() *words {
	if v.read == nil {
		w := &words{key: foldWords(v.text())}
		for _, t := range v.terms() {
			if t.Stop {
				continue
			}
			w.content++
			if _, held := v.q.index[t.Stem]; held {
				w.asked++
			} else if (t.Capital || t.Number || numerals[t.Stem]) && !calendar[t.Stem] {
				w.fresh = append(w.fresh, t.Stem)
			}
		}
		v.read = w
	}
	return v.read
}

// support is how much the articles of a pool say of names and numbers: what an
// article's best sentences hold that the question does not.
type support struct {
	by map[string][]voice // stem -> who says it, in the order of the pool
}

// voice is an article that says something.
type voice struct {
	article int64
	weight  float64 // how well its best sentence that does did in the first pass
}

// perSupport is how many sentences of an article speak for what they hold.
const perSupport = 2

// supportOf collects it. Copies of one text speak once.
func supportOf(pool []*candidate) *support {
	s := &support{by: map[string][]voice{}}
	said, keys := map[int64]int{}, map[string]bool{}
	for _, c := range pool {
		w := c.words()
		if said[c.document.ID] == perSupport || keys[w.key] {
			continue
		}
		said[c.document.ID]++
		keys[w.key] = true
		weight := math.Exp(c.score - pool[0].score)
		for _, stem := range w.fresh {
			if !slices.ContainsFunc(s.by[stem], func(v voice) bool { return v.article == c.document.ID }) { // its best one was first
				s.by[stem] = append(s.by[stem], voice{c.document.ID, weight})
			}
		}
	}
	return s
}

// elsewhere is what the articles but one say of a stem.
func (s *support) elsewhere(stem string, article int64) float64 {
	sum := 0.0
	for _, v := range s.by[stem] {
		if v.article != article {
			sum += v.weight
		}
	}
	return sum
}

// agreed is how far other articles' best sentences hold the names and numbers of
// this one that the question does not hold: of the one that is held the most, and
// of all on average (answer redundancy: Clarke, Cormack and Lynam, Exploiting
// Redundancy in Question Answering, 2001).
func (v *view) agreed() (most, mean float64) {
	if v.support == nil {
		return 0, 0
	}
	w := v.words()
	for _, stem := range w.fresh {
		e := v.support.elsewhere(stem, v.document.ID)
		most = math.Max(most, e)
		mean += e / float64(len(w.fresh))
	}
	return math.Min(most, 3) / 3, math.Min(mean, 2) / 2
}

// agreedSpan is the same of the words that answer.
func (v *view) agreedSpan(words string) float64 {
	if v.support == nil || words == "" {
		return 0
	}
	sum, n := 0.0, 0.0
	for _, t := range text.AppendTerms(nil, words, v.document.Language) {
		if t.Stop {
			continue
		}
		if _, held := v.q.index[t.Stem]; held {
			continue
		}
		sum += math.Min(3, v.support.elsewhere(t.Stem, v.document.ID)) / 3
		n++
	}
	return sum / math.Max(n, 1)
}

// titledAnswer is the share of the words that answer which the title holds.
func (v *view) titledAnswer() float64 {
	held, n := 0, 0
	title := v.scan.words(v.document)
	for w := range contentWords(v.typed().best.In(v.document.Text), v.document.Language) {
		if _, asked := v.q.index[w]; asked {
			continue
		}
		n++
		if title[w] {
			held++
		}
	}
	return float64(held) / float64(max(n, 1))
}

// again is how often the words that answer stand in other sentences of the article among
// the pool's, up to two.
func (v *view) again() float64 {
	best := &v.typed().best
	if best.Len() <= 0 {
		return 0
	}
	n := 0
	for _, c := range v.pool {
		if c.document != v.document || c.at == v.at {
			continue
		}
		for i := range c.typed().all {
			if c.typed().all[i].saying == best.saying {
				n++
				break
			}
		}
	}
	return math.Min(float64(n), 2) / 2
}
