package timeline

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
)

const (
	// week is how many days the day that a weekday names lies from the next of that name, and
	// longAgo how many days before an article such a day is that may as well be the next one:
	// an article that is updated for days keeps its day of publication.
	week    = 7
	longAgo = 4
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
	type move struct {
		*fact
		from, to *date
	}
	sure := map[*date]*vector{} // what is said of a date that is no such weekday
	said := func(d *date) *vector {
		v := sure[d]
		if v == nil {
			v = &vector{}
			sure[d] = v
			for _, f := range d.facts {
				if !d.mayBeLater(f) {
					v.add(f)
				}
			}
		}
		return v
	}
	var moves []move
	later := map[int64]int{} // how many sentences of an article are on a day after it
	for _, d := range dates {
		to := byISO[d.day.AddDate(0, 0, week).Format(time.DateOnly)]
		if to == nil {
			continue
		}
		for _, f := range d.facts {
			if !d.mayBeLater(f) {
				continue
			}
			x, before := said(to).alike(f), said(d).alike(f)
			if x > before {
				moves = append(moves, move{f, d, to})
				if x >= sameNews {
					later[f.ArticleID]++
				}
			}
		}
	}
	for _, m := range moves {
		if later[m.ArticleID] < fewLater {
			continue
		}
		m.fact.Date = m.to.iso
		m.from.facts = slices.DeleteFunc(m.from.facts, func(f *fact) bool { return f == m.fact })
		m.from.weight -= m.counts
		m.to.facts = append(m.to.facts, m.fact)
		m.to.weight += m.counts
	}
	return slices.DeleteFunc(dates, func(d *date) bool { return len(d.facts) == 0 })
}

// mayBeLater reports whether a fact of a date names it by a weekday so long before its article
// that the one after it may be meant.
func (d *date) mayBeLater(f *fact) bool {
	if f.Basis.Kind != knowledge.Resolved || f.Granularity != knowledge.Day {
		return false
	}
	ago := daysBefore(d, f)
	return ago >= longAgo && ago < week && !strings.ContainsAny(f.article.Text[f.Basis.Start:f.Basis.End], "0123456789")
}

// daysBefore is how many days a date is before the day on which the article of a fact was published.
func daysBefore(d *date, f *fact) int {
	return int(firstDay(f.article.printed).Sub(d.day).Abs().Hours()/24) * cmp.Compare(f.article.printed, d.iso)
}
