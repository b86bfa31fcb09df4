package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/topic"
)

// Tell makes the message of alerts of one subscription: one story, or a digest
// of several, in the order given. Alerts whose article is gone are left out; when
// none is left the reply has no blocks. An error, such as that of a read that
// failed, says nothing of the alerts: they should be tried again.
func (e *Engine) Tell(ctx context.Context, s knowledge.Subscription, alerts []knowledge.Alert) (Reply, error) {
	ctx = knowledge.AskedBy(ctx, s.Audiences()...)
	t, err := topic.Parse(s.Topic, "")
	if err != nil {
		return Reply{}, err
	}
	var reply Reply
	c := e.compose(ctx)
	told := 0
	var articles []int64
	var last knowledge.Alert
	for _, a := range alerts {
		blocks, err := e.tellOne(ctx, c, t, a, len(alerts) > 1)
		if errors.Is(err, knowledge.ErrNotFound) {
			continue
		}
		if err != nil {
			return Reply{}, err
		}
		reply.Blocks = append(reply.Blocks, blocks...)
		articles = append(articles, a.Article)
		told, last = told+1, a
	}
	if told == 0 {
		return Reply{}, nil
	}
	head := Heading{fmt.Sprintf(textAlert, s.Topic)}
	if len(alerts) > 1 {
		reply.Digest = s.Topic
		head = digestHeading(s.Topic, reply.Blocks)
	} else if alerts[0].Kind == knowledge.Change {
		head = Heading{fmt.Sprintf(textUpdate, s.Topic)}
	}
	reply.Blocks = append([]Block{head}, reply.Blocks...)
	reply.Talk = &answer.Talk{Subject: s.Topic, Articles: articles}
	number := strconv.FormatInt(s.ID, 10)
	if told == 1 {
		reply.Actions = append(reply.Actions, Action{labelSummary, "summary", Args{"article": "#" + strconv.FormatInt(last.Article, 10)}})
	}
	reply.Actions = append(reply.Actions,
		Action{labelWhy, "why", Args{"number": number}},
		Action{labelUnfollow, "unfollow", Args{"topic": number}})
	reply, err = e.Verify(ctx, reply)
	if err == nil && stories(reply.Blocks) == 0 {
		err = errAllChanged
	}
	return reply, err
}

// errAllChanged means that all articles of an alert changed while it was made.
var errAllChanged = errors.New("what is to be told changed just now")

// HeldNotice is what is said with the first alert in a place that refused them for a
// while.
func HeldNotice(h knowledge.Hold) Notice {
	return Notice{fmt.Sprintf(textWasHeld, h.Since.UTC().Format("2 January 15:04 MST"), h.Reason)}
}

// tellOne is the part of a message that tells of one story: its headline, the
// sentence that carries it, how many other outlets print it, and in a digest
// whether it is an update. The message of a new story names what they print.
func (e *Engine) tellOne(ctx context.Context, c *composer, t *topic.Topic, a knowledge.Alert, digest bool) ([]Block, error) {
	article, err := e.store.Article(ctx, a.Article)
	if err != nil {
		return nil, err
	}
	article.Text = ""
	blocks := []Block{c.headline(article)}
	quotes, err := e.summaries.Article(ctx, a.Article, 1)
	if err != nil {
		return nil, err
	}
	for _, q := range quotes {
		blocks = append(blocks, c.quote(q))
	}
	var notes []string
	if digest && a.Kind == knowledge.Change {
		notes = append(notes, textUpdated)
	}
	if a.Outlets > 0 {
		notes = append(notes, fmt.Sprintf(textOutlets, plural(a.Outlets, "outlet")))
	}
	if len(notes) > 0 {
		blocks = append(blocks, Text{strings.Join(notes, " · ")})
	}
	if digest || a.Outlets == 0 || a.Kind == knowledge.Change {
		return blocks, nil
	}
	further, err := e.further(ctx, c, t, a, article.Source)
	return append(blocks, further...), err
}

// furtherHeadlines is how many of a story's other outlets are named with what they
// print.
const furtherHeadlines = 3

// further is what other outlets print of an alert's story: the latest headline of
// each that the topic admits, the latest outlets first.
func (e *Engine) further(ctx context.Context, c *composer, t *topic.Topic, a knowledge.Alert, outlet string) ([]Block, error) {
	story, err := e.store.Story(ctx, a.Story)
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var blocks []Block
	named := map[string]bool{outlet: true}
	for _, other := range slices.Backward(story.Articles) {
		if named[other.Source] || len(blocks) == furtherHeadlines ||
			!t.Admits(topic.Of(other.Source, other.Language, stems(other.Title, other.Language), nil)) {
			continue
		}
		named[other.Source] = true
		blocks = append(blocks, c.headline(other))
	}
	return blocks, nil
}
