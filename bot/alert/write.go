package alert

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"quoth/bot"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/audience"
	"quoth/knowledge/story"
	"quoth/knowledge/summary"
	"quoth/knowledge/topic"
)

// Writer writes the messages of alerts. It may be used by any number of goroutines
// at the same time.
type Writer struct {
	store     knowledge.Store
	engine    *bot.Engine
	summaries *summary.Summarizer
}

// NewWriter returns a Writer that takes the news from a store and has an engine verify
// what it writes.
func NewWriter(store knowledge.Store, engine *bot.Engine) *Writer {
	return &Writer{store: store, engine: engine, summaries: summary.New(store)}
}

// Write makes the message of alerts of one subscription, in its language: one story, or a digest
// of several, in the order given. Alerts whose article is gone or that the subscription's level
// does not bring are left out; when none is left the reply has no blocks. An error, such as that of a read that
// failed, says nothing of the alerts: they should be tried again.
func (w *Writer) Write(ctx context.Context, s audience.Subscription, alerts []audience.Alert) (bot.Reply, error) {
	reply, _, err := w.write(ctx, s, alerts)
	return reply, err
}

// write is Write, and returns which alerts are unwanted at the subscription's level.
func (w *Writer) write(ctx context.Context, s audience.Subscription, alerts []audience.Alert) (reply bot.Reply, unwanted []audience.Alert, err error) {
	ctx = knowledge.AskedBy(ctx, knowledge.AudiencesAt(s.Place, s.Server)...)
	t, err := topic.Parse(s.Topic, "")
	if err != nil {
		return bot.Reply{}, nil, err
	}
	ids := make([]int64, len(alerts))
	for i, a := range alerts {
		ids[i] = a.Article
	}
	readings, err := w.engine.Reader().Articles(ctx, s.Topic, ids)
	if err != nil {
		return bot.Reply{}, nil, err
	}
	p := text.For(s.Language)
	c := bot.NewComposer(ctx, w.store)
	digest := len(alerts) > 1
	talk := &answer.Talk{Subject: s.Topic}
	for _, a := range alerts {
		r := readings[a.Article]
		if a.Message == "" && !wanted(s.Level, a, r) {
			unwanted = append(unwanted, a)
			continue
		}
		article, err := w.store.Article(ctx, a.Article)
		if errors.Is(err, knowledge.ErrNotFound) {
			continue
		}
		if err != nil {
			return bot.Reply{}, nil, err
		}
		article.Text = ""
		talk.Articles = append(talk.Articles, a.Article)
		fresh, err := w.news(ctx, p, a, article)
		if err != nil {
			return bot.Reply{}, nil, err
		}
		if digest {
			reply.Blocks = append(reply.Blocks, item(c, p, article, a, fresh))
			continue
		}
		if reply.Blocks, err = w.story(ctx, c, p, s, t, article, a, r, fresh); err != nil {
			return bot.Reply{}, nil, err
		}
	}
	if len(talk.Articles) == 0 {
		return bot.Reply{}, unwanted, nil
	}
	reply.Talk, reply.Language = talk, p.Language()
	if digest {
		reply.Digest = s.Topic
		reply.Blocks = append([]bot.Block{bot.DigestHeading(p, s.Topic, reply.Blocks)}, reply.Blocks...)
	} else {
		article := "#" + strconv.FormatInt(talk.Articles[0], 10)
		reply.Actions = append(reply.Actions, bot.Action{Label: p.Say("label.summary"), Command: "summary", Args: bot.Args{"article": article}})
		if slices.ContainsFunc(alerts, func(a audience.Alert) bool { return a.Article == talk.Articles[0] && a.Outlets > 0 }) {
			reply.Actions = append(reply.Actions, bot.Action{Label: p.Say("label.compare"), Command: "compare", Args: bot.Args{"topic": article}})
		}
	}
	number := bot.Reference(s)
	reply.Actions = append(reply.Actions,
		bot.Action{Label: p.Say("label.why"), Command: "why", Args: bot.Args{"number": number}},
		bot.Action{Label: p.Say("label.unfollow"), Command: "unfollow", Args: bot.Args{"topic": number}})
	reply, err = w.engine.Verify(ctx, reply)
	if err == nil && bot.Stories(reply.Blocks) == 0 {
		err = errAllChanged
	}
	return reply, unwanted, err
}

// wanted reports whether a subscription's level brings an alert; r is its article as the topic
// sees it, nil where that is not known.
func wanted(level audience.Level, a audience.Alert, r *topic.Reading) bool {
	if level == audience.Calm && a.Kind == audience.Change {
		return false
	}
	return level == audience.All || r == nil || r.OnTopic()
}

// errAllChanged means that all articles of an alert changed while it was made.
var errAllChanged = errors.New("the articles of the alert changed just now")

// comparedArticles is with how many of its story's articles an update is compared, the
// latest before it.
const comparedArticles = 12

// news says what an update brings: a result, a figure, or the day or the outlet that is new to its
// story. It is "" for a new story, and where none of these is new.
func (w *Writer) news(ctx context.Context, p text.Printer, a audience.Alert, article knowledge.Article) (string, error) {
	if a.Kind != audience.Change {
		return "", nil
	}
	found, err := w.store.Story(ctx, a.Story)
	if errors.Is(err, knowledge.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	before := found.Articles
	if i := slices.IndexFunc(before, func(b knowledge.Article) bool { return b.ID == article.ID }); i >= 0 {
		before = before[:i]
	}
	before = slices.Clone(before[max(0, len(before)-comparedArticles):])
	for i, b := range before {
		whole, err := w.store.Article(ctx, b.ID)
		if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
			return "", err
		}
		if err == nil {
			before[i] = whole
		}
	}
	switch n := story.NewsOf(article, before); {
	case n.Result:
		return p.Say("alert.new_result"), nil
	case n.Figure != "":
		return p.Say("alert.new_figure", "figure", n.Figure), nil
	case !n.Day.IsZero():
		return p.Say("alert.new_day", "day", p.DayOfMonth(n.Day)), nil
	case n.Outlet != "":
		return p.Say("alert.new_outlet", "outlet", n.Outlet), nil
	}
	return "", nil
}

// item is a line of a digest: the headline, what is new in an update, and how many other
// outlets print the story.
func item(c *bot.Composer, p text.Printer, article knowledge.Article, a audience.Alert, fresh string) bot.Headline {
	h := c.Headline(article)
	h.Undated = article.Source != "" // the digest is of a day or an hour
	var notes []string
	if a.Kind == audience.Change {
		notes = append(notes, cmp.Or(fresh, p.Say("alert.updated")))
	}
	if a.Outlets > 0 {
		notes = append(notes, others(p, a))
	}
	h.Note = strings.Join(notes, " · ")
	return h
}

// others counts the other outlets that print a story.
func others(p text.Printer, a audience.Alert) string {
	return p.Say("alert.outlets", "n", a.Outlets)
}

// story tells one story: its headline first, which is what a phone shows before the message
// is opened, the sentence that is most on the topic (r is the article as the topic sees it)
// or else the one that carries the article, what it is told for, with what is new (fresh) in
// an update, and for a new story that others print what they print.
func (w *Writer) story(ctx context.Context, c *bot.Composer, p text.Printer, s audience.Subscription, t *topic.Topic, article knowledge.Article, a audience.Alert, r *topic.Reading, fresh string) ([]bot.Block, error) {
	quotes, err := w.summaries.Article(ctx, a.Article, 1)
	if err != nil {
		return nil, err
	}
	if r != nil && len(quotes) > 0 && !r.On(quotes[0].Range) {
		quotes = []knowledge.Quote{r.Best()}
	}
	blocks := []bot.Block{c.Headline(article)}
	for _, q := range quotes {
		blocks = append(blocks, c.Quote(q))
	}
	about := p.Say("alert.news", "topic", s.Topic)
	if a.Kind == audience.Change {
		about = p.Say("alert.update", "topic", s.Topic)
		if fresh != "" {
			about = p.Say("alert.update_new", "topic", s.Topic, "new", fresh)
		}
	}
	if a.Outlets > 0 {
		about += " · " + others(p, a)
	}
	blocks = append(blocks, bot.Text{Text: about})
	if a.Outlets == 0 || a.Kind == audience.Change {
		return blocks, nil
	}
	further, err := w.further(ctx, c, t, a, article.Source)
	if err != nil || len(further) == 0 {
		return blocks, err
	}
	return append(blocks, bot.Folded{Label: p.Say("alert.others_print"), Blocks: further}), nil
}

// furtherHeadlines is how many of a story's other outlets are named with what they
// print.
const furtherHeadlines = 3

// further is what other outlets print of an alert's story: the latest headline of
// each that the topic admits, the latest outlets first.
func (w *Writer) further(ctx context.Context, c *bot.Composer, t *topic.Topic, a audience.Alert, outlet string) ([]bot.Block, error) {
	story, err := w.store.Story(ctx, a.Story)
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var blocks []bot.Block
	named := map[string]bool{outlet: true}
	for _, other := range slices.Backward(story.Articles) {
		if named[other.Source] || len(blocks) == furtherHeadlines ||
			!t.Admits(topic.OfHeadline(other)) {
			continue
		}
		named[other.Source] = true
		blocks = append(blocks, c.Headline(other))
	}
	return blocks, nil
}
