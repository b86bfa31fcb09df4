package index

import (
	"slices"
	"strings"
)

// Batch collects the documents and postings of a segment to be.
type Batch struct {
	Documents []Document
	Size      int // about how many bytes the postings take in memory

	stems map[string]*growing
	spare []growing  // so that many are allocated at once
	met   []*growing // of the document being added
}

// growing is the postings of a stem as far as they are known.
type growing struct {
	last  int // ordinal of the posting before
	count int
	b     []byte
	now   Posting // of the document being added
}

// NewBatch returns an empty Batch.
func NewBatch() *Batch { return &Batch{stems: make(map[string]*growing)} }

// Add adds a document with the stems of its title and text.
func (t *Batch) Add(d Document, title, body []string) {
	ordinal := len(t.Documents)
	d.Title, d.Body = uint32(len(title)), uint32(len(body))
	t.Documents = append(t.Documents, d)
	t.met = t.met[:0]
	for _, stem := range title {
		t.count(stem, ordinal).Title++
	}
	for _, stem := range body {
		t.count(stem, ordinal).Body++
	}
	for _, g := range t.met {
		before := len(g.b)
		g.b = AppendPosting(g.b, g.last, g.now)
		g.last, g.count = ordinal, g.count+1
		t.Size += len(g.b) - before
	}
}

// count returns the posting of a stem in the document of that ordinal, which is the last.
func (t *Batch) count(stem string, ordinal int) *Posting {
	g := t.growing(stem)
	if g.now.Ordinal != ordinal {
		g.now = Posting{Ordinal: ordinal}
		t.met = append(t.met, g)
	}
	return &g.now
}

// growing returns the postings of a stem, none of one that is new.
func (t *Batch) growing(stem string) *growing {
	g := t.stems[stem]
	if g == nil {
		if len(t.spare) == 0 {
			t.spare = make([]growing, 512)
		}
		g, t.spare = &t.spare[0], t.spare[1:]
		g.last, g.now.Ordinal = -1, -1
		t.stems[strings.Clone(stem)] = g // a stem is often a slice of its text: do not hold that
		t.Size += len(stem) + 112
	}
	return g
}

// Entries calls f with each stem, ascending, and the sequence of its postings.
func (t *Batch) Entries(f func(stem []byte, count int, sequence []byte) error) error {
	stems := make([]string, 0, len(t.stems))
	for stem := range t.stems {
		stems = append(stems, stem)
	}
	slices.Sort(stems)
	for _, stem := range stems {
		g := t.stems[stem]
		if err := f([]byte(stem), g.count, g.b); err != nil {
			return err
		}
	}
	return nil
}
