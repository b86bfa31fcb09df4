package timeline

import (
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
)

const (
	// week is how far the day that a weekday names lies from the next of that name, and
	// longAgo how many days before an article such a day is that may as well be the next one:
	// an article that is updated for days keeps its day of publication.
	week, longAgo = 7, 4
	// sameNews is the cosine with what others say of a day from which on a sentence is on it.
	sameNews = .25
	// fewLater is how many such sentences show that an article was updated.
	fewLater = 2
)

// postdate moves facts of a weekday before their article to the same weekday after it, where
// the article was updated on that day: some of its sentences say what others say of the days
// after it, and the one in question does so more than what others say of the day before.
// Dates that are left without facts are left out.
func postdate(dates []*date, byISO map[string]*date) []*date {
	sure := make(map[*date]*vector, len(dates)) // what is said of a date that is no such weekday
	for _, d := range dates {
		sure[d] = &vector{}
		for _, f := range d.facts {
			if !f.mayBeLater() {
				sure[d].add(f)
			}
		}
	}
	next := func(f *fact) *date { return byISO[newDate(f.Date).day.AddDate(0, 0, week).Format(time.DateOnly)] }
	later := map[int64]int{} // how many sentences of an article are on a day after it
	for _, d := range dates {
		for _, f := range d.facts {
			if f.mayBeLater() && next(f) != nil {
				if x := sure[next(f)].alike(f); x >= sameNews && x > sure[d].alike(f) {
					later[f.ArticleID]++
				}
			}
		}
	}
	for _, d := range dates {
		d.facts = slices.DeleteFunc(d.facts, func(f *fact) bool {
			if later[f.ArticleID] < fewLater || !f.mayBeLater() {
				return false
			}
			to := next(f)
			if to == nil || sure[to].alike(f) <= sure[d].alike(f) {
				return false
			}
			f.Date = to.iso
			d.weight -= f.counts
			to.facts, to.weight = append(to.facts, f), to.weight+f.counts
			return true
		})
	}
	return slices.DeleteFunc(dates, func(d *date) bool { return len(d.facts) == 0 })
}

// mayBeLater reports whether a fact's date is a mere weekday so long before its article that
// the one after it may be meant.
func (f *fact) mayBeLater() bool {
	if f.Basis.Kind != knowledge.Resolved || f.Granularity != knowledge.Day || f.article.Published.IsZero() ||
		strings.ContainsAny(f.article.Text[f.Basis.Start:f.Basis.End], "0123456789") {
		return false
	}
	published := f.article.Published.Format(time.DateOnly)
	was, err := time.Parse(time.DateOnly, f.Date)
	day, _ := time.Parse(time.DateOnly, published)
	ago := int(day.Sub(was).Hours() / 24)
	return err == nil && ago >= longAgo && ago < week
}
