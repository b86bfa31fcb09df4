package summary

import (
	"time"

	"quoth/knowledge"
	"quoth/knowledge/dates"
)

// when is the time of what a sentence tells, beside the publication of its article. Of several the
// greatest counts.
type when int

const (
	unknown when = iota
	before       // more than newsDays ago
	ahead        // is to come
	just         // within newsDays
)

// newsDays is how many days before its publication what an article has as news was at most.
const newsDays = 7

// whenWas places a date, as ISO writes it, beside a publication. A month or a year that is not over tells nothing:
// what happened earlier this year is no news.
func whenWas(date string, published time.Time) when {
	n := len(date)
	switch {
	case date > published.Format(time.DateOnly)[:n]:
		return ahead
	case date < published.AddDate(0, 0, -newsDays).Format(time.DateOnly)[:n]:
		return before
	case n < len(time.DateOnly):
		return unknown
	}
	return just
}

// whenIn finds when what a sentence of an article tells was.
func whenIn(sentence string, a *knowledge.Article) when {
	told := unknown
	if a.Published.IsZero() {
		return told
	}
	for _, e := range dates.FindIn(sentence, a.Language, a.Published) {
		if day, _, ok := e.Date(); ok && (e.Role == dates.Main || day[:4] < a.Published.Format("2006")) {
			told = max(told, whenWas(day, a.Published))
		}
	}
	return told
}

// timing says when what each sentence of an article tells was, by the facts of the article.
func timing(facts []knowledge.Fact, a *knowledge.Article) map[knowledge.Range]when {
	all := map[knowledge.Range]when{}
	if a.Published.IsZero() {
		return all
	}
	for i := range facts {
		if f := &facts[i]; f.Version == a.Version && f.Basis.Kind != knowledge.ByDate {
			all[f.Sentence] = max(all[f.Sentence], whenWas(f.Date, a.Published))
		}
	}
	return all
}
