package timeline

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
)

const (
	// lookedAt is of how many times as many dates as are asked for the events are found,
	// the weightiest.
	lookedAt = 4
	// further is what an event weighs that is not the first of its date.
	further = .7
	// shortest and longest are how many words a sentence of a timeline should
	// have: shorter ones say too little, longer ones are lists.
	shortest, longest = 8, 60
	// alike is the cosine from which on two sentences say the same.
	alike = .5
	// retells is the share of another event from which on a sentence is on that one, and
	// sameDay the same for an event of the same date.
	retells, sameDay = .6, .35
	// small is the share of an event's weight below which another is small beside it.
	small = .3
)

// candidate is an event with what it weighs for a timeline.
type candidate struct {
	*event
	weight float64
}

// choose returns at most n events with what is told of each: those of the days that weigh most,
// and where there are too few of them those of the months and years in which no day is chosen. An
// event of which nothing is left to tell is passed over. With perDate all that is
// said of a date is one event, of which so many sentences are told.
func choose(dates []*date, n, perDate int) []*event {
	order := slices.Clone(dates)
	slices.SortFunc(order, func(a, b *date) int {
		return cmp.Or(len(b.iso)-len(a.iso), cmp.Compare(b.weight, a.weight), cmp.Compare(a.iso, b.iso))
	})
	order = order[:min(len(order), lookedAt*n)]
	tell(order)
	var chosen []*event
	for _, c := range candidates(order, perDate > 0) {
		if len(chosen) == n {
			break
		}
		within := func(o *event) bool {
			a, b := o.date.iso, c.date.iso
			return len(a) != len(b) && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
		}
		if slices.ContainsFunc(chosen, within) {
			continue
		}
		if c.told = c.best(max(1, perDate), chosen); len(c.told) > 0 {
			chosen = append(chosen, c.event)
		}
	}
	for _, e := range chosen { // once more, now that all are known
		e.told = nil
		e.told = e.best(max(1, perDate), chosen)
	}
	return slices.DeleteFunc(chosen, func(e *event) bool { return len(e.told) == 0 })
}

// candidates are the events of dates, the weightiest first and those of days before those of months
// and years. The first of a date weighs what all that is said of the date does; a further one must be said twice or name it.
func candidates(dates []*date, whole bool) []candidate {
	var all []candidate
	for _, d := range dates {
		if whole {
			all = append(all, candidate{&d.whole, d.weight})
			continue
		}
		for i, e := range d.events {
			switch {
			case i == 0:
				all = append(all, candidate{e, d.weight})
			case len(e.facts) > 1 || e.named():
				all = append(all, candidate{e, e.weight * further})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(len(b.date.iso)-len(a.date.iso), cmp.Compare(b.weight, a.weight))
	})
	return all
}

// best returns the facts that say best what is said of an event and of its date, none of
// which retells one of the other events: long after a happening every article on its
// consequences recalls it.
func (e *event) best(n int, others []*event) []*fact {
	score := make(map[*fact]float64, len(e.facts))
	for _, f := range e.facts {
		score[f] = e.fits(f, others)
	}
	order := slices.Clone(e.facts)
	slices.SortFunc(order, func(a, b *fact) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(a.ArticleID, b.ArticleID), cmp.Compare(a.Sentence.Start, b.Sentence.Start), cmp.Compare(a.Basis.Start, b.Basis.Start))
	})
	var picked []*fact
	for _, f := range order {
		if len(picked) == n || score[f] == 0 {
			break
		}
		same := func(o *fact) bool {
			return o.ArticleID == f.ArticleID && o.Sentence == f.Sentence || o.cosine(f) >= alike
		}
		if !slices.ContainsFunc(picked, same) && !slices.ContainsFunc(others, func(o *event) bool { return slices.ContainsFunc(o.told, same) }) {
			picked = append(picked, f)
		}
	}
	return picked
}

// fits is how well a fact tells an event; 0 when it retells one of the others.
func (e *event) fits(f *fact, others []*event) float64 {
	elsewhere := e.elsewhere(f, others)
	if elsewhere >= retells {
		return 0
	}
	x := (e.sum.alike(f) + e.date.whole.sum.alike(f)) / 2 * (1 - elsewhere) * f.about * (1 + f.titled)
	if f.Basis.Kind != knowledge.ByDate {
		x *= 1.2
	}
	if f.Sentence.Start < lead {
		x *= 1.2
	}
	if f.plan {
		x *= ofPlan
	}
	if f.words < shortest || f.words > longest {
		x *= .3
	}
	return x
}

// elsewhere is the largest share of another event that a fact tells, 1 for one of the same
// date of which it tells much.
func (e *event) elsewhere(f *fact, others []*event) float64 {
	most := 0.0
	for _, o := range others {
		if o == e || !f.article.Published.IsZero() && o.date.iso > f.article.Published.Format(time.DateOnly) {
			continue // what was still to come can't be retold
		}
		if o.weight < small*e.weight {
			continue // a large event is not left out for a small one
		}
		share := o.covered(f)
		if o.date == e.date && share >= sameDay {
			return 1
		}
		most = math.Max(most, share)
	}
	return most
}
