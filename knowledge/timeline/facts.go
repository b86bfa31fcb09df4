package timeline

import (
	"slices"
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

// Facts finds the dated statements of an article in a language (IETF tag), in the order
// of the text: each sentence once for every day, month or year that it names, by the
// expression that writes it out if there is one. A leading sentence that names no time of
// its own tells news of the day of publication and stands under that. published is the day
// and time of publication, zero when unknown. ArticleID and Version are left zero.
func Facts(text, language string, sentences []knowledge.Range, published time.Time) []knowledge.Fact {
	found := dates.FindIn(text, language, published)
	var facts []knowledge.Fact
	for i, s := range sentences {
		var own []dates.Expression
		for len(found) > 0 && found[0].Start < s.End {
			if e := found[0]; e.Start >= s.Start && e.End <= s.End {
				own = append(own, e)
			}
			found = found[1:]
		}
		facts = append(facts, datedBy(own, s)...)
		if i < leading && !published.IsZero() && !slices.ContainsFunc(own, tellsWhen) {
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

// datedBy makes the facts of a sentence by its time expressions. A time of day alone,
// the end of a period and the day of another event are no dates of what it tells.
func datedBy(expressions []dates.Expression, sentence knowledge.Range) []knowledge.Fact {
	var facts []knowledge.Fact
	for _, e := range expressions {
		day, g, ok := e.Date()
		if !ok || day < firstYear || day > lastYear || e.Role != dates.Main {
			continue
		}
		basis := knowledge.Basis{Kind: knowledge.Written, Range: knowledge.Range{Start: e.Start, End: e.End}}
		if e.Resolved {
			basis.Kind = knowledge.Resolved
		}
		if was := named(facts, day); was != nil {
			if was.Basis.Kind == knowledge.Resolved && basis.Kind == knowledge.Written {
				was.Basis = basis
			}
			continue
		}
		facts = append(facts, knowledge.Fact{Date: day, Granularity: knowledge.Granularity(g), Sentence: sentence, Basis: basis})
	}
	return facts
}

// tellsWhen reports whether an expression dates what its sentence tells, if only
// coarsely: last week, recently.
func tellsWhen(e dates.Expression) bool {
	switch {
	case e.Role != dates.Main, e.Type == dates.Duration, e.Type == dates.Set:
		return false
	}
	return e.Value != dates.PresentRef && e.Value != dates.FutureRef
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
