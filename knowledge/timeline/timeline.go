// Package timeline turns articles into facts and facts into a timeline.
package timeline

import (
	"context"
	"io"
	"time"

	"quoth/knowledge"
)

// Request asks for a timeline.
type Request struct {
	Topic   string
	From    string // ISO day, "" for no bound
	To      string // ISO day, inclusive, "" for no bound
	Entries int    // at most so many dates; 0 means 10
	PerDate int    // at most so many quotes a date; 0 means 1
	Filter  knowledge.Filter
}

// Dated is a quote with how its date was found.
type Dated struct {
	knowledge.Quote
	Basis knowledge.Basis
}

// Entry is one date of a timeline.
type Entry struct {
	Date        string // ISO: a day, a month or a year, as Granularity says
	Granularity knowledge.Granularity
	Mentions    int // how many facts of the topic have this date
	Quotes      []Dated
}

// Library is what a Maker reads.
type Library interface {
	knowledge.Library
	knowledge.Index
}

// Maker makes timelines from a store. It may be used by any number of
// goroutines at the same time.
type Maker struct{ store Library }

// New returns a Maker that reads store.
func New(store Library) *Maker { return &Maker{store: store} }

// Timeline returns the entries of a topic in date order; none when nothing
// stored is about it.
func (m *Maker) Timeline(ctx context.Context, r Request) ([]Entry, error) { return nil, nil }

// Facts finds the dated statements of an article, in the order of the text.
// ArticleID and Version are left zero.
func Facts(text string, sentences []knowledge.Range, published time.Time) []knowledge.Fact {
	return nil
}

// Draw writes a timeline as a PNG picture that is readable on a phone: dates to
// scale, labels that do not overlap.
func Draw(w io.Writer, topic string, entries []Entry) error { return nil }
