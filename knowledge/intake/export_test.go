package intake

import (
	"quoth/knowledge"
	"quoth/knowledge/story"
)

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

// Recent is the recent articles that everybody may read.
func (in *Intake) Recent() *story.Index { return in.near("") }

// Signature is that of the first article of a batch.
func (b Batch) Signature() []byte { return b.entries[0].Signature }
