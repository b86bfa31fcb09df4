package tables

import (
	"container/heap"
	"context"
	"database/sql"
	"slices"

	"quoth/knowledge"
	"quoth/knowledge/index"
)

// newestFirst orders articles a.
const newestFirst = "a.published DESC NULLS LAST, a.id DESC"

// Latest implements knowledge.Library. Articles without a date come last, the
// one stored last first.
func (s *Store) Latest(ctx context.Context, f knowledge.Filter, limit, offset int) ([]knowledge.Article, error) {
	if limit <= 0 {
		return nil, nil
	}
	offset = max(0, offset)
	var latest []knowledge.Article
	err := s.viewNews(ctx, "latest", func(tx *sql.Tx) error {
		filter, err := compileFilter(ctx, tx, f)
		if err != nil || filter.nothing {
			return err
		}
		condition, args := filter.where()
		order := newestFirst
		if filter.languages != nil && filter.feeds == nil {
			among, err := s.index.newest(ctx, tx, &filter, offset+limit)
			if err != nil {
				return err
			}
			condition, args = condition+" AND a.id IN (SELECT CAST(value AS BIGINT) FROM json_each(?))", append(args, list(among))
			order = "+" + order // not in the order of an index, which has the others, too
		}
		return Each(ctx, tx, func(rows *sql.Rows) error {
			a, err := scanHeading(rows)
			latest = append(latest, a)
			return err
		}, "SELECT "+headingColumns+headings(ctx)+" AND "+condition+" ORDER BY "+order+limitOffset, append(args, limit, offset)...)
	})
	return latest, err
}

// limitOffset takes the two numbers. SQLite plans with a limit that it knows, and would sort all
// articles for the newest one or two; the sum it does not know.
const limitOffset = " LIMIT ? + 0 OFFSET ?"

// clocks is by how much two articles may be printed in another order by the clocks of their
// outlets than they were, in seconds: zones lie between -12 h and +14 h.
const clocks = 2 * secondsOfDay

// newest returns articles that a filter lets through, those among them that are the n newest.
// The documents of the index tell the language of an article; that of few articles would
// have the tables read to their end.
func (c *segmentCache) newest(ctx context.Context, tx *sql.Tx, filter *compiledFilter, n int) ([]int64, error) {
	segments, err := c.load(ctx, tx)
	if err != nil {
		return nil, err
	}
	var found []index.Document
	var times oldestFirst // of the n newest so far; NoDate comes before any
	var d index.Document  // one for all, since the filter has it escape to the heap
	for _, g := range slices.Backward(segments) {
		if !filter.reaches(g.Segment) {
			continue
		}
		within := filter.within(g.Times)
		for ordinal := g.Listing.Len() - 1; ordinal >= 0; ordinal-- {
			published := g.Listing.Published(ordinal)
			if !within.Has(published) || len(times) == n && older(published, times[0]) || g.hidden.Has(ordinal) {
				continue
			}
			if d = g.Listing.At(ordinal); !filter.lets(&d) {
				continue
			}
			found = append(found, d)
			heap.Push(&times, d.Published)
			if len(times) > n {
				heap.Pop(&times)
			}
		}
	}
	var articles []int64
	for _, d := range found {
		if len(times) < n || !older(d.Published, times[0]) {
			articles = append(articles, d.Article)
		}
	}
	return articles, nil
}

// oldestFirst is a heap of times.
type oldestFirst []int64

func (h oldestFirst) Len() int           { return len(h) }
func (h oldestFirst) Less(i, j int) bool { return h[i] < h[j] }
func (h oldestFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *oldestFirst) Push(t any)        { *h = append(*h, t.(int64)) }
func (h *oldestFirst) Pop() any {
	last := len(*h) - 1
	t := (*h)[last]
	*h = (*h)[:last]
	return t
}

// older reports whether what has one time on the clock of its outlet is older than what has
// another.
func older(published, than int64) bool {
	return than != index.NoDate && (published == index.NoDate || published < than-clocks)
}
