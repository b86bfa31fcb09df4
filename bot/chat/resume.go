package chat

import (
	"context"
	"fmt"
	"strings"

	"quoth/bot"
	"quoth/knowledge/audience"
)

// Resumer is the part of a store that lets alerts go on.
type Resumer interface {
	Reopen(ctx context.Context, p audience.Place, threads bool) ([]audience.Subscription, error)
}

// Resume lets the alerts of a place go on, where the bot may write again, with threads
// those in all threads of its chat. say tells each place, in a language, which topics go
// on; Resume ends with its first error. It returns how many subscriptions go on.
func Resume(ctx context.Context, store Resumer, e *bot.Engine, at audience.Place, threads bool, say func(p audience.Place, language, topics string) error) (int, error) {
	resumed, err := store.Reopen(ctx, at, threads)
	if err != nil {
		return 0, fmt.Errorf("resuming subscriptions: %w", err)
	}
	var places []audience.Place
	topics, language := map[audience.Place][]string{}, map[audience.Place]string{}
	for _, s := range resumed {
		if topics[s.Place] == nil {
			places = append(places, s.Place)
		}
		topics[s.Place], language[s.Place] = append(topics[s.Place], e.Printer(ctx, bot.Request{Place: s.Place, Language: s.Language}).Quoted(s.Topic)), s.Language
	}
	for _, p := range places {
		if err := say(p, language[p], strings.Join(topics[p], ", ")); err != nil {
			return len(resumed), err
		}
	}
	return len(resumed), nil
}
