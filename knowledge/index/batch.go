package index

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

// Batch collects the documents and postings of a segment to be.
type Batch struct {
	Documents []Document
	Size      int // about how many bytes the postings take in memory

	stems map[string]*growing
	coded []*growing // by the code of a stem; nil for one that was not met
	made  []*growing // those in use, and behind them some to use again
	met   []*growing // of the document being added
}

// growing is the postings of a stem as far as they are known.
type growing struct {
	stem  string
	code  uint32
	last  int // ordinal of the posting before
	count int
	b     []byte
	now   Posting // of the document being added
}

var spare = sync.Pool{New: func() any { return &Batch{stems: make(map[string]*growing)} }}

// mostSpare is how many bytes of postings a Batch that is used again has room for at most. That of a thousand articles
// of 5 kB needs 3 MB.
const mostSpare = 8 << 20

// NewBatch returns an empty Batch.
func NewBatch() *Batch { return spare.Get().(*Batch) }

// Release gives a Batch back, whose memory NewBatch uses again. Nothing of it may be used afterwards.
func (t *Batch) Release() {
	if t.reset() <= mostSpare {
		spare.Put(t)
	}
}

// reset empties a Batch, and returns for how many bytes of postings it has room.
func (t *Batch) reset() (room int) {
	for _, g := range t.made {
		if g.code != 0 {
			t.coded[g.code] = nil
		}
		*g = growing{b: g.b[:0]}
	}
	clear(t.stems)
	t.Documents, t.Size, t.made, t.met = t.Documents[:0], 0, t.made[:0], t.met[:0]
	for _, g := range t.made[:cap(t.made)] {
		if g != nil {
			room += cap(g.b)
		}
	}
	return room
}

// Add adds a document with the stems of its title and text. codes are numbers of the stems of the text, by which a stem
// that was met is found sooner: two that are the same have the same one, two others never, and 0 is none. Without
// any, codes is nil.
func (t *Batch) Add(d Document, title, body []string, codes []uint32) {
	ordinal := len(t.Documents)
	d.Title, d.Body = uint32(len(title)), uint32(len(body))
	t.Documents = append(t.Documents, d)
	t.met = t.met[:0]
	for _, stem := range title {
		t.posting(t.growing(stem), ordinal).Title++
	}
	for i, stem := range body {
		if codes == nil || codes[i] == 0 {
			t.posting(t.growing(stem), ordinal).Body++
		} else {
			t.posting(t.growingCoded(stem, codes[i]), ordinal).Body++
		}
	}
	for _, g := range t.met {
		before := len(g.b)
		g.b = AppendPosting(g.b, g.last, g.now)
		g.last, g.count = ordinal, g.count+1
		t.Size += len(g.b) - before
	}
}

// posting returns the posting of a stem in the document of that ordinal, which is the last.
func (t *Batch) posting(g *growing, ordinal int) *Posting {
	if g.now.Ordinal != ordinal {
		g.now = Posting{Ordinal: ordinal}
		t.met = append(t.met, g)
	}
	return &g.now
}

// growingCoded is growing for a stem with a code.
func (t *Batch) growingCoded(stem string, code uint32) *growing {
	if int(code) >= len(t.coded) {
		t.coded = append(t.coded, make([]*growing, int(code)+1-len(t.coded))...)
	}
	g := t.coded[code]
	if g == nil {
		g = t.growing(stem)
		g.code, t.coded[code] = code, g
	}
	return g
}

// growing returns the postings of a stem, none of one that is new.
func (t *Batch) growing(stem string) *growing {
	g := t.stems[stem]
	if g == nil {
		if len(t.made) == cap(t.made) {
			t.more()
		}
		t.made = t.made[:len(t.made)+1]
		g = t.made[len(t.made)-1]
		g.stem = strings.Clone(stem) // a stem is often a slice of its text: do not hold that
		g.last, g.now.Ordinal = -1, -1
		t.stems[g.stem] = g
		t.Size += len(stem) + 112
	}
	return g
}

// more makes room for more stems, many at once.
func (t *Batch) more() {
	n := len(t.made)
	t.made = slices.Grow(t.made, 512)
	room := t.made[n:cap(t.made)]
	slots := make([]growing, len(room))
	for i := range room {
		room[i] = &slots[i]
	}
}

// Entries calls f with each stem, ascending, and the sequence of its postings.
func (t *Batch) Entries(f func(stem []byte, count int, sequence []byte) error) error {
	type ordered struct {
		first uint64 // bytes of the stem, by which nearly all can be told apart
		*growing
	}
	all := make([]ordered, len(t.made))
	for i, g := range t.made {
		var first [8]byte
		copy(first[:], g.stem)
		all[i] = ordered{binary.BigEndian.Uint64(first[:]), g}
	}
	slices.SortFunc(all, func(a, b ordered) int {
		if a.first != b.first {
			return cmp.Compare(a.first, b.first)
		}
		return strings.Compare(a.stem, b.stem)
	})
	var stem []byte
	for _, g := range all {
		stem = append(stem[:0], g.stem...)
		if err := f(stem, g.count, g.b); err != nil {
			return err
		}
	}
	return nil
}
