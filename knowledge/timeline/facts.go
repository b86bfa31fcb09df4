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
// sentence once for every day, month or year that it names, and the leading
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
			if !ok || day < firstYear || day > lastYear || named(facts[own:], day) {
				continue
			}
			kind := knowledge.Written
			if e.Resolved {
				kind = knowledge.Resolved
			}
			facts = append(facts, knowledge.Fact{
				Date: day, Granularity: knowledge.Granularity(g), Sentence: s,
				Basis: knowledge.Basis{Kind: kind, Range: knowledge.Range{Start: e.Start, End: e.End}},
			})
		}
		if len(facts) == own && i < leading && !published.IsZero() {
			facts = append(facts, knowledge.Fact{
				Date: published.UTC().Format(time.DateOnly), Granularity: knowledge.Day, Sentence: s,
				Basis: knowledge.Basis{Kind: knowledge.ByDate},
			})
		}
		if len(facts) >= maxFacts {
			return facts[:maxFacts]
		}
	}
	return facts
}

func named(facts []knowledge.Fact, day string) bool {
	for _, f := range facts {
		if f.Date == day {
			return true
		}
	}
	return false
}
