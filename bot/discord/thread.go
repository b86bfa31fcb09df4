package discord

import (
	"context"
	"net/http"
	"sync"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/discord/event"
	"quoth/bot/discord/rest"
)

// ordinary is how many channels are known to be no threads at most; then that is
// found out anew.
const ordinary = 1 << 14

// threads knows which channels need not be looked at before they are written to: a
// channel never becomes a thread.
type threads struct {
	mu    sync.Mutex
	never map[string]bool
}

func (t *threads) excluded(id string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.never[id]
}

func (t *threads) exclude(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.never == nil || len(t.never) >= ordinary {
		t.never = map[string]bool{}
	}
	t.never[id] = true
}

// open returns a *bot.HeldError when the channel is a thread that somebody closed: a
// message would open it again.
func (s sender) open(ctx context.Context, id string) error {
	if s.threads.excluded(id) {
		return nil
	}
	var c event.Channel
	err := s.rest.Do(ctx, rest.Call{
		What: "looking at a channel", Method: http.MethodGet, Path: "/channels/" + id, Route: "GET channel", Major: id, Into: &c, Priority: limit.Alert, Patience: chat.AlertPatience, Channel: id,
	})
	switch {
	case err != nil:
		return chat.Translate(err)
	case !c.IsThread():
		s.threads.exclude(id)
	case c.Closed():
		return &bot.HeldError{Reason: "reason.archived"}
	}
	return nil
}
