package timeline

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/manner"
)

const (
	// lookedAt is of how many times as many dates as are asked for the events are found,
	// the weightiest.
	lookedAt = 4
	// further is what an event weighs that is not the first of its date, and ofDate the exponent of
	// what all of the date weighs in the weight of the first: a day on which much happened matters
	// more than its largest event alone does.
	further, ofDate = .6, .6
	// ofOneArticle is what each event leaves of the weight of another that the same article tells:
	// one article must not fill a timeline.
	ofOneArticle = .7
	// ofLeaning is what is left of the weight of an event that no sentence tells by itself.
	ofLeaning = .6
	// inBody is what is left of the weight of an event that no beginning of an article tells best: none
	// was written for it.
	inBody = .9
	// shortest and longest are how many words a sentence of a timeline should
	// have: shorter ones say too little, longer ones are lists. What has less than fewest is a
	// caption or a name.
	shortest, longest, fewest = 8, 60, 5
	// A sentence of more than concise words weighs less by the power ofLonger of how many times as long it is: it
	// retells others beside its own event. Of what 16 topics told again a sixth is gone by it, of 43 others none.
	concise, ofLonger = 30, .3
	// alike is the cosine from which on two sentences say the same.
	alike = .5
	// retells is the share of another event from which on a sentence is on that one, and
	// sameDay the same for an event of the same date.
	retells, sameDay = .8, .25
	// atHead is what a sentence of an article's beginning weighs that has to tell an event by
	// itself, numbered what one does that gives a number beside its date (a toll, a score, a term in
	// prison), and dependent what each reason leaves that it does not: it leans on another, it is
	// what somebody said, or it only recalls what happened on its date.
	atHead, numbered, dependent = 1.7, 1.3, .5
	// unnamed is what is left of one that begins with what an earlier one names.
	unnamed = .8
	// longAfter is from when on a happening that is only recalled is no event of a topic.
	longAfter = 30 * 24 * time.Hour
	// leastNews is how far a sentence must be about the topic to bring the newest state of it.
	leastNews = .5
	// small is the share of an event's weight below which another is small beside it.
	small = .3
)

// ofManner is what a sentence weighs that is to tell an event by itself, by how it speaks.
var ofManner = [...]float64{manner.Reports: 1, manner.Recounts: .8, manner.States: .6, manner.Addresses: .1}

// candidate is an event with what it weighs for a timeline, and what of that it adds to
// the events chosen before.
type candidate struct {
	*event
	weight, adds float64
}

// compare orders candidates: those of days before those of months and years, those that
// add most first.
func (c candidate) compare(o candidate) int {
	return cmp.Or(len(o.date.iso)-len(c.date.iso), cmp.Compare(o.adds, c.adds))
}

// choose returns at most n events with what is told of each: those of the days that add most,
// and where there are too few of them those of the months and years in which no day is chosen. An
// event of which nothing is left to tell is passed over, and the last chosen yields to the newest
// state of the topic. With perDate all that is
// said of a date is one event, of which so many sentences are told.
func choose(dates []*date, n, perDate int) []*event {
	order := slices.Clone(dates)
	slices.SortFunc(order, func(a, b *date) int {
		return cmp.Or(len(b.iso)-len(a.iso), cmp.Compare(b.weight, a.weight), cmp.Compare(a.iso, b.iso))
	})
	order = order[:min(len(order), lookedAt*n)]
	tell(order)
	var chosen []*event
	open := candidates(order, perDate > 0)
	for len(open) > 0 && len(chosen) < n {
		c := open[0]
		open = open[1:]
		if slices.ContainsFunc(chosen, c.within) {
			continue
		}
		if c.shown = c.best(max(1, perDate), chosen); len(c.shown) == 0 {
			continue
		}
		// What a candidate adds hardly ever rises with those chosen: the first that still
		// comes first is taken for the best.
		if perDate == 0 {
			c.adds = c.weight * (1 - c.elsewhere(c.shown[0], chosen))
			for _, o := range chosen {
				if o.shown[0].ArticleID == c.shown[0].ArticleID {
					c.adds *= ofOneArticle
				}
			}
			if c.shown[0].Sentence.Start >= lead {
				c.adds *= inBody
			}
			if len(open) > 0 && c.compare(open[0]) > 0 {
				at, _ := slices.BinarySearchFunc(open, c, func(o, c candidate) int { return cmp.Or(o.compare(c), -1) })
				open = slices.Insert(open, at, c)
				continue
			}
		}
		chosen = append(chosen, c.event)
	}
	if perDate == 0 && len(chosen) == n {
		renew(chosen, open)
	}
	for _, e := range chosen { // once more, now that all are known
		e.shown = nil
		e.shown = e.best(max(1, perDate), chosen)
	}
	return slices.DeleteFunc(chosen, func(e *event) bool { return len(e.shown) == 0 })
}

// renew puts the newest state of the topic in the place of the event that was chosen last, if it
// is later than all that are chosen: of those that are open, which are ordered, the first that an
// article on the topic begins with. The latest of the chosen stays.
func renew(chosen []*event, open []candidate) {
	latest := 0
	for i, e := range chosen {
		if e.date.iso > chosen[latest].date.iso {
			latest = i
		}
	}
	least := len(chosen) - 1
	if least == latest {
		least--
	}
	if least < 0 {
		return
	}
	for _, c := range open {
		if len(c.date.iso) != len(time.DateOnly) || c.date.iso <= chosen[latest].date.iso || slices.ContainsFunc(chosen, c.within) {
			continue
		}
		c.shown = c.best(1, chosen)
		if len(c.shown) == 1 && c.shown[0].isNews() {
			chosen[least] = c.event
			return
		}
	}
}

// isNews reports whether a fact is what an article on the topic begins with, happened, and is told
// by a sentence that stands alone.
func (f *fact) isNews() bool {
	how := f.tells()
	return f.about >= leastNews && f.Sentence.Start < lead && f.article.Headlined() && !f.plan && !how.leans && !how.recalls && f.manner() == manner.Reports
}

// within reports whether the date of one of two events lies in that of the other.
func (e *event) within(o *event) bool {
	a, b := o.date.iso, e.date.iso
	return len(a) != len(b) && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// candidates are the events of dates, ordered. The first of a date has weight of what all that
// is said of the date weighs; a further one must be said twice or name it, by a sentence that stands by itself.
func candidates(dates []*date, whole bool) []candidate {
	var all []candidate
	add := func(e *event, weight float64) { all = append(all, candidate{e, weight, weight}) }
	for _, d := range dates {
		if whole {
			add(&d.whole, d.weight)
			continue
		}
		for i, e := range d.events {
			switch {
			case e.onlyRecalled():
			case i == 0:
				weight := math.Pow(d.weight, ofDate) * math.Pow(e.weight, 1-ofDate)
				if !e.stands() {
					weight *= ofLeaning
				}
				add(e, weight)
			case (len(e.facts) > 1 || e.named()) && e.stands():
				add(e, e.weight*further)
			}
		}
	}
	slices.SortStableFunc(all, candidate.compare)
	return all
}

// onlyRecalled reports whether all that tells an event recalls it long after to say when something
// else was.
func (e *event) onlyRecalled() bool {
	return !slices.ContainsFunc(e.facts, func(f *fact) bool {
		return f.article.Published.Sub(e.date.day) < longAfter || !f.tells().recalls
	})
}

// stands reports whether a sentence on the event stands by itself.
func (e *event) stands() bool {
	return slices.ContainsFunc(e.facts, func(f *fact) bool { return !f.tells().leans && !f.tells().speech })
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
		if !slices.ContainsFunc(picked, same) && !slices.ContainsFunc(others, func(o *event) bool { return slices.ContainsFunc(o.shown, same) }) {
			picked = append(picked, f)
		}
	}
	return picked
}

// fits is how well a fact tells an event; 0 when it retells one of the others, or is no whole sentence.
func (e *event) fits(f *fact, others []*event) float64 {
	elsewhere := e.elsewhere(f, others)
	if elsewhere >= retells || f.words < fewest || f.tells().part || f.manner() == manner.Addresses {
		return 0
	}
	x := (e.sum.alike(f) + e.date.whole.sum.alike(f)) / 2 * (1 - elsewhere) * f.about * (1 + f.titled)
	if e != &e.date.whole {
		x *= (1 - elsewhere) * (1 - e.known(f, others)) * f.alone()
	}
	if f.Basis.Kind != knowledge.ByDate {
		x *= 1.2
	}
	if f.Sentence.Start < lead {
		x *= 1.2
	}
	if f.plan {
		x *= ofPlan
	}
	if f.words > concise {
		x /= math.Pow(float64(f.words)/concise, ofLonger)
	}
	if f.words < shortest || f.words > longest {
		x *= .3
	}
	return x
}

// alone is how well a sentence tells an event by itself.
func (f *fact) alone() float64 {
	how := f.tells()
	x := ofManner[f.manner()]
	if f.Sentence.Start < lead {
		x *= atHead
	}
	if f.number {
		x *= numbered
	}
	if !how.leans && f.beginsUnnamed() {
		x *= unnamed
	}
	for _, is := range [...]bool{how.leans, how.speech, how.recalls} {
		if is {
			x *= dependent
		}
	}
	return x
}

// elsewhere is the largest share of another event that a fact tells, 1 for one of the same
// date of which it tells much.
func (e *event) elsewhere(f *fact, others []*event) float64 {
	most := 0.0
	for _, o := range others {
		if o == e || f.article.printed != "" && o.date.iso > f.article.printed {
			continue // what was still to come can't be retold
		}
		if o.weight < small*e.weight || o.date == e.date && o.weight < e.weight {
			continue // a large event is not left out for a small one, nor that of a day for a lesser one
		}
		share := o.covered(f)
		if o.date == e.date && share >= sameDay {
			return 1
		}
		most = math.Max(most, share)
	}
	return most
}

// known is the share of what a fact says that is told of the others, small ones left out.
func (e *event) known(f *fact, others []*event) float64 {
	share := 0.0
	for i := range f.terms {
		t := &f.terms[i]
		says := func(f *fact) bool { return slices.ContainsFunc(f.terms, func(o term) bool { return o.word == t.word }) }
		saysToo := func(o *event) bool {
			return o != e && o.weight >= small*e.weight && slices.ContainsFunc(o.shown, says)
		}
		if slices.ContainsFunc(others, saysToo) {
			share += t.rare * t.rare
		}
	}
	return share
}
