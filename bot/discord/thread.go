package discord

import (
	"context"
	"net/http"
	"sync"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/discord/event"
	"quoth/bot/discord/rest"
)

// ordinary is how many channels are known to be no threads at most; then that is
// found out anew.
const ordinary = 1 << 14

// channels knows the channels that are no threads, and so need not be looked at before they
// are written to: a channel never becomes a thread. Discord tells when it changes otherwise.
type channels struct {
	mu     sync.Mutex
	looked map[string]event.Channel // by ID
}

// known is a channel; ok is false for one that is to be looked at.
func (c *channels) known(id string) (at event.Channel, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, ok = c.looked[id]
	return at, ok
}

func (c *channels) remember(id string, at event.Channel) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.looked == nil || len(c.looked) >= ordinary {
		c.looked = map[string]event.Channel{}
	}
	at.Overwrites = nil // which are asked for when they matter
	c.looked[id] = at
}

// forget has a channel looked at again.
func (c *channels) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.looked, id)
}

// timeoutPause is how long alerts wait at most before it is looked again whether the bot is
// still timed out: a timeout may be ended early, and lasts up to 28 days.
const timeoutPause = 10 * time.Minute

// open returns a *bot.HeldError when the channel is a thread that somebody closed: a
// message would open it again; and a *bot.WaitError while the bot is timed out in its server.
func (s sender) open(ctx context.Context, id string) (at event.Channel, err error) {
	if left := s.servers.timedOutIn(id).Sub(s.now()); left > 0 {
		return at, &bot.WaitError{For: min(left, timeoutPause), Untried: true}
	}
	if at, ok := s.channels.known(id); ok {
		return at, nil
	}
	err = s.rest.Do(ctx, rest.Call{
		What: "looking at a channel", Method: http.MethodGet, Path: "/channels/" + id, Route: "GET channel", Major: id, Into: &at, Priority: limit.Alert, Patience: chat.AlertPatience, Channel: id,
	})
	switch {
	case err != nil:
		return at, chat.Translate(err)
	case !at.IsThread():
		s.channels.remember(id, at)
	case at.Closed():
		return at, &bot.HeldError{Reason: "reason.archived"}
	}
	return at, nil
}

// publish brings a message of a channel to the servers that follow it. Discord lets ten of
// a channel through in an hour; the others stand in the channel alone.
func (s sender) publish(ctx context.Context, channel, ref string) {
	err := s.rest.Do(ctx, rest.Call{
		What: "publishing a message", Method: http.MethodPost, Path: "/channels/" + channel + "/messages/" + ref + "/crosspost",
		Route: "POST crosspost", Major: channel, Priority: limit.Other, Patience: rest.ShortWait,
	})
	if err != nil {
		s.log.InfoContext(ctx, "discord: publication failed", "error", err)
	}
}
