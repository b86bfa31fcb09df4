package session

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"quoth/bot"
	"quoth/knowledge/audience"
)

const (
	// replyKept is how long the buttons of a reply work, since what was asked is kept
	// with them, and how long a reply to its message is understood; alertKept is the
	// same for an alert, which people come back to later.
	replyKept = 24 * time.Hour
	alertKept = 30 * 24 * time.Hour
	// KeyLength is how many characters a key has: 80 bits, 5 to a letter.
	KeyLength = 16
)

// Shown is a reply as it stands in a chat: what its buttons need to turn a page, to go
// back, and to act. It is kept under a key that the buttons carry.
type Shown struct {
	Reply bot.Reply `json:"reply"` // verify it before it is shown again: once kept, its quotes are ranges without words
	// Command is what it is the reply to; "" for none.
	Command string `json:"command,omitempty"`
	Back    string `json:"back,omitempty"`   // the key of the reply that it continues; "" for none
	Hidden  bool   `json:"hidden,omitempty"` // it was shown to one person alone
	Alert   bool   `json:"alert,omitempty"`  // nobody asked for it just now
	Asked   *asked `json:"asked,omitempty"`  // of the message that it answers; nil for none

	Key    string          `json:"-"`
	Person audience.Person `json:"-"` // who may press; the zero Person for everybody at the place
	Place  audience.Place  `json:"-"`
}

// Show gives a reply that is about to be shown its key, and has it recalled under that
// key at once, until it is saved or dropped.
func (s *Sessions) Show(shown Shown) *Shown {
	shown.Key = rand.Text()[:KeyLength]
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saving[shown.Key] = shown
	return &shown
}

// Drop ends that a reply is recalled that was not shown after all. One that was is Save's.
func (s *Sessions) Drop(shown *Shown) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.saving, shown.Key)
}

// Recall returns the reply that is kept under a key; knowledge.ErrNotFound when there is
// none or its time is over.
func (s *Sessions) Recall(ctx context.Context, key string) (Shown, error) {
	s.mu.Lock()
	shown, ok := s.saving[key]
	s.mu.Unlock()
	if ok {
		return shown, nil
	}
	return recalled(s.store.ShownReply(ctx, key, s.now()))
}

// At returns the reply that stands in a message of a chat, in whatever thread;
// knowledge.ErrNotFound when nothing is kept of it.
func (s *Sessions) At(ctx context.Context, place audience.Place, message string) (Shown, error) {
	return recalled(s.store.ShownMessage(ctx, place, message, s.now()))
}

// recalled reads what is kept of a reply.
func recalled(kept audience.ShownReply, err error) (shown Shown, _ error) {
	if err != nil {
		return Shown{}, err
	}
	if err := json.Unmarshal(kept.Reply, &shown); err != nil {
		return Shown{}, fmt.Errorf("recalling a reply: %w", err)
	}
	shown.Key, shown.Person, shown.Place = kept.Key, kept.Person, kept.Place
	return shown, nil
}

// Verify reads the quotes of a recalled reply again, as who asks now may read them.
func (s *Sessions) Verify(ctx context.Context, r bot.Request, shown Shown) (bot.Reply, error) {
	return s.engine.Verify(r.In(ctx), shown.Reply)
}

// shown is what is kept of an answer for its buttons and for whoever replies to its
// message: nothing when it has no buttons and is about nothing.
func (s *Sessions) shown(a Sent) ([]audience.ShownReply, error) {
	asked, err := s.asked(a)
	if err != nil {
		return nil, err
	}
	shown, message := a.Shown, a.Message
	about := a.Reply.Talk
	if asked == nil && (a.Request.Hidden || about == nil || about.Empty()) {
		message = "" // nobody goes on from it
	}
	var kept Shown
	switch {
	case a.Buttons:
		kept = *shown
	case message == "":
		return nil, nil
	default:
		kept = Shown{Key: rand.Text()[:KeyLength], Reply: bot.Reply{Talk: about}, Person: a.Request.Person, Place: a.Request.Place}
		kept.Alert = shown != nil && shown.Alert
	}
	answers := ""
	if kept.Asked = asked; asked != nil {
		answers = a.Asked.Message
	}
	kept.Reply.Blocks = bare(kept.Reply.Blocks, kept.Hidden) // one that is hidden can be shared, with its picture
	data, err := json.Marshal(kept)
	if err != nil {
		return nil, fmt.Errorf("keeping a reply: %w", err)
	}
	d := replyKept
	if kept.Alert {
		d = alertKept
	}
	return []audience.ShownReply{{Key: kept.Key, Person: kept.Person, Place: kept.Place, Message: message, Answers: answers, Reply: data, Expires: s.now().Add(d)}}, nil
}

// bare is blocks without what stands elsewhere: the words of quotes, which Verify reads from
// the store, and without files the bytes of files and pictures, which the message has.
func bare(blocks []bot.Block, files bool) []bot.Block {
	var out []bot.Block
	for _, b := range blocks {
		switch x := b.(type) {
		case bot.Quote:
			b = bareQuote(x)
		case bot.Entry:
			quotes := x.Quotes
			x.Quotes = nil
			for _, q := range quotes {
				x.Quotes = append(x.Quotes, bareQuote(q))
			}
			b = x
		case bot.Folded:
			x.Blocks = bare(x.Blocks, files)
			b = x
		case bot.File:
			if !files {
				continue
			}
		case bot.Picture:
			if !files {
				x.PNG = nil
			}
			b = x
		}
		out = append(out, b)
	}
	return out
}

func bareQuote(q bot.Quote) bot.Quote {
	q.Text = ""
	q.Context = slices.Clone(q.Context)
	for i := range q.Context {
		q.Context[i].Text = ""
	}
	return q
}
