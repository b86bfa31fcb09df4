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
	"quoth/knowledge/manner"
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
	// eventTime is how far apart articles on one event are printed at most; alikeInStory is how alike
	// their openings are at least when they stand in one story, and alikeElsewhere when not.
	eventTime                    = 2 * 24 * time.Hour
	alikeInStory, alikeElsewhere = .08, .15
	// asAlike is the share of what the articles most alike share from which on others tell an event as
	// much alike.
	asAlike = .6
	// leading is how many sentences from the start a sentence counts half.
	leading = 8
)

// apart is how far apart two articles are printed at least: one of which only the day is known came at any
// hour of it.
func apart(a, b *knowledge.Article) time.Duration {
	between := a.Published.Sub(b.Published).Abs()
	if a.DateOnly || b.DateOnly {
		between -= 24 * time.Hour
	}
	return between
}

// ofOwn is what a sentence counts as what one outlet alone tells, by when that was.
var ofOwn = [...]float64{unknown: 1, just: 1.2, before: .3, ahead: 1}

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

// CompareArticle compares how the outlets tell the event that an article tells, of those in its story.
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
		for i := range story.Articles {
			if a := &story.Articles[i]; a.ID != id && genreOf(a) != comment {
				ids = append(ids, a.ID)
			}
		}
	}
	told, err := s.store.Documents(ctx, ids)
	if err != nil {
		return Comparison{}, err
	}
	at := slices.IndexFunc(told, func(d knowledge.Document) bool { return d.ID == id })
	if at < 0 {
		return Comparison{}, nil
	}
	documents := make([]*knowledge.Document, len(told))
	for i := range told {
		documents[i] = &told[i]
	}
	openings, err := s.openings(ctx, documents, nil)
	if err != nil {
		return Comparison{}, err
	}
	e := tellings(at, documents, openings, func(int) bool { return true })
	return s.compare(e.documents(documents)), nil
}

// Compare compares how the outlets tell the event that most of them tell of a topic, of
// several the newest. There is no side when nothing stored is on it.
func (s *Summarizer) Compare(ctx context.Context, wanted string, f knowledge.Filter) (Comparison, error) {
	readings, err := s.reader.Read(ctx, wanted, f)
	if err != nil {
		return Comparison{}, err
	}
	told, err := s.event(ctx, reports(about(readings)), readings, wanted)
	if err != nil || len(told) == 0 {
		return Comparison{}, err
	}
	return s.compare(told), nil
}

// differ are the figures that outlets tell otherwise of the event that most of them tell.
func (s *Summarizer) differ(ctx context.Context, readings, every []*topic.Reading, wanted string) ([][]knowledge.Quote, error) {
	told, err := s.event(ctx, readings, every, wanted)
	if err != nil || len(told) < 2 {
		return nil, err
	}
	return s.compare(told).Figures, nil
}

// telling is an event as one article and those of other outlets that are most like it tell it.
type telling struct {
	articles []int   // their places, the article first
	alike    float64 // how much the others are like it, added up
}

// documents are the articles of a telling, the newest first.
func (t *telling) documents(all []*knowledge.Document) []*knowledge.Document {
	var told []*knowledge.Document
	for _, i := range t.articles {
		told = append(told, all[i])
	}
	slices.SortStableFunc(told, func(a, b *knowledge.Document) int {
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.ID, b.ID))
	})
	return told
}

// tellings finds for the article at a place those of other outlets, printed about when it was, that
// tell the same event: of each outlet the one that is most like it. same reports of the article at a place
// whether it stands in the story of the first.
func tellings(at int, all []*knowledge.Document, openings []opening, same func(int) bool) telling {
	best := map[string]int{}
	alike := map[string]float64{}
	var outlets []string
	for i, d := range all {
		if d.Source == all[at].Source || apart(&d.Article, &all[at].Article) > eventTime {
			continue
		}
		least := alikeElsewhere
		if same(i) {
			least = alikeInStory
		}
		x := openings[at].cosine(&openings[i])
		if genreOf(&d.Article) == guide {
			x /= 2
		}
		if x < least || x <= alike[d.Source] {
			continue
		}
		if alike[d.Source] == 0 {
			outlets = append(outlets, d.Source)
		}
		best[d.Source], alike[d.Source] = i, x
	}
	slices.SortStableFunc(outlets, func(a, b string) int { return cmp.Compare(alike[b], alike[a]) })
	t := telling{articles: []int{at}}
	for _, outlet := range outlets[:min(len(outlets), mostOutlets-1)] {
		t.articles = append(t.articles, best[outlet])
		t.alike += alike[outlet]
	}
	return t
}

// event is what the outlets tell of the event that most of them tell of those that are surely on the
// topic; of several that they tell about as much alike, the newest: of each outlet its article, the newest first;
// none of no readings. The event is one of the readings, and every report of it counts of the
// articles that touch the topic.
func (s *Summarizer) event(ctx context.Context, readings, every []*topic.Reading, wanted string) ([]*knowledge.Document, error) {
	if len(readings) == 0 {
		return nil, nil
	}
	pool := slices.Clone(readings)
	for _, r := range every {
		if r.About >= nearTopic && genreOf(&r.Article) != comment && !slices.Contains(readings, r) {
			pool = append(pool, r)
		}
	}
	ids := make([]int64, len(pool))
	for i, r := range pool {
		ids[i] = r.ID
	}
	story, err := s.store.StoryOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := documents(pool)
	openings, err := s.openings(ctx, all, topic.Stems(readings, wanted))
	if err != nil {
		return nil, err
	}
	central := central(openings[:len(readings)])
	var told []telling
	for i, r := range readings {
		if r.About < surely && !r.Headlined() {
			continue
		}
		t := tellings(i, all, openings, func(j int) bool { return story[ids[i]] != 0 && story[ids[i]] == story[ids[j]] })
		t.alike *= central[i]
		if genreOf(&r.Article) == guide {
			t.alike /= 2
		}
		told = append(told, t)
	}
	if len(told) == 0 {
		return []*knowledge.Document{all[0]}, nil
	}
	outlets, alike := 0, 0.0
	for _, t := range told {
		outlets = max(outlets, len(t.articles))
	}
	told = slices.DeleteFunc(told, func(t telling) bool { return len(t.articles) < min(outlets, 2) })
	for _, t := range told {
		alike = math.Max(alike, t.alike)
	}
	told = slices.DeleteFunc(told, func(t telling) bool { return t.alike < asAlike*alike })
	newest := slices.MaxFunc(told, func(a, b telling) int {
		return cmp.Or(all[a.articles[0]].Published.Compare(all[b.articles[0]].Published), cmp.Compare(a.alike, b.alike), cmp.Compare(b.articles[0], a.articles[0]))
	})
	return newest.documents(all), nil
}

// compare compares articles of several outlets.
func (s *Summarizer) compare(documents []*knowledge.Document) Comparison {
	accounts := make([]*account, len(documents))
	common := map[string]bool{} // words that all of it is about
	for i := range documents {
		accounts[i] = readAccount(documents[i])
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
	return c
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
		printed := a.Text[x.at.Start:x.at.End]
		terms := text.AppendTerms(nil, printed, a.Language)
		if x.opener || manner.Quotation(printed) || manner.Part(printed) || personal(printed, a.Language) ||
			manner.Of(printed, 0, len(printed), terms, a.Language) == manner.Addresses {
			continue
		}
		alone, all := 0.0, 0.0
		for _, stem := range x.stems {
			all += x.terms[stem]
			if !slices.ContainsFunc(others, func(o *account) bool { return o.stems[stem] }) {
				alone += x.terms[stem]
			}
		}
		marks := a.marks(terms)
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
		// What it counts is more of its own than what it names.
		if slices.ContainsFunc(a.figures, func(f quotedFigure) bool {
			return x.at.Contains(f.at) && !slices.ContainsFunc(others, func(o *account) bool { return o.says(&f.figure) })
		}) {
			score *= marked
		}
		score *= ofOwn[whenIn(printed, &a.Article)]
		if manner.Speech(printed) {
			score *= inSpeech
		}
		if score > most {
			best, most = quote(a.Document, x.at), score
		}
	}
	return best
}

// says reports whether an account has a figure somewhere.
func (a *account) says(f *figure) bool {
	return slices.ContainsFunc(a.figures, func(o quotedFigure) bool { return o.noun == f.noun && o.same(f) })
}

// marks are the names and numbers of a sentence, those of the title left out.
func (a *account) marks(terms []text.Term) (stems []string) {
	for i, t := range terms {
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
				if k <= i || a.Published.Sub(b.Published).Abs() >= sameDay || b.says(&f.figure) {
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
