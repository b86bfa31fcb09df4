package bot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/summary"
)

const (
	// askedKept is how long it is kept when a person asked for the summary of a topic.
	askedKept = 30 * 24 * time.Hour
	// askedAgain is after how long a person who asks once more is told what is new since then:
	// before that it is the same sitting.
	askedAgain = 6 * time.Hour
)

// handleSummary summarises an article or a topic.
func handleSummary(ctx context.Context, e *Engine, r Request) (Reply, error) {
	wanted := r.Args["article"]
	n, _ := strconv.Atoi(r.Args["length"])
	f, err := r.filter(nil)
	if err != nil {
		return Reply{}, err
	}
	f.Until = r.AsOf
	n = cmp.Or(n, r.Most, summarySentences)
	a, err := e.resolveArticle(ctx, wanted)
	switch {
	case err == nil:
		return e.articleSummary(ctx, r, a, n)
	case errors.Is(err, knowledge.ErrNotFound):
		return e.topicSummary(ctx, r, summary.Request{Topic: wanted, Filter: f, Sentences: n, Now: r.now(e)})
	}
	return Reply{}, err
}

// now is when it is asked, or the end of the day as on which it is answered.
func (r *Request) now(e *Engine) time.Time {
	if r.AsOf.IsZero() {
		return e.now()
	}
	return r.AsOf.Add(-time.Nanosecond) // which is the midnight after
}

func (e *Engine) articleSummary(ctx context.Context, r Request, a knowledge.Article, n int) (Reply, error) {
	quotes, err := e.summaries.Article(ctx, a.ID, n)
	if err != nil {
		return Reply{}, err
	}
	if len(quotes) == 0 {
		return r.noSummary(), nil
	}
	c := NewComposer(ctx, e.store)
	blocks := append([]Block{c.Headline(a)}, c.quotes(quotes)...)
	reply := Reply{Blocks: blocks, Talk: talkOn("", quotes)}
	reply.Talk.Steps = lengths(n, r.Args)
	return reply, nil
}

func (e *Engine) topicSummary(ctx context.Context, r Request, s summary.Request) (Reply, error) {
	marker, err := e.askedBefore(ctx, &r, &s)
	if err != nil {
		return Reply{}, err
	}
	account, err := e.summaries.Topic(ctx, s)
	if err != nil {
		return Reply{}, err
	}
	if len(account.Quotes) == 0 {
		return r.noSummary(), nil
	}
	c := NewComposer(ctx, e.store)
	subject := clip(s.Topic, 100)
	reply := Reply{
		Blocks:  []Block{Heading{r.say("summary.heading", "topic", subject)}},
		Actions: append(r.topicActions(subject), Action{r.say("label.compare"), "compare", Args{"topic": subject}}),
		Talk:    talkOn(subject, account.Quotes), Marker: marker,
	}
	reply.Talk.Steps = lengths(s.Sentences, r.Args)
	fresh, rest := c.quotes(account.Quotes[:account.New]), c.quotes(account.Quotes[account.New:])
	switch {
	case s.Since.IsZero():
	case len(fresh) == 0:
		reply.Blocks = append(reply.Blocks, Text{r.say("summary.nothing_new", "day", r.printer().Day(s.Since))})
	default:
		fresh = append([]Block{Text{r.say("summary.new", "day", r.printer().Day(s.Since))}}, fresh...)
		if len(rest) > 0 {
			rest = append([]Block{Text{r.say("summary.before")}}, rest...)
		}
	}
	reply.Blocks = append(append(reply.Blocks, fresh...), rest...)
	if r.Data { // the sentences alone
		return reply, nil
	}
	for _, part := range []struct {
		label  text.Key
		quotes []knowledge.Quote
	}{{"summary.figures", account.Figures}, {"compare.figures", slices.Concat(account.Differ...)}, {"summary.next", account.Next}} {
		if len(part.quotes) > 0 {
			reply.Blocks = append(reply.Blocks, Folded{Label: r.say(part.label), Blocks: c.quotes(part.quotes)})
		}
	}
	return reply, nil
}

// noSummary says that nothing stored is there to be summarised.
func (r *Request) noSummary() Reply {
	return Reply{Talk: r.ended(), Blocks: []Block{Notice{r.say("summary.none", "topic", clip(r.Args["article"], 100))}}}
}

// askedBefore sets since when what is said on a topic is new to the person who asks: since they
// last asked for it at this place. It returns what keeps that they ask now; nil when they asked
// in this sitting already, and for nobody. The topic itself is not kept.
func (e *Engine) askedBefore(ctx context.Context, r *Request, s *summary.Request) (*audience.Marker, error) {
	if r.Person.User == "" || r.Data || !r.AsOf.IsZero() {
		return nil, nil
	}
	digest := sha256.Sum256([]byte(strings.Join([]string{r.Person.User, r.Place.Chat, r.Place.Thread, strings.ToLower(s.Topic)}, "\x1f")))
	m := audience.Marker{Kind: audience.Asked, Platform: r.Place.Platform, Name: hex.EncodeToString(digest[:]), Person: r.Person, Expires: s.Now.Add(askedKept)}
	was, err := e.store.Marker(ctx, m.Kind, m.Platform, m.Name, s.Now)
	if errors.Is(err, knowledge.ErrNotFound) {
		return &m, nil
	}
	asked := was.Expires.Add(-askedKept)
	if err != nil || s.Now.Sub(asked) < askedAgain {
		return nil, err
	}
	s.Since = asked
	return &m, nil
}
