package tables

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/index"
	"quoth/knowledge/varint"
)

// segmentCache keeps the decoded segments, and lists of them that were looked up lately. A
// segment never changes, so an entry is always right; those of segments that were merged away are dropped, when neither of the two
// newest states that were read has them: a copy may be behind.
type segmentCache struct {
	mu           sync.Mutex
	last, before map[segmentIdentity]*cachedSegment
	decoded      atomic.Int64 // segments
	lists        *listCache
	disk         *BlockDisk // nil for none
	log          *slog.Logger
}

// cachedSegment is a segment, and which of its documents were dead when they were read last. They
// only become more: their count tells whether they are the same.
type cachedSegment struct {
	*index.Segment
	serial int64 // which no other one has
	dead   atomic.Pointer[removed]

	mu       sync.Mutex
	frequent map[string]int32 // in how many of its documents a stem is, of stems that note keeps
}

// manyOf is of how many documents of a segment a stem is in one at least that counts as frequent. Over a million
// articles the lists of such stems were nine tenths of what is read to tell which words belong to a topic.
const manyOf = 64

// note keeps for how many documents a stem stands in a segment, if these are many.
func (c *cachedSegment) note(stem string, in int) {
	if in <= c.Listing.Len()/manyOf {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.frequent == nil {
		c.frequent = map[string]int32{}
	}
	if _, known := c.frequent[stem]; !known {
		c.frequent[strings.Clone(stem)] = int32(in)
	}
}

// noted returns what note keeps of a stem.
func (c *cachedSegment) noted(stem string) (in int, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n, known := c.frequent[stem]
	return int(n), known
}

// deadIn returns which documents are dead, as tx sees them. The set is not to be changed.
func (c *cachedSegment) deadIn(ctx context.Context, tx *sql.Tx, g segment) (removed, error) {
	if known := c.dead.Load(); known != nil && known.Len() == g.dead {
		return *known, nil
	}
	dead, err := deadOrdinals(ctx, tx, g, c.Listing)
	if err == nil {
		c.dead.Store(&dead)
	}
	return dead, err
}

// errNotKept says that something of the index is not in memory, where only that was to be read.
var errNotKept = errors.New("a part of the index is not in memory")

// viewIndex runs f over the segments of one state of the index: first over what is kept of them in
// memory, without a transaction, and tx is nil; and where that is not all that f needs, from its
// beginning in one. A segment never changes, so which there are is all that has to be asked.
func (s *Store) viewIndex(ctx context.Context, operation string, f func(tx *sql.Tx, segments []*loadedSegment) error) error {
	c, use := s.copied(ctx)
	db := s.read
	if c != nil {
		db = c.DB
	}
	segments, err := s.index.kept(ctx, db)
	if err == nil {
		err = f(nil, segments)
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errNotKept):
	case ctx.Err() != nil || c == nil && errors.Is(err, varint.Error):
		return s.wrap(ctx, operation, err)
	case c != nil:
		s.log.WarnContext(ctx, "store: copy read failed", "error", c.Explain(ctx, err))
		use.Leave()
	} // a connection that has ended is made anew for the transaction
	return s.viewNews(ctx, operation, func(tx *sql.Tx) error {
		segments, err := s.index.load(ctx, tx)
		if err != nil {
			return err
		}
		return f(tx, segments)
	})
}

// kept returns the segments as a statement of db sees them, or errNotKept where one of them, or
// what is hidden in it, is not in memory.
func (c *segmentCache) kept(ctx context.Context, db queryer) ([]*loadedSegment, error) {
	documents := "NULL" // what is hidden is of the same state as the segments
	if _, everything := knowledge.ReaderOf(ctx); !everything {
		documents = "(SELECT string_agg(CAST(a.document AS TEXT), ',')" + hiddenFrom(ctx) + ")"
	}
	c.mu.Lock()
	last, before := c.last, c.before
	c.mu.Unlock()
	var all []*loadedSegment
	var list sql.NullString // of what is hidden
	err := Each(ctx, db, func(rows *sql.Rows) error {
		var g segment
		if err := rows.Scan(append(g.columns(), &list)...); err != nil {
			return err
		}
		cached := cmp.Or(last[g.segmentIdentity], before[g.segmentIdentity])
		if cached == nil {
			return errNotKept
		}
		dead := cached.dead.Load()
		if dead == nil || dead.Len() != g.dead {
			return errNotKept
		}
		all = append(all, &loadedSegment{segment: g, Segment: cached.Segment, cached: cached, hidden: *dead})
		return nil
	}, "SELECT "+segmentColumns+", "+documents+" FROM index_segments ORDER BY first")
	if err != nil || !list.Valid {
		return all, err
	}
	var hidden []int64
	for number := range strings.SplitSeq(list.String, ",") {
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, err
		}
		hidden = append(hidden, n)
	}
	slices.Sort(hidden)
	for _, g := range all {
		g.hide(hidden)
	}
	return all, nil
}

// loadedSegment is a segment as a query sees it.
type loadedSegment struct {
	segment
	*index.Segment
	cached *cachedSegment
	hidden removed // what is dead, or not for who asks
}

// load returns the segments as tx sees them.
func (c *segmentCache) load(ctx context.Context, tx *sql.Tx) ([]*loadedSegment, error) {
	rows, err := readSegments(ctx, tx)
	if err != nil {
		return nil, err
	}
	all := make([]*loadedSegment, len(rows))
	c.mu.Lock()
	last, before := c.last, c.before
	c.mu.Unlock()
	hidden, err := hiddenDocuments(ctx, tx)
	if err != nil {
		return nil, err
	}
	fresh, entries := false, make(map[segmentIdentity]*cachedSegment, len(rows))
	for i, g := range rows {
		cached := cmp.Or(last[g.segmentIdentity], before[g.segmentIdentity])
		if cached == nil {
			listing, directory, err := loadSegment(ctx, tx, g)
			if err != nil {
				return nil, err
			}
			cached = &cachedSegment{Segment: index.NewSegment(listing, directory), serial: c.decoded.Add(1)}
			fresh = true
		}
		dead, err := cached.deadIn(ctx, tx, g)
		if err != nil {
			return nil, err
		}
		all[i] = &loadedSegment{segment: g, Segment: cached.Segment, cached: cached, hidden: dead}
		all[i].hide(hidden)
		entries[g.segmentIdentity] = cached
	}
	if fresh {
		c.mu.Lock()
		c.last, c.before = entries, last
		c.mu.Unlock()
	}
	return all, nil
}

// hiddenDocuments are the numbers of those that who asks may not read, ascending.
func hiddenDocuments(ctx context.Context, tx *sql.Tx) (hidden []int64, err error) {
	if _, everything := knowledge.ReaderOf(ctx); everything {
		return nil, nil
	}
	err = Each(ctx, tx, func(rows *sql.Rows) error {
		var number int64
		err := rows.Scan(&number)
		hidden = append(hidden, number)
		return err
	}, "SELECT a.document"+hiddenFrom(ctx)+" ORDER BY a.document")
	return hidden, err
}

// hiddenFrom selects the articles that who asks may not read, for their audience.
func hiddenFrom(ctx context.Context) string {
	return " FROM articles a WHERE a.audience <> '' AND NOT " + visible(ctx)
}

// hide counts documents among the dead ones. Their numbers are ascending.
func (g *loadedSegment) hide(numbers []int64) {
	from, _ := slices.BinarySearch(numbers, g.first)
	to, _ := slices.BinarySearch(numbers, g.last+1)
	if from == to {
		return
	}
	g.hidden.Bitmap = g.hidden.Clone()
	for _, number := range numbers[from:to] {
		if ordinal, found := g.Listing.Find(number); found {
			g.hidden.add(ordinal, g.Listing)
		}
	}
}

// alive is how many documents are neither dead nor hidden.
func (g *loadedSegment) alive() int { return g.count - g.hidden.Len() }

// stemPostings is where a stem stands, in each segment.
type stemPostings struct {
	bySegment []index.List
	in        int // documents that are alive
}

// mostSearched is of how many stems that are counted together some may be searched for next, so that their
// lists are kept: those of a question, or of the openings of articles on a topic. Of all words of two articles none
// are, and their lists are 100 MB in a store of a million.
const mostSearched = 128

// lookUp finds the postings of stems, which must be ascending and without
// duplicates, in all segments; where counts are enough, some lists have no more than theirs. tx is nil
// where only what is kept is to be read.
func (c *segmentCache) lookUp(ctx context.Context, tx *sql.Tx, segments []*loadedSegment, stems []string, counts bool) ([]stemPostings, error) {
	keep := !counts || len(stems) <= mostSearched
	found := make([]stemPostings, len(stems))
	for i := range found {
		found[i].bySegment = make([]index.List, len(segments))
	}
	type want struct{ segment, from, to int } // stems[from:to] may be in the block
	wanted := make(map[int64]want)
	for s, g := range segments {
		for i, stem := range stems {
			if counts && g.hidden.Len() == 0 {
				if in, known := g.cached.noted(stem); known {
					found[i].bySegment[s] = index.NewList(in, nil)
					continue
				}
			}
			if l, known := c.lists.Get(listKey{g.cached.serial, stem}); known {
				found[i].bySegment[s] = l
				continue
			}
			n, ok := index.BlockOf(g.Directory, stem)
			if !ok {
				continue
			}
			id := g.firstBlock + int64(n)
			w, seen := wanted[id]
			if !seen {
				w = want{s, i, i}
			}
			w.to = i + 1
			wanted[id] = w
		}
	}
	err := c.read(ctx, tx, slices.Collect(maps.Keys(wanted)), func(id int64) segmentIdentity { return segments[wanted[id].segment].segmentIdentity }, func(id int64, block []byte) error {
		w := wanted[id]
		delete(wanted, id)
		g := segments[w.segment]
		err := index.FindEntries(block, g.format, stems[w.from:w.to], func(i int, e index.Entry) {
			l := index.NewList(e.Count, nil)
			if keep || g.hidden.Len() > 0 {
				l = e.List.Clone()
			}
			found[w.from+i].bySegment[w.segment] = l
		})
		if err != nil {
			return fmt.Errorf("index block %d: %w", id, err)
		}
		for i := w.from; i < w.to; i++ { // also one that does not stand there
			l := found[i].bySegment[w.segment]
			if g.cached.note(stems[i], l.Count); keep {
				c.lists.keep(g.cached.serial, stems[i], l)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for id := range wanted {
		return nil, fmt.Errorf("index block %d is missing: %w", id, errEncoding)
	}
	for i := range found {
		for s, g := range segments {
			found[i].in += found[i].bySegment[s].Count // dead documents included
			if g.hidden.Len() == 0 {
				continue
			}
			n, err := found[i].bySegment[s].Among(&g.hidden.Bitmap, g.Listing.Len())
			if err != nil {
				return nil, err
			}
			found[i].in -= n
		}
	}
	return found, nil
}

// Frequencies implements knowledge.Index.
func (s *Store) Frequencies(ctx context.Context, stems []string) (in []int, articles int, err error) {
	in = make([]int, len(stems))
	err = s.viewIndex(ctx, "frequencies", func(tx *sql.Tx, segments []*loadedSegment) error {
		articles = 0
		for _, g := range segments {
			articles += g.alive()
		}
		sorted := slices.Clone(stems)
		slices.Sort(sorted)
		sorted = slices.Compact(sorted)
		found, err := s.index.lookUp(ctx, tx, segments, sorted, true)
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
	err := s.viewIndex(ctx, "search", func(tx *sql.Tx, segments []*loadedSegment) error {
		if tx == nil && len(q.Filter.Sources)+len(q.Filter.Except)+len(q.Filter.Feeds) > 0 {
			return errNotKept
		}
		filter, err := compileFilter(ctx, tx, q.Filter)
		if err != nil || filter.nothing {
			return err
		}
		found, err := s.index.lookUp(ctx, tx, segments, stems, false)
		if err != nil {
			return err
		}
		if !q.AsOf.IsZero() {
			filter.latest = q.AsOf.Unix()
		}
		r := index.Ranking{Limit: q.Limit, Lets: filter.lets, Prior: func(published int64) float64 { return factor(q.Prior, published) },
			Bound: func(s index.Span) float64 { return bound(q.Prior, filter.within(s)) }}
		from := &brought{}
		if filter.feeds != nil {
			if from, err = newBrought(ctx, tx, filter.feeds); err != nil {
				return err
			}
			r.Lets = func(d *index.Document) bool { return filter.lets(d) && from.has(d.Article) }
		}
		var articles, title, body float64
		for _, g := range segments {
			articles += float64(g.alive())
			title += float64(g.title - g.hidden.title)
			body += float64(g.body - g.hidden.body)
		}
		r.AverageTitle, r.AverageBody = max(1, title/max(1, articles)), max(1, body/max(1, articles))
		for i, stem := range stems {
			if required[stem] && found[i].in == 0 {
				return nil
			}
			weight, term := weights[stem]
			idf := math.Log(1 + (articles-float64(found[i].in)+0.5)/(float64(found[i].in)+0.5))
			r.Stems = append(r.Stems, index.Stem{Weight: weight * idf, Required: required[stem], Term: term})
		}
		// Where the likeliest documents are found first, more of the others are left out.
		order := make([]int, len(segments))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(r.Bound(segments[y].Times), r.Bound(segments[x].Times)) })
		lists := make([]index.List, len(stems))
		for _, i := range order {
			if err := ctx.Err(); err != nil {
				return err
			}
			for j := range found {
				lists[j] = found[j].bySegment[i]
			}
			if err := r.Scan(segments[i].Segment, &segments[i].hidden.Bitmap, lists); err != nil {
				return fmt.Errorf("index segment %d: %w", segments[i].id, err)
			}
			if from.err != nil {
				return from.err
			}
		}
		for _, hit := range r.Hits() {
			hits = append(hits, knowledge.Hit{ID: hit.Article, Score: hit.Score})
		}
		return nil
	})
	return hits, err
}

// factor is what a prior makes of a time of the index.
func factor(p knowledge.Prior, published int64) float64 {
	if published == index.NoDate {
		return p.Factor(time.Time{})
	}
	return p.Factor(time.Unix(published, 0))
}

// bound is the largest factor of a time of a span: that of the time nearest to the prior's
// own; 0 for an empty span.
func bound(p knowledge.Prior, s index.Span) float64 {
	most := 0.0
	if s.Undated {
		most = p.Factor(time.Time{})
	}
	if s.From <= s.To {
		nearest := p.From
		if from := time.Unix(s.From, 0); nearest.Before(from) {
			nearest = from
		}
		if to := time.Unix(s.To, 0); nearest.After(to) {
			nearest = to
		}
		most = max(most, p.Factor(nearest))
	}
	return most
}

// numbers are the arguments of a query.
func numbers(ids []int64) []any {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return args
}
