package answer

import "math"

const (
	// sure is the confidence from which on the verdict is an answer. Of the shared
	// questions three quarters with a stored answer reach it, and an eighth of
	// those without.
	sure = .3
	// closeBy is the share of the question's weight that a sentence with its
	// neighbours and title has to hold to be shown as the nearest.
	closeBy = .25
)

// The evidence that the best sentence holds the answer.
const (
	constant     = iota
	sentenceHeld // the sentence's features of the same names
	contextHeld  // with its neighbours and the title
	articleHeld  // with the whole article
	pairsHeld
	kindFits
	namesMissing
	numbersMissing
	atHead
	margin  // how far it stands before the best sentence of another article
	titleOf // share of the weight in the title
	allHeld // the sentence holds every word of a question of two and more, and something of the kind that is asked for
	evidences
)

type evidence [evidences]float64

func (e *evidence) dot(w *evidence) float64 {
	sum := 0.0
	for i := range e {
		sum += e[i] * w[i]
	}
	return sum
}

// evidence is that of ranked sentences, of which there is at least one.
func (q *question) evidence(ranked []candidate) evidence {
	best := ranked[0]
	v := best.vector
	second := 0.0
	for _, c := range ranked {
		if c.document.ID != best.document.ID {
			second = c.score
			break
		}
	}
	e := evidence{
		constant: 1, sentenceHeld: v[held], contextHeld: v[held] + v[near] + v[titled], articleHeld: v[whole], pairsHeld: v[paired],
		kindFits: v[fitting] + v[fittingNumber], namesMissing: v[namesGone], numbersMissing: v[numbersGone], atHead: v[leading],
		margin: math.Min(best.score-second, 4) / 4, titleOf: v[heading],
	}
	if len(q.terms) > 1 && v[held] > .999 && v[fitting]+v[fittingNumber] > 0 {
		e[allHeld] = 1
	}
	return e
}

// verdictWeights are those of the evidence: a logistic regression on quiz
// questions whose answers are stored and on those whose are not
// (TestLearnVerdict repeats it).
var verdictWeights = evidence{
	constant: -3.3, sentenceHeld: -.7, contextHeld: .8, articleHeld: .6, pairsHeld: 1.6, kindFits: .6,
	namesMissing: -1.2, numbersMissing: -.8, atHead: .5, margin: 1.2, titleOf: .7,
	// A quiz asks in a roundabout way, people in few words: too few questions of
	// the quiz have all their words in one sentence to learn what that says.
	allHeld: 1,
}

// confidence is how likely the best sentence holds the answer, in [0, 1].
func (q *question) confidence(ranked []candidate) float64 {
	e := q.evidence(ranked)
	return 1 / (1 + math.Exp(-e.dot(&verdictWeights)))
}
