package telegram

import (
	"cmp"
	"slices"
)

// member is somebody's standing in a chat.
type member struct {
	user   *User
	status string // creator, administrator, member, left or kicked
}

// standing is a member as the Bot API shows it.
func (m member) standing() map[string]any {
	shown := map[string]any{"status": m.status, "user": m.user}
	switch m.status {
	case "creator":
		shown["is_anonymous"] = false
	case "administrator":
		for _, right := range []string{
			"can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_change_info",
			"can_invite_users", "can_post_messages", "can_edit_messages", "can_pin_messages",
		} {
			shown[right] = true
		}
		for _, right := range []string{
			"can_be_edited", "is_anonymous", "can_promote_members", "can_post_stories", "can_edit_stories", "can_delete_stories",
		} {
			shown[right] = false
		}
	case "kicked":
		shown["until_date"] = 0
	}
	return shown
}

// member returns somebody's standing in the chat. The lock is held.
func (c *Chat) member(u *User) member {
	if m := c.members[u.ID]; m != nil {
		return *m
	}
	return member{u, "left"}
}

// join gives somebody a standing without telling anybody. The lock is held.
func (c *Chat) join(u *User, status string) {
	c.members[u.ID] = &member{u, status}
}

// in reports whether somebody is in the chat. The lock is held.
func (c *Chat) in(u *User) bool {
	switch c.member(u).status {
	case "left", "kicked":
		return false
	}
	return true
}

// change gives somebody another standing and tells the bot, who is told of its own
// always and of others' when it asked for chat_member and is an administrator.
func (c *Chat) change(by, u *User, status string) {
	s := c.s
	old := c.member(u)
	c.join(u, status)
	update := map[string]any{
		"chat": c, "from": by, "date": s.now(),
		"old_chat_member": old.standing(), "new_chat_member": c.member(u).standing(),
	}
	switch {
	case u == s.Bot:
		s.tell("my_chat_member", update)
	case c.member(s.Bot).status == "administrator":
		s.tell("chat_member", update)
	}
	s.touch()
}

// owner is who changes things in a chat when the test names nobody. The lock is
// held.
func (c *Chat) owner() *User {
	for _, m := range c.members {
		if m.status == "creator" {
			return m.user
		}
	}
	u := c.s.person("Owner")
	c.join(u, "creator")
	return u
}

// Add makes people members of a group; the bot sees them join.
func (c *Chat) Add(people ...*User) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, u := range people {
		c.change(c.owner(), u, "member")
		m := c.append(&Message{From: u, Joined: []*User{u}})
		if c.in(c.s.Bot) {
			c.s.tell("message", m)
		}
	}
}

// AddBot makes the bot a member again.
func (c *Chat) AddBot() { c.Add(c.s.Bot) }

// Kick removes the bot from a group or channel.
func (c *Chat) Kick() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.change(c.owner(), c.s.Bot, "kicked")
}

// Promote makes somebody an administrator.
func (c *Chat) Promote(u *User) { c.set(u, "administrator") }

// Demote makes an administrator a plain member.
func (c *Chat) Demote(u *User) { c.set(u, "member") }

// Remove takes a person out of a group; the bot sees them go.
func (c *Chat) Remove(u *User) {
	c.set(u, "left")
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	m := c.append(&Message{From: c.owner(), Left: u})
	if c.in(c.s.Bot) {
		c.s.tell("message", m)
	}
}

// Mute takes the right to write from the bot.
func (c *Chat) Mute() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.muted = true
}

func (c *Chat) set(u *User, status string) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.change(c.owner(), u, status)
}

// Anonymous is an administrator of the group who writes in its name: what they say
// comes from Telegram's stand-in, with the group as the sender.
func (c *Chat) Anonymous() *User {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.s.anonymous(c)
}

func (s *Server) anonymous(c *Chat) *User {
	return s.service(1087968824, "Group", "GroupAnonymousBot", c)
}

// Speaker is somebody who writes in groups in the name of the channel.
func (c *Chat) Speaker() *User {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.s.service(136817688, "Channel", "Channel_Bot", c)
}

// service is one of Telegram's stand-ins for senders that are no person. The lock
// is held.
func (s *Server) service(id int64, name, username string, as *Chat) *User {
	u := &User{ID: id, IsBot: username != "", FirstName: name, Username: username, s: s, as: as}
	s.users[id] = u
	return u
}

// administrators of the chat, the owner first. The lock is held.
func (c *Chat) administrators() []member {
	var all []member
	for _, m := range c.members {
		if m.status == "creator" || m.status == "administrator" {
			all = append(all, *m)
		}
	}
	slices.SortFunc(all, func(a, b member) int {
		return cmp.Or(-cmp.Compare(a.status, b.status), cmp.Compare(a.user.ID, b.user.ID))
	})
	return all
}

// Methods.

func (c *call) getMe() (any, error) {
	b := c.s.Bot
	return map[string]any{
		"id": b.ID, "is_bot": true, "first_name": b.FirstName, "username": b.Username, "can_join_groups": true,
		"can_read_all_group_messages": c.s.conf.SeesAll, "supports_inline_queries": true, "can_connect_to_business": false,
		"has_main_web_app": false,
	}, nil
}

func (c *call) getChat() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	full := map[string]any{
		"id": chat.ID, "type": chat.Type, "accent_color_id": 0, "max_reaction_count": 11,
		"accepted_gift_types": map[string]bool{
			"unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true, "premium_subscription": true, "gifts_from_channels": true,
		},
	}
	for name, value := range map[string]string{"title": chat.Title, "username": chat.Username, "first_name": chat.FirstName} {
		if value != "" {
			full[name] = value
		}
	}
	if chat.Forum {
		full["is_forum"] = true
	}
	if chat.linked != nil {
		full["linked_chat_id"] = chat.linked.ID
	}
	return full, nil
}

func (c *call) getChatMember() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	id, err := c.int("user_id")
	if err != nil {
		return nil, err
	}
	u := c.s.users[int64(id)]
	if u == nil {
		return nil, bad("user not found")
	}
	if chat.Type == private {
		return member{u, "member"}.standing(), nil
	}
	return chat.member(u).standing(), nil
}

func (c *call) getChatAdministrators() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	if chat.Type == private {
		return nil, bad("there are no administrators in the private chat")
	}
	all := []any{}
	for _, m := range chat.administrators() {
		if !m.user.IsBot {
			all = append(all, m.standing())
		}
	}
	return all, nil
}

func (c *call) getChatMemberCount() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	if chat.Type == private {
		return 2, nil
	}
	n := 0
	for _, m := range chat.members {
		if chat.in(m.user) {
			n++
		}
	}
	return n, nil
}

func (c *call) leaveChat() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	if chat.Type == private {
		return nil, bad("chat member status can't be changed in private chats")
	}
	chat.change(c.s.Bot, c.s.Bot, "left")
	return true, nil
}
