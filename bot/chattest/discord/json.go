package discord

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// What the server's things look like on the wire. Every function here is called
// with Discord.mu held.

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000-07:00") }

func bitString(bits int) string { return strconv.Itoa(bits) }

func (u *User) json() obj {
	return obj{"id": u.ID, "username": u.Name, "discriminator": "0", "global_name": nil, "avatar": nil,
		"bot": u.Bot, "system": false, "flags": 0, "public_flags": 0, "banner": nil, "accent_color": nil,
		"avatar_decoration_data": nil, "collectibles": nil, "primary_guild": nil}
}

func (r *Role) json() obj {
	o := obj{"id": r.ID, "name": r.Name, "permissions": bitString(r.Permissions), "mentionable": r.Mentionable,
		"managed": r == r.guild.botRole, "hoist": false, "color": 0, "position": slices.Index(r.guild.roles, r),
		"colors":      obj{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
		"description": nil, "icon": nil, "unicode_emoji": nil, "flags": 0}
	if r == r.guild.botRole {
		o["tags"] = obj{"bot_id": r.guild.d.bot.ID}
	}
	return o
}

func (m *member) json() obj {
	roles := []string{}
	for _, r := range m.roles {
		roles = append(roles, r.ID)
	}
	var until any
	if !m.until.IsZero() {
		until = stamp(m.until)
	}
	return obj{"user": m.user.json(), "roles": roles, "joined_at": stamp(m.since), "nick": nil, "avatar": nil,
		"banner": nil, "premium_since": nil, "communication_disabled_until": until, "pending": false,
		"deaf": false, "mute": false, "flags": 0, "collectibles": nil}
}

func (c *Channel) json() obj {
	o := obj{"id": c.ID, "type": c.Type, "flags": 0, "last_message_id": nil}
	if n := len(c.messages); n > 0 {
		o["last_message_id"] = c.messages[n-1].ID
	}
	switch {
	case c.Type == TypeGroup:
		people := []obj{}
		for _, u := range c.people {
			people = append(people, u.json())
		}
		o["recipients"], o["name"], o["icon"], o["owner_id"] = people, nil, nil, c.people[0].ID
	case c.Guild == nil:
		o["recipients"] = []obj{c.recipient.json()}
	case c.thread():
		o["guild_id"], o["name"], o["parent_id"], o["owner_id"] = c.Guild.ID, c.Name, c.Parent.ID, c.owner.ID
		o["message_count"], o["total_message_sent"], o["member_count"], o["rate_limit_per_user"] = len(c.messages), len(c.messages), 1, 0
		o["thread_metadata"] = obj{"archived": c.archived, "locked": c.locked, "auto_archive_duration": int(quietTime.Minutes()),
			"archive_timestamp": stamp(c.changed), "create_timestamp": stamp(c.created)}
	default:
		overwrites := []obj{}
		for id, w := range c.overwrites {
			overwrites = append(overwrites, obj{"id": id, "type": w.kind, "allow": bitString(w.allow), "deny": bitString(w.deny)})
		}
		o["guild_id"], o["name"], o["parent_id"], o["position"] = c.Guild.ID, c.Name, nil, slices.Index(c.Guild.channels, c)
		o["topic"], o["nsfw"], o["rate_limit_per_user"], o["permission_overwrites"] = nil, false, 0, overwrites
		if c.Type == TypeForum {
			tags := []obj{}
			for _, t := range c.tags {
				tags = append(tags, obj{"id": t.ID, "name": t.Name, "moderated": false, "emoji_id": nil, "emoji_name": nil})
			}
			if c.mustTag {
				o["flags"] = flagRequireTag
			}
			o["available_tags"], o["default_reaction_emoji"], o["default_sort_order"], o["default_forum_layout"] = tags, nil, nil, 0
		}
	}
	return o
}

// json is a guild as GET /guilds/{id} shows it.
func (g *Guild) json() obj {
	roles := []obj{}
	for _, r := range g.roles {
		roles = append(roles, r.json())
	}
	return obj{"id": g.ID, "name": g.Name, "owner_id": g.owner.ID, "roles": roles, "emojis": []obj{}, "stickers": []obj{},
		"features": []string{}, "preferred_locale": cmp.Or(g.Locale, "en-US"), "afk_timeout": 300, "afk_channel_id": nil, "icon": nil,
		"splash": nil, "banner": nil, "description": nil, "verification_level": 0, "default_message_notifications": 0,
		"explicit_content_filter": 0, "mfa_level": 0, "premium_tier": 0, "nsfw_level": 0, "system_channel_flags": 0,
		"home_header": nil, "discovery_splash": nil, "application_id": nil, "region": "", "system_channel_id": nil,
		"public_updates_channel_id": nil, "rules_channel_id": nil, "safety_alerts_channel_id": nil, "vanity_url_code": nil,
		"widget_enabled": false, "widget_channel_id": nil, "premium_progress_bar_enabled": false, "premium_progress_bar_enabled_user_updated_at": nil,
		"premium_subscription_count": 0, "max_presences": nil, "max_members": 500000, "max_stage_video_channel_users": 50,
		"max_video_channel_users": 25, "nsfw": false, "hub_type": nil, "latest_onboarding_question_id": nil,
		"incidents_data": nil, "owner_configured_content_level": 0}
}

// event is a guild as GUILD_CREATE shows it: without the privileged member
// intent, the bot is the only member that is told.
func (g *Guild) event() obj {
	o := g.json()
	channels, threads := []obj{}, []obj{}
	for _, c := range g.channels {
		visible := c.permissions(g.d.bot)&ViewChannel != 0
		switch {
		case c.deleted:
		case !c.thread():
			channels = append(channels, c.json())
		case visible && !c.archived:
			threads = append(threads, c.json())
		}
	}
	o["channels"], o["threads"] = channels, threads
	o["members"] = []obj{g.members[g.d.bot.ID].json()}
	o["member_count"], o["joined_at"], o["large"], o["unavailable"] = len(g.members), stamp(g.members[g.d.bot.ID].since), false, false
	o["presences"], o["voice_states"], o["stage_instances"], o["guild_scheduled_events"], o["soundboard_sounds"] = []obj{}, []obj{}, []obj{}, []obj{}, []obj{}
	return o
}

// json is a message as REST shows it. A reply carries the message it replies to,
// one level deep.
func (m *Message) json() obj { return m.nested(true) }

func (m *Message) nested(deep bool) obj {
	embeds, components, attachments, mentions, roles := []any{}, []any{}, []obj{}, []obj{}, []string{}
	embeds = append(embeds, m.rawEmbeds...)
	components = append(components, m.rawComponents...)
	if m.Flags&FlagComponents == 0 { // else its components alone tell of its files
		for _, a := range m.Attachments {
			attachments = append(attachments, a.json())
		}
	}
	for _, u := range m.Mentions.Users {
		mentions = append(mentions, u.json())
	}
	for _, r := range m.Mentions.Roles {
		roles = append(roles, r.ID)
	}
	o := obj{"id": m.ID, "channel_id": m.Channel.ID, "author": m.Author.json(), "content": m.Content, "timestamp": stamp(m.At),
		"edited_timestamp": nil, "tts": false, "mention_everyone": m.Mentions.Everyone, "mentions": mentions,
		"mention_roles": roles, "attachments": attachments, "embeds": embeds, "components": components,
		"pinned": false, "type": m.kind(), "flags": m.Flags}
	if m.Edits > 0 {
		o["edited_timestamp"] = stamp(m.edited)
	}
	if m.Nonce != "" {
		o["nonce"] = m.Nonce
	}
	if i := m.interaction; i != nil {
		o["application_id"], o["webhook_id"] = m.Channel.d.bot.ID, m.Channel.d.bot.ID
		if i.command != nil && !m.followUp {
			o["interaction_metadata"] = obj{"id": i.ID, "type": i.Type, "user": i.User.json(),
				"authorizing_integration_owners": i.owners(), "name": i.command.Name, "command_type": i.command.Type}
		}
	}
	if f := m.forwarded; f != nil {
		whole, part := f.nested(false), obj{}
		for _, field := range []string{"type", "content", "mentions", "mention_roles", "attachments", "embeds", "timestamp", "edited_timestamp", "flags", "components"} {
			part[field] = whole[field]
		}
		o["message_reference"] = obj{"type": 1, "message_id": f.ID, "channel_id": f.Channel.ID}
		o["message_snapshots"] = []obj{{"message": part}}
	}
	if m.replyTo != "" {
		ref := obj{"type": 0, "message_id": m.replyTo, "channel_id": m.Channel.ID}
		if m.Channel.Guild != nil {
			ref["guild_id"] = m.Channel.Guild.ID
		}
		o["message_reference"] = ref
		if deep {
			o["referenced_message"] = nil
			if to := m.Channel.d.messages[m.replyTo]; to != nil && !to.Deleted {
				o["referenced_message"] = to.nested(false)
			}
		}
	}
	return o
}

// kind is the message's type on the wire.
func (m *Message) kind() int {
	switch {
	case m.replyTo != "":
		return 19
	case m.interaction != nil && m.interaction.Type == kindCommand && !m.followUp:
		if c := m.interaction.command; c == nil || c.Type == CommandSlash {
			return 20
		}
		return 23
	}
	return 0
}

func (a Attachment) json() obj {
	o := obj{"id": a.ID, "filename": a.Filename, "size": len(a.Data), "url": a.URL, "proxy_url": a.URL, "content_type": a.ContentType}
	if a.Description != "" {
		o["description"] = a.Description
	}
	return o
}
