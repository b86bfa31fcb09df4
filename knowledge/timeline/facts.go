package timeline

import (
	"time"

	"quoth/knowledge"
	"quoth/knowledge/dates"
)

const (
	// leading is how many sentences at the head of an article tell what just
	// happened even when they name no date: the lead and what follows it.
	leading = 3
	// maxFacts bounds the facts of one article. The longest running texts in
	// print have about half as many; tables of dates have more.
	maxFacts = 100
	// firstYear and lastYear bound what is taken for a year of an event.
	firstYear, lastYear = "1000", "2199"
)

// Facts finds the dated statements of an article, in the order of the text: each
// sentence once for every day, month or year that it names, by the expression that
// writes it out if there is one, and the leading
// sentences without one under the day of publication. published is the day and
// time of publication, zero when unknown. ArticleID and Version are left zero.
func Facts(text string, sentences []knowledge.Range, published time.Time) []knowledge.Fact {
	found := dates.Find(text, published)
	var facts []knowledge.Fact
	at := 0
	for i, s := range sentences {
		own := len(facts)
		for ; at < len(found) && found[at].Start < s.End; at++ {
			e := found[at]
			if e.Start < s.Start || e.End > s.End {
				continue
			}
			day, g, ok := e.Date()
			if !ok || day < firstYear || day > lastYear {
				continue
			}
			kind := knowledge.Written
			if e.Resolved {
				kind = knowledge.Resolved
			}
			if was := named(facts[own:], day); was != nil {
				if was.Basis.Kind == knowledge.Resolved && kind == knowledge.Written {
					was.Basis = knowledge.Basis{Kind: kind, Range: knowledge.Range{Start: e.Start, End: e.End}}
				}
				continue
			}
			facts = append(facts, knowledge.Fact{
				Date: day, Granularity: knowledge.Granularity(g), Sentence: s,
				Basis: knowledge.Basis{Kind: kind, Range: knowledge.Range{Start: e.Start, End: e.End}},
			})
		}
		if len(facts) == own && i < leading && !published.IsZero() {
			facts = append(facts, knowledge.Fact{
				Date: published.Format(time.DateOnly), Granularity: knowledge.Day, Sentence: s,
				Basis: knowledge.Basis{Kind: knowledge.ByDate},
			})
		}
		if len(facts) >= maxFacts {
			return facts[:maxFacts]
		}
	}
	return facts
}

// named is the fact of that day among facts, nil for none.
func named(facts []knowledge.Fact, day string) *knowledge.Fact {
	for i := range facts {
		if facts[i].Date == day {
			return &facts[i]
		}
	}
	return nil
}
