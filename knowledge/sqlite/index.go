package sqlite

import (
	"cmp"
	"container/heap"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"quoth/knowledge"
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

// postingsPerQuery bounds how many postings a query reads. Its commonest stems,
// which say the least, are left out beyond it; at 5 ns each it is about 10 ms.
const postingsPerQuery = 2 << 20

// segmentCache keeps the decoded listings and directories of segments. A
// segment never changes and its number is never used again, so an entry is
// always right; those of segments that were merged away are dropped.
type segmentCache struct {
	mu      sync.Mutex
	entries map[int64]*loadedSegment
}

type loadedSegment struct {
	segment
	listing   []document
	directory []string
	languages map[uint16]int // documents by language, dead ones too
	deadSet   map[int]bool   // of this query, not cached
}

// load returns the segments as tx sees them.
func (c *segmentCache) load(ctx context.Context, tx *sql.Tx) ([]*loadedSegment, error) {
	rows, err := readSegments(ctx, tx)
	if err != nil {
		return nil, err
	}
	all := make([]*loadedSegment, len(rows))
	c.mu.Lock()
	for i, g := range rows {
		all[i] = c.entries[g.id]
	}
	c.mu.Unlock()
	hidden, err := hiddenArticles(ctx, tx)
	if err != nil {
		return nil, err
	}
	fresh := false
	for i, g := range rows {
		loaded := &loadedSegment{segment: g}
		if known := all[i]; known != nil {
			loaded.listing, loaded.directory, loaded.languages = known.listing, known.directory, known.languages
		} else {
			if loaded.listing, loaded.directory, err = loadSegment(ctx, tx, g); err != nil {
				return nil, err
			}
			loaded.languages = countLanguages(loaded.listing)
			fresh = true
		}
		if loaded.deadSet, err = deadOrdinals(ctx, tx, g, loaded.listing); err != nil {
			return nil, err
		}
		loaded.hide(hidden)
		all[i] = loaded
	}
	if fresh {
		entries := make(map[int64]*loadedSegment, len(all))
		for _, g := range all {
			entries[g.id] = &loadedSegment{listing: g.listing, directory: g.directory, languages: g.languages}
		}
		c.mu.Lock()
		c.entries = entries
		c.mu.Unlock()
	}
	return all, nil
}

// hiddenArticles are those that who asks may not read.
func hiddenArticles(ctx context.Context, tx *sql.Tx) (map[int64]bool, error) {
	if _, everything := knowledge.ReaderOf(ctx); everything {
		return nil, nil
	}
	hidden := make(map[int64]bool)
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		hidden[id] = true
		return err
	}, "SELECT a.id FROM articles a WHERE a.audience <> '' AND NOT "+visible(ctx))
	return hidden, err
}

// hide counts the documents of articles among the dead ones.
func (g *loadedSegment) hide(articles map[int64]bool) {
	if len(articles) == 0 {
		return
	}
	if g.deadSet == nil {
		g.deadSet = make(map[int]bool)
	}
	for ordinal := range g.listing {
		if articles[g.listing[ordinal].article] {
			g.deadSet[ordinal] = true
		}
	}
}

// alive is how many documents are neither dead nor hidden.
func (g *loadedSegment) alive() int { return g.count - len(g.deadSet) }

// stemPostings is where a stem stands, in each segment.
type stemPostings struct {
	bySegment [][]byte
	in        int // documents that are alive
}

// lookUp finds the postings of stems, which must be ascending and without
// duplicates, in all segments.
func lookUp(ctx context.Context, tx *sql.Tx, segments []*loadedSegment, stems []string) ([]stemPostings, error) {
	found := make([]stemPostings, len(stems))
	for i := range found {
		found[i].bySegment = make([][]byte, len(segments))
	}
	type want struct{ segment, from, to int } // stems[from:to] may be in the block
	wanted := make(map[int64]want)
	var blocks []any
	for s, g := range segments {
		for i, stem := range stems {
			n, ok := blockOf(g.directory, stem)
			if !ok {
				continue
			}
			id := g.firstBlock + int64(n)
			w, seen := wanted[id]
			if !seen {
				w = want{s, i, i}
				blocks = append(blocks, id)
			}
			w.to = i + 1
			wanted[id] = w
		}
	}
	for chunk := range slices.Chunk(blocks, 256) {
		rows, err := tx.QueryContext(ctx, "SELECT id, data FROM index_blocks WHERE id IN ("+marks(len(chunk))+")", chunk...)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var id int64
			var block []byte
			if err = rows.Scan(&id, &block); err != nil {
				break
			}
			w := wanted[id]
			delete(wanted, id)
			err = findEntries(block, stems[w.from:w.to], func(i int, e entry) {
				f := &found[w.from+i]
				f.bySegment[w.segment] = e.postings
				f.in += e.count
			})
			if err != nil {
				err = fmt.Errorf("index block %d: %w", id, err)
				break
			}
		}
		if err := cmp.Or(err, rows.Err(), rows.Close()); err != nil {
			rows.Close()
			return nil, err
		}
	}
	for id := range wanted {
		return nil, fmt.Errorf("index block %d is missing: %w", id, errEncoding)
	}
	for i := range found { // the counts hold dead documents
		for s, g := range segments {
			if len(g.deadSet) == 0 {
				continue
			}
			err := eachPosting(found[i].bySegment[s], len(g.listing), func(p posting) {
				if g.deadSet[p.ordinal] {
					found[i].in--
				}
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// Frequencies implements knowledge.Index.
func (s *Store) Frequencies(ctx context.Context, stems []string) (in []int, articles int, err error) {
	in = make([]int, len(stems))
	err = s.view(ctx, "frequencies", func(tx *sql.Tx) error {
		segments, err := s.index.load(ctx, tx)
		if err != nil {
			return err
		}
		for _, g := range segments {
			articles += g.alive()
		}
		sorted := slices.Clone(stems)
		slices.Sort(sorted)
		sorted = slices.Compact(sorted)
		found, err := lookUp(ctx, tx, segments, sorted)
		if err != nil {
			return err
		}
		for i, stem := range stems {
			j, _ := slices.BinarySearch(sorted, stem)
			in[i] = found[j].in
		}
		return nil
	})
	return in, articles, err
}

// Search implements knowledge.Index: the sum over q.Terms of the term's weight
// times its BM25 score, so that a weight counts on top of how rare a stem is;
// the factor of the prior counts on top of the sum.
// Of articles with one score, the one stored last comes first.
func (s *Store) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	if q.Limit <= 0 || len(q.Terms) == 0 && len(q.All) == 0 {
		return nil, nil
	}
	weights := make(map[string]float64)
	for _, t := range q.Terms {
		weights[t.Stem] += t.Weight
	}
	required := make(map[string]bool)
	for _, stem := range q.All {
		required[stem] = true
	}
	stems := slices.Clone(q.All)
	for stem := range weights {
		stems = append(stems, stem)
	}
	slices.Sort(stems)
	stems = slices.Compact(stems)

	var hits []knowledge.Hit
	err := s.view(ctx, "search", func(tx *sql.Tx) error {
		segments, err := s.index.load(ctx, tx)
		if err != nil {
			return err
		}
		filter, err := compileFilter(ctx, tx, q.Filter)
		if err != nil || filter.nothing {
			return err
		}
		found, err := lookUp(ctx, tx, segments, stems)
		if err != nil {
			return err
		}
		r := ranking{limit: q.Limit, filter: filter, prior: q.Prior, latest: math.MaxInt64, needed: len(required), anyTerm: len(q.Terms) > 0}
		if !q.AsOf.IsZero() {
			r.latest = q.AsOf.Unix()
		}
		var articles, title, body float64
		for _, g := range segments {
			articles += float64(g.alive())
			title += float64(g.title)
			body += float64(g.body)
		}
		documents := float64(0)
		for _, g := range segments {
			documents += float64(g.count)
		}
		r.averageTitle, r.averageBody = max(1, title/documents), max(1, body/documents)
		for i, stem := range stems {
			if required[stem] && found[i].in == 0 {
				return nil
			}
			weight, term := weights[stem]
			idf := math.Log(1 + (articles-float64(found[i].in)+0.5)/(float64(found[i].in)+0.5))
			r.stems = append(r.stems, rankedStem{stemPostings: found[i], weight: weight * idf, required: required[stem], term: term})
		}
		r.bound()
		for i, g := range segments {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := r.scan(i, g); err != nil {
				return err
			}
		}
		hits = r.result()
		return nil
	})
	return hits, err
}

type rankedStem struct {
	stemPostings
	weight   float64
	required bool
	term     bool
}

// ranking finds the best documents of segment after segment.
type ranking struct {
	stems                     []rankedStem
	needed                    int  // of how many stems every one must stand in a document
	anyTerm                   bool // one of the terms must
	limit                     int
	filter                    compiledFilter
	prior                     knowledge.Prior
	latest                    int64 // no article published after it, on the outlet's clock
	averageTitle, averageBody float64
	best                      hitHeap
	scores                    []float32
	holds                     []uint16 // required stems, times 2, plus 1 when a term stands in it
}

// bound leaves out the commonest stems, required ones aside, so that at most
// postingsPerQuery are read, or those of one stem.
func (r *ranking) bound() {
	slices.SortStableFunc(r.stems, func(a, b rankedStem) int { return cmp.Compare(a.in, b.in) })
	sum := 0
	r.stems = slices.DeleteFunc(r.stems, func(t rankedStem) bool {
		out := sum > 0 && sum+t.in > postingsPerQuery && !t.required
		if !out {
			sum += t.in
		}
		return out
	})
}

func (r *ranking) scan(i int, g *loadedSegment) error {
	if cap(r.scores) < len(g.listing) {
		r.scores, r.holds = make([]float32, len(g.listing)), make([]uint16, len(g.listing))
	}
	scores, holds := r.scores[:len(g.listing)], r.holds[:len(g.listing)]
	clear(scores)
	clear(holds)
	for _, t := range r.stems {
		if len(t.bySegment[i]) == 0 {
			if t.required {
				return nil
			}
			continue
		}
		mark := uint16(0)
		if t.required {
			mark += 2
		}
		if t.term {
			mark |= 1
		}
		err := eachPosting(t.bySegment[i], len(g.listing), func(p posting) {
			d := &g.listing[p.ordinal]
			tf := float64(p.body)/(1-b+b*float64(d.body)/r.averageBody) +
				titleWeight*float64(p.title)/(1-b+b*float64(d.title)/r.averageTitle)
			scores[p.ordinal] += float32(t.weight * tf * (k1 + 1) / (tf + k1))
			holds[p.ordinal] = (holds[p.ordinal]&^1 + mark&^1) | (holds[p.ordinal]|mark)&1
		})
		if err != nil {
			return err
		}
	}
	for ordinal, h := range holds {
		if h == 0 || int(h>>1) != r.needed || r.anyTerm && h&1 == 0 {
			continue
		}
		d := &g.listing[ordinal]
		hit := knowledge.Hit{ID: d.article, Score: float64(scores[ordinal])}
		if len(r.best) == r.limit && hit.Score*(1+r.prior.Gain) < r.best[0].Score {
			continue
		}
		if d.published == noDate {
			hit.Score *= r.prior.Factor(time.Time{})
		} else if d.published > r.latest {
			continue
		} else {
			hit.Score *= r.prior.Factor(time.Unix(d.published, 0))
		}
		if len(r.best) == r.limit && !better(hit, r.best[0]) || g.deadSet[ordinal] || !r.filter.lets(d) {
			continue
		}
		if len(r.best) == r.limit {
			r.best[0] = hit
			heap.Fix(&r.best, 0)
		} else {
			heap.Push(&r.best, hit)
		}
	}
	return nil
}

func (r *ranking) result() []knowledge.Hit {
	slices.SortFunc(r.best, func(x, y knowledge.Hit) int {
		if better(x, y) {
			return -1
		}
		return 1
	})
	return r.best
}

func better(x, y knowledge.Hit) bool {
	if x.Score != y.Score {
		return x.Score > y.Score
	}
	return x.ID > y.ID
}

// hitHeap has the worst hit first.
type hitHeap []knowledge.Hit

func (h hitHeap) Len() int           { return len(h) }
func (h hitHeap) Less(i, j int) bool { return better(h[j], h[i]) }
func (h hitHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *hitHeap) Push(x any)        { *h = append(*h, x.(knowledge.Hit)) }
func (h *hitHeap) Pop() any          { panic("the heap never shrinks") }

// compiledFilter is a knowledge.Filter in the numbers that the store uses.
type compiledFilter struct {
	sources      []int64  // any of them; nil for all
	since, until int64    // [since, until), noDate for no bound
	languages    []uint16 // any of them; nil for all
	nothing      bool     // no article can pass
}

func compileFilter(ctx context.Context, tx *sql.Tx, f knowledge.Filter) (compiledFilter, error) {
	c := compiledFilter{since: noDate, until: noDate}
	for _, language := range f.Languages {
		if code := languageCode(language); code != 0 {
			c.languages = append(c.languages, code)
		}
	}
	c.nothing = len(f.Languages) > 0 && c.languages == nil
	if !f.Since.IsZero() {
		c.since = ceilSeconds(f.Since)
	}
	if !f.Until.IsZero() {
		c.until = ceilSeconds(f.Until)
	}
	if len(f.Sources) == 0 {
		return c, nil
	}
	for _, name := range f.Sources {
		ids, err := sourceIDs(ctx, tx, name)
		if err != nil {
			return c, err
		}
		c.sources = append(c.sources, ids...)
	}
	c.nothing = c.nothing || len(c.sources) == 0
	return c, nil
}

func (c *compiledFilter) lets(d *document) bool {
	if c.languages != nil && !slices.Contains(c.languages, d.language) {
		return false
	}
	if d.published == noDate && (c.since != noDate || c.until != noDate) {
		return false
	}
	if c.since != noDate && d.published < c.since || c.until != noDate && d.published >= c.until {
		return false
	}
	return c.sources == nil || slices.Contains(c.sources, d.source)
}

// where is the filter as SQL conditions on articles a and versions v.
func (c *compiledFilter) where() (condition string, args []any) {
	conditions := []string{"TRUE"}
	if c.nothing {
		conditions = append(conditions, "FALSE")
	}
	if c.languages != nil {
		conditions = append(conditions, "substr(lower(v.language), 1, 2) IN ("+marks(len(c.languages))+")")
		for _, code := range c.languages {
			args = append(args, languageOf(code))
		}
	}
	if c.since != noDate {
		conditions, args = append(conditions, "a.published + v.zone >= ?"), append(args, c.since)
	}
	if c.until != noDate {
		conditions, args = append(conditions, "a.published + v.zone < ?"), append(args, c.until)
	}
	if c.sources != nil {
		conditions = append(conditions, "a.source IN ("+marks(len(c.sources))+")")
		for _, id := range c.sources {
			args = append(args, id)
		}
	}
	return strings.Join(conditions, " AND "), args
}
