package timeline

import (
	"math"
	"math/bits"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/manner"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

// fact is a fact with what it says about the topic.
type fact struct {
	*knowledge.Fact
	article *article
	about   float64
	weight  float64 // of what it says, beside the other facts of its date
	counts  float64 // what it adds to its date
	titled  float64 // share of its article's title that its sentence says
	words   int     // of the sentence
	number  bool    // it gives one beside the date
	plan    bool    // see isPlan
	main    *fact   // of its sentence, of which it only names another day; nil for none
	terms   []term  // the words of its sentence, but function words and those that write the date

	sentence *topic.Sentence
	how      *telling       // see tells
	unnamed  *bool          // see beginsUnnamed
	spoken   *manner.Manner // see manner
}

// telling is how the sentence of a fact tells it.
type telling struct {
	part    bool // see manner.Part and manner.Quotation
	leans   bool // on the sentence before it, see text.Leans
	speech  bool // see manner.Speech
	recalls bool // see recallsDate
}

// tells is how the sentence of a fact tells it, worked out when it is first asked for: the dates of most
// facts weigh too little.
func (f *fact) tells() *telling {
	if f.how == nil {
		s, r := f.sentence, f.article
		printed := r.Text[s.Start:s.End]
		f.how = &telling{
			part: manner.Part(printed) || manner.Quotation(printed), leans: text.Leans(printed, r.Language), speech: manner.Speech(printed),
			recalls: recallsDate(f.Fact, s, r),
		}
	}
	return f.how
}

// beginsUnnamed reports whether the sentence of a fact begins with what an earlier one names; what the title
// names is known. It is worked out when it is first asked for.
func (f *fact) beginsUnnamed() bool {
	if f.unnamed == nil {
		a, s := f.article, f.sentence
		is := s.Start != a.Sentences[0].Start && a.BeginsUnnamed(s.Terms(), func(stem string) bool {
			return a.familiar[stem] || slices.ContainsFunc(a.Headline, func(t text.Term) bool { return t.Stem == stem })
		})
		f.unnamed = &is
	}
	return *f.unnamed
}

// manner is how the sentence of a fact speaks, worked out when it is first asked for: most facts are not
// shown, nor could be.
func (f *fact) manner() manner.Manner {
	if f.spoken == nil {
		s, r := f.sentence, f.article
		m := manner.Of(r.Text, s.Start, s.End, s.Terms(), r.Language)
		f.spoken = &m
	}
	return *f.spoken
}

// article is an article on the topic.
type article struct {
	*topic.Reading
	printed  string          // the day on which it was published, "" when unknown
	title    []text.Key      // of the words of its title, but function words; the first 64 of a longer one
	compares bool            // it recalls what happened long before it in many years
	familiar map[string]bool // stems that need no explanation on the topic
}

// term is a word of a sentence, by its number in the vocabulary of a timeline, with its
// weight in two vectors of length 1.
type term struct {
	word int32
	rare float64 // by how rare it is
	flat float64 // by how rare it is among the facts, at most mostFlat, so that the words of a happening that all recall count
}

func (t *term) weight(flat bool) float64 {
	if flat {
		return t.flat
	}
	return t.rare
}

// What facts add to their date. A date that later articles come back to matters
// more than one that is only reported on; the figures were set on two of the four
// shared topics.
const (
	byDate     = .5
	lookedBack = 1.5
	// inHeadline is what a fact gains that the beginning of its article tells and its headline
	// says: that is what happened, all else is around it. lead is how many bytes of a text
	// are its beginning.
	inHeadline = 3
	lead       = 600
	// leastAbout is how far a sentence must be about the topic to be a fact of it.
	leastAbout = .45
	// leastCompared is the same for what lies longAfter before an article that recalls so much of
	// manyYears or more: the strongest earthquakes, the crashes before this one.
	leastCompared, manyYears = .8, 5
	// ofPlan is what a fact weighs that tells what is to happen on its date.
	ofPlan = .3
	// fewFacts is below how many facts it can't be told which words are rare.
	fewFacts = 100
	// mostFlat is what a word weighs at most in a flat vector: one in a fifth of the facts does.
	mostFlat = 1.75
)

// gather gathers the facts of the articles that are about the topic by date, in date
// order.
func gather(stored []knowledge.Fact, readings map[int64]*topic.Reading, familiar map[string]bool) []*date {
	byISO := map[string]*date{}
	var dates []*date
	words := vocabulary{number: make(map[text.Key]int32, usualWords)}
	facts := 0
	articles := make(map[int64]*article, len(readings))
	for id, r := range readings {
		articles[id] = newArticle(r)
		articles[id].familiar = familiar
	}
	markComparisons(stored, articles)
	for i := range stored {
		f := &stored[i]
		x := read(f, articles[f.ArticleID], &words)
		if x == nil {
			continue
		}
		d := byISO[f.Date]
		if d == nil {
			d = newDate(f.Date)
			byISO[f.Date] = d
			dates = append(dates, d)
		}
		d.facts = append(d.facts, x)
		d.weight += x.counts
		facts++
	}
	markMain(dates)
	words.weigh(facts)
	for _, d := range dates {
		for _, f := range d.facts {
			f.weigh(&words)
		}
	}
	return postdate(dates, byISO)
}

func newArticle(r *topic.Reading) *article {
	a := &article{Reading: r}
	for i := range r.Headline {
		if t := &r.Headline[i]; !t.Stop && len(a.title) < 64 {
			a.title = append(a.title, t.Key())
		}
	}
	if !r.Published.IsZero() {
		a.printed = r.Published.Format(time.DateOnly)
	}
	return a
}

// titled are the words of the title, as bits, of which one is meant.
func (a *article) titled(word text.Key) (words uint64) {
	for i, t := range a.title {
		if t == word {
			words |= 1 << i
		}
	}
	return words
}

// markComparisons finds the articles that recall what happened long before them in many years.
func markComparisons(stored []knowledge.Fact, articles map[int64]*article) {
	years := map[*article]map[string]bool{}
	for i := range stored {
		f := &stored[i]
		a := articles[f.ArticleID]
		if a == nil || a.compares || !a.isPast(f) {
			continue
		}
		if years[a] == nil {
			years[a] = map[string]bool{}
		}
		years[a][f.Date[:len("2006")]] = true
		a.compares = len(years[a]) >= manyYears
	}
}

// isPast reports whether the date of a fact lies long before its article.
func (a *article) isPast(f *knowledge.Fact) bool {
	return !a.Published.IsZero() && a.Published.Sub(firstDay(f.Date)) >= longAfter
}

// markMain finds the facts whose sentence tells of another day than theirs: of the days that it names it tells of the
// last that is past, as in "… over the Fourth of July weekend, officials said on July 19".
func markMain(dates []*date) {
	type place struct {
		article int64
		start   int
	}
	last := map[place]*fact{}
	each := func(do func(at place, f *fact)) {
		for _, d := range dates {
			for _, f := range d.facts {
				if f.Basis.Kind != knowledge.ByDate && f.Granularity == knowledge.Day {
					do(place{f.ArticleID, f.Sentence.Start}, f)
				}
			}
		}
	}
	each(func(at place, f *fact) {
		if l := last[at]; !f.plan && (l == nil || l.Date < f.Date) {
			last[at] = f
		}
	})
	each(func(at place, f *fact) {
		if l := last[at]; l != nil && l.Date != f.Date {
			f.main = l
		}
	})
}

func newDate(iso string) *date {
	d := &date{iso: iso, day: firstDay(iso)}
	d.whole.date = d
	return d
}

// firstDay is the first day of an ISO day, month or year.
func firstDay(iso string) time.Time {
	digits := func(from, to int) (n int) {
		for i := from; i < to && i < len(iso); i++ {
			n = 10*n + int(iso[i]-'0')
		}
		return n
	}
	return time.Date(digits(0, 4), time.Month(max(1, digits(5, 7))), max(1, digits(8, 10)), 0, 0, 0, 0, time.UTC)
}

// vocabulary numbers words, and counts in how many facts each is.
type vocabulary struct {
	number     map[text.Key]int32
	in         []int
	lastIn     []*fact   // the last of them
	rare, flat []float64 // see weigh
}

// usualWords is about how many words the facts of some hundred articles have.
const usualWords = 1 << 13

func (v *vocabulary) word(key text.Key) int32 {
	n, ok := v.number[key]
	if !ok {
		n = int32(len(v.in))
		v.number[key] = n
		v.in, v.lastIn = append(v.in, 0), append(v.lastIn, nil)
	}
	return n
}

// weigh weighs the words of so many facts: by how rare they are, and the same for flat vectors.
func (v *vocabulary) weigh(facts int) {
	v.rare, v.flat = make([]float64, len(v.in)), make([]float64, len(v.in))
	for w, n := range v.in {
		v.rare[w] = idf(float64(n), math.Max(float64(facts), fewFacts))
		v.flat[w] = math.Min(idf(float64(n), float64(facts)), mostFlat)
	}
}

// weigh weighs the words of a fact.
func (f *fact) weigh(words *vocabulary) {
	rare, flat := 1e-9, 1e-9
	for i := range f.terms {
		t := &f.terms[i]
		t.rare, t.flat = words.rare[t.word], words.flat[t.word]
		rare += t.rare * t.rare
		flat += t.flat * t.flat
	}
	rare, flat = math.Sqrt(rare), math.Sqrt(flat)
	for i := range f.terms {
		f.terms[i].rare /= rare
		f.terms[i].flat /= flat
	}
}

// read reads a stored fact of an article; nil when its sentence is not about the topic, or the
// article changed since it was read.
func read(f *knowledge.Fact, r *article, words *vocabulary) *fact {
	if f.Version != r.Version {
		return nil
	}
	s := r.SentenceAt(f.Sentence.Start)
	if s == nil || s.About < leastAbout || r.compares && s.About < leastCompared && r.isPast(f) {
		return nil
	}
	x := &fact{Fact: f, article: r, about: s.About, words: s.Words, plan: isPlan(f, s, r), sentence: s}
	x.terms = make([]term, 0, s.Words)
	titled := uint64(0) // the words of the title that it says, as bits
	scan := s.Scan()
	for range s.Words {
		if !scan.Stop() {
			key := scan.Key()
			titled |= r.titled(key)
			if scan.Start < f.Basis.Start || scan.End > f.Basis.End {
				x.number = x.number || scan.Number()
				w := words.word(key)
				if words.lastIn[w] != x {
					x.terms = append(x.terms, term{word: w})
					words.lastIn[w] = x
					words.in[w]++
				}
			}
		}
		scan.Next()
	}
	x.titled = float64(bits.OnesCount64(titled)) / math.Max(1, float64(len(r.title)))
	kind := 1.0
	switch {
	case f.Basis.Kind == knowledge.ByDate:
		kind = byDate
	case f.Granularity == knowledge.Day && f.Date < r.printed:
		kind = lookedBack
	}
	if x.plan {
		kind *= ofPlan
	}
	x.weight = kind * r.About * s.About
	x.counts = x.weight
	if f.Sentence.Start < lead {
		x.counts *= 1 + inHeadline*x.titled
	}
	return x
}

// idf is the inverse document frequency of BM25.
func idf(in, of float64) float64 { return math.Log(1 + (of-in+.5)/(in+.5)) }

func (f *fact) quote() Dated {
	heading := f.article.Article
	heading.Text = ""
	return Dated{
		Quote: knowledge.Quote{Article: heading, Range: f.Sentence, Text: f.article.Text[f.Sentence.Start:f.Sentence.End], Score: f.about},
		Basis: f.Basis,
	}
}

// cosine is how alike the sentences of two facts are, [0, 1].
func (f *fact) cosine(o *fact) float64 {
	sum := 0.0
	for _, t := range f.terms {
		for _, u := range o.terms {
			if t.word == u.word {
				sum += t.rare * u.rare
			}
		}
	}
	return sum
}
