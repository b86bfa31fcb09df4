package answer

import (
	"math/bits"
	"strings"

	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

const (
	// akin is the similarity above which two words begin to mean the like: "storm" and
	// "weather" stand at about .5, words by chance below .2.
	akin = .35
	// longestSoft is how many words of a sentence are compared.
	longestSoft = 60
)

// meanings are the vectors of the words of a question, by term.
func (q *question) meanings() []lexicon.Vector {
	if q.vectors == nil {
		q.vectors = make([]lexicon.Vector, len(q.terms))
		for i, t := range q.terms {
			if !t.number {
				q.vectors[i] = lexicon.VectorOf(text.Fold(t.word))
			}
		}
	}
	return q.vectors
}

// soft is how much of the question's weight that the sentence does not hold it holds in
// words of a like meaning, in [0, 1]: for each such term the most similar word counts
// (soft cardinality; S. Jimenez and others, SemEval 2012).
func (v *view) soft() float64 {
	all := ^uint64(0)
	if n := len(v.q.terms); n < 64 {
		all = 1<<n - 1
	}
	return v.softly(all) / v.m.total
}

// softly is the weight of some terms that the sentence does not hold but in words of a
// like meaning.
func (v *view) softly(terms uint64) float64 {
	missing := terms &^ v.x.terms
	if missing == 0 {
		return 0
	}
	meanings := v.q.meanings()
	best := make([]float64, len(v.q.terms))
	s := v.text()
	n := 0
	for sp := range text.Words(s) {
		word := strings.ToLower(sp.In(s))
		if len(word) < 3 || text.Stopword(word, "en") {
			continue
		}
		if n++; n > longestSoft {
			break
		}
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		vector := lexicon.VectorOf(word)
		if !vector.Known() {
			continue
		}
		for rest := missing; rest != 0; rest &= rest - 1 {
			i := bits.TrailingZeros64(rest)
			best[i] = max(best[i], meanings[i].Similarity(vector))
		}
	}
	sum := 0.0
	for i, b := range best {
		if b > akin {
			sum += v.q.terms[i].weight * (b - akin) / (1 - akin)
		}
	}
	return sum
}
