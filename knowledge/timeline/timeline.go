// Package timeline turns articles into facts and facts into a timeline.
//
// At the door, [Facts] finds the dated statements of an article. For a timeline, the facts
// of the articles on a topic are gathered by date, those left out whose sentence is not on
// it. Those of one date that share names and words are one event, from whatever outlet; what
// later articles say of it without a date belongs to it too. A fact weighs what it has to say on
// the topic, more when it looks back and less when it announces; an event what its
// facts weigh, less when its article tells others that are chosen. Of each that is chosen the
// sentence is shown that says best what the others say, and that retells no other event: one
// that reports a happening rather than one that says how things are. It stands under the last
// of the days that its sentence names and that are past.
package timeline

import (
	"cmp"
	"context"
	"slices"

	"quoth/knowledge"
	"quoth/knowledge/topic"
)

// Request asks for a timeline.
type Request struct {
	Topic   string
	From    string // ISO day, "" for no bound
	To      string // ISO day, inclusive, "" for no bound
	Entries int    // at most so many; 0 means 10
	PerDate int    // at most so many quotes of all that is said of a date; 0: an entry for each event, with one
	Filter  knowledge.Filter
}

// Dated is a quote with how its date was found.
type Dated struct {
	knowledge.Quote
	Basis knowledge.Basis
}

// Entry is one event of a timeline.
type Entry struct {
	Date        string // ISO: a day, a month or a year, as Granularity says
	Granularity knowledge.Granularity
	Mentions    int      // how many facts of the topic tell it
	Outlets     []string // that do, in alphabetical order
	Quotes      []Dated
}

// Library is what a Maker reads.
type Library = topic.Library

// Maker makes timelines from a store. It may be used by any number of
// goroutines at the same time.
type Maker struct {
	store  Library
	reader *topic.Reader
}

// New returns a Maker that reads store.
func New(store Library) *Maker { return NewWith(store, topic.NewReader(store)) }

// NewWith is New with a Reader of store that others use, too.
func NewWith(store Library, reader *topic.Reader) *Maker { return &Maker{store, reader} }

// Timeline returns the entries of a topic in date order; none when nothing
// stored is about it, or it can't be read as a topic.
func (m *Maker) Timeline(ctx context.Context, r Request) ([]Entry, error) {
	if r.Entries <= 0 {
		r.Entries = 10
	}
	readings, err := m.reader.Read(ctx, r.Topic, r.Filter)
	if topic.Unreadable(err) {
		return nil, nil
	}
	if err != nil || len(readings) == 0 {
		return nil, err
	}
	ids := make([]int64, len(readings))
	byID := make(map[int64]*topic.Reading, len(readings))
	for i, x := range readings {
		ids[i], byID[x.ID] = x.ID, x
	}
	stored, err := m.store.Facts(ctx, ids, r.From, r.To)
	if err != nil {
		return nil, err
	}
	chosen := choose(gather(stored, byID, topic.Familiar(readings, r.Topic)), r.Entries, r.PerDate)
	entries := make([]Entry, len(chosen))
	for i, e := range chosen {
		day := e.facts[0]
		if m := e.shown[0].main; m != nil && r.PerDate == 0 && !m.tells().recalls {
			e.shown[0], day = m, m
		}
		entries[i] = Entry{Date: day.Date, Granularity: day.Granularity, Mentions: len(e.facts) + len(e.recalled), Outlets: e.outlets()}
		for _, f := range e.shown {
			entries[i].Quotes = append(entries[i].Quotes, f.quote())
		}
	}
	slices.SortStableFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Date, b.Date) })
	return entries, nil
}
