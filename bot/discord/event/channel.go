package event

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Channel is a channel, as an event or an answer of the interface holds it.
type Channel struct {
	ID          string `json:"id"`
	Guild       string `json:"guild_id"`
	Name        string `json:"name"`
	Type        int    `json:"type"`
	LastMessage string `json:"last_message_id"`
	Parent      string `json:"parent_id"` // of a thread the channel that it is in
	Owner       string `json:"owner_id"`  // who opened a thread
	Flags       int    `json:"flags"`
	Tags        []Tag  `json:"available_tags"` // of a forum
	Overwrites  []struct {
		ID    string      `json:"id"` // of a role or of a member
		Allow Permissions `json:"allow"`
		Deny  Permissions `json:"deny"`
	} `json:"permission_overwrites"`
	Thread *struct {
		Archived bool   `json:"archived"`
		Locked   bool   `json:"locked"`
		Changed  string `json:"archive_timestamp"`     // when it was archived or opened last
		QuietFor int    `json:"auto_archive_duration"` // minutes
		Created  string `json:"create_timestamp"`      // absent for threads older than 2022
	} `json:"thread_metadata"`
}

// Tag is what a forum's posts are sorted by.
type Tag struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Moderated bool   `json:"moderated"` // only those who manage threads may set it
}

// IsNews reports whether other servers can follow the channel.
func (c *Channel) IsNews() bool {
	return discordgo.ChannelType(c.Type) == discordgo.ChannelTypeGuildNews
}

// IsForum reports whether the channel holds posts alone, each a thread.
func (c *Channel) IsForum() bool {
	return discordgo.ChannelType(c.Type) == discordgo.ChannelTypeGuildForum
}

// HoldsThreads reports whether a thread can be opened from a message of the channel.
func (c *Channel) HoldsThreads() bool {
	return discordgo.ChannelType(c.Type) == discordgo.ChannelTypeGuildText || c.IsNews()
}

// TagFor is the ID of the tag of a forum that a post on a topic gets: the one of that name,
// or, where a post must have one, the first that the bot may set; "" for none.
func (c *Channel) TagFor(topic string) string {
	first := ""
	for _, t := range c.Tags {
		switch {
		case t.Moderated:
		case strings.EqualFold(t.Name, topic):
			return t.ID
		case first == "":
			first = t.ID
		}
	}
	if discordgo.ChannelFlags(c.Flags)&discordgo.ChannelFlagRequireTag == 0 {
		return ""
	}
	return first
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

// Rights are what a member of a server may do in the channel, which is no thread, by the roles
// of the server and those that the member holds (discord.com/developers/docs/topics/permissions).
func (c *Channel) Rights(guild, member string, holds []string, roles []Role) Permissions {
	var bits int64
	for _, r := range roles {
		if r.ID == guild || slices.Contains(holds, r.ID) { // the role of everyone has the server's ID
			bits |= r.Permissions.bits()
		}
	}
	if bits&discordgo.PermissionAdministrator != 0 {
		return All
	}
	for _, ids := range [][]string{{guild}, holds, {member}} {
		var allow, deny int64
		for _, o := range c.Overwrites {
			if slices.Contains(ids, o.ID) {
				allow, deny = allow|o.Allow.bits(), deny|o.Deny.bits()
			}
		}
		bits = bits&^deny | allow
	}
	return Permissions(strconv.FormatInt(bits, 10))
}
