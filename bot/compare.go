package bot

import (
	"context"
	"errors"

	"quoth/knowledge"
	"quoth/knowledge/summary"
)

// handleCompare shows how several outlets tell of one event.
func handleCompare(ctx context.Context, e *Engine, r Request) (Reply, error) {
	wanted := r.Args["topic"]
	f, err := r.filter(nil)
	if err != nil {
		return Reply{}, err
	}
	c, subject, err := e.comparison(ctx, r, wanted, f)
	switch {
	case err != nil:
		return Reply{}, err
	case len(c.Sides) == 0:
		return Reply{Talk: r.ended(), Blocks: []Block{Notice{r.say("summary.none", "topic", clip(wanted, 100))}}}, nil
	}
	composer := NewComposer(ctx, e.store)
	if len(c.Sides) == 1 {
		only := c.Sides[0].Article
		said := r.say("compare.alone", "source", only.Source)
		switch narrowed := r.topic != nil && (r.topic.Filtered() || len(f.Sources)+len(f.Except)+len(f.Feeds)+len(f.Languages) > 0); {
		case only.Source == "":
			said = r.say("compare.alone_unnamed")
		case narrowed:
			said = r.say("compare.alone_among", "source", only.Source)
		}
		return Reply{Talk: r.ended(), Blocks: []Block{Notice{said}, composer.Headline(only)}}, nil
	}
	reply := Reply{Blocks: []Block{Heading{r.say("compare.heading", "topic", subject)}}}
	var shown []knowledge.Quote
	var silent []Block
	for _, side := range c.Sides {
		if side.Own.Text == "" {
			h := composer.Headline(side.Article)
			h.Note = r.say("compare.nothing_own")
			silent = append(silent, h)
			continue
		}
		reply.Blocks, shown = append(reply.Blocks, composer.Quote(side.Own)), append(shown, side.Own)
	}
	reply.Blocks = append(reply.Blocks, silent...)
	if len(c.Figures) > 0 {
		reply.Blocks = append(reply.Blocks, Heading{r.say("compare.figures")})
	}
	for _, figures := range c.Figures {
		reply.Blocks = append(reply.Blocks, composer.quotes(figures)...)
		shown = append(shown, figures...)
	}
	reply.Talk = talkOn(subject, shown)
	reply.Actions = r.topicActions(wanted)
	if namesArticle(wanted) {
		reply.Talk, reply.Actions = talkOn("", shown), nil
	}
	return reply, nil
}

// comparison is that of the story of an article, or of an event of a topic, and what it is
// called.
func (e *Engine) comparison(ctx context.Context, r Request, wanted string, f knowledge.Filter) (summary.Comparison, string, error) {
	a, err := e.resolveArticle(ctx, wanted)
	switch {
	case err == nil:
		c, err := e.summaries.CompareArticle(ctx, a.ID)
		return c, a.Title, err
	case !errors.Is(err, knowledge.ErrNotFound):
		return summary.Comparison{}, "", err
	}
	c, err := e.summaries.Compare(ctx, wanted, f)
	return c, clip(wanted, 100), err
}
