package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// pendingKept is how long the bot waits for an argument that it asked for.
const pendingKept = 10 * time.Minute

// Pending returns what the person of a request was asked for at its place; nil for nothing.
func (s *Sessions) Pending(ctx context.Context, r bot.Request) (*bot.Missing, error) {
	if shown, ok := s.onItsWay(r, func(was bot.Reply) bool { return was.Missing != nil }); ok {
		return shown.Reply.Missing, nil
	}
	kept, err := s.store.PendingArgument(ctx, r.Person, r.Place, s.now())
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var missing *bot.Missing
	if err := json.Unmarshal(kept.Missing, &missing); err != nil {
		return nil, fmt.Errorf("what was asked for: %w", err)
	}
	return missing, nil
}

// pending is what an answer asks for, in place of what was asked before; nil when the
// bot waits for nothing, as before.
func (s *Sessions) pending(a Sent) (*audience.PendingArgument, error) {
	if !a.asks() && (a.Request.Waiting == nil || a.Asked.Keeps) {
		return nil, nil
	}
	p := &audience.PendingArgument{Person: a.Request.Person, Place: a.Request.Place, Expires: s.now().Add(pendingKept)}
	if a.asks() {
		var err error
		if p.Missing, err = json.Marshal(a.Reply.Missing); err != nil {
			return nil, fmt.Errorf("keeping what was asked for: %w", err)
		}
	}
	return p, nil
}

// asks reports whether the next plain text is taken for an argument that an answer asks for.
func (a Sent) asks() bool { return a.Waits && a.Reply.Missing != nil }
