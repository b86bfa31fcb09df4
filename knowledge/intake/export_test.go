package intake

import "quoth/knowledge"

// Break has the analysis of articles fail on those that f fails on.
func (in *Intake) Break(f func(*knowledge.Entry)) {
	in.read = func(e *knowledge.Entry) work {
		f(e)
		return read(e)
	}
}

// What a text may have.
const (
	MaxWorked = maxWorked
	MaxQuote  = maxQuote
)
