package telegram

import "slices"

// The types of a chat.
const (
	private    = "private"
	group      = "group"
	supergroup = "supergroup"
	channel    = "channel"
)

// Chat is a private chat, a group or a channel. Its exported fields are how the
// Bot API shows it and do not change.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	Forum     bool   `json:"is_forum,omitempty"`
	Direct    bool   `json:"is_direct_messages,omitempty"`

	s        *Server
	messages []*Message
	lastID   int
	members  map[int64]*member
	topics   map[int]*Topic
	moved    *Chat // the supergroup that a group became
	linked   *Chat // the group that a channel's posts are forwarded to
	deleted  bool
	muted    bool // the bot may not write
	blocked  bool // the person of a private chat has blocked the bot
}

// Topic is a thread of a forum.
type Topic struct {
	ID     int
	Name   string
	Chat   *Chat
	first  *Message // tells that the topic was made
	closed bool
}

// Place is where something can be said: a Chat or a Topic.
type Place interface {
	place() (c *Chat, thread int)
}

func (c *Chat) place() (*Chat, int)  { return c, 0 }
func (t *Topic) place() (*Chat, int) { return t.Chat, t.ID }

// Private returns the chat of a person with the bot, who has pressed Start in it
// some time ago.
func (s *Server) Private(u *User) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[u.ID]; c != nil {
		return c
	}
	return s.add(&Chat{ID: u.ID, Type: private, FirstName: u.FirstName, Username: u.Username})
}

// Group returns a new supergroup of which the bot is a member, a forum or not.
func (s *Server) Group(title string, forum bool) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.add(&Chat{ID: -1001000000000 - s.next(), Type: supergroup, Title: title, Forum: forum})
	c.join(s.Bot, "member")
	return c
}

// BasicGroup returns a new group that is no supergroup, of which the bot is a
// member.
func (s *Server) BasicGroup(title string) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.add(&Chat{ID: -4000000 - s.next(), Type: group, Title: title})
	c.join(s.Bot, "member")
	return c
}

// Channel returns a new channel that the bot administers.
func (s *Server) Channel(title string) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.add(&Chat{ID: -1001000000000 - s.next(), Type: channel, Title: title})
	c.join(s.Bot, "administrator")
	return c
}

// add takes a chat in. The lock is held.
func (s *Server) add(c *Chat) *Chat {
	c.s = s
	c.lastID = 1 // what made the chat, and in a forum stands for the General topic
	c.members = map[int64]*member{}
	c.topics = map[int]*Topic{}
	s.chats[c.ID] = c
	return c
}

// Topic makes a new topic in a forum.
func (c *Chat) Topic(name string) *Topic {
	c.s.t.Helper()
	if !c.Forum {
		c.s.t.Fatalf("chattest/telegram: %s is no forum", c.Title)
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	t := &Topic{Name: name, Chat: c}
	m := c.append(&Message{From: c.s.anonymous(c), Sender: c, TopicCreated: &TopicName{Name: name, Color: 7322096}, InTopic: true})
	t.ID, m.Thread, t.first = m.ID, m.ID, m
	c.topics[t.ID] = t
	c.s.tell("message", m)
	return t
}

// Close closes a topic: the bot may not write there.
func (t *Topic) Close() {
	t.Chat.s.mu.Lock()
	defer t.Chat.s.mu.Unlock()
	t.closed = true
}

// Open opens a closed topic again, which a notice in it says.
func (t *Topic) Open() {
	c := t.Chat
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	t.closed = false
	c.s.tell("message", c.append(&Message{From: c.s.anonymous(c), Sender: c, TopicReopened: &struct{}{}, Thread: t.ID, InTopic: true}))
}

// Delete deletes a topic with its messages.
func (t *Topic) Delete() {
	s := t.Chat.s
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(t.Chat.topics, t.ID)
	t.Chat.messages = slices.DeleteFunc(t.Chat.messages, func(m *Message) bool { return m.InTopic && m.Thread == t.ID })
	s.touch()
}

// Migrate makes a group a supergroup, with another id, and returns that. The bot is
// told in both that it is one chat, and also that it joined the new one.
func (c *Chat) Migrate() *Chat {
	s := c.s
	s.t.Helper()
	if c.Type != group {
		s.t.Fatalf("chattest/telegram: %s is no basic group", c.Title)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	to := s.add(&Chat{ID: -1001000000000 - s.next(), Type: supergroup, Title: c.Title})
	to.members, c.members = c.members, map[int64]*member{}
	was := to.member(s.Bot).status
	delete(to.members, s.Bot.ID)
	from := s.anonymous(to)
	s.tell("message", c.append(&Message{From: from, MigratedTo: to.ID}))
	s.tell("message", to.append(&Message{From: from, Sender: to, MigratedFrom: c.ID}))
	to.change(to.owner(), s.Bot, was) // the bot is told that it joined
	c.moved = to
	return to
}

// Delete deletes the chat for all.
func (c *Chat) Delete() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.deleted = true
}

// append puts a message at the end of the chat. The lock is held.
func (c *Chat) append(m *Message) *Message {
	c.lastID++
	m.ID, m.Chat, m.Date = c.lastID, c, c.s.now()
	c.messages = append(c.messages, m)
	c.s.touch()
	return m
}

// message returns the message with the id, or nil. The lock is held.
func (c *Chat) message(id int) *Message {
	i, ok := slices.BinarySearchFunc(c.messages, id, func(m *Message, id int) int { return m.ID - id })
	if !ok {
		return nil
	}
	return c.messages[i]
}

// Messages returns what stands in the chat, of the people and the bot, as it is
// now.
func (c *Chat) Messages() []Message {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.those(func(*Message) bool { return true })
}

// Sent returns what stands in the chat from the bot.
func (c *Chat) Sent() []Message {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.those(func(m *Message) bool { return m.byBot })
}

// Sent returns what stands in the topic from the bot.
func (t *Topic) Sent() []Message {
	t.Chat.s.mu.Lock()
	defer t.Chat.s.mu.Unlock()
	return t.Chat.those(func(m *Message) bool { return m.byBot && m.InTopic && m.Thread == t.ID })
}

func (c *Chat) those(match func(*Message) bool) []Message {
	var all []Message
	for _, m := range c.messages {
		if match(m) {
			all = append(all, *m)
		}
	}
	return all
}

// WaitMessages waits until at least n messages of the bot stand in the chat, and
// returns them.
func (c *Chat) WaitMessages(n int) []Message {
	c.s.t.Helper()
	var sent []Message
	c.s.Wait(func() bool {
		sent = c.Sent()
		return len(sent) >= n
	})
	return sent
}

// WaitMessages waits until at least n messages of the bot stand in the topic, and
// returns them.
func (t *Topic) WaitMessages(n int) []Message {
	t.Chat.s.t.Helper()
	var sent []Message
	t.Chat.s.Wait(func() bool {
		sent = t.Sent()
		return len(sent) >= n
	})
	return sent
}

// Now returns the message as it is now; the zero Message when it was deleted.
func (c *Chat) Now(m Message) Message {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if now := c.message(m.ID); now != nil {
		return *now
	}
	return Message{}
}

// WaitEdit waits until the message was edited more often than it was when m was
// taken, and returns it as it is now.
func (c *Chat) WaitEdit(m Message) Message {
	c.s.t.Helper()
	var now Message
	c.s.Wait(func() bool {
		now = c.Now(m)
		return now.Edits > m.Edits
	})
	return now
}

// Post posts a text in a channel as the channel, and forwards it to the group that
// is linked with it.
func (c *Chat) Post(text string) Message {
	s := c.s
	s.t.Helper()
	if c.Type != channel {
		s.t.Fatalf("chattest/telegram: %s is no channel", c.Title)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := c.append(&Message{Sender: c, Text: text, Entities: meaning(text)})
	s.tell("channel_post", m)
	if g := c.linked; g != nil {
		copied := g.append(&Message{
			From: s.service(777000, "Telegram", "", nil), Sender: c, Automatic: true, Text: text, Entities: m.Entities,
			Origin: &Origin{Type: channel, Date: m.Date, Chat: c, MessageID: m.ID},
		})
		if s.sees(copied) {
			s.tell("message", copied)
		}
	}
	return *m
}

// Rewrite changes the text of a post of the channel.
func (c *Chat) Rewrite(m Message, text string) {
	s := c.s
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	now := c.message(m.ID)
	if now == nil || now.Sender != c {
		s.t.Fatalf("chattest/telegram: %s has no post %d to edit", c.Title, m.ID)
	}
	now.Text, now.Entities = text, meaning(text)
	now.Edits++
	now.EditDate = s.now()
	s.tell("edited_channel_post", now)
}

// Link links a channel with a group in which its posts are discussed.
func (c *Chat) Link(g *Chat) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.linked = g
}
