// Package answer turns a question into ranked quotes and a verdict.
package answer

import (
	"context"
	"errors"
	"time"

	"quoth/knowledge"
)

// Verdict says what the quotes of an answer are.
type Verdict string

// The verdicts.
const (
	Answered Verdict = "answer"  // the first quote holds the answer
	Closest  Verdict = "closest" // nothing stored answers; the quotes are the nearest that is stored
	None     Verdict = "none"    // nothing stored comes near; there are no quotes
)

// Errors for questions that cannot be asked. People may see their texts.
var (
	ErrEmpty   = errors.New("the question is empty: write a few words to look for")
	ErrTooLong = errors.New("the question is too long: 2,000 characters are the limit")
	ErrNoWords = errors.New("the question has only words such as “the” and “of”: name a person, a place or a thing")
)

// Question is what is asked.
type Question struct {
	Text    string
	Subject string           // what the talk was about before, for a question such as "When did it end?"; may be ""
	Filter  knowledge.Filter // which articles may answer
	AsOf    time.Time        // answer as on that day: later articles are left out; zero for now
	Limit   int              // at most so many quotes; 0 means 5
}

// Answer is what the store has to say to a question.
type Answer struct {
	Verdict    Verdict
	Confidence float64 // that the first quote holds the answer, in [0, 1]
	Quotes     []knowledge.Quote
	Subject    string // what the question was taken to be about, in its own words
	FollowUp   bool   // Question.Subject was used
}

// Library is what an Answerer reads.
type Library interface {
	knowledge.Library
	knowledge.Index
}

// Answerer answers questions from a store. It may be used by any number of
// goroutines at the same time.
type Answerer struct{ store Library }

// New returns an Answerer that reads store. now gives the present time.
func New(store Library, now func() time.Time) *Answerer { return &Answerer{store: store} }

// Ask answers one question. It returns ErrEmpty, ErrTooLong or ErrNoWords for
// what is no question, and the store's errors.
func (a *Answerer) Ask(ctx context.Context, q Question) (Answer, error) {
	return Answer{Verdict: None}, nil
}

// Search returns the articles that hold the words, best first, each with the
// sentence that holds most of them; words may hold "phrases" and -excluded words.
func (a *Answerer) Search(ctx context.Context, words string, f knowledge.Filter, limit int) ([]knowledge.Quote, error) {
	return nil, nil
}

// Found is a place where stored text holds words that somebody looks for.
type Found struct {
	knowledge.Quote
	Exact bool // the words stand there as given, but for white space and typographic quotes
}

// Find looks for the place where stored text says words, exactly or nearly.
func (a *Answerer) Find(ctx context.Context, words string, limit int) ([]Found, error) {
	return nil, nil
}
