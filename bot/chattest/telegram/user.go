package telegram

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
)

// User is a person, or a bot. Its exported fields are how the Bot API shows it and
// do not change.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`

	s       *Server
	as      *Chat // the chat in whose name they write, or nil
	deleted bool
}

// User returns a new person.
func (s *Server) User(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.person(name)
}

var unfit = regexp.MustCompile(`[^a-z0-9_]+`)

// person makes a new user. The lock is held.
func (s *Server) person(name string) *User {
	id := 5000000 + s.next()
	u := &User{
		ID: id, FirstName: name, Language: "en", s: s,
		Username: fmt.Sprintf("%s_%d", unfit.ReplaceAllString(strings.ToLower(name), "_"), id),
	}
	s.users[id] = u
	return u
}

// Say writes a text.
func (u *User) Say(p Place, text string) Message {
	u.s.t.Helper()
	return u.send(p, &Message{Text: text, Entities: meaning(text)})
}

// Reply writes a text as a reply to a message, in its topic.
func (u *User) Reply(to Message, text string) Message {
	u.s.t.Helper()
	now := to.Chat.Now(to)
	if now.ID == 0 {
		u.s.t.Fatalf("chattest/telegram: message %d of chat %d is not there any more", to.ID, to.Chat.ID)
	}
	reply := &Message{Text: text, Entities: meaning(text), ReplyTo: now.bare()}
	var p Place = to.Chat
	if now.InTopic {
		p = &Topic{ID: now.Thread, Chat: to.Chat}
	} else if to.Chat.Type == supergroup && !to.Chat.Forum && !to.Chat.Direct {
		// Replies in a supergroup make a thread of their own, which is no topic.
		reply.Thread = cmp.Or(now.Thread, to.ID)
	}
	return u.send(p, reply)
}

// ReplyTo writes a text as a reply to words of a message.
func (u *User) ReplyTo(to Message, words, text string) Message {
	u.s.t.Helper()
	q := to.quote(words)
	if q == nil {
		u.s.t.Fatalf("chattest/telegram: message %d of chat %d has no words %q", to.ID, to.Chat.ID, words)
	}
	return u.send(to.Chat, &Message{Text: text, Entities: meaning(text), ReplyTo: to.bare(), Quote: q})
}

// Forward passes on a text that somebody else wrote elsewhere, who is not shown.
func (u *User) Forward(p Place, text string) Message {
	u.s.t.Helper()
	return u.send(p, &Message{Text: text, Entities: meaning(text), Origin: &Origin{Type: "hidden_user", Date: u.s.conf.Clock().Unix(), Name: "Somebody"}})
}

// Photo sends a picture with a caption, which may be "".
func (u *User) Photo(p Place, caption string) Message {
	u.s.t.Helper()
	return u.send(p, &Message{
		Photo:   []Photo{{FileID: "people-photo", UniqueID: "people-photo-u", Width: 90, Height: 90, Size: 1200}},
		Caption: caption, Captions: meaning(caption),
	})
}

// Voice sends a spoken message.
func (u *User) Voice(p Place) Message {
	u.s.t.Helper()
	return u.send(p, &Message{Voice: &Voice{FileID: "people-voice", UniqueID: "people-voice-u", Duration: 3, MIME: "audio/ogg", Size: 9000}})
}

// Sticker sends a sticker.
func (u *User) Sticker(p Place) Message {
	u.s.t.Helper()
	return u.send(p, &Message{Sticker: &Sticker{FileID: "people-sticker", UniqueID: "people-sticker-u", Type: "regular", Width: 512, Height: 512, Emoji: "👍"}})
}

// send puts a person's message into a place and tells the bot if it may see it.
func (u *User) send(p Place, m *Message) Message {
	s := u.s
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	c, thread := p.place()
	switch {
	case c.Type == private && (c.ID != u.ID || c.blocked):
		s.t.Fatalf("chattest/telegram: %s cannot write in the private chat %d", u.FirstName, c.ID)
	case c.moved != nil || c.deleted:
		s.t.Fatalf("chattest/telegram: nobody can write in chat %d any more", c.ID)
	case c.Type == channel:
		s.t.Fatalf("chattest/telegram: in a channel it is Post that writes")
	case c.Type != private && u.as == nil && c.members[u.ID] == nil:
		c.join(u, "member")
	}
	if c.Direct {
		m.DirectTopic = &DirectTopic{u.ID, u}
	}
	if thread != 0 {
		m.Thread, m.InTopic = thread, true
		if t := c.topics[thread]; t != nil && m.ReplyTo == nil {
			// Telegram takes what is said in a topic as a reply to its beginning.
			m.ReplyTo = t.first.bare()
		}
	}
	m.From, m.Sender = u, u.as
	c.append(m)
	if s.sees(m) {
		s.tell("message", m)
	}
	return *m
}

var command = regexp.MustCompile(`^/[A-Za-z0-9_]+(?:@([A-Za-z0-9_]+))?\b`)

// sees reports whether the bot is shown a message: in a group, with the privacy
// mode on, commands that are not for another bot, replies to it and mentions of
// it. The lock is held.
func (s *Server) sees(m *Message) bool {
	c := m.Chat
	if c.Type == private {
		return true
	}
	if !c.in(s.Bot) {
		return false
	}
	if s.conf.SeesAll || c.member(s.Bot).status == "administrator" {
		return true
	}
	if m.ReplyTo != nil && m.ReplyTo.byBot || m.ViaBot == s.Bot {
		return true
	}
	if found := command.FindStringSubmatch(m.Content()); found != nil {
		return found[1] == "" || strings.EqualFold(found[1], s.Bot.Username)
	}
	return strings.Contains(strings.ToLower(strings.Join(m.Marked("mention"), " ")+" "), "@"+strings.ToLower(s.Bot.Username)+" ")
}

// Edit changes the text of a message, or the caption of its picture.
func (u *User) Edit(m Message, text string) Message {
	s := u.s
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	now := m.Chat.message(m.ID)
	if now == nil || now.From != u {
		s.t.Fatalf("chattest/telegram: %s has no message %d to edit", u.FirstName, m.ID)
	}
	if now.Text != "" {
		now.Text, now.Entities = text, meaning(text)
	} else {
		now.Caption, now.Captions = text, meaning(text)
	}
	now.Edits++
	now.EditDate = s.now()
	if s.sees(now) {
		s.tell("edited_message", now)
	}
	return *now
}

// React puts emoji below a message, in place of those that the person put there before; the
// bot is told of it in private and where it is an administrator.
func (u *User) React(m Message, emoji ...string) {
	s := u.s
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	now := m.Chat.message(m.ID)
	if now == nil {
		s.t.Fatalf("chattest/telegram: there is no message %d to react to", m.ID)
	}
	if now.reactions == nil {
		now.reactions = map[int64][]reaction{}
	}
	before, after := now.reactions[u.ID], []reaction{}
	if before == nil {
		before = []reaction{}
	}
	for _, e := range emoji {
		after = append(after, reaction{"emoji", e})
	}
	now.reactions[u.ID] = after
	if m.Chat.Type == private || m.Chat.member(s.Bot).status == "administrator" {
		s.tell("message_reaction", map[string]any{"chat": m.Chat, "message_id": m.ID, "user": u, "date": s.now(), "old_reaction": before, "new_reaction": after})
	}
}

// Delete deletes a message, which no bot is told of.
func (u *User) Delete(m Message) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	m.Chat.remove(m.ID)
}

// Block blocks the bot.
func (u *User) Block() { u.block(true) }

// Unblock takes Block back.
func (u *User) Unblock() { u.block(false) }

func (u *User) block(blocked bool) {
	c := u.s.Private(u)
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	c.blocked = blocked
	status := map[bool]string{true: "kicked", false: "member"}
	u.s.tell("my_chat_member", map[string]any{
		"chat": c, "from": u, "date": u.s.now(),
		"old_chat_member": member{u.s.Bot, status[!blocked]}.standing(),
		"new_chat_member": member{u.s.Bot, status[blocked]}.standing(),
	})
}

// DeleteAccount deletes the person's account.
func (u *User) DeleteAccount() {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.deleted = true
}
