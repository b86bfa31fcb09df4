package bot

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"quoth/bot/intent"
	"quoth/knowledge"
	"quoth/knowledge/answer"
)

const (
	// talkTime is how long what a conversation has in hand is kept after its last word.
	talkTime = 30 * time.Minute
	// saidTime is how long what a message was about is, for a reply to it.
	saidTime = 24 * time.Hour
	// alertTime is the same for an alert, as long as the buttons behind it.
	alertTime = 30 * 24 * time.Hour
)

func talkKey(r Request) string {
	return strings.Join([]string{"talk", r.Place.Platform, r.Place.Chat, r.Place.Thread, r.Person.User}, "\x1f")
}

func messageKey(p knowledge.Place, ref string) string {
	return strings.Join([]string{"said", p.Platform, p.Chat, ref}, "\x1f")
}

// Remember keeps what a reply leaves in hand, so that a question right after it, or
// a reply to the message ref in which it was sent, is understood. ref may be "".
// A reply that is about nothing leaves the talk as it was, and so does a hidden one,
// which others may not hear of; one to a question of its own that nothing stored
// answers ends it.
func (e *Engine) Remember(ctx context.Context, r Request, reply Reply, ref string) {
	switch {
	case reply.Talk == nil, r.Hidden:
	case reply.Talk.Empty():
		if err := e.store.DropToken(ctx, talkKey(r)); err != nil {
			e.log.Warn("what a talk was about was not dropped", "err", err)
		}
	default:
		e.keep(ctx, talkKey(r), r.Person, r.Place, reply.Talk, talkTime)
		if ref != "" {
			e.keep(ctx, messageKey(r.Place, ref), r.Person, r.Place, reply.Talk, saidTime)
		}
	}
}

// Delivered keeps what an alert or a digest is about, for a reply to its message.
func (e *Engine) Delivered(ctx context.Context, to knowledge.Place, reply Reply, ref string) {
	if reply.Talk != nil && ref != "" {
		e.keep(ctx, messageKey(to, ref), knowledge.Person{}, to, reply.Talk, alertTime)
	}
}

func (e *Engine) keep(ctx context.Context, key string, who knowledge.Person, where knowledge.Place, t *answer.Talk, d time.Duration) {
	data, err := json.Marshal(t)
	if err == nil {
		err = e.store.PutToken(ctx, knowledge.Token{Key: key, Person: who, Place: where, Data: data, Expires: e.now().Add(d)})
	}
	if err != nil {
		e.log.Warn("what a talk is about was not kept", "err", err)
	}
}

// inHand returns what the talk had in hand before this request: what the request
// itself says, or what is kept of the message that it replies to, or of what was said
// last. Of a message of the bot's that nothing is kept of, its words tell.
func (e *Engine) inHand(ctx context.Context, r Request) answer.Talk {
	t := e.kept(ctx, r)
	if under := strings.TrimSpace(r.Under.Text); t.Empty() && r.Under.Bot && under != "" {
		head, _, _ := strings.Cut(under, "\n")
		return answer.Talk{Subject: clip(intent.AlertTopic(head), 100)}
	}
	return t
}

func (e *Engine) kept(ctx context.Context, r Request) answer.Talk {
	if r.Talk != nil {
		return *r.Talk
	}
	if r.Parent != "" {
		if t, err := e.store.Token(ctx, messageKey(r.Place, r.Parent), e.now()); err == nil {
			return talkOf(t)
		}
	}
	t, err := e.store.Token(ctx, talkKey(r), e.now())
	if err != nil {
		return answer.Talk{}
	}
	return talkOf(t)
}

// talkOf reads what is kept; a token of an older program leaves nothing in hand.
func talkOf(t knowledge.Token) answer.Talk {
	var was answer.Talk
	if json.Unmarshal(t.Data, &was) != nil {
		return answer.Talk{}
	}
	return was
}

// talkOn is a talk on a topic of which some quotes were shown.
func talkOn(topic string, quotes []knowledge.Quote) *answer.Talk {
	t := &answer.Talk{Subject: topic}
	for _, q := range quotes {
		if !slices.Contains(t.Articles, q.Article.ID) {
			t.Articles = append(t.Articles, q.Article.ID)
		}
	}
	return t
}
