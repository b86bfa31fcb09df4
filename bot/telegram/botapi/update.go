package botapi

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"
)

// Update is what of an Update of the Bot API is used.
type Update struct {
	ID          int64         `json:"update_id"`
	Message     *Message      `json:"message"`
	ChannelPost *Message      `json:"channel_post"`
	Edited      *Message      `json:"edited_message"`
	EditedPost  *Message      `json:"edited_channel_post"`
	Guest       *Message      `json:"guest_message"` // of a chat that the bot is no member of
	Callback    *Callback     `json:"callback_query"`
	Inline      *InlineQuery  `json:"inline_query"`
	Member      *MemberChange `json:"my_chat_member"`
	Reaction    *Reaction     `json:"message_reaction"`
}

// Said is the message of an update, new or edited, in whatever kind of chat; nil for none.
func (u *Update) Said() *Message { return cmp.Or(u.Message, u.ChannelPost, u.Rewritten()) }

// Rewritten is the message of an update that tells of an edit; nil for any other.
func (u *Update) Rewritten() *Message { return cmp.Or(u.Edited, u.EditedPost) }

// Service reports whether an update tells what became of a chat or of the bot in it.
func (u *Update) Service() bool {
	return u.Member != nil || u.Said() != nil && u.Said().Migrated()
}

// Language is that of the app of who made an update, as IETF tag; "" for nobody.
func (u *Update) Language() string {
	switch {
	case u.Said() != nil:
		return u.Said().Language()
	case u.Guest != nil:
		return u.Guest.Language()
	case u.Callback != nil:
		return u.Callback.From.Language
	case u.Inline != nil:
		return u.Inline.From.Language
	case u.Member != nil:
		return u.Member.From.Language
	case u.Reaction != nil && u.Reaction.User != nil:
		return u.Reaction.User.Language
	}
	return ""
}

// User is an account.
type User struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot"`
	Username string `json:"username"`
	Language string `json:"language_code"` // IETF tag of the person's app
}

// Chat is a private chat, a group or a channel.
type Chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"` // private, group, supergroup or channel
}

// Message is a message, a post of a channel, or a notice of what happened in a chat.
type Message struct {
	Content
	ID               int64     `json:"message_id"`
	Thread           int64     `json:"message_thread_id"`
	IsTopic          bool      `json:"is_topic_message"` // without it Thread is a chain of replies
	Direct           *Direct   `json:"direct_messages_topic"`
	From             *User     `json:"from"`
	SenderChat       *Chat     `json:"sender_chat"`
	Date             int64     `json:"date"`
	Chat             Chat      `json:"chat"`
	AutomaticForward bool      `json:"is_automatic_forward"`
	ReplyTo          *Message  `json:"reply_to_message"`
	External         *Content  `json:"external_reply"` // of another chat, or another topic
	Forwarded        *struct{} `json:"forward_origin"`
	ViaBot           *User     `json:"via_bot"`
	Album            string    `json:"media_group_id"`
	GuestQuery       string    `json:"guest_query_id"` // under which a guest answers
	MigrateTo        int64     `json:"migrate_to_chat_id"`
	MigrateFrom      int64     `json:"migrate_from_chat_id"`
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

// Direct is a topic of the direct messages of a channel: what one person writes to it.
type Direct struct {
	Topic int64 `json:"topic_id"`
}

// Private reports whether a message is of a private chat.
func (m *Message) Private() bool { return m.Chat.Type == "private" }

// Post reports whether a message is one of a channel.
func (m *Message) Post() bool { return m.Chat.Type == "channel" }

// Language is that of the app of who wrote a message; "" for nobody.
func (m *Message) Language() string {
	if m.From == nil {
		return ""
	}
	return m.From.Language
}

// Migrated reports whether a message says that a group became a supergroup.
func (m *Message) Migrated() bool { return m.MigrateTo != 0 || m.MigrateFrom != 0 }

// Anonymous reports whether an administrator wrote in the name of the chat itself.
func (m *Message) Anonymous() bool { return m.SenderChat != nil && m.SenderChat.ID == m.Chat.ID }

// Parent is the message that this is a reply to; nil for none. In a forum every
// message is a reply to the opening of its topic, which is none.
func (m *Message) Parent() *Message {
	if m.ReplyTo == nil || m.IsTopic && m.ReplyTo.ID == m.Thread {
		return nil
	}
	return m.ReplyTo
}

// Under is what a message is a reply to: what of it is marked, or all of its words; and
// whether these are mine. Both are zero for no reply.
func (m *Message) Under(me User) (text string, mine bool) {
	if parent := m.Parent(); parent != nil {
		text, _ = parent.Words()
		mine = parent.From != nil && parent.From.ID == me.ID
	} else if m.External != nil {
		text, _ = m.External.Words()
	}
	if m.Quote != nil {
		text = m.Quote.Text
	}
	return text, mine
}

// PassedOn reports whether the words of a message are not what the person says to the bot.
func (m *Message) PassedOn() bool {
	return m.Forwarded != nil || m.Poll != nil || m.Checklist != nil || m.Venue != nil || m.Game != nil
}

// Entity is a marked part of a text.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"` // in UTF-16 units
	Length int    `json:"length"`
	User   *User  `json:"user"`
}

// Callback is a button that was pressed.
type Callback struct {
	ID      string   `json:"id"`
	From    User     `json:"from"`
	Message *Message `json:"message"`
	Data    string   `json:"data"`
}

// Reaction is a change of what somebody put below a message. User is nil for who is
// anonymous.
type Reaction struct {
	Chat    Chat    `json:"chat"`
	Message int64   `json:"message_id"`
	User    *User   `json:"user"`
	Before  []Emoji `json:"old_reaction"`
	After   []Emoji `json:"new_reaction"`
}

// Choice is the first of some emojis that was put; "" for none. changed is whether one was put
// or taken away.
func (r *Reaction) Choice(among ...string) (put string, changed bool) {
	is := func(e Emoji) bool { return slices.Contains(among, e.Emoji) }
	if i := slices.IndexFunc(r.After, is); i >= 0 {
		return r.After[i].Emoji, true
	}
	return "", slices.ContainsFunc(r.Before, is)
}

// Emoji is what stands below a message.
type Emoji struct {
	Emoji string `json:"emoji"` // "" for one that is a picture
}

// InlineQuery is what somebody types behind the name of the bot, in any chat.
type InlineQuery struct {
	ID    string `json:"id"`
	From  User   `json:"from"`
	Query string `json:"query"`
}

// MemberChange is what became of the bot in a chat.
type MemberChange struct {
	Chat Chat `json:"chat"`
	From User `json:"from"`
	Old  struct {
		Status string `json:"status"`
	} `json:"old_chat_member"`
	New struct {
		Status string `json:"status"`
		// CanSend is told of those who are restricted.
		CanSend bool `json:"can_send_messages"`
	} `json:"new_chat_member"`
}

// Within returns the part of text that an entity marks.
func (e Entity) Within(text string) string {
	units := utf16.Encode([]rune(text))
	if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(units) {
		return ""
	}
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
}

// Without returns text without custom emoji and without the accounts that it is addressed
// to, at its start and its end; an account within it, as a hashtag, is its word. It also
// returns how many of the mentions are of me.
func Without(text string, entities []Entity, me User) (string, int) {
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
			case e.Type == "mention" && strings.EqualFold(e.Within(text), "@"+me.Username) || e.User != nil && e.User.ID == me.ID:
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
