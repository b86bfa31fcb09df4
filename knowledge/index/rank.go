package index

import (
	"cmp"
	"container/heap"
	"math/bits"
	"slices"
)

// Stem is a stem that documents are ranked by.
type Stem struct {
	Weight   float64 // >= 0: what it counts, how rare it is included
	Required bool    // it must stand in every document
	Term     bool    // one of the stems for which this is set must
}

// Hit is a document that was found, by its article.
type Hit struct {
	Article int64
	Score   float64
}

// Ranking finds the best documents of segment after segment: those with the largest sum
// over the stems of the stem's weight times its BM25 score, times the factor of the prior.
// Of documents with one score the one of the later article comes first. The order of the
// segments makes no difference but to the time.
//
// It goes through a segment window by window and leaves out what can't be among the best,
// as Lucene's block-max MAXSCORE does: the stems that count least are only looked up where
// the others say that it may matter (Turtle and Flood, Query Evaluation: Strategies and
// Optimizations, Information Processing & Management 31, 1995).
type Ranking struct {
	Stems                     []Stem
	Limit                     int
	AverageTitle, AverageBody float64                       // stems of a document; > 0
	Lets                      func(*Document) bool          // whether a document may be found
	Prior                     func(published int64) float64 // > 0; NoDate for no date
	Bound                     func(Span) float64            // at least Prior of all documents that Lets lets of that time; 0 where it lets none

	needed  int  // stems that are required
	anyTerm bool // a stem is a term
	work    *work
	best    hitHeap
}

// begin works out what is the same for all segments.
func (r *Ranking) begin() {
	for _, s := range r.Stems {
		if s.Required {
			r.needed++
		}
		r.anyTerm = r.anyTerm || s.Term
	}
	r.work = spareWork.Get().(*work)
	r.work.begin(r)
}

// Scan ranks the documents of a segment: lists are those of each of the Stems, empty
// where it has none, and dead is what can't be found.
func (r *Ranking) Scan(g *Segment, dead *Bitmap, lists []List) error {
	if r.work == nil {
		r.begin()
	}
	if r.needed > 0 {
		rarest := r.rarest(lists)
		if lists[rarest].Count == 0 {
			return nil
		}
		at := slices.Index(r.work.order, rarest)
		r.work.order[0], r.work.order[at] = r.work.order[at], r.work.order[0]
	}
	scale := max(1, r.AverageTitle/g.averageTitle, r.AverageBody/g.averageBody)
	for i := range r.Stems {
		if err := r.work.cursors[i].begin(lists[i], g, scale, &r.work.norms); err != nil {
			return err
		}
	}
	for n, span := range g.windows {
		prior := r.Bound(span)
		if prior == 0 {
			continue
		}
		w := window{g, dead, n * windowSize, min((n+1)*windowSize, g.Listing.Len()), prior}
		if err := r.scan(w); err != nil {
			return err
		}
	}
	return nil
}

// rarest is the stem that is required and has the shortest list.
func (r *Ranking) rarest(lists []List) int {
	rarest := -1
	for i, s := range r.Stems {
		if s.Required && (rarest < 0 || lists[i].Count < lists[rarest].Count) {
			rarest = i
		}
	}
	return rarest
}

// window is some documents of a segment that follow upon each other.
type window struct {
	*Segment
	dead       *Bitmap
	first, end int
	prior      float64 // no document has a larger one
}

// scan ranks the documents of a window.
func (r *Ranking) scan(w window) error {
	k, total := r.work, 0.0
	for i := range k.cursors {
		c := &k.cursors[i]
		if !c.enter(w) && r.Stems[i].Required {
			return nil
		}
		total += c.most
	}
	worst := r.worst()
	if total*w.prior < worst {
		return nil
	}
	// The first of the order are only looked up where the sum of the others tells to.
	optional := 0
	if !k.marked {
		slices.SortFunc(k.order, func(x, y int) int { return cmp.Compare(k.cursors[x].most, k.cursors[y].most) })
		for optional < len(k.order) && (k.below[optional]+k.cursors[k.order[optional]].most)*w.prior < worst {
			k.below[optional+1] = k.below[optional] + k.cursors[k.order[optional]].most
			optional++
		}
	}
	for n, i := range k.order[optional:] {
		if err := k.add(&k.cursors[i], w); err != nil {
			return err
		}
		if n == 0 && r.needed > 0 && !k.any() { // the rarest that is required stands nowhere
			return nil
		}
	}
	return r.collect(w, optional)
}

// collect takes the best of the documents that were added up. Of the stems, so many are
// left to be looked up.
func (r *Ranking) collect(w window, optional int) error {
	k, worst := r.work, r.worst()
	n, below := 0, k.below[optional]
	for at, word := range k.touched {
		k.touched[at] = 0
		for ; word != 0; word &= word - 1 {
			slot := 64*at + bits.TrailingZeros64(word)
			score, marks := k.scores[slot], k.marks[slot]
			k.scores[slot], k.marks[slot] = 0, 0
			if k.marked && (int(marks>>1) != r.needed || r.anyTerm && marks&1 == 0) {
				continue
			}
			k.candidates[n%windowSize] = candidate{slot, score}
			if (score+below)*w.prior >= worst {
				n++
			}
		}
	}
	k.count = n
	for left := optional - 1; left >= 0; left-- {
		if err := k.lookUp(&k.cursors[k.order[left]], w, k.below[left], worst); err != nil {
			return err
		}
	}
	for _, c := range k.candidates[:k.count] {
		if c.score*w.prior < worst {
			continue
		}
		ordinal := w.first + c.slot
		if w.dead.Has(ordinal) {
			continue
		}
		d := &k.document
		if *d = w.Listing.At(ordinal); r.Lets(d) {
			r.offer(Hit{d.Article, c.score * r.Prior(d.Published)})
			worst = r.worst()
		}
	}
	return nil
}

// worst is a score below which no document is among the best.
func (r *Ranking) worst() float64 {
	if len(r.best) < r.Limit {
		return 0
	}
	const rounding = 1 - 1e-6
	return r.best[0].Score * rounding
}

// offer keeps a hit if it is among the best.
func (r *Ranking) offer(hit Hit) {
	switch {
	case len(r.best) < r.Limit:
		heap.Push(&r.best, hit)
	case better(hit, r.best[0]):
		r.best[0] = hit
		heap.Fix(&r.best, 0)
	}
}

// Hits ends the ranking and returns the best, best first.
func (r *Ranking) Hits() []Hit {
	if r.work != nil {
		spareWork.Put(r.work)
		r.work = nil
	}
	slices.SortFunc(r.best, func(x, y Hit) int {
		if better(x, y) {
			return -1
		}
		return 1
	})
	return r.best
}

func better(x, y Hit) bool {
	if x.Score != y.Score {
		return x.Score > y.Score
	}
	return x.Article > y.Article
}

// hitHeap has the worst hit first.
type hitHeap []Hit

func (h hitHeap) Len() int           { return len(h) }
func (h hitHeap) Less(i, j int) bool { return better(h[j], h[i]) }
func (h hitHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *hitHeap) Push(x any)        { *h = append(*h, x.(Hit)) }
func (h *hitHeap) Pop() any          { panic("the heap never shrinks") }
