package index

import (
	"slices"
	"strings"
)

// Batch collects the documents and postings of a segment to be.
type Batch struct {
	Documents []Document
	Size      int // about how many bytes the postings take in memory

	stems  map[string]*growing
	spare  []growing           // so that many are allocated at once
	counts map[string]*Posting // of the document being added
	list   []Posting
}

// growing is the postings of a stem as far as they are known.
type growing struct {
	last  int
	count int
	b     []byte
}

// NewBatch returns an empty Batch.
func NewBatch() *Batch {
	return &Batch{stems: make(map[string]*growing), counts: make(map[string]*Posting)}
}

// Add adds a document with the stems of its title and text.
func (t *Batch) Add(d Document, title, body []string) {
	ordinal := len(t.Documents)
	d.Title, d.Body = uint32(len(title)), uint32(len(body))
	t.Documents = append(t.Documents, d)
	clear(t.counts)
	if need := len(title) + len(body); cap(t.list) < need {
		t.list = make([]Posting, 0, 2*need) // counts points into it, so it must not move
	}
	t.list = t.list[:0]
	count := func(stem string) *Posting {
		p := t.counts[stem]
		if p == nil {
			t.list = append(t.list, Posting{Ordinal: ordinal})
			p = &t.list[len(t.list)-1]
			t.counts[stem] = p
		}
		return p
	}
	for _, stem := range title {
		count(stem).Title++
	}
	for _, stem := range body {
		count(stem).Body++
	}
	for stem, p := range t.counts {
		g := t.stems[stem]
		if g == nil {
			if len(t.spare) == 0 {
				t.spare = make([]growing, 512)
			}
			g, t.spare = &t.spare[0], t.spare[1:]
			g.last = -1
			t.stems[strings.Clone(stem)] = g // a stem is often a slice of its text: do not hold that
			t.Size += len(stem) + 96
		}
		before := len(g.b)
		g.b = AppendPosting(g.b, g.last, *p)
		g.last, g.count = ordinal, g.count+1
		t.Size += len(g.b) - before
	}
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
