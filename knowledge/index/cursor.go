package index

import (
	"slices"
	"sync"
)

// windowSize is how many documents are ranked at once, a multiple of 64: so few that their
// scores stay in the first cache, so many that what is done for each window does not count.
const windowSize = 2048

// work is the room that a ranking needs. It is used again, since it is large beside all
// else of a query.
type work struct {
	norms   norms
	marked  bool      // it has to be marked which stems a document holds
	cursors []cursor  // by stem
	order   []int     // the stems, those that score the least in the window first
	below   []float64 // what the first so many of the order score together at most

	// Of the documents of a window. All are zero between windows.
	scores  [windowSize]float64 // float32 would make them depend on the order of the stems
	marks   [windowSize]uint16  // required stems, times 2, plus 1 when a term stands in it
	touched [windowSize / 64]uint64

	candidates [windowSize]candidate
	count      int               // of the candidates
	document   Document          // of the one that is looked at
	places     [windowSize]uint8 // the posting that may be that of a document, in the chunk of the stem that is looked up
}

var spareWork = sync.Pool{New: func() any { return &work{} }}

func (k *work) begin(r *Ranking) {
	k.norms.set(r.AverageTitle, r.AverageBody)
	n := len(r.Stems)
	k.cursors = slices.Grow(k.cursors[:0], n)[:n]
	k.order = slices.Grow(k.order[:0], n)[:n]
	k.below = slices.Grow(k.below[:0], n+1)[:n+1]
	k.below[0], k.marked = 0, false
	for i, s := range r.Stems {
		c := &k.cursors[i]
		k.marked = k.marked || s.Required || s.Weight <= 0 || !s.Term
		k.order[i], c.weight, c.mark = i, float32(s.Weight), 0
		if s.Required {
			c.mark += 2
		}
		if s.Term {
			c.mark++
		}
	}
}

// cursor goes through the postings of a stem in a segment, in ascending order of documents.
type cursor struct {
	weight float32
	mark   uint16
	most   float64 // no document of the window scores more by it

	list   List
	chunks []chunk
	at     int // the first chunk that may hold documents of the window
	open   int // the chunk that is unpacked, -1 for none
	next   int // of its postings
	unpacked
}

func (c *cursor) begin(list List, g *Segment, scale float64, n *norms) (err error) {
	c.list, c.at, c.open = list, 0, -1
	if c.chunks, err = list.chunks(c.chunks[:0], g.Listing.Len(), scale); err != nil || list.chunked || len(c.chunks) != 1 {
		return err
	}
	if err := c.unpackAt(0); err != nil { // few: they tell how much they score
		return err
	}
	most := float32(0)
	for i := range c.count {
		most = max(most, n.score(g.lengths[c.ordinals[i]], c.title[i], c.body[i]))
	}
	c.chunks[0].most = most
	return nil
}

// before is the last ordinal before a chunk, -1 for none.
func (c *cursor) before(chunk int) int {
	if chunk == 0 {
		return -1
	}
	return c.chunks[chunk-1].last
}

// unpackAt unpacks a chunk, and stands before its postings then, or where it stood.
func (c *cursor) unpackAt(chunk int) error {
	if c.open == chunk {
		return nil
	}
	c.open, c.next = chunk, 0
	return c.unpack(c.list, c.before(chunk), &c.chunks[chunk])
}

// enter goes on to a window and works out most. It reports whether the stem may stand there.
func (c *cursor) enter(w window) bool {
	for c.at < len(c.chunks) && c.chunks[c.at].last < w.first {
		c.at++
	}
	most, i := float32(0), c.at
	for ; i < len(c.chunks) && c.before(i)+1 < w.end; i++ {
		most = max(most, c.chunks[i].most)
	}
	const rounding = 1 + 1e-6
	c.most = float64(c.weight) * float64(most) * rounding
	return i > c.at
}

// add adds what a stem scores to the documents of a window.
func (k *work) add(c *cursor, w window) error {
	lengths := w.lengths[w.first:w.end]
	for i := c.at; i < len(c.chunks) && c.before(i)+1 < w.end; i++ {
		if err := c.unpackAt(i); err != nil {
			return err
		}
		if err := c.readCounts(); err != nil {
			return err
		}
		c.skip(w)
		at := c.next
		for _, ordinal := range c.ordinals[at:c.count] {
			slot := int(ordinal) - w.first
			if slot >= len(lengths) || slot >= windowSize {
				break
			}
			k.scores[slot] += float64(c.weight * k.norms.score(lengths[slot], c.title[at], c.body[at]))
			if k.marked {
				k.marks[slot] = (k.marks[slot]&^1 + c.mark&^1) | (k.marks[slot]|c.mark)&1
			}
			k.touched[slot/64] |= 1 << (slot % 64)
			at++
		}
		c.next = at
	}
	return nil
}

// any reports whether a document of the window was added to.
func (k *work) any() bool {
	return slices.ContainsFunc(k.touched[:], func(word uint64) bool { return word != 0 })
}

// candidate is a document of a window that may be among the best.
type candidate struct {
	slot  int
	score float64 // by the stems that were looked at
}

// lookUp adds what a stem scores to the candidates, which are ascending, and keeps those that may
// score as much as least by it and the stems that are left, which score together no more than left.
func (k *work) lookUp(c *cursor, w window, left, least float64) error {
	lengths := w.lengths[w.first:w.end]
	kept, some := 0, k.candidates[:k.count]
	for i := c.at; len(some) > 0; i++ {
		last, ordinals := windowSize, c.ordinals[:0] // up to which slot the chunk tells, and what stands in it
		if i < len(c.chunks) && c.before(i)+1 < w.end {
			if last = c.chunks[i].last - w.first; last < some[0].slot {
				continue
			}
			if err := c.unpackAt(i); err != nil {
				return err
			}
			ordinals = c.ordinals[:c.count]
			k.place(c, w)
		}
		for len(some) > 0 && some[0].slot <= last {
			x := some[0]
			some = some[1:]
			if at := int(k.places[x.slot]); at < len(ordinals) && int(ordinals[at]) == w.first+x.slot {
				title, body, err := c.counts(at)
				if err != nil {
					return err
				}
				x.score += float64(c.weight * k.norms.score(lengths[x.slot], title, body))
			}
			k.candidates[kept] = x
			if (x.score+left)*w.prior >= least {
				kept++
			}
		}
	}
	k.count = kept
	return nil
}

// place notes which postings of the chunk are of which documents of the window.
func (k *work) place(c *cursor, w window) {
	c.skip(w)
	for _, ordinal := range c.ordinals[c.next:c.count] {
		slot := int(ordinal) - w.first
		if slot >= windowSize {
			break
		}
		k.places[slot] = uint8(c.next)
		c.next++
	}
}

// skip goes on to the first posting of the chunk that may be of a window.
func (c *cursor) skip(w window) {
	for c.next < c.count && int(c.ordinals[c.next]) < w.first {
		c.next++
	}
}
