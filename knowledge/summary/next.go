package summary

import (
	"cmp"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

const (
	// recently is how long ago what is announced was printed at most: what was to happen
	// may have been called off since.
	recently = 14 * 24 * time.Hour
	// mostNext is how many announcements are told.
	mostNext = 2
)

// next is what the newest articles on a topic announce for the days after now, of the stored facts by article: the
// sentences, their dates as Answer, one a date, those printed last in the order of their dates.
func next(readings []*topic.Reading, stored map[int64][]knowledge.Fact, now time.Time) []knowledge.Quote {
	of := map[int64]*topic.Reading{}
	var facts []knowledge.Fact
	for _, r := range readings {
		if r.About >= plainly && !r.Published.IsZero() && !r.Published.After(now) && now.Sub(r.Published) <= recently {
			of[r.ID] = r
			facts = append(facts, stored[r.ID]...)
		}
	}
	facts = slices.DeleteFunc(facts, func(f knowledge.Fact) bool {
		r := of[f.ArticleID]
		if f.Version != r.Version { // it changed since it was read
			return true
		}
		at := r.Sentence(f.Sentence)
		words := r.Text[f.Sentence.Start:f.Sentence.End]
		return f.Basis.Kind == knowledge.ByDate || f.Granularity == knowledge.Year ||
			f.Date <= now.Format(time.DateOnly)[:len(f.Date)] || at.About < plainly || at.Words > most || !prose(words, at.Terms()) || text.Leans(words, r.Language)
	})
	slices.SortStableFunc(facts, func(a, b knowledge.Fact) int {
		x, y := of[a.ArticleID], of[b.ArticleID]
		return cmp.Or(y.Published.Compare(x.Published), cmp.Compare(a.ArticleID, b.ArticleID),
			cmp.Compare(y.Sentence(b.Sentence).About, x.Sentence(a.Sentence).About), cmp.Compare(a.Sentence.Start, b.Sentence.Start))
	})
	var last []knowledge.Fact
	for _, f := range facts {
		known := slices.ContainsFunc(last, func(o knowledge.Fact) bool {
			return o.Date == f.Date || o.ArticleID == f.ArticleID && o.Sentence == f.Sentence
		})
		if !known && len(last) < mostNext {
			last = append(last, f)
		}
	}
	slices.SortStableFunc(last, func(a, b knowledge.Fact) int { return cmp.Compare(a.Date, b.Date) })
	var quotes []knowledge.Quote
	for _, f := range last {
		q := quote(of[f.ArticleID].Document, f.Sentence)
		if f.Sentence.Contains(f.Basis.Range) {
			q.Answer, q.Value = f.Basis.Range, f.Date
		}
		quotes = append(quotes, q)
	}
	return quotes
}
