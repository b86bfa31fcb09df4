package discord

import (
	"slices"
	"strconv"
	"time"
)

// Channel types, as in Discord's documentation.
const (
	TypeText     = 0
	TypePrivate  = 1
	TypeGroup    = 3
	TypeCategory = 4
	TypeNews     = 5
	TypeThread   = 11
	TypeForum    = 15
)

// obj is a JSON object on the wire.
type obj = map[string]any

// User is a person, or the bot.
type User struct {
	ID, Name string
	Bot      bool
	Locale   string // of the person's client; "" for en-US

	d         *Discord
	private   *Channel
	installed bool
	closed    bool
}

// Guild is a server.
type Guild struct {
	ID, Name string
	Locale   string // that its people read; "" for en-US

	d        *Discord
	owner    *User
	everyone *Role
	botRole  *Role
	roles    []*Role
	members  map[string]*member
	channels []*Channel
}

// Role is a role of a guild.
type Role struct {
	ID, Name    string
	Permissions int
	Mentionable bool

	guild *Guild
}

type member struct {
	user  *User
	roles []*Role
	since time.Time
	until time.Time // of a timeout; zero for none
}

// Channel is a channel, thread, forum or private channel.
type Channel struct {
	ID, Name string
	Type     int
	Guild    *Guild   // nil in private
	Parent   *Channel // of a thread

	d                *Discord
	created          time.Time
	owner            *User   // of a thread
	recipient        *User   // of the bot's private channel with somebody
	people           []*User // of a private channel without the bot
	overwrites       map[string]overwrite
	messages         []*Message
	archived, locked bool
	changed          time.Time // when a thread was archived or opened last
	tags             []Tag     // of a forum
	mustTag          bool      // a post in the forum needs a tag
	applied          []string  // tags of a post
	deleted          bool
}

func (c *Channel) thread() bool { return c.Type == TypeThread }

// User adds a person, who is in no guild yet.
func (d *Discord) User(name string) *User {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.newUser(name)
}

func (d *Discord) newUser(name string) *User {
	u := &User{ID: d.newID(), Name: name, d: d}
	d.users[u.ID] = u
	return u
}

// Mention is how a message mentions the user.
func (u *User) Mention() string { return "<@" + u.ID + ">" }

// Install adds the application to the user's account, so that its commands are
// there for them everywhere.
func (u *User) Install() { u.set(func() { u.installed = true }) }

// CloseDMs makes every message to the user fail with 50007.
func (u *User) CloseDMs() { u.set(func() { u.closed = true }) }

// OpenDMs undoes CloseDMs.
func (u *User) OpenDMs() { u.set(func() { u.closed = false }) }

func (u *User) set(f func()) {
	u.d.mu.Lock()
	defer u.d.mu.Unlock()
	f()
}

// DM is the private channel between the user and the bot.
func (u *User) DM() *Channel {
	u.d.mu.Lock()
	defer u.d.mu.Unlock()
	return u.dm()
}

func (u *User) dm() *Channel {
	if u.private == nil {
		u.private = u.d.newChannel(&Channel{Type: TypePrivate, recipient: u})
	}
	return u.private
}

// Group is a private channel between people, without the bot: only those who
// installed the application can call it there.
func (d *Discord) Group(people ...*User) *Channel {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.newChannel(&Channel{Type: TypeGroup, people: people})
}

// hasBot reports whether the bot is a member where the channel is.
func (c *Channel) hasBot() bool {
	if c.Guild == nil {
		return c.Type != TypeGroup
	}
	return c.Guild.members[c.d.bot.ID] != nil
}

// Guild adds a guild with the bot in it. Guilds go to the shards in turn.
func (d *Discord) Guild(name string) *Guild {
	g := d.GuildWithoutBot(name)
	g.AddBot()
	return g
}

// GuildWithoutBot adds a guild without the bot: only users who installed the
// application can call it there.
func (d *Discord) GuildWithoutBot(name string) *Guild {
	d.mu.Lock()
	defer d.mu.Unlock()
	// A millisecond apart and a year ago, so that the shards take turns.
	made := d.now().AddDate(-1, 0, 0).UnixMilli() - epoch
	id := uint64(made)>>10<<10 + uint64(len(d.guilds))
	g := &Guild{ID: strconv.FormatUint(id<<22, 10), Name: name, d: d, members: map[string]*member{}}
	g.everyone = &Role{ID: g.ID, Name: "@everyone", Permissions: Usual, guild: g}
	g.roles = []*Role{g.everyone}
	g.owner = d.newUser(name + "-owner")
	g.members[g.owner.ID] = &member{user: g.owner, since: d.now()}
	d.guilds = append(d.guilds, g)
	return g
}

// Owner is the user who owns the guild.
func (g *Guild) Owner() *User { return g.owner }

// Everyone is the role that every member has.
func (g *Guild) Everyone() *Role { return g.everyone }

// AddBot adds the bot to the guild, with a role of its own (see BotRole).
func (g *Guild) AddBot() {
	g.d.mu.Lock()
	defer g.d.mu.Unlock()
	g.botRole = g.newRole(g.d.bot.Name, ViewChannel|SendMessages|EmbedLinks|AttachFiles|ReadMessageHistory|SendInThreads)
	g.members[g.d.bot.ID] = &member{user: g.d.bot, roles: []*Role{g.botRole}, since: g.d.now()}
	g.d.dispatchGuild(g)
}

// BotRole is the role that came with the bot.
func (g *Guild) BotRole() *Role { return g.botRole }

// Join makes the user a member, with a role that grants the permission bits if
// any are given.
func (g *Guild) Join(u *User, permissions ...int) {
	g.d.mu.Lock()
	defer g.d.mu.Unlock()
	m := &member{user: u, since: g.d.now()}
	for _, bits := range permissions {
		m.roles = append(m.roles, g.newRole("", bits))
	}
	g.members[u.ID] = m
}

// TimeOut keeps a member from writing for so long; 0 ends that. Discord tells of it, and not
// of its end.
func (g *Guild) TimeOut(u *User, d time.Duration) {
	g.d.mu.Lock()
	defer g.d.mu.Unlock()
	m := g.members[u.ID]
	if m.until = g.d.now().Add(d); d == 0 {
		m.until = time.Time{}
	}
	o := m.json()
	o["guild_id"] = g.ID
	if u == g.d.bot { // changes of others come with a privileged intent
		g.d.dispatch("GUILD_MEMBER_UPDATE", g.ID, intentGuilds, o)
	}
}

// Has reports whether the user is a member.
func (g *Guild) Has(u *User) bool {
	g.d.mu.Lock()
	defer g.d.mu.Unlock()
	return g.members[u.ID] != nil
}

// Leave removes the user or the bot from the guild.
func (g *Guild) Leave(u *User) {
	g.d.mu.Lock()
	defer g.d.mu.Unlock()
	delete(g.members, u.ID)
	if u == g.d.bot {
		g.d.dispatch("GUILD_DELETE", g.ID, intentGuilds, obj{"id": g.ID})
	}
}

// Role adds a role that grants the permission bits.
func (g *Guild) Role(name string, permissions int) *Role {
	g.d.mu.Lock()
	defer g.d.mu.Unlock()
	r := g.newRole(name, permissions)
	g.d.dispatch("GUILD_ROLE_CREATE", g.ID, intentGuilds, obj{"guild_id": g.ID, "role": r.json()})
	return r
}

func (g *Guild) newRole(name string, permissions int) *Role {
	r := &Role{ID: g.d.newID(), Name: name, Permissions: permissions, guild: g}
	g.roles = append(g.roles, r)
	return r
}

// Grant changes what the role allows.
func (r *Role) Grant(permissions int) {
	d := r.guild.d
	d.mu.Lock()
	defer d.mu.Unlock()
	r.Permissions = permissions
	d.dispatch("GUILD_ROLE_UPDATE", r.guild.ID, intentGuilds, obj{"guild_id": r.guild.ID, "role": r.json()})
}

// AllowMention lets everybody mention the role, or only those who may mention everyone.
func (r *Role) AllowMention(yes bool) {
	r.guild.d.mu.Lock()
	defer r.guild.d.mu.Unlock()
	r.Mentionable = yes
}

// Mention is how a message mentions the role.
func (r *Role) Mention() string { return "<@&" + r.ID + ">" }

// Give gives a member the role.
func (r *Role) Give(u *User) {
	r.guild.d.mu.Lock()
	defer r.guild.d.mu.Unlock()
	if m := r.guild.members[u.ID]; m != nil && !slices.Contains(m.roles, r) {
		m.roles = append(m.roles, r)
	}
}

// Channel adds a text channel.
func (g *Guild) Channel(name string) *Channel { return g.addChannel(name, TypeText) }

// News adds a channel whose messages other servers may follow.
func (g *Guild) News(name string) *Channel { return g.addChannel(name, TypeNews) }

// Announces makes a text channel one whose messages other servers may follow, or the other way
// round.
func (c *Channel) Announces(on bool) {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	c.Type = TypeText
	if on {
		c.Type = TypeNews
	}
	c.d.dispatchChannel("CHANNEL_UPDATE", c)
}

// Tag is what a forum's posts are sorted by.
type Tag struct{ ID, Name string }

// Tagged gives a forum tags, of which each post needs one where it must.
func (c *Channel) Tagged(must bool, names ...string) {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	c.mustTag, c.tags = must, nil
	for _, name := range names {
		c.tags = append(c.tags, Tag{c.d.newID(), name})
	}
	c.d.dispatchChannel("CHANNEL_UPDATE", c)
}

// Posts are the posts of a forum that are not deleted, the oldest first.
func (c *Channel) Posts() []*Channel {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	var out []*Channel
	for _, th := range c.Guild.channels {
		if th.Parent == c && !th.deleted {
			out = append(out, th)
		}
	}
	return out
}

// Tags are the names of a post's tags.
func (c *Channel) Tags() []string {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	var out []string
	for _, t := range c.Parent.tags {
		if slices.Contains(c.applied, t.ID) {
			out = append(out, t.Name)
		}
	}
	return out
}

// Forum adds a forum channel.
func (g *Guild) Forum(name string) *Channel { return g.addChannel(name, TypeForum) }

func (g *Guild) addChannel(name string, kind int) *Channel {
	g.d.mu.Lock()
	defer g.d.mu.Unlock()
	c := g.d.newChannel(&Channel{Name: name, Type: kind, Guild: g})
	g.d.dispatchChannel("CHANNEL_CREATE", c)
	return c
}

func (d *Discord) newChannel(c *Channel) *Channel {
	c.d, c.created, c.overwrites = d, d.now(), map[string]overwrite{}
	if c.ID == "" {
		c.ID = d.newID()
	}
	c.changed = c.created
	if c.Guild != nil {
		c.Guild.channels = append(c.Guild.channels, c)
	}
	d.channels[c.ID] = c
	return c
}

// Thread adds a public thread to a text channel, or a post to a forum.
func (c *Channel) Thread(name string) *Channel {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	return c.newThread(name, c.Guild.owner)
}

func (c *Channel) newThread(name string, owner *User) *Channel {
	return c.addThread(c.d.newID(), name, owner)
}

func (c *Channel) addThread(id, name string, owner *User) *Channel {
	th := c.d.newChannel(&Channel{ID: id, Name: name, Type: TypeThread, Guild: c.Guild, Parent: c, owner: owner})
	c.d.dispatchChannel("THREAD_CREATE", th)
	return th
}

// Mention is how a message mentions the channel.
func (c *Channel) Mention() string { return "<#" + c.ID + ">" }

// Archive archives a thread, as somebody does who closes it. A locked one is opened
// again only by those who may manage threads; any other by the next message.
func (c *Channel) Archive(locked bool) {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	c.locked = locked
	c.setArchived(true)
}

// Sleep moves the clock forward until a thread was quiet for its
// auto_archive_duration, and archives it, as Discord does.
func (c *Channel) Sleep() {
	c.d.Advance(quietTime)
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	c.setArchived(true)
}

// quietTime is the auto_archive_duration of every thread: a day.
const quietTime = 24 * time.Hour

func (c *Channel) setArchived(yes bool) {
	c.archived, c.changed = yes, c.d.now()
	c.d.dispatchChannel("THREAD_UPDATE", c)
}

// Archived reports whether a thread is archived.
func (c *Channel) Archived() bool {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	return c.archived
}

// Delete deletes the channel.
func (c *Channel) Delete() {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	c.deleted = true
	event := "CHANNEL_DELETE"
	if c.thread() {
		event = "THREAD_DELETE"
	}
	c.d.dispatchChannel(event, c)
}
