package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/telegram/botapi"
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
func (b *Bot) limits(to string) []limit.Limit {
	limits := []limit.Limit{{Name: "all", Calls: AllPerSecond, Window: b.second}}
	if shared(to) {
		limits = append(limits, limit.Limit{Name: "group", Scope: to, Calls: ChatPerMinute, Window: 60 * b.second})
	}
	return append(limits, limit.Limit{Name: "chat", Scope: to, Calls: ChatPerSecond, Window: b.second})
}

// shared reports whether a chat is a group or a channel: their numbers are
// negative.
func shared(chat string) bool { return len(chat) > 0 && chat[0] == '-' }

// places are where a message goes, for the memory of refusals: a topic may be closed where
// its chat is not.
func places(p botapi.Params) []string {
	if thread := cmp.Or(p["message_thread_id"], p["direct_messages_topic_id"]); thread != "" {
		return []string{p["chat_id"], p["chat_id"] + "/" + thread}
	}
	return []string{p["chat_id"]}
}

// call makes a call once, within a time, and returns its result as JSON.
func (b *Bot) call(ctx context.Context, d time.Duration, method string, p botapi.Params, files ...botapi.File) (json.RawMessage, error) {
	calling, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	result, err := b.api.Call(calling, method, p, files...)
	var failed *botapi.CallError
	switch {
	case errors.As(err, &failed):
		err = failure{failed, b.scaled(failed.Wait)}
	case err != nil && ctx.Err() == nil:
		err = failure{&botapi.CallError{Method: method, Text: "no answer in time"}, 0}
	}
	return result, err
}

// deliver makes a call that shows something in a chat, when the limits allow it, and
// returns the number of the message. What was done, its result having got lost, has the
// number 0.
func (b *Bot) deliver(ctx context.Context, c limit.Call, method string, p botapi.Params, files ...botapi.File) (id int64, err error) {
	c.Limits = b.limits(p["chat_id"])
	err = b.calls.Do(ctx, chat.Request{Call: c, Places: places(p), Make: func(ctx context.Context) (limit.Window, error) {
		calling := ctx
		if chat.EventOf(ctx) != nil && ctx.Err() == nil {
			calling = b.calling // a call on its way is not cut off with the handling
		}
		result, err := b.call(calling, b.patient, method, p, files...)
		var failed failure
		switch {
		case errors.As(err, &failed) && failed.Done:
			return limit.Window{}, nil
		case err != nil:
			return limit.Window{}, err
		}
		var sent struct {
			ID int64 `json:"message_id"`
		}
		if err := json.Unmarshal(result, &sent); err != nil {
			return limit.Window{}, fmt.Errorf("telegram %s: the result is no message: %w", method, err)
		}
		id = sent.ID
		return limit.Window{}, nil
	}})
	return id, err
}

// methodCall is a call that shows no message. Its method is held back alone when Telegram
// wants it left alone.
func (b *Bot) methodCall(into *json.RawMessage, d time.Duration, priority limit.Priority, method string, p botapi.Params) chat.Request {
	c := limit.Call{Limits: []limit.Limit{{Name: method, Calls: -1}}, Priority: priority, Patience: chat.AnswerPatience}
	return chat.Request{Call: c, Make: func(ctx context.Context) (_ limit.Window, err error) {
		*into, err = b.call(ctx, d, method, p)
		return limit.Window{}, err
	}}
}

// ask makes a call that shows no message, until it is carried out or refused for good.
func (b *Bot) ask(ctx context.Context, priority limit.Priority, method string, p botapi.Params) (result json.RawMessage, err error) {
	err = b.calls.Do(ctx, b.methodCall(&result, callTime, priority, method, p))
	return result, err
}

// try makes a call that shows no message once. Whoever needs it carried out makes it again
// after a pause.
func (b *Bot) try(ctx context.Context, method string, p botapi.Params) (result json.RawMessage, err error) {
	r := b.methodCall(&result, callTime, limit.Answer, method, p)
	r.Patience = 0
	err = b.calls.Try(ctx, r)
	return result, err
}
