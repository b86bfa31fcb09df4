package bot

import (
	"context"
	"slices"

	"quoth/knowledge"
)

// Teaser is an article as a list of news shows it: its title, and the sentence that it begins with.
type Teaser struct {
	Headline
	Lead *Quote // nil where no sentence of it tells news
}

// StoryLine is a story as a front page shows it.
type StoryLine struct {
	Story    int64 // 0 for an article that is in none
	Newest   Teaser
	Articles int      // how many tell the story
	Outlets  []string // that print it, each once, the newest first
}

const (
	// frontRead is how many headlines are read at once for a front page.
	frontRead = 60
	// frontReads is how many times at most: a story that fills more of the newest
	// headlines leaves its page shorter, and the next one goes on.
	frontReads = 4
)

// Front returns a page of n stories, newest first, that everybody may read where r comes
// from. It goes on behind so many of the newest articles; next is where the page after this
// one begins, 0 for none. Every title and sentence is checked as by Verify.
func (l Library) Front(ctx context.Context, r Request, n, from int) (lines []StoryLine, next int, err error) {
	ctx = r.In(ctx)
	at, more, listed := from, false, map[int64]bool{}
	var newest []knowledge.Article
	for range frontReads {
		articles, err := l.store.Latest(ctx, knowledge.Filter{}, frontRead, at)
		if err != nil {
			return nil, 0, err
		}
		of, err := l.store.StoryOf(ctx, numbers(articles))
		if err != nil {
			return nil, 0, err
		}
		for _, a := range articles {
			if len(lines) == n {
				break
			}
			at++
			story := of[a.ID]
			if listed[story] {
				continue
			}
			line, here, err := l.line(ctx, story, a)
			if err != nil {
				return nil, 0, err
			}
			listed[story] = story != 0
			if here {
				lines, newest = append(lines, line), append(newest, a)
			}
		}
		more = len(lines) == n || len(articles) == frontRead
		if len(lines) == n || !more {
			break
		}
	}
	teasers, err := l.teasers(ctx, newest)
	if err != nil {
		return nil, 0, err
	}
	if more {
		next = at
	}
	kept := lines[:0]
	for _, line := range lines {
		i := slices.IndexFunc(teasers, func(t Teaser) bool { return t.Article.ID == line.Newest.Article.ID })
		if i >= 0 { // one whose title is not what was printed is left out
			line.Newest = teasers[i]
			kept = append(kept, line)
		}
	}
	return kept, next, nil
}

// line is the line of an article's story. It is here unless the story has a newer article,
// where its line stands then.
func (l Library) line(ctx context.Context, story int64, a knowledge.Article) (line StoryLine, here bool, err error) {
	line = StoryLine{Story: story, Newest: Teaser{Headline: Headline{Article: a}}, Articles: 1}
	articles := []knowledge.Article{a}
	if story != 0 {
		s, err := l.store.Story(ctx, story)
		if err != nil {
			return StoryLine{}, false, err
		}
		articles = newestFirst(s.Articles)
	}
	for _, other := range articles {
		if other.Published.After(a.Published) {
			return StoryLine{}, false, nil
		}
		if other.Source != "" && !slices.Contains(line.Outlets, other.Source) {
			line.Outlets = append(line.Outlets, other.Source)
		}
	}
	line.Articles = len(articles)
	return line, true, nil
}

// Story returns n articles of a story, newest first, that may be read where r comes from,
// checked as by Verify, and how many there are in all. It goes on behind so many of the newest.
// The error is knowledge.ErrNotFound when there is none.
func (l Library) Story(ctx context.Context, r Request, id int64, n, from int) (teasers []Teaser, all int, err error) {
	ctx = r.In(ctx)
	s, err := l.store.Story(ctx, id)
	if err != nil {
		return nil, 0, err
	}
	all = len(s.Articles)
	page := newestFirst(s.Articles)[min(from, all):]
	teasers, err = l.teasers(ctx, page[:min(n, len(page))])
	if err == nil && len(teasers) == 0 {
		err = knowledge.ErrNotFound
	}
	return teasers, all, err
}

// teasers reads the sentences that articles begin with, and leaves out what is not what was
// printed.
func (l Library) teasers(ctx context.Context, articles []knowledge.Article) ([]Teaser, error) {
	documents, err := l.store.Documents(ctx, numbers(articles))
	if err != nil {
		return nil, err
	}
	teasers := make([]Teaser, 0, len(documents))
	var spans []knowledge.Span
	for _, d := range documents {
		heading := d.Article
		heading.Text = ""
		t := Teaser{Headline: Headline{Article: heading, Link: address(heading)}}
		lead := knowledge.Range{}
		if len(d.Sentences) > 0 {
			lead = d.Sentences[0]
			t.Lead = &Quote{Quote: knowledge.Quote{Article: heading, Range: lead, Text: d.Text[lead.Start:lead.End]}, Link: t.Link}
		}
		teasers, spans = append(teasers, t), append(spans, span(&heading, lead))
	}
	printed, err := l.read(ctx, spans)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(teasers, func(t Teaser) bool {
		return t.Lead == nil && !printed.holdsHeading(ctx, t.Article) || t.Lead != nil && !printed.holds(ctx, t.Lead)
	}), nil
}

func numbers(articles []knowledge.Article) []int64 {
	ids := make([]int64, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	return ids
}

func newestFirst(articles []knowledge.Article) []knowledge.Article {
	articles = slices.Clone(articles)
	slices.SortStableFunc(articles, func(a, b knowledge.Article) int { return b.Published.Compare(a.Published) })
	return articles
}
