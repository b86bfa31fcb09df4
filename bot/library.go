package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"quoth/knowledge"
)

// Library reads what is stored as a reader of pages does: by front page, story and article.
// All that it returns is checked as by Verify. It may be used by any number of goroutines
// at the same time.
type Library struct{ verifier }

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
func (l Library) Stored(ctx context.Context, r Request, id int64, version int) (Stored, error) {
	s, err := retry(ctx, func() (Stored, error) { return l.stored(r.In(ctx), id, version) })
	if err != nil {
		return Stored{}, fmt.Errorf("reading article %d: %w", id, err)
	}
	return s, nil
}

// Find returns the number of the article that is named by its address or number, and its current
// version, where it may be read at the place that r comes from; knowledge.ErrNotFound for none.
func (l Library) Find(ctx context.Context, r Request, name string) (id int64, version int, err error) {
	if _, err := strconv.ParseUint(name, 10, 64); err == nil {
		name = "#" + name
	}
	a, err := retry(ctx, func() (knowledge.Article, error) { return knowledge.FindArticle(r.In(ctx), l.store, name) })
	return a.ID, a.Version, err
}

func (l Library) stored(ctx context.Context, id int64, version int) (Stored, error) {
	documents, err := l.store.Documents(ctx, []int64{id})
	if err != nil {
		return Stored{}, err
	}
	if len(documents) == 0 {
		return Stored{}, knowledge.ErrNotFound
	}
	current := documents[0]
	s := Stored{Document: current, Versions: current.Version, Last: current.Added, First: current.Added}
	if version != 0 && version != current.Version {
		old, err := l.store.Version(ctx, id, version)
		if err != nil {
			return Stored{}, err
		}
		s.Document = knowledge.Document{Article: old}
	}
	if current.Version > 1 {
		first, err := l.store.Version(ctx, id, 1)
		switch {
		case err == nil:
			s.First = first.Added
		case !errors.Is(err, knowledge.ErrNotFound):
			return Stored{}, err
		}
	}
	whole := knowledge.Range{End: len(s.Text)}
	printed, err := l.read(ctx, []knowledge.Span{span(&s.Article, whole)})
	if err != nil {
		return Stored{}, err
	}
	x, text, sound := printed.check(ctx, &s.Article, whole)
	if !sound || text != s.Text {
		return Stored{}, knowledge.ErrNotFound
	}
	s.Link, s.Seal = address(s.Article), x.Seal.String()
	s.Story, err = l.sharedStory(ctx, id)
	return s, err
}

// sharedStory is the story of an article that other articles tell, too; 0 for none.
func (l Library) sharedStory(ctx context.Context, article int64) (int64, error) {
	of, err := l.store.StoryOf(ctx, []int64{article})
	if err != nil || of[article] == 0 {
		return 0, err
	}
	story, err := l.store.Story(ctx, of[article])
	if err != nil || len(story.Articles) < 2 {
		return 0, err
	}
	return story.ID, nil
}
