package answer

import (
	"math"

	"quoth/knowledge"
)

const (
	// sure is the confidence from which on the verdict is an answer.
	sure = .6
	// closeBy is the share of the question's weight that a sentence with its
	// neighbours and title has to hold to be shown as the nearest.
	closeBy = .25
)

// ruling is what evidence looks at: ranked sentences, of which there is at least
// one, and what is shown of the best.
type ruling struct {
	q      *question
	ranked []*candidate
	best   *candidate
	beside *candidate // its companion; nil for none
	said   sayings
	quote  knowledge.Quote // of the best and its companion
	shown  *passages       // the same, with what may be the words that answer
	words  *option         // those of them that were chosen; nil for none
}

// ruleOn reads ranked sentences. The words that answer are not chosen yet.
func ruleOn(q *question, ranked []*candidate) *ruling {
	r := &ruling{q: q, ranked: ranked, best: ranked[0], beside: companion(ranked), said: sayingsOf(ranked)}
	r.quote = quoteOf(r.best)
	accompany(&r.quote, r.beside)
	r.shown = r.said.read(&r.quote, r.best, r.beside)
	return r
}

// ruleOn reads ranked sentences and chooses the words that answer.
func (m *model) ruleOn(q *question, ranked []*candidate) *ruling {
	r := ruleOn(q, ranked)
	r.words = r.shown.choose(m.words(q))
	return r
}

// signs are the signs for what is ruled on, without what is made of them.
func (r *ruling) signs() []float64 {
	out := make([]float64, len(signs))
	for i := range signs {
		out[i] = signs[i].of(r)
	}
	return out
}

// unsaid reports whether nothing that is shown says what is asked about a name: of the
// words of the question that are no names none stands there, nor one like them.
func (r *ruling) unsaid() bool {
	plain := r.best.m.plain
	if r.q.elliptic { // it is asked about what it names
		plain &^= r.best.m.borrowed
	}
	if plain == 0 || r.terms()&plain != 0 {
		return false
	}
	said := r.best.softly(plain)
	if r.beside != nil {
		said = math.Max(said, r.beside.softly(plain))
	}
	return said < saidSoftly*r.q.weight(plain)
}

// saidSoftly is the share of the weight of such words that has to be said in words of a
// like meaning, where none of them is said.
const saidSoftly = .3

// confidence is how likely the first quote holds the answer, in [0, 1]: a logistic
// regression on the signs and what is made of them, mapped by a monotone function to
// how often such quotes did hold it. A quote that does not say what is asked about a
// name is never an answer, whatever the rest of the signs.
func (m *model) confidence(r *ruling) float64 {
	c := m.calibrated(logistic(dot(derive(r.signs()), m.verdict)))
	switch {
	case r.unsaid():
		return math.Min(c, unsaidMost)
	case r.q.when.news && r.missing(r.terms()) == 0: // whatever is newest of it answers
		return math.Max(c, newsLeast)
	}
	return c
}

const (
	// unsaidMost is the confidence at most in a quote that does not say what is asked about
	// a name.
	unsaidMost = .35
	// newsLeast is the confidence at least in the news on what is asked about, where the
	// quote and its title hold all of it: of 13 such questions to learn from, over thousands
	// of articles, 8 were answered.
	newsLeast = .62
)

// calibrated maps a raw probability to how often such quotes hold the answer; see
// learnCalibration.
func (m *model) calibrated(p float64) float64 {
	if m.calibration == nil {
		return p
	}
	listed := logistic(dot(logarithms(p), m.calibration))
	return listed + unlisted*(1-listed)
}

// logarithms are those of a probability and of what it leaves, both ascending with it, and
// a constant.
func logarithms(p float64) []float64 {
	const edge = 1e-6
	p = min(max(p, edge), 1-edge)
	return []float64{math.Log(p), -math.Log1p(-p), 1}
}
