package discord

import "slices"

// Permission bits, as in Discord's documentation.
const (
	CreateInvite        = 1 << 0
	Administrator       = 1 << 3
	ManageChannels      = 1 << 4
	ManageGuild         = 1 << 5
	AddReactions        = 1 << 6
	ViewChannel         = 1 << 10
	SendMessages        = 1 << 11
	ManageMessages      = 1 << 13
	EmbedLinks          = 1 << 14
	AttachFiles         = 1 << 15
	ReadMessageHistory  = 1 << 16
	MentionEveryone     = 1 << 17
	ManageRoles         = 1 << 28
	UseCommands         = 1 << 31
	ManageThreads       = 1 << 34
	CreatePublicThreads = 1 << 35
	SendInThreads       = 1 << 38
	UseExternalApps     = 1 << 50

	// Usual is what a new guild's @everyone role allows.
	Usual = CreateInvite | AddReactions | ViewChannel | SendMessages | EmbedLinks | AttachFiles |
		ReadMessageHistory | UseCommands | CreatePublicThreads | SendInThreads | UseExternalApps

	everything = 1<<53 - 1
)

// Target is whom a channel's overwrite is for: a Role or a User.
type Target interface{ overwrite() (id string, kind int) }

func (r *Role) overwrite() (string, int) { return r.ID, 0 }
func (u *User) overwrite() (string, int) { return u.ID, 1 }

type overwrite struct {
	kind        int // 0 role, 1 member
	allow, deny int
}

// Allow adds an overwrite to the channel that allows the permission bits.
func (c *Channel) Allow(who Target, bits int) { c.overwriteBits(who, bits, 0) }

// Deny adds an overwrite to the channel that denies the permission bits.
func (c *Channel) Deny(who Target, bits int) { c.overwriteBits(who, 0, bits) }

func (c *Channel) overwriteBits(who Target, allow, deny int) {
	d := c.d
	d.mu.Lock()
	defer d.mu.Unlock()
	id, kind := who.overwrite()
	o := c.overwrites[id]
	o.kind = kind
	o.allow, o.deny = o.allow&^deny|allow, o.deny&^allow|deny
	c.overwrites[id] = o
	d.dispatchChannel("CHANNEL_UPDATE", c)
}

// Permissions returns what a user may do in the channel, after overwrites.
func (c *Channel) Permissions(u *User) int {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	return c.permissions(u)
}

func (c *Channel) permissions(u *User) int {
	if c.Guild == nil {
		if u == c.recipient || u.Bot && c.hasBot() || slices.Contains(c.people, u) {
			return Usual
		}
		return 0
	}
	m := c.Guild.members[u.ID]
	if m == nil {
		return 0
	}
	if c.Guild.owner == u {
		return everything
	}
	bits := c.Guild.everyone.Permissions
	for _, r := range m.roles {
		bits |= r.Permissions
	}
	if bits&Administrator != 0 {
		return everything
	}
	of := c
	if c.thread() {
		of = c.Parent
	}
	apply := func(o overwrite) { bits = bits&^o.deny | o.allow }
	apply(of.overwrites[c.Guild.everyone.ID])
	var roles overwrite
	for _, r := range m.roles {
		o := of.overwrites[r.ID]
		roles.allow |= o.allow
		roles.deny |= o.deny
	}
	apply(roles)
	apply(of.overwrites[u.ID])

	if bits&ViewChannel == 0 {
		return 0
	}
	if c.d.now().Before(m.until) {
		return bits & (ViewChannel | ReadMessageHistory)
	}
	send := SendMessages
	if c.thread() {
		send = SendInThreads
	}
	if bits&send == 0 {
		bits &^= MentionEveryone | AttachFiles | EmbedLinks
	}
	return bits
}

// appPermissions is app_permissions of an interaction: what the application may do
// there, through the bot or, where that is no member, through the user's install.
func (c *Channel) appPermissions(u *User) int {
	if c.hasBot() {
		return c.permissions(c.d.bot)
	}
	return EmbedLinks | AttachFiles | c.permissions(u)&MentionEveryone
}

// mayPost returns the refusal of a message of the bot's in the channel, or nil.
func (c *Channel) mayPost(embeds, files bool) error {
	switch {
	case c.deleted:
		return unknownChannel
	case !c.hasBot():
		return missingAccess
	}
	if c.Guild == nil {
		return c.unreachable()
	}
	bits := c.permissions(c.d.bot)
	send := SendMessages
	if c.thread() {
		send = SendInThreads
	}
	switch {
	case bits&ViewChannel == 0:
		return missingAccess
	case c.Type == TypeForum || c.Type == TypeCategory:
		return refuse(400, 50008, "Cannot send messages in a non-text channel")
	case bits&send == 0, embeds && bits&EmbedLinks == 0, files && bits&AttachFiles == 0:
		return missingPermissions
	case c.locked && bits&ManageThreads == 0 && c.archived:
		return threadArchived
	case c.locked && bits&ManageThreads == 0:
		return refuse(403, 160005, "Thread is locked")
	}
	return nil
}

// unreachable returns why the bot may not write to the private channel's user, or nil.
func (c *Channel) unreachable() error {
	u := c.recipient
	if u.closed {
		return refuse(403, 50007, "Cannot send messages to this user")
	}
	if u.installed {
		return nil
	}
	for _, g := range c.d.guilds {
		if g.members[u.ID] != nil && g.members[c.d.bot.ID] != nil {
			return nil
		}
	}
	return refuse(403, 50278, "Cannot send messages to this user due to having no mutual guilds")
}
