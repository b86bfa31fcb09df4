package event

import (
	"time"

	"github.com/bwmarrin/discordgo"
)

// Channel is a channel, as an event or an answer of the interface holds it.
type Channel struct {
	Name        string `json:"name"`
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

// IsThread reports whether the channel is a thread or a forum's post.
func (c *Channel) IsThread() bool {
	switch discordgo.ChannelType(c.Type) {
	case discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread:
		return true
	}
	return false
}

// Locked reports whether those alone may write who may manage threads.
func (c *Channel) Locked() bool { return c.Thread != nil && c.Thread.Locked }

// Closed reports whether somebody closed the thread. Discord itself archives one that was
// quiet for auto_archive_duration at least, which says nothing against a new message;
// one that was archived sooner after its last message was archived by hand.
func (c *Channel) Closed() bool {
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
