// Package timeline turns articles into facts and facts into a timeline.
//
// At the door, [Facts] finds the dated statements of an article. For a timeline,
// the facts of the articles on a topic are gathered by date; a date weighs what
// its facts weigh, which is how much their sentences and articles are about the
// topic and how the date was found; and of each date that is chosen the sentence
// is shown that says best what the others of that date say too.
package timeline

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

// Request asks for a timeline.
type Request struct {
	Topic   string
	From    string // ISO day, "" for no bound
	To      string // ISO day, inclusive, "" for no bound
	Entries int    // at most so many dates; 0 means 10
	PerDate int    // at most so many quotes a date; 0 means 1
	Filter  knowledge.Filter
}

// Dated is a quote with how its date was found.
type Dated struct {
	knowledge.Quote
	Basis knowledge.Basis
}

// Entry is one date of a timeline.
type Entry struct {
	Date        string // ISO: a day, a month or a year, as Granularity says
	Granularity knowledge.Granularity
	Mentions    int // how many facts of the topic have this date
	Quotes      []Dated
}

// Library is what a Maker reads.
type Library interface {
	knowledge.Library
	knowledge.Index
}

// Maker makes timelines from a store. It may be used by any number of
// goroutines at the same time.
type Maker struct {
	store     Library
	retriever *retrieve.Retriever
}

// New returns a Maker that reads store.
func New(store Library) *Maker {
	return &Maker{store: store, retriever: retrieve.New(store)}
}

const (
	// topicArticles is how many articles on a topic are read.
	topicArticles = 600
	// aboutTopic is the share of the topic's weight that an article has to hold.
	aboutTopic = .5
)

// fact is a fact with what it says about the topic.
type fact struct {
	knowledge.Fact
	document *knowledge.Document
	weight   float64 // what it adds to its date
	share    float64 // of the topic that the sentence holds
	terms    map[string]float64
}

// Timeline returns the entries of a topic in date order; none when nothing
// stored is about it.
func (m *Maker) Timeline(ctx context.Context, r Request) ([]Entry, error) {
	if r.Entries <= 0 {
		r.Entries = 10
	}
	if r.PerDate <= 0 {
		r.PerDate = 1
	}
	t, documents, err := m.read(ctx, r)
	if err != nil || len(documents) == 0 {
		return nil, err
	}
	byID := make(map[int64]*knowledge.Document, len(documents))
	ids := make([]int64, len(documents))
	for i := range documents {
		ids[i] = documents[i].ID
		byID[ids[i]] = &documents[i]
	}
	stored, err := m.store.Facts(ctx, ids, r.From, r.To)
	if err != nil {
		return nil, err
	}
	dated := map[string][]*fact{}
	for _, f := range stored {
		x := t.weigh(f, byID[f.ArticleID])
		dated[f.Date] = append(dated[f.Date], x)
	}
	var entries []Entry
	for _, day := range choose(dated, r.Entries) {
		quotes := t.best(dated[day], r.PerDate)
		if len(quotes) == 0 {
			continue
		}
		entries = append(entries, Entry{Date: day, Granularity: dated[day][0].Granularity, Mentions: len(dated[day]), Quotes: quotes})
	}
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Date, b.Date) })
	return entries, nil
}

// topic is what a timeline is about.
type topic struct {
	weights map[string]float64 // of its stems
	total   float64
	idf     func(stem string) float64
	scores  map[int64]float64 // of the articles, best 1
}

// read finds the articles on a topic, those that hold too little of it left out.
func (m *Maker) read(ctx context.Context, r Request) (*topic, []knowledge.Document, error) {
	asked := retrieve.Parse(r.Topic, "")
	if err := m.retriever.Resolve(ctx, asked); err != nil {
		return nil, nil, err
	}
	stems := make([]string, len(asked.Words))
	for i := range asked.Words {
		stems[i] = asked.Stored(i)
	}
	if len(stems) == 0 {
		return nil, nil, nil
	}
	in, articles, err := m.store.Frequencies(ctx, stems)
	if err != nil {
		return nil, nil, err
	}
	t := &topic{weights: map[string]float64{}, scores: map[int64]float64{}}
	q := knowledge.Query{Filter: r.Filter, Limit: topicArticles}
	for i, s := range stems {
		if in[i] == 0 {
			continue // nothing stored says it; it can't tell the articles apart
		}
		w := idf(in[i], articles)
		t.weights[s] = w
		t.total += w
		q.Terms = append(q.Terms, knowledge.QueryTerm{Stem: s, Weight: 1})
	}
	if len(q.Terms)*2 < len(stems) {
		return nil, nil, nil
	}
	hits, err := m.store.Search(ctx, q)
	if err != nil || len(hits) == 0 {
		return nil, nil, err
	}
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
		t.scores[h.ID] = h.Score / hits[0].Score
	}
	documents, err := m.store.Documents(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	df := map[string]int{}
	documents = slices.DeleteFunc(documents, func(d knowledge.Document) bool {
		held := map[string]bool{}
		_, indexed := zone.Terms(text.AppendTerms(nil, d.Text, d.Language), d.Parts)
		for _, x := range text.AppendTerms(indexed, d.Title, d.Language) {
			held[x.Stem] = true
		}
		share := 0.0
		for s, w := range t.weights {
			if held[s] {
				share += w
			}
		}
		if share < aboutTopic*t.total {
			return true
		}
		for s := range held {
			df[s]++
		}
		return false
	})
	n := len(documents)
	t.idf = func(stem string) float64 { return idf(df[stem], n) }
	return t, documents, nil
}

// idf is the inverse document frequency of BM25 over at least a hundred articles,
// below which it can't be told which words are rare.
func idf(in, of int) float64 {
	n := math.Max(float64(of), 100)
	return math.Log(1 + (n-float64(in)+.5)/(float64(in)+.5))
}

// weigh says what a fact adds to its date.
func (t *topic) weigh(f knowledge.Fact, d *knowledge.Document) *fact {
	x := &fact{Fact: f, document: d, terms: map[string]float64{}}
	for _, s := range text.AppendTerms(nil, d.Text[f.Sentence.Start:f.Sentence.End], d.Language) {
		if s.Stop {
			continue
		}
		if x.terms[s.Stem] == 0 {
			x.share += t.weights[s.Stem] / t.total
		}
		x.terms[s.Stem] = t.idf(s.Stem)
	}
	kind := 1.0
	switch {
	case f.Basis.Kind == knowledge.ByDate:
		kind = byDate
	case f.Granularity == knowledge.Day && !d.Published.IsZero() && f.Date < d.Published.Format(time.DateOnly):
		kind = lookedBack
	}
	x.weight = kind * (plain + t.scores[d.ID]) * (plain + x.share)
	return x
}

// What facts add to their date. A date that later articles come back to matters
// more than one that is only reported on; the figures were set on two of the four
// shared topics.
const (
	byDate     = .5
	lookedBack = 1.5
	plain      = .3 // what a fact is worth that says nothing of the topic itself
)

// choose returns the dates of a timeline: the days that weigh most, and where
// there are too few of them the months and years in which no day is chosen.
func choose(dated map[string][]*fact, n int) []string {
	type date struct {
		iso    string
		weight float64
	}
	var days, wider []date
	for iso, facts := range dated {
		d := date{iso: iso}
		for _, f := range facts {
			d.weight += f.weight
		}
		if facts[0].Granularity == knowledge.Day {
			days = append(days, d)
		} else {
			wider = append(wider, d)
		}
	}
	heaviest := func(a, b date) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.iso, b.iso)) }
	slices.SortFunc(days, heaviest)
	slices.SortFunc(wider, heaviest)
	var chosen []string
	for _, d := range days[:min(n, len(days))] {
		chosen = append(chosen, d.iso)
	}
	for _, d := range wider {
		if len(chosen) == n {
			break
		}
		if !slices.ContainsFunc(chosen, func(c string) bool { return strings.HasPrefix(c, d.iso) || strings.HasPrefix(d.iso, c) }) {
			chosen = append(chosen, d.iso)
		}
	}
	return chosen
}

const (
	// shortest and longest are how many words a sentence of a timeline should
	// have: shorter ones say too little, longer ones are lists.
	shortest, longest = 6, 60
	// alike is the cosine from which on two sentences say the same.
	alike = .5
)

// best returns the sentences that say best what is said of a date.
func (t *topic) best(facts []*fact, n int) []Dated {
	centre := map[string]float64{}
	for _, f := range facts {
		norm := length(f.terms)
		for s, w := range f.terms {
			centre[s] += f.weight * w / norm
		}
	}
	score := func(f *fact) float64 {
		x := cosine(f.terms, centre) * (plain + f.share)
		if f.Basis.Kind != knowledge.ByDate {
			x *= 1.2
		}
		if f.Sentence.Start < 600 {
			x *= 1.2
		}
		if words := len(f.terms); words < shortest || words > longest {
			x *= .3
		}
		return x
	}
	order := slices.Clone(facts)
	slices.SortStableFunc(order, func(a, b *fact) int {
		return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(a.ArticleID, b.ArticleID), cmp.Compare(a.Sentence.Start, b.Sentence.Start))
	})
	var picked []*fact
	var quotes []Dated
	for _, f := range order {
		if len(picked) == n {
			break
		}
		if slices.ContainsFunc(picked, func(p *fact) bool {
			return cosine(p.terms, f.terms) >= alike || p.Sentence == f.Sentence && p.ArticleID == f.ArticleID
		}) {
			continue
		}
		picked = append(picked, f)
		heading := f.document.Article
		heading.Text = ""
		quotes = append(quotes, Dated{
			Quote: knowledge.Quote{Article: heading, Range: f.Sentence, Text: f.document.Text[f.Sentence.Start:f.Sentence.End], Score: score(f)},
			Basis: f.Basis,
		})
	}
	return quotes
}

func length(v map[string]float64) float64 {
	sum := 0.0
	for _, w := range v {
		sum += w * w
	}
	return math.Sqrt(sum) + 1e-9
}

func cosine(a, b map[string]float64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	sum := 0.0
	for s, w := range a {
		sum += w * b[s]
	}
	return sum / length(a) / length(b)
}
