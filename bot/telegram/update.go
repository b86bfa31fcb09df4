package telegram

import (
	"strconv"

	"quoth/bot/chat"
	"quoth/bot/intent"
	"quoth/bot/telegram/botapi"
	"quoth/knowledge/audience"
)

// allowed is the kinds of update that are asked for.
var allowed = []string{"message", "channel_post", "edited_message", "edited_channel_post", "guest_message", "callback_query", "inline_query", "my_chat_member", "message_reaction"}

// turnOf says in whose turn an update is handled, and in order with what: what one person
// writes in a chat or topic. Buttons are a conversation of their own, so that they are
// told of a press without waiting for answers; so is what becomes of a chat, whoever did it.
func turnOf(u *botapi.Update) chat.Key {
	at, by := originOf(u), authorOf(u).User
	k := chat.Key{Server: at.Chat, Channel: at.Chat + "/" + at.Thread, Conversation: by, Person: by}
	switch {
	case u.Callback != nil:
		k.Conversation = "press/" + by
	case u.Inline != nil:
		k.Server = "inline/" + by
	case u.Guest != nil:
		k.Server = "guest/" + by
	case u.Member != nil:
		k = service(u.Member.Chat, by)
	case u.Service():
		k = service(u.Said().Chat, by)
	case u.Reaction != nil:
		k.Server, k.Channel, k.Conversation = number(u.Reaction.Chat.ID), number(u.Reaction.Chat.ID)+"/", "reaction/"+by
	}
	return k
}

// service is the turn of what became of a chat. In order, a migration is known before the
// chat that it made says that the bot was added to it.
func service(c botapi.Chat, by string) chat.Key {
	return chat.Key{Server: number(c.ID), Channel: number(c.ID) + "/", Conversation: "service", Person: by}
}

// originOf is where an apology for a failed update goes; the zero Place for nowhere.
func originOf(u *botapi.Update) audience.Place {
	switch {
	case u.Said() != nil:
		return placeOf(u.Said())
	case u.Callback != nil && u.Callback.Message != nil:
		return placeOf(u.Callback.Message)
	}
	return audience.Place{}
}

// authorOf is who made an update; the zero Person for nobody.
func authorOf(u *botapi.Update) audience.Person {
	switch {
	case u.Said() != nil && !u.Said().Post():
		return senderOf(u.Said())
	case u.Guest != nil:
		return senderOf(u.Guest)
	case u.Callback != nil:
		return person(u.Callback.From.ID)
	case u.Inline != nil:
		return person(u.Inline.From.ID)
	case u.Reaction != nil && u.Reaction.User != nil:
		return person(u.Reaction.User.ID)
	}
	return audience.Person{}
}

// placeOf is the chat and the topic, of a forum or of direct messages, of a message.
func placeOf(m *botapi.Message) audience.Place {
	p := audience.Place{Platform: Platform, Chat: number(m.Chat.ID)}
	switch {
	case m.Direct != nil:
		p.Thread = directPrefix + number(m.Direct.Topic)
	case m.IsTopic:
		p.Thread = number(m.Thread)
	}
	return p
}

// senderOf is who wrote a message. What is written in the name of a chat (by an
// administrator who stays anonymous, or by a channel) is that chat's.
func senderOf(m *botapi.Message) audience.Person {
	switch {
	case m.SenderChat != nil:
		return person(m.SenderChat.ID)
	case m.From != nil:
		return person(m.From.ID)
	}
	return person(m.Chat.ID)
}

// under is the message that a message is a reply to; the zero Under for none.
func under(m *botapi.Message, self botapi.User) intent.Under {
	text, mine := m.Under(self)
	return intent.Under{Text: text, Bot: mine}
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// person is somebody by the number of an account, or of a chat that writes as itself.
func person(id int64) audience.Person {
	return audience.Person{Platform: Platform, User: number(id)}
}
