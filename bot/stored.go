package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quoth/knowledge"
)

// Stored is an article as it was printed.
type Stored struct {
	knowledge.Document // Sentences, Parts and Posts are those of the current version alone

	Link     string    // "" when the article has no URL
	Seal     string    // see knowledge.Seal; "" while it is not sealed yet
	Versions int       // how many are stored
	First    time.Time // when the first of them was stored, and
	Last     time.Time // the last
	Story    int64     // 0 for one that no other article tells
}

// Stored returns a version of an article with its text, 0 for the current one, where it may be
// read at the place that r comes from. All of it is checked against its seal. The error is
// knowledge.ErrNotFound when it is not stored, or not what was printed.
func (e *Engine) Stored(ctx context.Context, r Request, id int64, version int) (Stored, error) {
	s, err := retry(ctx, func() (Stored, error) { return e.stored(r.In(ctx), id, version) })
	if err != nil {
		return Stored{}, fmt.Errorf("reading article %d: %w", id, err)
	}
	return s, nil
}

func (e *Engine) stored(ctx context.Context, id int64, version int) (Stored, error) {
	documents, err := e.store.Documents(ctx, []int64{id})
	if err != nil {
		return Stored{}, err
	}
	if len(documents) == 0 {
		return Stored{}, knowledge.ErrNotFound
	}
	current := documents[0]
	s := Stored{Document: current, Versions: current.Version, Last: current.Added, First: current.Added}
	if version != 0 && version != current.Version {
		old, err := e.store.Version(ctx, id, version)
		if err != nil {
			return Stored{}, err
		}
		s.Document = knowledge.Document{Article: old}
	}
	if current.Version > 1 {
		first, err := e.store.Version(ctx, id, 1)
		switch {
		case err == nil:
			s.First = first.Added
		case !errors.Is(err, knowledge.ErrNotFound):
			return Stored{}, err
		}
	}
	x, text, sound, err := e.reread(ctx, &s.Article, knowledge.Range{End: len(s.Text)})
	if err != nil {
		return Stored{}, err
	}
	if !sound || text != s.Text {
		return Stored{}, knowledge.ErrNotFound
	}
	s.Link, s.Seal = address(s.Article), x.Seal.String()
	s.Story, err = e.sharedStory(ctx, id)
	return s, err
}

// sharedStory is the story of an article that other articles tell, too; 0 for none.
func (e *Engine) sharedStory(ctx context.Context, article int64) (int64, error) {
	of, err := e.store.StoryOf(ctx, []int64{article})
	if err != nil || of[article] == 0 {
		return 0, err
	}
	story, err := e.store.Story(ctx, of[article])
	if err != nil || len(story.Articles) < 2 {
		return 0, err
	}
	return story.ID, nil
}
