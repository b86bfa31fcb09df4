package telegram

import (
	"cmp"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode/utf16"

	"quoth/bot/chat"
	"quoth/bot/intent"
	"quoth/knowledge/audience"
)

// allowed is the kinds of update that are asked for. Edited messages are not: an
// answer to the old words would stand under the new ones.
var allowed = []string{"message", "channel_post", "callback_query", "inline_query", "my_chat_member"}

// update is what of an Update of the Bot API is used.
type update struct {
	ID          int64         `json:"update_id"`
	Message     *message      `json:"message"`
	ChannelPost *message      `json:"channel_post"`
	Callback    *callback     `json:"callback_query"`
	Inline      *inlineQuery  `json:"inline_query"`
	Member      *memberChange `json:"my_chat_member"`
}

// said is the message of an update, in whatever kind of chat; nil for none.
func (u *update) said() *message { return cmp.Or(u.Message, u.ChannelPost) }

// service reports whether an update tells what became of a chat or of the bot in it.
func (u *update) service() bool {
	return u.Member != nil || u.said() != nil && u.said().migrated()
}

// key says in whose turn an update is handled, and in order with what: what one person
// writes in a chat or topic. Buttons are a conversation of their own, so that they are
// told of a press without waiting for answers.
func (u *update) key() chat.Key {
	at, by := u.place(), u.sender().User
	k := chat.Key{Server: at.Chat, Channel: at.Chat + "/" + at.Thread, Conversation: by, Person: by}
	switch {
	case u.Callback != nil:
		k.Conversation = "press/" + by
	case u.Inline != nil:
		k.Server = "inline/" + by
	case u.Member != nil:
		k.Server = number(u.Member.Chat.ID)
	}
	return k
}

// place is where an apology for a failed update goes; the zero Place for nowhere.
func (u *update) place() audience.Place {
	switch {
	case u.Message != nil:
		return u.Message.place()
	case u.ChannelPost != nil:
		return u.ChannelPost.place()
	case u.Callback != nil && u.Callback.Message != nil:
		return u.Callback.Message.place()
	}
	return audience.Place{}
}

// sender is who made an update; the zero Person for nobody.
func (u *update) sender() audience.Person {
	switch {
	case u.Message != nil:
		return u.Message.sender()
	case u.Callback != nil:
		return person(u.Callback.From.ID)
	case u.Inline != nil:
		return person(u.Inline.From.ID)
	}
	return audience.Person{}
}

// language is that of the app of who made an update, as IETF tag; "" for nobody.
func (u *update) language() string {
	switch {
	case u.Message != nil:
		return u.Message.language()
	case u.Callback != nil:
		return u.Callback.From.Language
	case u.Inline != nil:
		return u.Inline.From.Language
	case u.Member != nil:
		return u.Member.From.Language
	}
	return ""
}

type user struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot"`
	Username string `json:"username"`
	Language string `json:"language_code"` // IETF tag of the person's app
}

type chatObject struct {
	ID   int64  `json:"id"`
	Type string `json:"type"` // private, group, supergroup or channel
}

type message struct {
	content
	ID               int64       `json:"message_id"`
	Thread           int64       `json:"message_thread_id"`
	IsTopic          bool        `json:"is_topic_message"` // without it Thread is a chain of replies
	From             *user       `json:"from"`
	SenderChat       *chatObject `json:"sender_chat"`
	Date             int64       `json:"date"`
	Chat             chatObject  `json:"chat"`
	AutomaticForward bool        `json:"is_automatic_forward"`
	ReplyTo          *message    `json:"reply_to_message"`
	External         *content    `json:"external_reply"` // of another chat, or another topic
	Forwarded        *struct{}   `json:"forward_origin"`
	ViaBot           *user       `json:"via_bot"`
	Album            string      `json:"media_group_id"`
	MigrateTo        int64       `json:"migrate_to_chat_id"`
	MigrateFrom      int64       `json:"migrate_from_chat_id"`
	// Reopened is set for the notice that a topic is open again.
	Reopened *struct{} `json:"forum_topic_reopened"`

	Voice     *struct{}  `json:"voice"`
	VideoNote *struct{}  `json:"video_note"`
	Audio     *struct{}  `json:"audio"`
	Photo     []struct{} `json:"photo"`
	Video     *struct{}  `json:"video"`
	Animation *struct{}  `json:"animation"`
	Document  *struct{}  `json:"document"`
	Sticker   *struct{}  `json:"sticker"`
	Location  *struct{}  `json:"location"`
	Contact   *struct{}  `json:"contact"`
	Dice      *struct{}  `json:"dice"`
}

func (m *message) private() bool { return m.Chat.Type == "private" }

func (m *message) language() string {
	if m.From == nil {
		return ""
	}
	return m.From.Language
}

// migrated reports whether a message says that a group became a supergroup.
func (m *message) migrated() bool { return m.MigrateTo != 0 || m.MigrateFrom != 0 }

// place is the chat and forum topic of a message.
func (m *message) place() audience.Place {
	p := audience.Place{Platform: Platform, Chat: number(m.Chat.ID)}
	if m.IsTopic {
		p.Thread = number(m.Thread)
	}
	return p
}

// sender is who wrote a message. What is written in the name of a chat (by an
// administrator who stays anonymous, or by a channel) is that chat's.
func (m *message) sender() audience.Person {
	switch {
	case m.SenderChat != nil:
		return person(m.SenderChat.ID)
	case m.From != nil:
		return person(m.From.ID)
	}
	return person(m.Chat.ID)
}

// anonymous reports whether an administrator wrote in the name of the chat itself.
func (m *message) anonymous() bool { return m.SenderChat != nil && m.SenderChat.ID == m.Chat.ID }

// parent is the message that this is a reply to; nil for none. In a forum every
// message is a reply to the opening of its topic, which is none.
func (m *message) parent() *message {
	if m.ReplyTo == nil || m.IsTopic && m.ReplyTo.ID == m.Thread {
		return nil
	}
	return m.ReplyTo
}

// under is the message that this is a reply to: what of it is marked, or all of its
// words. The zero Under for none.
func (m *message) under(self user) intent.Under {
	var u intent.Under
	if parent := m.parent(); parent != nil {
		u.Text, _ = parent.words()
		u.Bot = parent.From != nil && parent.From.ID == self.ID
	} else if m.External != nil {
		u.Text, _ = m.External.words()
	}
	if m.Quote != nil {
		u.Text = m.Quote.Text
	}
	return u
}

// passedOn reports whether the words of a message are not what the person says to the bot.
func (m *message) passedOn() bool {
	return m.Forwarded != nil || m.Poll != nil || m.Checklist != nil || m.Venue != nil || m.Game != nil
}

type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"` // in UTF-16 units
	Length int    `json:"length"`
	User   *user  `json:"user"`
}

type callback struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`

	told atomic.Bool // the button knows that it was pressed
}

type inlineQuery struct {
	ID    string `json:"id"`
	From  user   `json:"from"`
	Query string `json:"query"`
}

type memberChange struct {
	Chat chatObject `json:"chat"`
	From user       `json:"from"`
	Old  struct {
		Status string `json:"status"`
	} `json:"old_chat_member"`
	New struct {
		Status string `json:"status"`
		// CanSend is told of those who are restricted.
		CanSend bool `json:"can_send_messages"`
	} `json:"new_chat_member"`
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// person is somebody by the number of an account, or of a chat that writes as itself.
func person(id int64) audience.Person {
	return audience.Person{Platform: Platform, User: number(id)}
}

// within returns the part of text that an entity marks.
func (e entity) within(text string) string {
	units := utf16.Encode([]rune(text))
	if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(units) {
		return ""
	}
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
}

// without returns text without custom emoji and without the accounts that it is addressed
// to, at its start and its end; an account within it, as a hashtag, is its word. It also
// returns how many of the mentions are of me.
func without(text string, entities []entity, me user) (string, int) {
	units := utf16.Encode([]rune(text))
	mine := 0
	for i := len(entities) - 1; i >= 0; i-- {
		e := entities[i]
		if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > len(units) {
			continue
		}
		from, to := e.Offset, e.Offset+e.Length
		switch e.Type {
		case "mention", "text_mention":
			switch {
			case e.Type == "mention" && strings.EqualFold(e.within(text), "@"+me.Username) || e.User != nil && e.User.ID == me.ID:
				mine++
			case addressesOnly(units[:from]) || len(strings.TrimSpace(string(utf16.Decode(units[to:])))) == 0:
			case e.Type == "mention":
				to = from + 1 // the mark alone
			default:
				continue
			}
		case "custom_emoji":
		case "hashtag", "cashtag":
			to = from + 1
		default:
			continue
		}
		units = append(units[:from:from], units[to:]...)
	}
	return strings.Join(strings.Fields(string(utf16.Decode(units))), " "), mine
}

// addressesOnly reports whether there are only names of accounts in a text.
func addressesOnly(units []uint16) bool {
	for _, word := range strings.Fields(string(utf16.Decode(units))) {
		if word[0] != '@' {
			return false
		}
	}
	return true
}
