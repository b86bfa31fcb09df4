package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"quoth/bot"
	"quoth/knowledge"
)

// askingTime is how long the bot waits for an argument that it asked for.
const askingTime = 10 * time.Minute

func askedKey(r bot.Request) string {
	return strings.Join([]string{"asked", Platform, r.Place.Chat, r.Place.Thread, r.Person.User}, "\x1f")
}

// asked returns what the person was asked for here; nil for nothing.
func (b *Bot) asked(ctx context.Context, r bot.Request) (*bot.Missing, error) {
	t, err := b.store.Token(ctx, askedKey(r), b.now())
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var missing bot.Missing
	if err := json.Unmarshal(t.Data, &missing); err != nil {
		return nil, fmt.Errorf("what was asked for: %w", err)
	}
	return &missing, nil
}

// ask keeps what the person is asked for here, in place of what was asked before.
// It is the last thing to be done for a message, so that one that is cut off is
// understood in the same way when it comes again.
func (b *Bot) ask(ctx context.Context, r bot.Request, before, now *bot.Missing) error {
	if before == nil && now == nil {
		return nil
	}
	if now == nil {
		return b.store.DropToken(ctx, askedKey(r))
	}
	data, err := json.Marshal(now)
	if err != nil {
		return err
	}
	return b.store.PutToken(ctx, knowledge.Token{Key: askedKey(r), Person: r.Person, Place: r.Place, Data: data, Expires: b.now().Add(askingTime)})
}
