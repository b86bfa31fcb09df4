package story

import (
	"math"
	"slices"
	"time"

	"quoth/knowledge"
)

// entry is an article in an Index.
type entry struct {
	*signature
	numbers   []int32 // of its terms, in their order; noNumber for one that the Index does not hold
	id, story int64
	span      *span // of the story
	published time.Time
	template  bool
}

// Index holds the recent articles of a store. It may be used by one goroutine at
// a time.
type Index struct {
	entries []entry // a ring: entry n stands at n%Recent
	times   []int64 // when they were published, in seconds since 1970, side by side: thousands are looked at for an article
	latest  []int64 // of each block of entries that follow upon each other, the time of its latest; block b stands at b%blocks
	first   int     // of the entries that are held
	next    int
	numbers map[uint32]int32     // of the terms of its articles, by their hashes
	df      []int32              // by number of a term, how many articles have it
	lists   [][]int32            // by number of a term, the newest of these articles
	free    []int32              // numbers of no term
	shapes  map[uint64]time.Time // when an outlet last printed a title of a shape
	spans   map[int64]*span
	query   []asked
	score   []float64
	touched []int32
	idfs    []knownIdf // by how many articles have a term
	other   weighed    // the article that another one is compared with
	places  []uint8    // by number, which term of the article that is placed it is, from 1 on; 0 for none
	placed  []int32    // numbers of these
}

// Those of an archive come in the order of their dates, and most that have a term are too old: whole blocks of them
// are passed over.
const (
	blockSize = 256
	blocks    = Recent/blockSize + 2 // the first and the last may be held in part
)

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
	return &Index{latest: make([]int64, blocks), numbers: map[uint32]int32{}, shapes: map[uint64]time.Time{}, spans: map[int64]*span{}}
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

// knownIdf is the weight of a term among so many articles, kept between two: an article is compared with dozens.
type knownIdf struct {
	articles int
	weight   float64
}

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
	if df >= len(x.idfs) {
		x.idfs = append(x.idfs, make([]knownIdf, df+1-len(x.idfs))...)
	}
	known := &x.idfs[df]
	if known.articles != x.Held() || known.weight == 0 {
		*known = knownIdf{x.Held(), idf(x.Held(), df)}
	}
	return known.weight
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

func shapeKey(e *entry) uint64 { return uint64(e.source)<<32 | uint64(e.shape) }

// isTemplate reports whether an outlet printed this title before, with other days and
// numbers in it, for another event: more than the window of time ago.
func (x *Index) isTemplate(e *entry) bool {
	last, ok := x.shapes[shapeKey(e)]
	return ok && e.published.Sub(last).Abs() > Window
}

// asked is a term of an article that looks for candidates.
type asked struct {
	hash   uint32
	number int32
	weight float64
}

// find returns the places of the articles that share most weight of rare terms
// with one, within the window of time.
func (x *Index) find(e *weighed) []int32 {
	if x.score == nil {
		x.score = make([]float64, Recent)
	}
	x.query = x.query[:0]
	for i, t := range e.terms {
		w := e.weights[i]
		if t.kind&inTitle != 0 {
			w *= 1.5
		}
		x.query = append(x.query, asked{t.hash, e.numbers[i], w})
	}
	query := first(x.query, queryTerms, func(a, b *asked) bool { return a.weight > b.weight || a.weight == b.weight && a.hash < b.hash })
	const window = int64(Window / time.Second)
	published := e.published.Unix()
	from := x.first // those before are too old
	for from < x.next && x.latest[from/blockSize%blocks] < published-window {
		from = (from/blockSize + 1) * blockSize
	}
	touched := x.touched[:0]
	for _, q := range query {
		if q.number == noNumber {
			continue
		}
		list := x.lists[q.number]
		list = list[max(0, len(list)-perTerm):]
		gain := q.weight * q.weight
		for i := len(list) - 1; i >= 0 && int(list[i]) >= from; i-- {
			at := list[i] % Recent
			if d := x.times[at] - published; d > window || d < -window {
				continue
			}
			if x.score[at] == 0 {
				touched = append(touched, at)
			}
			x.score[at] += gain
		}
	}
	x.touched = touched
	best := first(touched, candidates, func(a, b *int32) bool {
		s, t := x.score[*a], x.score[*b]
		return s > t || s == t && *a < *b
	})
	for _, at := range touched {
		x.score[at] = 0
	}
	return best
}

// first moves the n first of all in an order to its front, in that order, and returns them. No two are equal.
func first[T any](all []T, n int, before func(a, b *T) bool) []T {
	n = min(n, len(all))
	for i := range all {
		at := n - 1
		switch {
		case i < n:
			at = i
		case !before(&all[i], &all[at]): // as nearly all are, once some have been looked at
			continue
		}
		all[i], all[at] = all[at], all[i]
		for ; at > 0 && before(&all[at], &all[at-1]); at-- {
			all[at], all[at-1] = all[at-1], all[at]
		}
	}
	return all[:n]
}

// Decoded is an article as an Index takes it. The zero Decoded is one of a damaged signature.
type Decoded struct{ entry }

// In is the article in a story.
func (d Decoded) In(story int64) Decoded {
	d.story = story
	return d
}

// Of is the same signature as that of an article, published then.
func (d Decoded) Of(article int64, published time.Time) Decoded {
	d.id, d.published = article, published
	return d
}

// Decode is the first half of Add. It can be done while other articles are added.
func Decode(s knowledge.Signature) Decoded {
	sig, err := decode(s.Data)
	if err != nil {
		return Decoded{}
	}
	return Decoded{entry{signature: sig, id: s.ArticleID, story: s.StoryID, published: s.Published}}
}

// Add puts an article into the Index; the oldest goes when it is full. A damaged
// signature is passed over.
func (x *Index) Add(s knowledge.Signature) { x.AddDecoded(Decode(s)) }

// AddDecoded is the second half of Add.
func (x *Index) AddDecoded(d Decoded) {
	e := d.entry
	if e.signature == nil {
		return
	}
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
		} else if len(list) == cap(list) { // before it grows, those that are held no more go
			held, _ := slices.BinarySearch(list, int32(x.first))
			list = append(list[:0], list[held:]...)
		}
		x.lists[n] = append(list, int32(x.next))
	}
	if len(x.entries) < Recent {
		x.entries, x.times = append(x.entries, e), append(x.times, e.published.Unix())
	} else {
		x.entries[x.next%Recent], x.times[x.next%Recent] = e, e.published.Unix()
	}
	if latest := &x.latest[x.next/blockSize%blocks]; x.next%blockSize == 0 || e.published.Unix() > *latest {
		*latest = e.published.Unix()
	}
	x.next++
}

// extend counts an article to the span of its story.
func (x *Index) extend(e *entry) {
	s := x.spans[e.story]
	if s == nil {
		s = &span{first: e.published}
		x.spans[e.story] = s
	}
	if e.published.Before(s.first) {
		s.first = e.published
	}
	if e.published.After(s.last) {
		s.last = e.published
	}
	s.articles++
	e.span = s
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
}

// forget takes an article that goes from its story and from the shapes of titles.
func (x *Index) forget(e *entry) {
	if e.span.articles--; e.span.articles == 0 {
		delete(x.spans, e.story)
	}
	if key := shapeKey(e); !x.shapes[key].After(e.published) {
		delete(x.shapes, key)
	}
}
