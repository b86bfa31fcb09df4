package discord

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"quoth/bot/discord/event"
	"quoth/bot/text"
	"quoth/knowledge/audience"
)

// guilds knows which channels the servers have, and which roles the bot has there: that
// its rights changed is told of a role or of the bot itself, and not of a channel.
type guilds struct {
	mu    sync.Mutex
	known map[string]guild
}

// newlyJoined is for how long after the bot came to a server it is looked whether it was there
// before. What it is told of each server when it starts does not say so.
const newlyJoined = 24 * time.Hour

type guild struct {
	channels, roles []string
	locale          string    // that its people read, as IETF tag
	own             string    // the role that belongs to the bot; "" for none
	timeout         time.Time // until when the bot may not write there; zero for none
}

// onGuild reads an event on a server, and returns what follows from it; nil for nothing.
// It does not block.
func (b *Bot) onGuild(name string, data []byte) func(ctx context.Context) error {
	var e event.Guild
	self := b.self.Load()
	if json.Unmarshal(data, &e) != nil || self == nil {
		return nil
	}
	switch name {
	case "GUILD_CREATE":
		b.servers.learn(e, self.User)
		if b.now().Sub(e.JoinedAt()) < newlyJoined {
			return b.opening(e.Places())
		}
	case "GUILD_DELETE":
		if !e.Unavailable { // it is not merely out of order
			return b.closing(b.servers.forget(e.ID), "reason.server")
		}
	case "CHANNEL_DELETE", "THREAD_DELETE":
		return b.closing([]string{e.ID}, "reason.channel")
	case "CHANNEL_CREATE":
		b.servers.add(e.Guild, e.ID)
	case "CHANNEL_UPDATE", "THREAD_UPDATE":
		b.channels.forget(e.ID)
		if !e.Thread.Archived && !e.Thread.Locked {
			return b.opening([]string{e.ID})
		}
	case "GUILD_ROLE_CREATE":
		if e.Role.Tags.Bot == self.User {
			b.servers.own(e.Guild, e.Role.ID)
		}
	case "GUILD_ROLE_UPDATE":
		return b.opening(b.servers.changed(e.Guild, e.Role.ID))
	case "GUILD_MEMBER_UPDATE":
		if m, ok := e.Changed(self.User); ok {
			return b.opening(b.servers.became(e.Guild, m))
		}
	}
	return nil
}

// closing ends what is delivered to channels that are gone, and tells who set it up.
func (b *Bot) closing(channels []string, reason text.Key) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		for _, id := range channels {
			at := audience.Place{Platform: Platform, Chat: id}
			ended, err := b.store.StopPlace(ctx, at, string(reason))
			if err != nil {
				return err
			}
			if len(ended) > 0 {
				sender{b}.Ended(ctx, at, string(reason), ended)
				b.log.InfoContext(ctx, "discord: subscriptions ended", "subscriptions", len(ended), "reason", reason)
			}
		}
		return nil
	}
}

// opening lets what is delivered to channels go on, where the bot's rights may have come
// back.
func (b *Bot) opening(channels []string) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		for _, id := range channels {
			b.reopen(ctx, audience.Place{Platform: Platform, Chat: id})
		}
		return nil
	}
}

func (g *guilds) learn(e event.Guild, self string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.known == nil {
		g.known = map[string]guild{}
	}
	m := e.Member(self)
	g.known[e.ID] = guild{channels: e.Places(), roles: m.Roles, locale: e.Locale, own: e.RoleOf(self), timeout: m.TimedOut()}
}

// role is the role that belongs to the bot in a server; known is false for a server that
// nothing was told of, as after a session was resumed.
func (g *guilds) role(id string) (own string, known bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now, known := g.known[id]
	return now.own, known
}

// locale is the language of a server, as IETF tag; "" when that is not known.
func (g *guilds) locale(id string) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.known[id].locale
}

// own remembers the role that belongs to the bot in a server.
func (g *guilds) own(id, role string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.known == nil {
		g.known = map[string]guild{}
	}
	now := g.known[id]
	now.own = role
	g.known[id] = now
}

func (g *guilds) add(id, channel string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now, ok := g.known[id]; ok {
		now.channels = append(now.channels, channel)
		g.known[id] = now
	}
}

// forget returns the channels of a server that the bot is no member of any more.
func (g *guilds) forget(id string) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	channels := g.known[id].channels
	delete(g.known, id)
	return channels
}

// changed returns the channels of a server where a role is the bot's own, or everybody's.
func (g *guilds) changed(id, role string) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now := g.known[id]; role == id || slices.Contains(now.roles, role) {
		return slices.Clone(now.channels)
	}
	return nil
}

// became returns the channels of a server where the bot has other roles now, or where its
// timeout began or ended.
func (g *guilds) became(id string, m event.Member) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	now, ok := g.known[id]
	if !ok {
		return nil
	}
	now.roles, now.timeout = m.Roles, m.TimedOut()
	g.known[id] = now
	return slices.Clone(now.channels)
}

// timedOut is until when the bot may not write in a server; the zero Time when nothing
// forbids it.
func (g *guilds) timedOut(id string) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.known[id].timeout
}

// timedOutIn is until when the bot may not write in a channel.
func (g *guilds) timedOutIn(channel string) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, now := range g.known {
		if !now.timeout.IsZero() && slices.Contains(now.channels, channel) {
			return now.timeout
		}
	}
	return time.Time{}
}
