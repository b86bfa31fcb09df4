package answer

import "math"

const (
	// sure is the confidence from which on the verdict is an answer.
	sure = .5
	// closeBy is the share of the question's weight that a sentence with its
	// neighbours and title has to hold to be shown as the nearest.
	closeBy = .25
)

// confidence is how likely the best sentence holds the answer, in [0, 1].
func (q *question) confidence(ranked []candidate) float64 {
	v := ranked[0].vector
	return 1 / (1 + math.Exp(-(6*(v[held]+.7*v[near]+.7*v[titled]+.4*v[around]) - 4)))
}
