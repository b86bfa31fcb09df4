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
	"cmp"
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

// entry is an article in an Index.
type entry struct {
	*signature
	numbers   []int32 // of its terms, in their order; noNumber for one that the Index does not hold
	id, story int64
	published time.Time
	template  bool
}

// Index holds the recent articles of a store. It may be used by one goroutine at
// a time.
type Index struct {
	entries []entry // a ring: entry n stands at n%Recent
	times   []int64 // when they were published, in seconds since 1970, side by side: thousands are looked at for an article
	first   int     // of the entries that are held
	next    int
	numbers map[uint32]int32     // of the terms of its articles, by their hashes
	df      []int32              // by number of a term, how many articles have it
	lists   [][]int32            // by number of a term, the newest of these articles
	free    []int32              // numbers of no term
	shapes  map[uint64]time.Time // when an outlet last printed a title of a shape
	spans   map[int64]span
	score   []float64
	touched []int32
	idfs    []float64 // of the commonest few counts, of the articles that there are now; 0 for one that is not known
	other   weighed   // the article that another one is compared with
}

// Terms have numbers, which articles hold: an article is compared with dozens, and each
// comparison asks for the weights of all their terms.
const noNumber = -1

// span is the articles of a story that an Index holds.
type span struct {
	first, last time.Time // published
	articles    int
}

// NewIndex returns an empty Index.
func NewIndex() *Index {
	return &Index{numbers: map[uint32]int32{}, shapes: map[uint64]time.Time{}, spans: map[int64]span{}}
}

// Held is how many articles the Index holds, at most Recent. When it holds so many, one that is added pushes
// out the one that was added first.
func (x *Index) Held() int { return x.next - x.first }

// Oldest is when the article that was added first was published; the zero time where there is none.
func (x *Index) Oldest() time.Time {
	if x.Held() == 0 {
		return time.Time{}
	}
	return x.entries[x.first%Recent].published
}

// knownIdfs is for how many counts an idf is kept between two articles: an article is compared
// with dozens, and nearly all terms that tell something stand in fewer.
const knownIdfs = 1024

// number finds the numbers of an article's terms; those of unknown ones are made on demand.
func (x *Index) number(e *entry, unknown bool) {
	e.numbers = make([]int32, 0, len(e.terms))
	for _, t := range e.terms {
		n, known := x.numbers[t.hash]
		switch {
		case known:
		case !unknown:
			n = noNumber
		case len(x.free) > 0:
			n, x.free = x.free[len(x.free)-1], x.free[:len(x.free)-1]
		default:
			n = int32(len(x.df))
			x.df, x.lists = append(x.df, 0), append(x.lists, nil)
		}
		if !known && unknown {
			x.numbers[t.hash] = n
		}
		e.numbers = append(e.numbers, n)
	}
}

// idf is the weight of a term of an article, by how many others have it.
func (x *Index) idf(number int32) float64 {
	df := 1
	if number != noNumber {
		df = int(x.df[number])
	}
	if df >= knownIdfs {
		return idf(x.Held(), df)
	}
	if x.idfs == nil {
		x.idfs = make([]float64, knownIdfs)
	}
	if x.idfs[df] == 0 {
		x.idfs[df] = idf(x.Held(), df)
	}
	return x.idfs[df]
}

// idf is the weight of a term that so many of some articles have.
func idf(articles, with int) float64 {
	n, df := float64(max(articles, 1)), float64(with)
	if n < fewArticles {
		df *= math.Pow(fewArticles/max(n, fewest), fewPower)
		n = fewArticles
	}
	return math.Log(1 + (n-math.Min(df, n)+.5)/(df+.5))
}

// Decision is what Decide finds.
type Decision struct {
	Story       int64   // the story that the article joins; 0 for a new one
	Probability float64 // that it does, of the nearest article; 0 when none is near
	// Change is set when the article changes the story: a title with another
	// figure, other figures in the same text, or a new word in the title a day later.
	Change bool
	// Same are other stories that turn out to be Story.
	Same []int64
	// Strays are articles of other stories that belong to the article's.
	Strays []int64
}

// Decide names the story of an article that is not in the Index yet. published
// may be zero: the time it was stored stands for it then.
func (x *Index) Decide(data []byte, published time.Time) Decision {
	s, err := decode(data)
	if err != nil {
		return Decision{}
	}
	e := entry{signature: s, published: published}
	x.number(&e, false)
	e.template = x.isTemplate(&e)
	stories := map[int64]*fit{}
	own := x.weigh(&e)
	for _, at := range x.find(own) {
		other := &x.entries[at]
		if e.published.Sub(x.spans[other.story].first).Abs() > longest {
			continue
		}
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
			best.Probability = math.Max(best.Probability, f.top)
			continue
		}
		if score := f.top + f.mean(); score > bestScore || score == bestScore && id < best.Story {
			bestScore = score
			best = Decision{Story: id, Probability: f.top, Change: f.changes(&e, x.spans[id].last)}
		}
	}
	x.reconsider(&e, &best, stories)
	return best
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
	for n := x.next - 1; n >= x.first && len(all) < min(comparedOf, x.spans[story].articles); n-- {
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
	s, has := x.spans[from]
	if !has || from == into {
		return
	}
	for i := range x.entries {
		if x.entries[i].story == from {
			x.entries[i].story = into
		}
	}
	t, has := x.spans[into]
	if has && t.first.Before(s.first) {
		s.first = t.first
	}
	if t.last.After(s.last) {
		s.last = t.last
	}
	s.articles += t.articles
	x.spans[into] = s
	delete(x.spans, from)
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

func shapeKey(e *entry) uint64 { return uint64(e.source)<<32 | uint64(e.shape) }

// isTemplate reports whether an outlet printed this title before, with other days and
// numbers in it, for another event: more than the window of time ago.
func (x *Index) isTemplate(e *entry) bool {
	last, ok := x.shapes[shapeKey(e)]
	return ok && e.published.Sub(last).Abs() > Window
}

// find returns the places of the articles that share most weight of rare terms
// with one, within the window of time.
func (x *Index) find(e *weighed) []int32 {
	if x.score == nil {
		x.score = make([]float64, Recent)
	}
	type asked struct {
		hash   uint32
		number int32
		w      float64
	}
	query := make([]asked, 0, len(e.terms))
	for i, t := range e.terms {
		w := e.weights[i]
		if t.kind&inTitle != 0 {
			w *= 1.5
		}
		query = append(query, asked{t.hash, e.numbers[i], w})
	}
	query = first(query, queryTerms, func(a, b asked) int { return cmp.Or(cmp.Compare(b.w, a.w), cmp.Compare(a.hash, b.hash)) })
	const window = int64(Window / time.Second)
	published := e.published.Unix()
	touched := x.touched[:0]
	for _, q := range query {
		if q.number == noNumber {
			continue
		}
		list := x.lists[q.number]
		looked := 0
		for i := len(list) - 1; i >= 0 && looked < perTerm; i-- {
			if int(list[i]) < x.first {
				x.lists[q.number] = slices.Clone(list[i+1:])
				break
			}
			looked++
			at := list[i] % Recent
			if d := x.times[at] - published; d > window || d < -window {
				continue
			}
			if x.score[at] == 0 {
				touched = append(touched, at)
			}
			x.score[at] += q.w * q.w
		}
	}
	x.touched = touched
	best := first(touched, candidates, func(a, b int32) int { return cmp.Or(cmp.Compare(x.score[b], x.score[a]), cmp.Compare(a, b)) })
	for _, at := range touched {
		x.score[at] = 0
	}
	return best
}

// first moves the n first of all in an order to its front, in that order, and returns them.
func first[T any](all []T, n int, order func(a, b T) int) []T {
	n = min(n, len(all))
	slices.SortFunc(all[:n], order)
	for i := n; i < len(all); i++ {
		if order(all[i], all[n-1]) >= 0 { // as nearly all are, once some have been looked at
			continue
		}
		at := n - 1
		all[i], all[at] = all[at], all[i]
		for ; at > 0 && order(all[at], all[at-1]) < 0; at-- {
			all[at], all[at-1] = all[at-1], all[at]
		}
	}
	return all[:n]
}

// Add puts an article into the Index; the oldest goes when it is full. A damaged
// signature is passed over.
func (x *Index) Add(s knowledge.Signature) {
	sig, err := decode(s.Data)
	if err != nil {
		return
	}
	e := entry{signature: sig, id: s.ArticleID, story: s.StoryID, published: s.Published}
	e.template = x.isTemplate(&e)
	x.shapes[shapeKey(&e)] = e.published
	x.extend(&e)
	if x.Held() == Recent {
		x.Drop()
	}
	x.number(&e, true)
	for _, n := range e.numbers {
		x.df[n]++
		list := x.lists[n]
		if len(list) >= 2*perTerm {
			list = append(list[:0], list[len(list)-perTerm:]...)
		}
		x.lists[n] = append(list, int32(x.next))
	}
	if len(x.entries) < Recent {
		x.entries, x.times = append(x.entries, e), append(x.times, e.published.Unix())
	} else {
		x.entries[x.next%Recent], x.times[x.next%Recent] = e, e.published.Unix()
	}
	x.next++
	clear(x.idfs)
}

// extend counts an article to the span of its story.
func (x *Index) extend(e *entry) {
	s := x.spans[e.story]
	if s.articles == 0 || e.published.Before(s.first) {
		s.first = e.published
	}
	if e.published.After(s.last) {
		s.last = e.published
	}
	s.articles++
	x.spans[e.story] = s
}

// Drop takes out the article that was added first, of those that the Index holds.
func (x *Index) Drop() {
	if x.Held() == 0 {
		return
	}
	e := &x.entries[x.first%Recent]
	for i, n := range e.numbers {
		if x.df[n]--; x.df[n] == 0 {
			delete(x.numbers, e.terms[i].hash)
			x.lists[n] = nil
			x.free = append(x.free, n)
		}
	}
	x.forget(e)
	*e = entry{}
	x.first++
	clear(x.idfs)
}

// forget takes an article that goes from its story and from the shapes of titles.
func (x *Index) forget(e *entry) {
	s := x.spans[e.story]
	if s.articles--; s.articles > 0 {
		x.spans[e.story] = s
	} else {
		delete(x.spans, e.story)
	}
	if key := shapeKey(e); !x.shapes[key].After(e.published) {
		delete(x.shapes, key)
	}
}
