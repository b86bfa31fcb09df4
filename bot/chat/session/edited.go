package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"quoth/bot"
	"quoth/knowledge"
)

// editTime is for how long after a message was written an edit of it is answered that had no
// answer before: then it was perhaps not seen to be for the bot.
const editTime = 10 * time.Minute

// Asked is the message of a person that a reply answers, for when it is edited.
type Asked struct {
	Message string // the platform's reference; "" for none
	Line    string // its words
	// Keeps is set where what the bot waits for is not what it asked for in the answer that an
	// edit replaces: it goes on waiting for that.
	Keeps bool
}

// asked is what is kept of the message that a reply answers. Its words are not.
type asked struct {
	Line  string          `json:"line"`            // the digest of its words
	Talk  json.RawMessage `json:"talk"`            // what was in hand before
	Final bool            `json:"final,omitempty"` // it was answered with a change, which is made once
	// Waiting is what the bot had asked for before, and waited for; nil for nothing.
	Waiting *bot.Missing `json:"waiting,omitempty"`
	Asks    bool         `json:"asks,omitempty"` // the answer asks for an argument
}

// asked is what is to be kept of the message that an answer is for; nil for none, and of who
// had all deleted.
func (s *Sessions) asked(a Sent) (*asked, error) {
	c, known := s.engine.Commands().Command(a.Request.Command)
	if a.Asked.Message == "" || a.Message == "" || known && c.WouldForget(a.Request.Args) {
		return nil, nil
	}
	before := json.RawMessage("{}")
	if a.Request.Talk != nil {
		var err error
		if before, err = json.Marshal(a.Request.Talk); err != nil {
			return nil, fmt.Errorf("keeping what was asked: %w", err)
		}
	}
	return &asked{Line: digest(a.Asked.Line), Talk: before, Final: known && c.Changed(a.Reply), Waiting: a.Request.Waiting, Asks: a.asks()}, nil
}

func digest(line string) string {
	sum := sha256.Sum256([]byte(line))
	return hex.EncodeToString(sum[:8])
}

// Edited says what is to be done about an edit of a message that was written at a time. It sets
// what its request goes on from, which is what was in hand before it and what the bot waited
// for, and whether the bot goes on waiting, where it had an answer. It is to be answered in
// place of the message of the reference answer; "" for a message of its own, where there was no
// answer. ok is false when there is nothing to do: its words did not change, it was answered
// with a change, or it is old and had no answer.
func (s *Sessions) Edited(ctx context.Context, r *bot.Request, now *Asked, written time.Time) (answering string, ok bool, err error) {
	kept, err := s.store.ShownAnswer(ctx, r.Place, now.Message, s.now())
	if errors.Is(err, knowledge.ErrNotFound) {
		return "", s.now().Sub(written) <= editTime, nil
	}
	was, err := recalled(kept, err)
	if err != nil || was.Asked == nil || was.Asked.Final || was.Asked.Line == digest(now.Line) {
		return "", false, err
	}
	if err := json.Unmarshal(was.Asked.Talk, &r.Talk); err != nil {
		return "", false, fmt.Errorf("reading what was asked: %w", err)
	}
	r.Waiting, now.Keeps = was.Asked.Waiting, !was.Asked.Asks
	return kept.Message, true, nil
}
