// Package summary picks the few sentences that carry an article, or the articles
// of a topic.
package summary

import (
	"context"

	"quoth/knowledge"
)

// Library is what a Summarizer reads.
type Library interface {
	knowledge.Library
	knowledge.Index
}

// Summarizer makes summaries from a store. It may be used by any number of
// goroutines at the same time.
type Summarizer struct{ store Library }

// New returns a Summarizer that reads store.
func New(store Library) *Summarizer { return &Summarizer{store: store} }

// Article returns at most n sentences of an article, in the order of its text.
func (s *Summarizer) Article(ctx context.Context, id int64, n int) ([]knowledge.Quote, error) {
	return nil, nil
}

// Topic returns at most n sentences from the articles on a topic, in the order
// of their publication, no two saying the same; none when nothing stored is
// about it.
func (s *Summarizer) Topic(ctx context.Context, topic string, f knowledge.Filter, n int) ([]knowledge.Quote, error) {
	return nil, nil
}

// Pick returns the ranges of at most n sentences of a text that carry it, in
// their order.
func Pick(title, text string, sentences []knowledge.Range, language string, n int) []knowledge.Range {
	return nil
}
