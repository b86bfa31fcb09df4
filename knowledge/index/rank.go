package index

import (
	"container/heap"
	"encoding/binary"
	"slices"
	"sync"

	"quoth/knowledge/varint"
)

// The constants of BM25 and the weight of a stem in the title beside one in the
// text. k1 and b are the customary ones (Robertson and Zaragoza, The
// Probabilistic Relevance Framework: BM25 and Beyond, 2009); fields are weighed
// as BM25F does in the same paper, before saturation.
const (
	k1          = 1.2
	b           = 0.75
	titleWeight = 2
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
// Of documents with one score the one of the later article comes first.
type Ranking struct {
	Stems                     []Stem
	Limit                     int
	AverageTitle, AverageBody float64                       // stems of a document; > 0
	Lets                      func(*Document) bool          // whether a document may be found
	Prior                     func(published int64) float64 // from 1 to 1 + Gain; NoDate for no date
	Gain                      float64

	needed  int
	anyTerm bool
	tables  *tables
	best    hitHeap
}

// tables are what a score needs of a document's length, and the room for the scores of one
// segment. They are used again, since they are large beside all else of a query.
type tables struct {
	body   [lengthCodes]float32      // by the code of a length: what a stem counts that stands in such a text once
	once   [lengthCodes]float32      // the same after saturation
	title  [longestTitle + 1]float32 // the same as body for a title
	scores []float32
	holds  []uint16 // required stems, times 2, plus 1 when a term stands in it
}

var spareTables = sync.Pool{New: func() any { return &tables{} }}

// saturated is a stem's share of its weight.
func saturated(tf float32) float32 { return tf * (k1 + 1) / (tf + k1) }

func (r *Ranking) begin() {
	for _, s := range r.Stems {
		if s.Required {
			r.needed++
		}
		r.anyTerm = r.anyTerm || s.Term
	}
	t := spareTables.Get().(*tables)
	for code := range t.body {
		t.body[code] = float32(1 / (1 - b + b*codedLength(code)/r.AverageBody))
		t.once[code] = saturated(t.body[code])
	}
	for n := range t.title {
		t.title[n] = float32(titleWeight / (1 - b + b*float64(n)/r.AverageTitle))
	}
	r.tables = t
}

// Scan ranks the documents of a segment: postings are those of each of the Stems, empty
// where it has none, and dead is what can't be found.
func (r *Ranking) Scan(g *Segment, dead *Bitmap, postings [][]byte) error {
	if r.tables == nil {
		r.begin()
	}
	for i, s := range r.Stems {
		if s.Required && len(postings[i]) == 0 {
			return nil
		}
	}
	t, n := r.tables, len(g.Listing)
	if cap(t.scores) < n {
		t.scores = make([]float32, n)
	}
	scores := t.scores[:n]
	clear(scores)
	for i, s := range r.Stems {
		if s.Weight > 0 {
			if err := t.score(scores, g.lengths, postings[i], float32(s.Weight)); err != nil {
				return err
			}
		}
	}
	holds, err := r.hold(n, postings)
	if err != nil {
		return err
	}
	floor := r.floor()
	for ordinal, score := range scores {
		if score < floor || holds == nil && score == 0 {
			continue
		}
		if holds != nil {
			if h := holds[ordinal]; h == 0 || int(h>>1) != r.needed || r.anyTerm && h&1 == 0 {
				continue
			}
		}
		d := &g.Listing[ordinal]
		hit := Hit{d.Article, float64(score) * r.Prior(d.Published)}
		if len(r.best) == r.Limit && !better(hit, r.best[0]) || dead.Has(ordinal) || !r.Lets(d) {
			continue
		}
		if len(r.best) < r.Limit {
			heap.Push(&r.best, hit)
		} else {
			r.best[0] = hit
			heap.Fix(&r.best, 0)
		}
		floor = r.floor()
	}
	return nil
}

// floor is a score below which no document is among the best.
func (r *Ranking) floor() float32 {
	if len(r.best) < r.Limit {
		return 0
	}
	const rounding = 1 - 1e-6
	return float32(r.best[0].Score / (1 + r.Gain) * rounding)
}

// score adds what a stem of a weight counts to the documents in which it stands.
func (t *tables) score(scores []float32, lengths []length, p []byte, weight float32) error {
	lengths = lengths[:len(scores)]
	ordinal, left := -1, uint64(len(scores))
	for i := 0; i < len(p); {
		head := uint64(p[i])
		if i++; head >= 0x80 { // most differences are small
			v, n := binary.Uvarint(p[i-1:])
			if n <= 0 {
				return varint.Error
			}
			head = v
			i += n - 1
		}
		gap := head >> 1
		if gap == 0 || gap > left {
			return varint.Error
		}
		left -= gap
		ordinal += int(gap)
		length := lengths[ordinal]
		if head&1 == 0 {
			scores[ordinal] += weight * t.once[length.body]
			continue
		}
		var title, body uint64
		if i+1 < len(p) && p[i]|p[i+1] < 0x80 {
			title, body = uint64(p[i]), uint64(p[i+1])
			i += 2
		} else {
			d := varint.Decoder{B: p[i:]}
			title, body = d.Uvarint(), d.Uvarint()
			if d.Err != nil {
				return d.Err
			}
			i = len(p) - len(d.B)
		}
		scores[ordinal] += weight * saturated(float32(body)*t.body[length.body]+float32(title)*t.title[length.title])
	}
	return nil
}

// hold counts the required stems of each document; it returns nil when a score above zero
// says whether a document may be found.
func (r *Ranking) hold(documents int, postings [][]byte) ([]uint16, error) {
	if r.needed == 0 && !slices.ContainsFunc(r.Stems, func(s Stem) bool { return s.Weight <= 0 || !s.Term }) {
		return nil, nil
	}
	if cap(r.tables.holds) < documents {
		r.tables.holds = make([]uint16, documents)
	}
	holds := r.tables.holds[:documents]
	clear(holds)
	for i, s := range r.Stems {
		mark := uint16(0)
		if s.Required {
			mark += 2
		}
		if s.Term {
			mark |= 1
		}
		err := EachPosting(postings[i], documents, func(p Posting) {
			h := &holds[p.Ordinal]
			*h = (*h&^1 + mark&^1) | (*h|mark)&1
		})
		if err != nil {
			return nil, err
		}
	}
	return holds, nil
}

// Hits ends the ranking and returns the best, best first.
func (r *Ranking) Hits() []Hit {
	if r.tables != nil {
		spareTables.Put(r.tables)
		r.tables = nil
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
