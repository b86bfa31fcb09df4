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
	"quoth/bot/discord/rest"
)

// channel is what the bot reads of a channel.
type channel struct {
	Type        int    `json:"type"`
	LastMessage string `json:"last_message_id"`
	Thread      *struct {
		Archived bool   `json:"archived"`
		Locked   bool   `json:"locked"`
		Changed  string `json:"archive_timestamp"`     // when it was archived or opened last
		QuietFor int    `json:"auto_archive_duration"` // minutes
		Created  string `json:"create_timestamp"`      // absent for threads older than 2022
	} `json:"thread_metadata"`
}

// isThread reports whether the channel is a thread or a forum's post.
func (c *channel) isThread() bool {
	switch discordgo.ChannelType(c.Type) {
	case discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread:
		return true
	}
	return false
}

// locked reports whether those alone may write who may manage threads.
func (c *channel) locked() bool { return c.Thread != nil && c.Thread.Locked }

// closed reports whether somebody closed the thread. Discord itself archives one that was
// quiet for auto_archive_duration at least, which says nothing against a new message;
// one that was archived sooner after its last message was archived by hand.
func (c *channel) closed() bool {
	t := c.Thread
	if t == nil || !t.Archived {
		return false
	}
	archived, err := time.Parse(time.RFC3339, t.Changed)
	if t.Locked || err != nil {
		return t.Locked
	}
	last, _ := time.Parse(time.RFC3339, t.Created)
	if at, err := discordgo.SnowflakeTimestamp(c.LastMessage); err == nil && at.After(last) {
		last = at
	}
	return archived.Sub(last) < time.Duration(t.QuietFor)*time.Minute
}

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
	var c channel
	err := s.rest.Do(ctx, rest.Call{
		What: "looking at a channel", Method: http.MethodGet, Path: "/channels/" + id, Route: "GET channel", Major: id, Into: &c, Priority: limit.Alert, Patience: chat.AlertPatience, Channel: id,
	})
	switch {
	case err != nil:
		return chat.Translate(err)
	case !c.isThread():
		s.threads.exclude(id)
	case c.closed():
		return &bot.HeldError{Reason: "reason.archived"}
	}
	return nil
}
