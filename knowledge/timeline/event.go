package timeline

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"quoth/knowledge"
)

// date is a date with the facts that name it, and the events that they tell, the weightiest
// first.
type date struct {
	iso    string
	day    time.Time // the first of it
	facts  []*fact
	weight float64
	whole  event // all that is said of the date
	events []*event
}

// event is one happening: facts of one date, from any outlet, that share names and words.
type event struct {
	date     *date
	facts    []*fact
	recalled []*fact // that later days print without saying when it was
	weight   float64
	sum      vector
	core     map[int32]float64 // see covered
	shown    []*fact           // those that are shown
}

const (
	// joins is the cosine from which on a fact tells the event that other facts tell.
	joins = .25
	// joined is the cosine of all that tells one event of a date with all that tells another from
	// which on they are one: the first sentences on it had few words in common.
	joined = .5
	// ofArticle is the exponent of what an article adds to an event: what two articles tell weighs more
	// than what one tells twice.
	ofArticle = .85
	// recalls is the cosine from which on a sentence without a date recalls an event of the
	// days before, and recalledFor for how many days it may.
	recalls     = .45
	recalledFor = 7
	// coreWords is how many words say what an event is. One that has fewer than fewWords is covered
	// as if the others were missing: two words of a caption are in every sentence on the topic.
	coreWords, fewWords = 10, 5
)

// tell finds the events of dates. What an article says without a date it says of the event
// of the days before that it is most like, if it is like one, and else of the day on which it
// was printed.
func tell(dates []*date) {
	for _, d := range dates {
		slices.SortStableFunc(d.facts, func(a, b *fact) int { return cmp.Compare(b.counts, a.counts) })
		for _, f := range d.facts {
			if f.Basis.Kind != knowledge.ByDate {
				d.tell(f)
			}
		}
	}
	for _, d := range dates {
		for _, f := range d.facts {
			if f.Basis.Kind != knowledge.ByDate {
				continue
			}
			if e := recalledBy(f, d, dates); e != nil {
				e.recalled = append(e.recalled, f)
				d.weight -= f.counts
			} else {
				d.tell(f)
			}
		}
	}
	for _, d := range dates {
		d.join()
	}
}

// join makes one event of those that tell the same, and orders the events by weight.
func (d *date) join() {
	heavier := func(a, b *event) int { return cmp.Compare(b.weight, a.weight) }
	slices.SortStableFunc(d.events, heavier)
	for i := 0; i < len(d.events); i++ {
		e := d.events[i]
		rest := d.events[i+1:]
		d.events = append(d.events[:i+1], slices.DeleteFunc(rest, func(o *event) bool {
			if e.alike(o) < joined {
				return false
			}
			for _, f := range o.facts {
				e.add(f)
			}
			e.recalled = append(e.recalled, o.recalled...)
			return true
		})...)
	}
	for _, e := range d.events {
		e.weigh()
	}
	slices.SortStableFunc(d.events, heavier)
}

// weigh weighs an event by what its articles add, each the less the more it has added.
func (e *event) weigh() {
	of := map[int64]float64{}
	for _, f := range e.facts {
		of[f.ArticleID] += f.counts
	}
	e.weight = 0
	for _, id := range slices.Sorted(maps.Keys(of)) {
		e.weight += math.Pow(of[id], ofArticle)
	}
}

// alike is the cosine of what tells two events.
func (e *event) alike(o *event) float64 {
	dot := 0.0
	for _, f := range o.facts {
		dot += f.weight * e.sum.dot(f)
	}
	return dot / math.Sqrt(e.sum.square*o.sum.square+1e-9)
}

// recalledBy is the event of the days before d that a fact of d is most like, nil for none.
func recalledBy(f *fact, d *date, dates []*date) *event {
	var of *event
	near := recalls
	for _, o := range dates {
		if len(o.iso) < len(d.iso) || o.iso >= d.iso || daysBetween(o, d) > recalledFor {
			continue
		}
		for _, e := range o.events {
			if x := e.sum.alike(f); x > near {
				of, near = e, x
			}
		}
	}
	return of
}

func daysBetween(a, b *date) float64 { return a.day.Sub(b.day).Abs().Hours() / 24 }

// tell puts a fact into the event of the date that it tells.
func (d *date) tell(f *fact) {
	d.whole.add(f)
	var of *event
	near := joins
	for _, e := range d.events {
		if x := e.sum.alike(f); x >= near {
			of, near = e, x
		}
	}
	if of == nil {
		of = &event{date: d, sum: vector{flat: true}}
		d.events = append(d.events, of)
	}
	of.add(f)
}

func (e *event) add(f *fact) {
	e.facts = append(e.facts, f)
	e.weight += f.counts
	e.sum.add(f)
}

// named reports whether a sentence on the event names its date.
func (e *event) named() bool {
	return slices.ContainsFunc(e.facts, func(f *fact) bool { return f.Basis.Kind != knowledge.ByDate })
}

// outlets are those that tell an event, by name.
func (e *event) outlets() []string {
	var names []string
	for _, f := range slices.Concat(e.facts, e.recalled) {
		if f.article.Source != "" {
			names = append(names, f.article.Source)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// covered is how much of what makes an event a sentence says, whatever else it says, [0, 1].
func (e *event) covered(f *fact) float64 {
	if e.core == nil {
		words := slices.SortedFunc(maps.Keys(e.sum.of), func(a, b int32) int {
			return cmp.Or(cmp.Compare(e.sum.of[b], e.sum.of[a]), cmp.Compare(a, b))
		})
		words = words[:min(len(words), coreWords)]
		square := 0.0
		for _, w := range words {
			square += e.sum.of[w] * e.sum.of[w]
		}
		e.core = make(map[int32]float64, len(words))
		for _, w := range words {
			e.core[w] = e.sum.of[w] * e.sum.of[w] / square
		}
	}
	share := 0.0
	for i := range f.terms {
		share += e.core[f.terms[i].word]
	}
	return share * min(1, float64(len(e.core))/fewWords)
}

// vector is the sum of facts' vectors, each times its weight.
type vector struct {
	of     map[int32]float64 // by word
	seems  [16]uint64        // a bit for the number of each word: most that are looked for are in none
	square float64           // of its length
	flat   bool              // of which of a term's weights
}

func (v *vector) add(f *fact) {
	if v.of == nil {
		v.of = map[int32]float64{}
	}
	v.square += 2*f.weight*v.dot(f) + f.weight*f.weight
	for i := range f.terms {
		t := &f.terms[i]
		v.of[t.word] += f.weight * t.weight(v.flat)
		v.seems[t.word/64%16] |= 1 << (t.word % 64)
	}
}

// dot is the product with a fact's vector, added up in an order that is the same each time.
func (v *vector) dot(f *fact) float64 {
	sum := 0.0
	for i := range f.terms {
		if t := &f.terms[i]; v.seems[t.word/64%16]>>(t.word%64)&1 == 1 {
			sum += t.weight(v.flat) * v.of[t.word]
		}
	}
	return sum
}

// alike is the cosine with a fact's vector, [0, 1].
func (v *vector) alike(f *fact) float64 { return v.dot(f) / math.Sqrt(v.square+1e-9) }
