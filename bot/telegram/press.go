package telegram

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/layout"
	"quoth/bot/chat/limit"
	"quoth/bot/chat/session"
	"quoth/bot/telegram/botapi"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// maxPopup is how much a notice over the chat may hold (Bot API, answerCallbackQuery).
const maxPopup = 200

// pressTime is how long a button waits for its acknowledgement.
const pressTime = 2 * time.Second

// press does what a button stands for. The button waits for its acknowledgement, so that
// goes before anything is shown; what takes long is waited for no longer than pressTime.
func (b *Bot) press(ctx context.Context, c *botapi.Callback) error {
	var acknowledged atomic.Bool
	late := time.AfterFunc(pressTime, func() {
		if !acknowledged.Swap(true) {
			b.supervise.Try(ctx, "button acknowledgement", func() error { b.acknowledge(chat.Apart(ctx), c, ""); return nil })
		}
	})
	popup, show, err := b.decide(ctx, c)
	late.Stop()
	switch {
	case err != nil && b.ending(ctx):
		return err // it is handled again
	case err != nil:
		b.supervise.Failed(ctx, "button", err)
		popup, show = b.printer(ctx, c).Say("telegram.press_broken"), nil
	}
	switch first := !acknowledged.Swap(true); {
	case first:
		b.acknowledge(ctx, c, popup)
	case popup != "" && c.Message != nil:
		return b.post(ctx, target{place: placeOf(c.Message)}, session.Sent{Request: bot.Request{Place: placeOf(c.Message)}, Reply: words(popup)}, audience.Person{}, "")
	}
	if show == nil {
		return nil
	}
	return show()
}

// decide works out what a button does: words to be shown over the chat, and what is to be
// shown in it; nil for nothing.
func (b *Bot) decide(ctx context.Context, c *botapi.Callback) (popup string, show func() error, err error) {
	key, page, action, ok := pressed(c.Data)
	if !ok || c.Message == nil {
		return b.printer(ctx, c).Say("telegram.expired"), nil, nil
	}
	at := placeOf(c.Message)
	v, err := b.recall(ctx, key)
	switch {
	case err != nil && !errors.Is(err, knowledge.ErrNotFound):
		return "", nil, err
	case err != nil || v.Place.Chat != at.Chat:
		return b.printer(ctx, c).Say("telegram.expired"), nil, nil
	}
	if c.Message.Date == 0 { // Telegram can't show it any more, and does not say in which topic it is
		at = v.Place
	}
	switch {
	case page >= 0:
		return "", func() error {
			_, err := b.turn(ctx, target{place: at, edits: c.Message.ID}, v, page)
			return err
		}, nil
	case action >= len(v.Reply.Actions):
		return b.printer(ctx, c).Say("telegram.expired"), nil, nil
	}
	return b.act(ctx, c, at, v, v.Reply.Actions[action])
}

// printer says what is said to who pressed a button.
func (b *Bot) printer(ctx context.Context, c *botapi.Callback) text.Printer {
	r := bot.Request{Language: c.From.Language}
	if c.Message != nil {
		r.Place = placeOf(c.Message)
	}
	return b.engine.Printer(ctx, r)
}

// acknowledge ends the waiting of a button, with a notice over the chat unless popup is "".
func (b *Bot) acknowledge(ctx context.Context, c *botapi.Callback, popup string) {
	p := botapi.Params{"callback_query_id": c.ID}
	p.AddNonEmpty("text", popup)
	p.AddBool("show_alert", popup != "")
	var failed failure
	if _, err := b.ask(ctx, limit.Acknowledgement, "answerCallbackQuery", p); err != nil && !(errors.As(err, &failed) && failed.Says("query is too old")) {
		b.log.WarnContext(ctx, "telegram: button acknowledgement failed", "error", err)
	}
}

// act does an action at a place. What continues the message takes its place; everything else
// is a message of its own, and a short word for the presser alone a notice over
// the chat.
func (b *Bot) act(ctx context.Context, c *botapi.Callback, at audience.Place, v *view, a bot.Action) (popup string, show func() error, err error) {
	r := bot.Request{
		Person: person(c.From.ID), Asker: v.Person, Place: at, Private: c.Message.Private(), Parent: number(c.Message.ID),
		Command: a.Command, Args: a.Args, Language: c.From.Language, Manager: b.manager(at, c.From.ID), At: b.now(),
	}
	b.sessions.Resume(ctx, &r)
	reply, err := b.work(ctx, r)
	if err != nil {
		return "", nil, err
	}
	if word := reply.Words(); word != "" && layout.Width(word) <= maxPopup && (reply.Failed || reply.Passing || reply.Private && !r.Private) {
		return word, nil, nil
	}
	if b.continues(a) && !reply.Failed {
		back := v.Key
		does, known := b.engine.Commands().Command(a.Command)
		was, shows := b.engine.Commands().Command(v.Command)
		if known && does.Quiet && shows && was.Changes { // what it shows changes
			back = ""
		}
		next := newView(b.sessions.Show(session.Shown{Reply: reply, Command: a.Command, Back: back, Person: v.Person, Place: at}), b.now())
		return "", func() error {
			if _, err := b.turn(ctx, target{place: at, edits: c.Message.ID}, next, 0); err != nil {
				b.sessions.Drop(next.Shown)
				return err
			}
			b.save(ctx, session.Sent{Request: r, Reply: reply, Shown: next.Shown, Buttons: true, Message: number(c.Message.ID)})
			return nil
		}, nil
	}
	to := target{place: at, channel: c.Message.Chat.Type == "channel", said: c.Message.Parent()}
	if to.channel { // what is posted there is read by all who follow it
		switch runs, err := r.Manager(ctx); {
		case err != nil:
			return "", nil, err
		case !runs:
			return b.printer(ctx, c).Say("telegram.not_here", "bot", b.self.Username), nil, nil
		}
	}
	if !r.Private {
		to.replyTo = c.Message.ID
	}
	return "", func() error { return b.reply(ctx, r, to, reply) }, nil
}

// continues reports whether an action shows the next part of what is shown.
func (b *Bot) continues(a bot.Action) bool {
	c, known := b.engine.Commands().Command(a.Command)
	return known && c.Continues != nil && c.Continues(a.Args)
}
