package discord

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/discord/event"
	"quoth/bot/discord/rest"
)

// ordinary is how many channels are known to be no threads at most; then that is
// found out anew.
const ordinary = 1 << 14

// channels knows which channels are no threads, and so need not be looked at before they
// are written to: a channel never becomes a thread. It can begin or cease to be one that
// other servers follow, of which Discord tells.
type channels struct {
	mu   sync.Mutex
	news map[string]bool // by ID: other servers can follow it
}

// known tells of a channel; ok is false for one that is to be looked at.
func (c *channels) known(id string) (news, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	news, ok = c.news[id]
	return news, ok
}

func (c *channels) remember(id string, news bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.news == nil || len(c.news) >= ordinary {
		c.news = map[string]bool{}
	}
	c.news[id] = news
}

// forget has a channel looked at again.
func (c *channels) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.news, id)
}

// timeoutPause is how long alerts wait at most before it is looked again whether the bot is
// still timed out: a timeout may be ended early, and lasts up to 28 days.
const timeoutPause = 10 * time.Minute

// open returns a *bot.HeldError when the channel is a thread that somebody closed: a
// message would open it again; and a *bot.WaitError while the bot is timed out in its server.
// news is set for a channel that other servers can follow.
func (s sender) open(ctx context.Context, id string) (news bool, err error) {
	if left := s.servers.timedOutIn(id).Sub(s.now()); left > 0 {
		return false, &bot.WaitError{For: min(left, timeoutPause), Untried: true}
	}
	if news, ok := s.channels.known(id); ok {
		return news, nil
	}
	var c event.Channel
	err = s.rest.Do(ctx, rest.Call{
		What: "looking at a channel", Method: http.MethodGet, Path: "/channels/" + id, Route: "GET channel", Major: id, Into: &c, Priority: limit.Alert, Patience: chat.AlertPatience, Channel: id,
	})
	switch {
	case err != nil:
		return false, chat.Translate(err)
	case !c.IsThread():
		news = c.Type == int(discordgo.ChannelTypeGuildNews)
		s.channels.remember(id, news)
	case c.Closed():
		return false, &bot.HeldError{Reason: "reason.archived"}
	}
	return news, nil
}

// publish brings a message of a channel to the servers that follow it. Discord lets ten of
// a channel through in an hour; the others stand in the channel alone.
func (s sender) publish(ctx context.Context, channel, ref string) {
	err := s.rest.Do(ctx, rest.Call{
		What: "publishing a message", Method: http.MethodPost, Path: "/channels/" + channel + "/messages/" + ref + "/crosspost",
		Route: "POST crosspost", Major: channel, Priority: limit.Other, Patience: rest.ShortWait,
	})
	if err != nil {
		s.log.Info("discord: publication failed", "error", err)
	}
}
