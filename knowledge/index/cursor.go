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
	if c.chunks, err = list.chunks(c.chunks[:0], len(g.Listing), scale); err != nil || list.chunked || len(c.chunks) != 1 {
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
	for i := c.at; i < len(c.chunks) && c.before(i)+1 < w.end; i++ {
		if err := c.unpackAt(i); err != nil {
			return err
		}
		at, n := c.next, c.count
		for at < n && int(c.ordinals[at]) < w.first {
			at++
		}
		for ; at < n && int(c.ordinals[at]) < w.end; at++ {
			ordinal := c.ordinals[at]
			slot := (int(ordinal) - w.first) % windowSize
			k.scores[slot] += float64(c.weight * k.norms.score(w.lengths[ordinal], c.title[at], c.body[at]))
			if k.marked {
				k.marks[slot] = (k.marks[slot]&^1 + c.mark&^1) | (k.marks[slot]|c.mark)&1
			}
			k.touched[slot/64] |= 1 << (slot % 64)
		}
		c.next = at
	}
	return nil
}

// any reports whether a document of the window was added to.
func (k *work) any() bool {
	return slices.ContainsFunc(k.touched[:], func(word uint64) bool { return word != 0 })
}

// lookUp is what a stem scores in a document, which is not before those looked up already.
func (k *work) lookUp(c *cursor, w window, ordinal int) (float64, error) {
	for c.at < len(c.chunks) && c.chunks[c.at].last < ordinal {
		c.at++
	}
	if c.at == len(c.chunks) {
		return 0, nil
	}
	if err := c.unpackAt(c.at); err != nil {
		return 0, err
	}
	for int(c.ordinals[c.next]) < ordinal {
		c.next++
	}
	if at := c.next; int(c.ordinals[at]) == ordinal {
		return float64(c.weight * k.norms.score(w.lengths[ordinal], c.title[at], c.body[at])), nil
	}
	return 0, nil
}
