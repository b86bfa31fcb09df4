package summary

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

const (
	// mostOutlets is how many outlets are compared at most.
	mostOutlets = 5
	// mostFigures is of how many figures it is shown that they differ.
	mostFigures = 2
	// carrying is how many sentences of an article are looked at for what it alone says.
	carrying = 12
	// passage is how many sentences in a row of another outlet may say what one sentence says,
	// and retold is the share of its words that they say then, beside its names and numbers.
	passage = 3
	retold  = .4
	// marked is by how much a sentence counts more that tells a name or a number of its own.
	marked = 1.5
	// sameDay is how far apart articles are printed at most whose figures differ: of others one
	// has been brought up to date.
	sameDay = 24 * time.Hour
	// ownShare is the share of a sentence's weight that no other outlet says from which on
	// the sentence is its own.
	ownShare = .5
	// surely is how likely an article is about a topic from which on it says which event of
	// it is compared.
	surely = .8
	// leading is how many sentences from the start a sentence counts half.
	leading = 15
)

// Side is one outlet's account of an event.
type Side struct {
	Article knowledge.Article // without its text
	Own     knowledge.Quote   // what it says and the others do not; without text when it says nothing of the kind
}

// Comparison is how several outlets tell of one event.
type Comparison struct {
	Sides   []Side              // two to five, those with the most recent accounts first; one when nobody else tells
	Figures [][]knowledge.Quote // figures of the same that differ, each by the quotes that tell it, their numbers as Answer
}

// account is one outlet's article on an event.
type account struct {
	*knowledge.Document
	*article
	stems   map[string]bool
	figures []quotedFigure
}

// CompareArticle compares how the outlets tell the story of an article.
func (s *Summarizer) CompareArticle(ctx context.Context, id int64) (Comparison, error) {
	stories, err := s.store.StoryOf(ctx, []int64{id})
	if err != nil {
		return Comparison{}, err
	}
	ids := []int64{id}
	story, err := s.store.Story(ctx, stories[id])
	switch {
	case errors.Is(err, knowledge.ErrNotFound):
	case err != nil:
		return Comparison{}, err
	default:
		ids = newestOfEach(story.Articles)
	}
	return s.compare(ctx, ids)
}

// Compare compares how the outlets tell the event that most of them tell of a topic, of
// several the newest. There is no side when nothing stored is on it.
func (s *Summarizer) Compare(ctx context.Context, wanted string, f knowledge.Filter) (Comparison, error) {
	readings, err := s.reader.Read(ctx, wanted, f)
	if err != nil {
		return Comparison{}, err
	}
	ids, err := s.event(ctx, reports(about(readings)), readings)
	if err != nil || len(ids) == 0 {
		return Comparison{}, err
	}
	return s.compare(ctx, ids)
}

// differ are the figures that outlets tell otherwise of the event that most of them tell.
func (s *Summarizer) differ(ctx context.Context, readings, every []*topic.Reading) ([][]knowledge.Quote, error) {
	ids, err := s.event(ctx, readings, every)
	if err != nil || len(ids) < 2 {
		return nil, err
	}
	c, err := s.compare(ctx, ids)
	return c.Figures, err
}

// event is what the outlets tell of the event that most of them tell who are surely on the
// topic, of several that most of them tell at all, and of several of those the newest: the
// newest article of each; none of no readings. The event is one of the readings, and every
// report of it counts of the articles that touch the topic.
func (s *Summarizer) event(ctx context.Context, readings, every []*topic.Reading) ([]int64, error) {
	ids := make([]int64, len(every))
	for i, r := range every {
		ids[i] = r.ID
	}
	of, err := s.store.StoryOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	articles, sure := map[int64][]knowledge.Article{}, map[int64][]knowledge.Article{}
	var stories []int64
	for _, r := range readings {
		story := of[r.ID]
		if story == 0 {
			story = -r.ID // of its own
		}
		if articles[story] == nil {
			stories = append(stories, story)
		}
		articles[story] = append(articles[story], r.Article)
		if r.About >= surely {
			sure[story] = append(sure[story], r.Article)
		}
	}
	if len(stories) == 0 {
		return nil, nil
	}
	for _, r := range every {
		if story := of[r.ID]; articles[story] != nil && !opinion(&r.Article) && !slices.Contains(readings, r) {
			articles[story] = append(articles[story], r.Article)
		}
	}
	slices.SortStableFunc(stories, func(a, b int64) int {
		outlets := func(of map[int64][]knowledge.Article) int {
			return cmp.Compare(len(newestOfEach(of[b])), len(newestOfEach(of[a])))
		}
		return cmp.Or(outlets(sure), outlets(articles), newest(articles[b]).Compare(newest(articles[a])))
	})
	return newestOfEach(articles[stories[0]]), nil
}

// newestOfEach are the newest articles of at most mostOutlets outlets, the newest first.
func newestOfEach(articles []knowledge.Article) []int64 {
	articles = slices.Clone(articles)
	slices.SortStableFunc(articles, func(a, b knowledge.Article) int {
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.ID, b.ID))
	})
	var ids []int64
	seen := map[string]bool{}
	for _, a := range articles {
		if !seen[a.Source] && len(ids) < mostOutlets {
			ids, seen[a.Source] = append(ids, a.ID), true
		}
	}
	return ids
}

// newest is when the newest of some articles was published.
func newest(articles []knowledge.Article) time.Time {
	return slices.MaxFunc(articles, func(a, b knowledge.Article) int { return a.Published.Compare(b.Published) }).Published
}

// compare compares articles of several outlets.
func (s *Summarizer) compare(ctx context.Context, ids []int64) (Comparison, error) {
	documents, err := s.store.Documents(ctx, ids)
	if err != nil {
		return Comparison{}, err
	}
	accounts := make([]*account, len(documents))
	common := map[string]bool{} // words that all of it is about
	for i := range documents {
		accounts[i] = readAccount(&documents[i])
		maps.Copy(common, accounts[i].title)
	}
	var c Comparison
	for i, a := range accounts {
		side := Side{Article: heading(a.Document)}
		if len(accounts) > 1 {
			side.Own = a.own(slices.Concat(accounts[:i], accounts[i+1:]))
		}
		c.Sides = append(c.Sides, side)
	}
	c.Figures = differing(accounts, common)
	return c, nil
}

func heading(d *knowledge.Document) knowledge.Article {
	a := d.Article
	a.Text = ""
	return a
}

// readAccount takes an article apart.
func readAccount(d *knowledge.Document) *account {
	a := &account{Document: d, article: read(d.Title, d.Text, d.Sentences, d.Language), stems: map[string]bool{}}
	body := text.AppendTerms(nil, d.Title, d.Language)
	for _, t := range text.AppendCachedTerms(body, d.Text, d.Language) {
		a.stems[t.Stem] = true
	}
	a.figures = figuresOf(d, a.article)
	return a
}

// figuresOf are the figures of the sentences of an article that may stand in a summary.
func figuresOf(d *knowledge.Document, read *article) (all []quotedFigure) {
	terms := text.AppendCachedTerms(nil, d.Text, d.Language)
	for _, s := range read.sentences {
		from, _ := slices.BinarySearchFunc(terms, s.at.Start, func(t text.Term, at int) int { return cmp.Compare(t.Start, at) })
		to, _ := slices.BinarySearchFunc(terms, s.at.End, func(t text.Term, at int) int { return cmp.Compare(t.Start, at) })
		for _, f := range figures(&d.Article, s.at, terms[from:to]) {
			all = append(all, quotedFigure{f, quote(d, s.at)})
		}
	}
	return all
}

func quote(d *knowledge.Document, at knowledge.Range) knowledge.Quote {
	return knowledge.Quote{Article: heading(d), Range: at, Text: d.Text[at.Start:at.End]}
}

// own is the sentence that carries most of what an account says and no other does.
func (a *account) own(others []*account) knowledge.Quote {
	best, most := knowledge.Quote{}, 0.0
	for _, at := range a.pick(carrying) {
		x := &a.sentences[at]
		if x.opener {
			continue
		}
		alone, all := 0.0, 0.0
		for _, stem := range x.stems {
			all += x.terms[stem]
			if !slices.ContainsFunc(others, func(o *account) bool { return o.stems[stem] }) {
				alone += x.terms[stem]
			}
		}
		marks := a.marks(x)
		if slices.ContainsFunc(others, func(o *account) bool { return o.tells(x, marks) }) {
			continue
		}
		// What shares no word with the others is hardly on what they tell of.
		share := alone / math.Max(all, 1)
		score := share * (1 - share) / (1 + float64(x.order)/leading)
		if slices.ContainsFunc(marks, func(stem string) bool {
			return !slices.ContainsFunc(others, func(o *account) bool { return o.stems[stem] })
		}) {
			score *= marked
		}
		if score > most {
			best, most = quote(a.Document, x.at), score
		}
	}
	return best
}

// marks are the names and numbers of a sentence, those of the title left out.
func (a *account) marks(x *sentence) (stems []string) {
	for i, t := range text.AppendTerms(nil, a.Text[x.at.Start:x.at.End], a.Language) {
		_, numeral := text.Numeral(t.Stem, a.Language)
		if !t.Stop && !a.title[t.Stem] && (t.Number || numeral || t.Capital && i > 0) {
			stems = append(stems, t.Stem)
		}
	}
	return stems
}

// tells reports whether an account says what a sentence of another does: one sentence has
// most of its words, or a passage its names and numbers with many of its words.
func (a *account) tells(x *sentence, marks []string) bool {
	for i := range a.sentences {
		if overlap(x.terms, a.sentences[i].terms) > ownShare {
			return true
		}
		said := map[string]float64{}
		for j := i; j < min(i+passage, len(a.sentences)); j++ {
			maps.Copy(said, a.sentences[j].terms)
		}
		again := 0
		for _, stem := range x.stems {
			if said[stem] > 0 {
				again++
			}
		}
		if len(marks) > 0 && float64(again) >= retold*float64(len(x.stems)) && !slices.ContainsFunc(marks, func(stem string) bool { return said[stem] == 0 }) {
			return true
		}
	}
	return false
}

// differing are the figures of which outlets tell different ones, those told first in their
// articles first.
func differing(accounts []*account, common map[string]bool) (all [][]knowledge.Quote) {
	used := map[string]bool{}
	for i, a := range accounts {
		for j := range a.figures {
			f := &a.figures[j]
			if used[f.noun] || len(all) == mostFigures {
				continue
			}
			group := []knowledge.Quote{f.quoted()}
			for k, b := range accounts {
				if k <= i || a.Published.Sub(b.Published).Abs() >= sameDay || slices.ContainsFunc(b.figures, func(o quotedFigure) bool { return o.noun == f.noun && o.same(&f.figure) }) {
					continue // it tells the same, somewhere, or of another day
				}
				if o := slices.IndexFunc(b.figures, func(o quotedFigure) bool { return f.differ(&o.figure, common) }); o >= 0 {
					group = append(group, b.figures[o].quoted())
				}
			}
			if len(group) > 1 {
				used[f.noun] = true
				all = append(all, group)
			}
		}
	}
	return all
}
