package topic

import (
	"cmp"
	"context"
	"slices"
	"time"

	"quoth/knowledge"
)

// leastTold is how likely an article is about a topic at least to be told to who
// follows it.
const leastTold = .8

// OnTopic reports whether the article is plainly enough about the topic to be told to who
// follows it.
func (r *Reading) OnTopic() bool { return r.About >= leastTold }

// Alert is what following a topic brings: an article, and of it the sentence that is most
// about the topic.
type Alert struct {
	Article  knowledge.Article // without its text
	Sentence knowledge.Quote
	Update   bool // of a story that was told before
}

// ReplayArticles is how many articles a replay looks at, those that the search finds
// best, at about half a millisecond each.
const ReplayArticles = 3000

// Replay returns what following a topic would have brought of the stored articles that
// were published from since on and before until (zero for no bound), oldest first; with
// mentions, also those that merely mention it. whole is false when more articles may be on
// the topic than were looked at.
func (r *Reader) Replay(ctx context.Context, topic string, since, until time.Time, mentions bool) (alerts []Alert, whole bool, err error) {
	s, err := r.prepare(ctx, topic, knowledge.Filter{Since: since, Until: until})
	if err != nil || s == nil {
		return nil, true, err
	}
	type candidate struct {
		Alert
		title, opening []string
	}
	var found []candidate
	var ids []int64
	whole, err = r.scan(ctx, s, ReplayArticles, func(x *Reading) {
		if mentions || x.OnTopic() {
			heading := x.Article
			heading.Text = ""
			found = append(found, candidate{Alert{Article: heading, Sentence: x.Best()}, contentStems(x.Headline), x.told()})
			ids = append(ids, x.ID)
		}
	})
	if err != nil {
		return nil, false, err
	}
	stories, err := r.store.StoryOf(ctx, ids)
	if err != nil {
		return nil, false, err
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(a.Article.Published.Compare(b.Article.Published), cmp.Compare(a.Article.ID, b.Article.ID))
	})
	var news News
	for _, c := range found {
		kind := news.Tell(c.title, c.opening, stories[c.Article.ID], c.Article.Published)
		if kind == Nothing {
			continue
		}
		c.Update = kind == Update
		alerts = append(alerts, c.Alert)
	}
	return alerts, whole, nil
}

// told are the stems of the opening, function words left out.
func (r *Reading) told() (stems []string) {
	for scan := range r.terms() {
		if !scan.Stop() {
			stems = append(stems, scan.Term().Stem)
		}
	}
	return stems
}

// On reports whether a sentence of the article is on the topic by itself.
func (r *Reading) On(sentence knowledge.Range) bool {
	return slices.ContainsFunc(r.Sentences, func(s Sentence) bool { return s.Range == sentence && s.own >= .5 })
}

// Best is the sentence that is most about the topic, the first of several.
func (r *Reading) Best() knowledge.Quote {
	return r.best(func(s *Sentence) float64 { return s.About })
}

// best is the sentence with the best score, short and later ones counting less.
func (r *Reading) best(of func(*Sentence) float64) knowledge.Quote {
	best := -1
	score := func(i int) float64 {
		s := of(&r.Sentences[i])
		if r.Sentences[i].Words < 8 {
			s /= 2
		}
		return s / (1 + float64(i)/20)
	}
	for i := range r.Sentences {
		if best < 0 || score(i) > score(best) {
			best = i
		}
	}
	q := knowledge.Quote{Article: r.Article}
	q.Article.Text = ""
	if best >= 0 {
		q.Range = r.Sentences[best].Range
		q.Text = r.Text[q.Start:q.End]
	}
	return q
}
