package topic

import (
	"context"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

const (
	// ReplayArticles is how many articles a replay looks at, the newest first, at about
	// a third of a millisecond each.
	ReplayArticles = 3000
	// replayChunk is how many of them are in memory at once.
	replayChunk = 200
)

// ReplayStore is what Replay reads.
type ReplayStore interface {
	Sources(ctx context.Context) ([]knowledge.Source, error)
	Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error)
	Documents(ctx context.Context, ids []int64) ([]knowledge.Document, error)
	StoryOf(ctx context.Context, ids []int64) (map[int64]int64, error)
}

// Replay returns the stored articles published since a time that match the topic, one
// a story and newest first, without their texts. Of more than ReplayArticles that hold
// the topic's words the others are not looked at, and whole is false.
func (t *Topic) Replay(ctx context.Context, store ReplayStore, since time.Time) (found []knowledge.Article, whole bool, err error) {
	sources, err := store.Sources(ctx)
	if err != nil {
		return nil, false, err
	}
	q := knowledge.Query{All: t.Required(), Filter: t.Filter(sources), Limit: ReplayArticles}
	q.Filter.Since = since
	for _, stem := range t.Stems() {
		q.Terms = append(q.Terms, knowledge.QueryTerm{Stem: stem, Weight: 1})
	}
	hits, err := store.Search(ctx, q)
	if err != nil {
		return nil, false, err
	}
	var ids []int64
	for chunk := range slices.Chunk(hits, replayChunk) {
		ids = ids[:0]
		for _, h := range chunk {
			ids = append(ids, h.ID)
		}
		documents, err := store.Documents(ctx, ids)
		if err != nil {
			return nil, false, err
		}
		for _, d := range documents {
			if t.Match(OfDocument(d)) {
				d.Article.Text = ""
				found = append(found, d.Article)
			}
		}
	}
	found, err = newestOfStories(ctx, store, found)
	return found, len(hits) < ReplayArticles, err
}

// newestOfStories returns the newest article of each story, newest first.
func newestOfStories(ctx context.Context, store ReplayStore, articles []knowledge.Article) ([]knowledge.Article, error) {
	ids := make([]int64, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	stories, err := store.StoryOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(articles, func(a, b knowledge.Article) int { return b.Published.Compare(a.Published) })
	seen := map[int64]bool{}
	return slices.DeleteFunc(articles, func(a knowledge.Article) bool {
		story := stories[a.ID]
		again := story != 0 && seen[story]
		seen[story] = true
		return again
	}), nil
}

// OfDocument is Of for a stored article.
func OfDocument(d knowledge.Document) *Article {
	_, indexed := zone.Terms(text.AppendTerms(nil, d.Text, d.Language), d.Parts)
	return Of(d.Source, d.Language, ContentStems(d.Title, d.Language), contentStems(indexed))
}

// OfHeadline is Of for an article of which the title alone is known.
func OfHeadline(a knowledge.Article) *Article {
	return Of(a.Source, a.Language, ContentStems(a.Title, a.Language), nil)
}

// ContentStems returns the stems of a text in order, function words left out.
func ContentStems(s, language string) []string {
	return contentStems(text.AppendTerms(nil, s, language))
}

func contentStems(terms []text.Term) []string {
	var out []string
	for _, t := range terms {
		if !t.Stop {
			out = append(out, t.Stem)
		}
	}
	return out
}
