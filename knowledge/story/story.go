// Package story decides which articles tell one story: copies of one text, reports
// of one event, and what is written about it in the days around it. An event is
// what happens at a certain time and place, with what led straight to it and what
// came of it (Allan and others, Topic Detection and Tracking Pilot Study, 1998); a
// long-running matter, such as a war or a season, is many of them.
//
// [Sign] works out, at the door and side by side, what has to be known of an
// article: its terms, names, numbers, the days that it names and a sample of its
// shingles. An [Index] holds the signatures of the recent articles. It finds those
// that share rare terms with a new one, compares each with it by a small learned
// decision, and names the story that the new one fits as a whole. A new article is
// evidence on those before it too: that two stories are one, or that an article stands
// in the wrong story.
package story

import (
	"math"
	"slices"
	"time"

	"quoth/knowledge"
)

const (
	// Recent is how many articles an Index holds: 10,000 a day of Window, at about 5 kB each.
	Recent = 40_000
	// Window is how far apart in time two articles of one story are at most.
	Window = 4 * 24 * time.Hour
	// queryTerms is how many of an article's terms look for candidates, the
	// weightiest.
	queryTerms = 24
	// perTerm is how many articles of a term are looked at, the newest.
	perTerm = 400
	// candidates is how many articles are compared.
	candidates = 16
	// fewArticles is below how many articles it can't be told well which words are
	// rare: in fewer, a word is taken to be in as many of fewArticles as this power
	// of the share that it is in says, and fewest is below how many that gets no
	// worse. With 1, nothing joins among fifty articles; with 0, everything seems
	// rare, and one in eight of what joins does so wrongly.
	fewArticles = 2000
	fewPower    = .6
	fewest      = 50
	// longest is how long after its first article a story takes another, so that
	// stories do not chain from day to day.
	longest = 5 * 24 * time.Hour
	// join is the probability from which on the nearest article of a story draws
	// another one in, and cohesion the least mean over all its articles that were
	// compared. Both were chosen on the training half of the labelled pairs.
	join     = .8
	cohesion = .72
	// comparedOf is how many articles of a story are compared with another story or with
	// one of its own, the latest.
	comparedOf = 8
	// copyShare is the share of shingles in common from which on one article is a copy
	// of the other or of a part of it.
	copyShare = .7
	// formShare is the share of shingles in common from which on two articles may
	// be one form filled in twice.
	formShare = .5
	// excerpt is how uneven (see the feature) a copy and what it was taken from
	// are at most: one is under three times as long as the other. A briefing may
	// hold a whole report and much else.
	excerpt = .5
	// boilerplate is below how much of the titles in common a copy is but a notice
	// that an outlet puts in place of its articles.
	boilerplate = .1
)

// Decision is what Decide finds.
type Decision struct {
	Story       int64   // the story that the article joins; 0 for a new one
	Probability float64 // that it does, of the nearest article; 0 for a new one
	// Change is set when the article changes the story: a title with another
	// figure, other figures in the same text, or a new word in the title a day later.
	Change bool
	// Same are other stories that turn out to be Story.
	Same []int64
	// Strays are articles of other stories that belong to the article's.
	Strays []int64
}

// Decide names the story of an article that is not in the Index yet, of its signature and of when it was published.
func (x *Index) Decide(data []byte, published time.Time) Decision {
	return x.DecideDecoded(Decode(knowledge.Signature{Data: data, Published: published}))
}

// DecideDecoded is Decide for an article that is decoded.
func (x *Index) DecideDecoded(d Decoded) Decision {
	e := d.entry
	if e.signature == nil {
		return Decision{}
	}
	x.number(&e, false)
	e.template = x.isTemplate(&e)
	stories := map[int64]*fit{}
	own := x.weigh(&e)
	for _, other := range x.drawing(own) {
		v := compare(own, x.weighInto(&x.other, other))
		f := stories[other.story]
		if f == nil {
			f = &fit{figures: true}
			stories[other.story] = f
		}
		f.add(&e, other, &v)
	}
	best, bestScore := Decision{}, 0.0
	for id, f := range stories {
		if !f.fits() {
			continue
		}
		if score := f.top + f.mean(); score > bestScore || score == bestScore && id < best.Story {
			bestScore = score
			best = Decision{Story: id, Probability: f.top, Change: f.changes(&e, f.members[0].span.last)}
		}
	}
	x.reconsider(&e, &best, stories)
	return best
}

// drawing returns the articles that an article is compared with, of the stories of which one may draw it in: they are few,
// and nothing is decided by the others.
func (x *Index) drawing(w *weighed) []*entry {
	x.place(w)
	defer x.place(nil)
	var found []*entry
	var stories []int64
	for _, at := range x.find(w) {
		other := &x.entries[at]
		if w.published.Sub(other.span.first).Abs() > longest {
			continue
		}
		found = append(found, other)
		if !slices.Contains(stories, other.story) && x.near(w, other) {
			stories = append(stories, other.story)
		}
	}
	return slices.DeleteFunc(found, func(other *entry) bool { return !slices.Contains(stories, other.story) })
}

// reconsider looks whether an article that was decided upon is evidence that another story
// that it fits is the same, or that an article of another story belongs to its own.
func (x *Index) reconsider(e *entry, d *Decision, stories map[int64]*fit) {
	for id, f := range stories {
		switch {
		case id == d.Story || f.top < join:
		case d.Story != 0 && f.fits() && x.same(d.Story, id):
			d.Same = append(d.Same, id)
		default:
			for _, m := range f.members {
				if x.strays(m, e, d.Story) {
					d.Strays = append(d.Strays, m.id)
				}
			}
		}
	}
	slices.Sort(d.Same)
	slices.Sort(d.Strays)
	d.Strays = slices.Compact(d.Strays) // one may be in the Index in several versions
}

// same reports whether two stories, both of which an article fits, are one: their articles
// fit each other, and lie within the time of one.
func (x *Index) same(a, b int64) bool {
	s, t := x.spans[a], x.spans[b]
	if s.last.Sub(t.first) > longest || t.last.Sub(s.first) > longest {
		return false
	}
	sum, n := 0.0, 0
	others := x.members(b)
	for _, m := range x.members(a) {
		sum += x.fitOf(m, others).sum
		n += len(others)
	}
	return sum >= join*float64(n)
}

// strays reports whether an article fits a new one and its story, 0 for none, and its own
// story no more.
func (x *Index) strays(m, e *entry, story int64) bool {
	others := slices.DeleteFunc(x.members(m.story), func(o *entry) bool { return o.id == m.id })
	if len(others) == 0 || x.fitOf(m, others).fits() {
		return false
	}
	its := []*entry{e}
	if story != 0 {
		its = append(its, x.members(story)...)
	}
	return x.fitOf(m, its).fits()
}

// fitOf is how an article fits others.
func (x *Index) fitOf(e *entry, others []*entry) *fit {
	own, f := x.weigh(e), &fit{}
	for _, o := range others {
		v := compare(own, x.weighInto(&x.other, o))
		f.add(e, o, &v)
	}
	return f
}

// members are the latest articles of a story.
func (x *Index) members(story int64) (all []*entry) {
	s := x.spans[story]
	if s == nil {
		return nil
	}
	for n := x.next - 1; n >= x.first && len(all) < min(comparedOf, s.articles); n-- {
		if e := &x.entries[n%Recent]; e.story == story {
			all = append(all, e)
		}
	}
	return all
}

// Move puts an article of the Index, with all versions of it there, into another story.
func (x *Index) Move(id, story int64) {
	changed := map[int64]bool{}
	for i := range x.entries {
		if e := &x.entries[i]; e.id == id {
			changed[e.story], changed[story] = true, true
			e.story = story
		}
	}
	for of := range changed {
		delete(x.spans, of)
	}
	for i := range x.entries {
		if e := &x.entries[i]; changed[e.story] {
			x.extend(e)
		}
	}
}

// Join makes one story of two.
func (x *Index) Join(from, into int64) {
	s, t := x.spans[from], x.spans[into]
	if s == nil || from == into {
		return
	}
	if t == nil {
		t = &span{first: s.first}
	}
	if s.first.Before(t.first) {
		t.first = s.first
	}
	if s.last.After(t.last) {
		t.last = s.last
	}
	t.articles += s.articles
	x.spans[into] = t
	delete(x.spans, from)
	for i := range x.entries {
		if e := &x.entries[i]; e.story == from {
			e.story, e.span = into, t
		}
	}
}

// Revise looks at a new version of an article that may be in the Index. It returns
// the article's story, 0 when it is not there, and whether the new version changes it:
// whether it has a figure in its title, or other figures in its beginning, than the
// articles of the story.
func (x *Index) Revise(id int64, data []byte) (story int64, change bool) {
	s, err := decode(data)
	if err != nil {
		return 0, false
	}
	for i := range x.entries {
		if x.entries[i].id == id {
			story = x.entries[i].story
		}
	}
	if story == 0 {
		return 0, false
	}
	for i := range x.entries {
		if e := &x.entries[i]; e.story == story && !otherFigures(s, e.signature) && !titleFigure(s, e.signature) {
			return story, false
		}
	}
	return story, true
}

// titleFigure reports whether an article's title has a number that another article
// has neither there nor in its beginning.
func titleFigure(a, b *signature) bool {
	return slices.ContainsFunc(a.terms, func(t sigTerm) bool {
		if t.kind&inTitle == 0 || t.kind&isNumber == 0 {
			return false
		}
		_, has := slices.BinarySearch(b.numbers, t.hash)
		return !has
	})
}

// fit is how an article fits a story.
type fit struct {
	members  []*entry // that were compared
	top, sum float64  // of the probabilities
	figures  bool     // none of the members has the article's figures
	clashes  bool     // the title's figures are other than those of a member's title or copy
}

func (f *fit) add(e, member *entry, v *vector) {
	p := judge(e, member, v)
	f.members = append(f.members, member)
	f.top = math.Max(f.top, p)
	f.sum += p
	f.figures = f.figures && e.published.After(member.published) && otherFigures(e.signature, member.signature)
	f.clashes = f.clashes || v[clash] == 1 || v[copied] >= copyShare
}

func (f *fit) mean() float64 { return f.sum / float64(len(f.members)) }

// fits reports whether the article fits the story.
func (f *fit) fits() bool { return f.top >= join && f.mean() >= cohesion }

// changes reports whether an article that fits a story changes it: by other figures,
// or by a title of a later day with a word that the story did not have. last is when
// the story's latest article was published. Of the pairs for training of which that
// is said, six in ten have a new development between them, two thirds of those that
// do are found, and it is said of one in seven that are two reports of one thing.
func (f *fit) changes(e *entry, last time.Time) bool {
	if f.figures && f.clashes {
		return true
	}
	if e.published.Sub(last).Hours() < nextDayHours {
		return false
	}
	return slices.ContainsFunc(e.terms, func(t sigTerm) bool {
		return t.kind&inTitle != 0 && !slices.ContainsFunc(f.members, func(m *entry) bool { return m.has(t.hash) })
	})
}

// otherFigures reports whether an article has numbers in its title or beginning that
// another lacks, though both have some.
func otherFigures(a, b *signature) bool {
	return len(a.numbers) > 0 && len(b.numbers) > 0 && float64(common(a.numbers, b.numbers)) <= .5*float64(len(a.numbers))
}

// judge is the probability that a pair tells one story.
func judge(a, b *entry, v *vector) float64 {
	if p, ruled := rule(a, b, v); ruled {
		return p
	}
	return v.probability()
}

// rule decides what no learning is needed for: a form that was filled in twice (an
// outlet's notice in place of articles, a score, a warning: much the same words under
// titles that each name something the other article does not) joins nothing, a
// recurring item joins only its copies of the day or in other outlets, and a copy
// joins, unless its outlet prints the like on another day.
func rule(a, b *entry, v *vector) (p float64, ruled bool) {
	copies := v[copied] >= copyShare
	switch {
	case v[copied] >= formShare && a.namesOther(b) && b.namesOther(a),
		copies && v[headed] < boilerplate,
		(a.template || b.template) && (!copies || v[sameOutlet] == 1 && v[nextDay] == 1):
		return 0, true
	case copies && v[uneven] <= excerpt && (v[nextDay] == 0 || v[sameOutlet] == 0):
		return 1, true
	}
	return 0, false
}

// namesOther reports whether an article's title has a name that another article
// does not have at all.
func (e *entry) namesOther(other *entry) bool {
	return slices.ContainsFunc(e.terms, func(t sigTerm) bool {
		return t.kind&inTitle != 0 && t.kind&isName != 0 && !other.has(t.hash)
	})
}
