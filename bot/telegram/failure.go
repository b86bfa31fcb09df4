package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"quoth/bot"
	"quoth/bot/chat"
)

// apiError is a call that failed.
type apiError struct {
	method    string
	code      int    // the HTTP status; 0 when there was no answer
	text      string // Telegram's description, or what went wrong on the way
	said      bool   // text is Telegram's
	wait      time.Duration
	pause     time.Duration // wait, as the limits count it
	movedTo   int64
	done      bool // the call was carried out, and its result got lost
	unreached bool // no connection was made
}

func (e *apiError) Error() string {
	if e.code == 0 {
		return fmt.Sprintf("telegram %s: %s", e.method, e.text)
	}
	return fmt.Sprintf("telegram %s: %d %s", e.method, e.code, e.text)
}

// unknownWait is taken when a proxy refuses everything without saying for how long.
const unknownWait = time.Minute

// failure makes an error of what the library returned.
func (a *api) failure(method string, t *transport, err error) *apiError {
	f := &apiError{method: method, code: t.status}
	var said *tgbotapi.Error
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &said):
		if said.Code != 0 {
			f.code = said.Code
		}
		f.text, f.said = said.Message, true
		f.wait = time.Duration(said.RetryAfter) * time.Second
		f.movedTo = said.MigrateToChatID
	case t.status == http.StatusOK && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)):
		f.done = true
		f.text = "the answer broke off"
	case errors.As(err, &syntax):
		f.text = "the answer is not JSON"
		seconds, _ := strconv.Atoi(t.after)
		f.wait = time.Duration(seconds) * time.Second
	default:
		f.text = a.redact(err.Error())
		var op *net.OpError
		f.unreached = t.status == 0 && errors.As(err, &op) && op.Op == "dial"
	}
	if f.code == http.StatusTooManyRequests && !f.said && f.wait == 0 {
		f.wait = unknownWait
	}
	return f
}

// says reports whether Telegram's description holds any of the phrases.
func (e *apiError) says(phrases ...string) bool {
	text := strings.ToLower(e.text)
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// refusesToken reports whether Telegram itself, and not something on the way to it,
// says that the token is wrong: 401, or 404 when it is not even of the right form.
func (e *apiError) refusesToken() bool {
	return e.said && (e.code == http.StatusUnauthorized || e.code == http.StatusNotFound)
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
func (e *apiError) Failure() chat.Failure {
	switch {
	case e.code == http.StatusTooManyRequests && !e.said: // in HTML: not Telegram's
		return chat.Failure{Class: chat.Down, Wait: e.pause}
	case e.wait > 0, e.code == http.StatusTooManyRequests: // the library loses the code of a refused upload
		wait := max(e.wait, time.Second)
		return chat.Failure{Class: chat.NotNow, Wait: max(e.pause, time.Millisecond), As: &bot.WaitError{For: wait}}
	case e.movedTo != 0:
		return chat.Failure{As: &bot.GoneError{Reason: "reason.moved", MovedTo: number(e.movedTo)}}
	case e.said && e.code == http.StatusUnauthorized:
		return chat.Failure{Class: chat.Down}
	case e.unreached, e.code == http.StatusBadGateway, e.code == http.StatusServiceUnavailable, e.said && e.code >= 500:
		// A proxy says 502 or 503 when Telegram is away. The one call that was cut off
		// half way, and answered so all the same, can't be told from those.
		return chat.Failure{Class: chat.Passing}
	case e.code == 0, e.code >= 500, e.done:
		return chat.Failure{Class: chat.Unknown}
	}
	for _, r := range refusals {
		if e.says(r.phrases...) {
			return chat.Failure{Class: r.class, As: r.as}
		}
	}
	if e.code == http.StatusForbidden {
		return chat.Failure{Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.forbidden"}}
	}
	return chat.Failure{}
}
