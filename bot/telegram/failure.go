package telegram

import (
	"net/http"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/telegram/botapi"
)

// failure is a call that failed, as the limits see it.
type failure struct {
	*botapi.CallError
	pause time.Duration // Wait, shortened as the limits are in tests
}

// refusals are Telegram's words for a place that takes no messages, for good or for now,
// and for a message that it does not take.
var refusals = []struct {
	phrases []string
	class   chat.Class
	as      error
}{
	{[]string{"bot was blocked"}, chat.Lasting, &bot.GoneError{Reason: "reason.blocked"}},
	{[]string{"bot was kicked", "bot is not a member", "need to be invited"}, chat.Lasting, &bot.GoneError{Reason: "reason.removed"}},
	{[]string{"user is deactivated"}, chat.Lasting, &bot.GoneError{Reason: "reason.deleted"}},
	{[]string{"can't initiate conversation", "peer_id_invalid"}, chat.Lasting, &bot.GoneError{Reason: "reason.never_begun"}},
	{[]string{"chat not found", "group is deactivated", "group chat was deleted", "group chat was deactivated", "user not found"}, chat.Lasting, &bot.GoneError{Reason: "reason.gone"}},
	{[]string{"thread not found", "topic_deleted", "topic_id_invalid"}, chat.Lasting, &bot.GoneError{Reason: "reason.topic"}},
	{[]string{"topic_closed", "topic is closed"}, chat.Forbidden, &bot.HeldError{Reason: "reason.closed"}},
	{
		[]string{"not enough rights to send text", "not enough rights to write", "have no rights", "need administrator rights", "chat_write_forbidden", "chat_restricted"},
		chat.Forbidden, &bot.HeldError{Reason: "reason.no_rights"},
	},
	{[]string{"message is too long", "message_too_long"}, chat.Lasting, bot.ErrTooLong},
	{[]string{"message to edit not found", "message can't be edited", "message_id_invalid"}, chat.Lasting, bot.ErrCannotEdit},
}

// Failure implements chat.Failed.
func (e failure) Failure() chat.Failure {
	switch {
	case e.Code == http.StatusTooManyRequests && !e.Said: // in HTML: not Telegram's
		return chat.Failure{Class: chat.Down, Wait: e.pause}
	case e.Wait > 0, e.Code == http.StatusTooManyRequests: // the library loses the code of a refused upload
		wait := max(e.Wait, time.Second)
		return chat.Failure{Class: chat.NotNow, Wait: max(e.pause, time.Millisecond), As: &bot.WaitError{For: wait}}
	case e.MovedTo != 0:
		return chat.Failure{As: &bot.GoneError{Reason: "reason.moved", MovedTo: number(e.MovedTo)}}
	case e.Said && e.Code == http.StatusUnauthorized:
		return chat.Failure{Class: chat.Down}
	case e.Unreached, e.Code == http.StatusBadGateway, e.Code == http.StatusServiceUnavailable, e.Said && e.Code >= 500:
		// A proxy says 502 or 503 when Telegram is away. The one call that was cut off
		// half way, and answered so all the same, can't be told from those.
		return chat.Failure{Class: chat.Passing}
	case e.Code == 0, e.Code >= 500, e.Done:
		return chat.Failure{Class: chat.Unknown}
	}
	for _, r := range refusals {
		if e.Says(r.phrases...) {
			return chat.Failure{Class: r.class, As: r.as}
		}
	}
	if e.Code == http.StatusForbidden {
		return chat.Failure{Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.forbidden"}}
	}
	return chat.Failure{}
}
