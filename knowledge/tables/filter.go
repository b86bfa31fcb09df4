package tables

import (
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/index"
)

// compiledFilter is a knowledge.Filter in the numbers that the store uses.
type compiledFilter struct {
	sources      []int64  // any of them; nil for all
	except       []int64  // none of them
	feeds        []int64  // any of them; nil for all
	since, until int64    // [since, until), index.NoDate for no bound
	latest       int64    // nothing later, but what has no date
	languages    []uint16 // any of them; nil for all
	nothing      bool     // no article can pass
}

func compileFilter(ctx context.Context, tx *sql.Tx, f knowledge.Filter) (compiledFilter, error) {
	c := compiledFilter{since: index.NoDate, until: index.NoDate, latest: math.MaxInt64}
	for _, language := range f.Languages {
		if code := index.LanguageCode(language); code != 0 {
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
	if len(f.Feeds) > 0 {
		var err error
		if c.feeds, err = feedIDs(ctx, tx, f.Feeds); err != nil {
			return c, err
		}
		c.nothing = c.nothing || len(c.feeds) == 0
	}
	for _, name := range f.Except {
		ids, err := sourceIDs(ctx, tx, name)
		if err != nil {
			return c, err
		}
		c.except = append(c.except, ids...)
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

// lets reports whether a document passes, as far as that can be told of it: not which feed
// brought it.
func (c *compiledFilter) lets(d *index.Document) bool {
	if d.Published > c.latest || c.languages != nil && !slices.Contains(c.languages, d.Language) {
		return false
	}
	if d.Published == index.NoDate && (c.since != index.NoDate || c.until != index.NoDate) {
		return false
	}
	if c.since != index.NoDate && d.Published < c.since || c.until != index.NoDate && d.Published >= c.until {
		return false
	}
	return (c.sources == nil || slices.Contains(c.sources, d.Source)) && !slices.Contains(c.except, d.Source)
}

// within is the part of a span that the filter lets.
func (c *compiledFilter) within(s index.Span) index.Span {
	s.To = min(s.To, c.latest)
	if c.since != index.NoDate {
		s.From, s.Undated = max(s.From, c.since), false
	}
	if c.until != index.NoDate {
		s.To, s.Undated = min(s.To, c.until-1), false
	}
	return s
}

// reaches reports whether a document of a segment may pass, by when they were published and their languages.
func (c *compiledFilter) reaches(g *index.Segment) bool {
	if within := c.within(g.Times); within.From > within.To && !within.Undated {
		return false
	}
	return c.languages == nil || slices.ContainsFunc(c.languages, func(code uint16) bool { return g.Languages[code] > 0 })
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
			args = append(args, index.LanguageOf(code))
		}
	}
	if c.since != index.NoDate {
		conditions, args = append(conditions, "a.published + v.zone >= ?", "a.published >= ?"), append(args, c.since, c.since-secondsOfDay) // the second one can use an index
	}
	if c.until != index.NoDate {
		conditions, args = append(conditions, "a.published + v.zone < ?", "a.published < ?"), append(args, c.until, c.until+secondsOfDay) // as above
	}
	if c.sources != nil {
		conditions, args = append(conditions, "a.source IN ("+marks(len(c.sources))+")"), append(args, numbers(c.sources)...)
	}
	if c.except != nil {
		conditions, args = append(conditions, "a.source NOT IN ("+marks(len(c.except))+")"), append(args, numbers(c.except)...)
	}
	if c.feeds != nil {
		conditions, args = append(conditions, "EXISTS (SELECT 1 FROM feed_entries e WHERE e.article = a.id AND e.feed IN ("+marks(len(c.feeds))+"))"), append(args, numbers(c.feeds)...)
	}
	return strings.Join(conditions, " AND "), args
}
