// Package story decides which articles tell one story: copies of one text, and
// reports of the same event.
//
// [Sign] works out, at the door and side by side, what has to be known of an
// article: its terms, names, numbers and a sample of its shingles. An [Index]
// holds the signatures of the recent articles. It finds those that share rare
// terms with a new one, compares each with it by a small learned decision over
// cosines of titles, leads, texts and names, copied runs of words, numbers and the
// time between them, and names the story that the new one belongs to.
package story

import (
	"cmp"
	"math"
	"slices"
	"time"

	"quoth/knowledge"
)

const (
	// Recent is how many articles an Index holds.
	Recent = 100_000
	// window is how far apart in time two articles of one story are at most.
	window = 4 * 24 * time.Hour
	// queryTerms is how many of an article's terms look for candidates, the
	// weightiest.
	queryTerms = 24
	// perTerm is how many articles of a term are looked at, the newest.
	perTerm = 400
	// candidates is how many articles are compared.
	candidates = 16
	// fewArticles is below how many articles it can't be told which words are
	// rare.
	fewArticles = 2000
	// join is the probability from which on an article joins a story.
	join = .7
	// cohesion is the least mean probability over the members of a story that
	// were compared, so that stories do not chain from one day to the next.
	cohesion = .45
	// recurring is how often an outlet prints a title of one shape, on different
	// days, before it is taken for a template.
	recurring = 2
)

// entry is an article in an Index.
type entry struct {
	*signature
	id, story int64
	published time.Time
	template  bool
}

// Index holds the recent articles of a store. It may be used by one goroutine at
// a time.
type Index struct {
	entries []entry // a ring: entry n stands at n%Recent
	next    int
	terms   map[uint32][]int32
	df      map[uint32]int32
	shapes  map[uint64]shape
	score   []float64
	touched []int32
}

// shape is a title's shape as an outlet prints it.
type shape struct {
	last  time.Time
	times int
}

// NewIndex returns an empty Index.
func NewIndex() *Index {
	return &Index{terms: map[uint32][]int32{}, df: map[uint32]int32{}, shapes: map[uint64]shape{}}
}

// Len is how many articles the Index holds.
func (x *Index) Len() int { return min(x.next, Recent) }

// idf is the weight of a term; that of one nobody has for 0.
func (x *Index) idf(term uint32) float64 {
	n := math.Max(float64(x.next), fewArticles)
	df := 0.0
	if term != 0 {
		df = float64(x.df[term])
	}
	return math.Log(1 + (n-math.Min(df, n)+.5)/(df+.5))
}

// weight is the tf-idf of a term.
func (x *Index) weight(t sigTerm) float64 {
	return (1 + math.Log(float64(max(t.count, 1)))) * x.idf(t.hash)
}

// Decision is what Decide finds.
type Decision struct {
	Story       int64   // the story that the article joins; 0 for a new one
	Probability float64 // that it does, of the nearest article; 0 when none is near
	// Change is set when the article brings figures to the same words that the
	// story's articles so far do not have.
	Change bool
}

// Decide names the story of an article that is not in the Index yet. published
// may be zero: the time it was stored stands for it then.
func (x *Index) Decide(data []byte, published time.Time) Decision {
	s, err := decode(data)
	if err != nil {
		return Decision{}
	}
	e := entry{signature: s, published: published}
	e.template = x.isTemplate(&e)
	type near struct {
		*entry
		p float64
	}
	stories := map[int64][]near{}
	for _, at := range x.find(&e) {
		other := &x.entries[at]
		v := x.compare(&e, other)
		p := x.judge(&e, other, &v)
		stories[other.story] = append(stories[other.story], near{other, p})
	}
	best := Decision{}
	bestScore := 0.0
	for id, members := range stories {
		top, mean := 0.0, 0.0
		for _, m := range members {
			top = math.Max(top, m.p)
			mean += m.p / float64(len(members))
		}
		if top < join || mean < cohesion {
			best.Probability = math.Max(best.Probability, top)
			continue
		}
		if score := top + mean; score > bestScore || score == bestScore && id < best.Story {
			bestScore = score
			best = Decision{Story: id, Probability: top, Change: true}
			for _, m := range members {
				best.Change = best.Change && newFigures(&e, m.entry)
			}
		}
	}
	return best
}

// newFigures reports whether an article has numbers in its title or lead that
// another lacks, though both have some.
func newFigures(a, b *entry) bool {
	return len(a.numbers) > 0 && len(b.numbers) > 0 && a.published.After(b.published) &&
		float64(common(a.numbers, b.numbers)) <= .5*float64(len(a.numbers))
}

// judge is the probability that a pair tells one story, after the rules that no
// learning is needed for: a recurring item joins only its own copies, and a
// boilerplate text (the same words under titles that share nothing) joins nothing.
func (x *Index) judge(a, b *entry, v *vector) float64 {
	copies := v[copied] >= .7
	switch {
	case copies && v[titles] < .1 && v[crossed] < .1:
		return 0
	case (a.template || b.template) && !copies:
		return 0
	case a.template && b.template && a.source == b.source && v[apart] > .2:
		return 0
	}
	return v.probability()
}

func shapeKey(e *entry) uint64 { return uint64(e.source)<<32 | uint64(e.shape) }

// isTemplate reports whether an outlet prints this title again and again, with
// other days and numbers in it.
func (x *Index) isTemplate(e *entry) bool {
	s, ok := x.shapes[shapeKey(e)]
	return ok && (s.times >= recurring || s.times >= 1 && e.published.Sub(s.last).Abs() > window)
}

// find returns the places of the articles that share most weight of rare terms
// with one, within the window of time.
func (x *Index) find(e *entry) []int32 {
	if x.score == nil {
		x.score = make([]float64, Recent)
	}
	type weighed struct {
		hash uint32
		w    float64
	}
	query := make([]weighed, 0, len(e.terms))
	for _, t := range e.terms {
		w := x.weight(t)
		if t.kind&inTitle != 0 {
			w *= 1.5
		}
		query = append(query, weighed{t.hash, w})
	}
	slices.SortFunc(query, func(a, b weighed) int { return cmp.Or(cmp.Compare(b.w, a.w), cmp.Compare(a.hash, b.hash)) })
	x.touched = x.touched[:0]
	for _, q := range query[:min(len(query), queryTerms)] {
		list := x.terms[q.hash]
		looked := 0
		for i := len(list) - 1; i >= 0 && looked < perTerm; i-- {
			if int(list[i]) < x.next-Recent {
				x.terms[q.hash] = slices.Clone(list[i+1:])
				break
			}
			at := list[i] % Recent
			if x.entries[at].published.Sub(e.published).Abs() > window {
				looked++
				continue
			}
			looked++
			if x.score[at] == 0 {
				x.touched = append(x.touched, at)
			}
			x.score[at] += q.w * q.w
		}
	}
	slices.SortFunc(x.touched, func(a, b int32) int { return cmp.Or(cmp.Compare(x.score[b], x.score[a]), cmp.Compare(a, b)) })
	for _, at := range x.touched {
		x.score[at] = 0
	}
	return x.touched[:min(len(x.touched), candidates)]
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
	key := shapeKey(&e)
	was := x.shapes[key]
	if was.times == 0 || !sameDay(was.last, e.published) {
		was.times++
	}
	was.last = e.published
	x.shapes[key] = was
	if x.next < Recent {
		x.entries = append(x.entries, e)
	} else {
		for _, t := range x.entries[x.next%Recent].terms {
			if x.df[t.hash]--; x.df[t.hash] <= 0 {
				delete(x.df, t.hash)
				delete(x.terms, t.hash)
			}
		}
		x.entries[x.next%Recent] = e
	}
	for _, t := range e.terms {
		x.df[t.hash]++
		list := x.terms[t.hash]
		if len(list) >= 2*perTerm {
			list = append(list[:0], list[len(list)-perTerm:]...)
		}
		x.terms[t.hash] = append(list, int32(x.next))
	}
	x.next++
}

func sameDay(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }
