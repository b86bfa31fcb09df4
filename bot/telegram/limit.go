package telegram

import (
	"time"

	"quoth/bot/chat"
)

// How fast Telegram may be sent to (core.telegram.org/bots/faq, "My bot is
// hitting limits"). Edits count as messages do.
const (
	AllPerSecond  = 30 // messages over all
	ChatPerSecond = 1  // messages to one chat
	ChatPerMinute = 20 // messages to one group or channel, on top
)

// limits are the limits of a message to a chat. The last is that chat's, which is held
// back when Telegram wants it left alone.
func (b *Bot) limits(to string) []chat.Limit {
	limits := []chat.Limit{{Name: "all", Calls: AllPerSecond, Window: b.second}}
	if shared(to) {
		limits = append(limits, chat.Limit{Name: "group", Scope: to, Calls: ChatPerMinute, Window: 60 * b.second})
	}
	return append(limits, chat.Limit{Name: "chat", Scope: to, Calls: ChatPerSecond, Window: b.second})
}

// scaled shortens a pause as the limits are shortened in tests.
func (b *Bot) scaled(d time.Duration) time.Duration {
	return time.Duration(float64(d) * b.second.Seconds())
}

// shared reports whether a chat is a group or a channel: their numbers are
// negative.
func shared(chat string) bool { return len(chat) > 0 && chat[0] == '-' }
