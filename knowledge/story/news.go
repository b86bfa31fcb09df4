package story

import (
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/dates"
	"quoth/knowledge/text"
)

// News is what an article has that the articles of its story before it have not. The zero
// News is that nothing of it can be named.
type News struct {
	Result bool      // its title tells how something came out, and no earlier one did
	Figure string    // a number in its title, as it is printed there: "47", "1,200"; "" for none
	Day    time.Time // when it was published, where that is a day later; else zero
	Outlet string    // that printed it, where it is the first of that outlet; "" else
}

// NewsOf compares an article with the earlier ones of its story, whose texts may be
// missing. They say no more of what Decide calls a change than can be read in a message:
// a result, a figure, a later day, another outlet.
func NewsOf(a knowledge.Article, before []knowledge.Article) News {
	var n News
	if len(before) == 0 {
		return n
	}
	numbers, last, known := map[string]bool{}, time.Time{}, false
	n.Result = tellsOutcome(a) && !slices.ContainsFunc(before, tellsOutcome)
	for _, b := range before {
		for _, t := range slices.Concat(text.AppendTerms(nil, b.Title, b.Language), leadTermsOf(b)) {
			if t.Number {
				numbers[t.Stem] = true
			}
		}
		if b.Published.After(last) {
			last = b.Published
		}
		known = known || b.Source == a.Source
	}
	for _, t := range text.AppendTerms(nil, a.Title, a.Language) {
		if t.Number && !numbers[t.Stem] && !inDate(a, t.Span) {
			n.Figure = a.Title[t.Start:t.End]
			break
		}
	}
	if !last.IsZero() && a.Published.Sub(last).Hours() >= nextDayHours {
		n.Day = a.Published
	}
	if !known {
		n.Outlet = a.Source
	}
	return n
}

// leadTermsOf are the terms of the beginning of an article, as far as Sign takes numbers
// from it.
func leadTermsOf(a knowledge.Article) []text.Term {
	terms := text.AppendTerms(nil, a.Text, a.Language)
	return terms[:min(len(terms), 3*leadTerms)]
}

// inDate reports whether a word of a title is part of a date.
func inDate(a knowledge.Article, word text.Span) bool {
	return slices.ContainsFunc(dates.FindIn(a.Title, a.Language, a.Published), func(e dates.Expression) bool { return e.Start <= word.Start && word.End <= e.End })
}
