package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/knowledge"
)

// maxPopup is how much a notice over the chat may hold (Bot API, answerCallbackQuery).
const maxPopup = 200

// press does what a button stands for. Telegram is always told that it was, since
// the button waits for it, unless the press is cut off and handled later.
func (b *Bot) press(ctx context.Context, c *callback) (err error) {
	popup := textPressBroken
	defer func() {
		if err == nil || !b.cutOff(b.inbox.handling, err) {
			b.answerPress(b.inbox.calling, c, popup)
		}
	}()
	key, page, action, ok := pressed(c.Data)
	if !ok || c.Message == nil {
		popup = textExpired
		return nil
	}
	at := c.Message.place()
	v, err := b.recall(ctx, key)
	switch {
	case errors.Is(err, knowledge.ErrNotFound):
		popup = textExpired
		return nil
	case err != nil:
		return err
	case v.Place.Chat != at.Chat || v.Person.User != "" && v.Person != person(c.From.ID):
		popup = textNotYours
		return nil
	}
	if c.Message.Date == 0 { // Telegram can't show it any more, and does not say in which topic it is
		at, c.Message.IsTopic, c.Message.Thread = v.Place, v.Place.Thread != "", messageNumber(v.Place.Thread)
	}
	switch {
	case page >= 0:
		popup = ""
		return b.turn(ctx, at, c.Message.ID, v, page)
	case action >= len(v.Reply.Actions):
		popup = textExpired
		return nil
	}
	popup, err = b.act(ctx, c, v, v.Reply.Actions[action])
	return err
}

// answerPress ends the waiting of a button, with a notice over the chat unless it is "".
func (b *Bot) answerPress(ctx context.Context, c *callback, popup string) {
	p := params{"callback_query_id": c.ID}
	p.AddNonEmpty("text", popup)
	p.AddBool("show_alert", popup != "")
	var failed *apiError
	if _, err := b.quick(ctx, "answerCallbackQuery", p); err != nil && !(errors.As(err, &failed) && failed.says("query is too old")) {
		b.log.Warn("telegram: a button was not told that it was pressed", "err", err)
	}
}

// act does an action. What continues the message takes its place; everything else
// is a message of its own, and a short word for the presser alone a notice over
// the chat.
func (b *Bot) act(ctx context.Context, c *callback, v *view, a bot.Action) (popup string, err error) {
	at := c.Message.place()
	r := bot.Request{
		Person: person(c.From.ID), Place: at, Private: c.Message.private(), Parent: number(c.Message.ID),
		Command: a.Command, Args: a.Args, Manager: b.manager(at, c.From.ID), At: b.now(),
	}
	b.sessions.Resume(ctx, &r)
	reply, err := b.work(ctx, r)
	if err != nil {
		return textPressBroken, err
	}
	if word, short := asPopup(reply); short && (reply.Failed || reply.Private && !r.Private) {
		return word, nil
	}
	if b.continues(a) && !reply.Failed {
		next := newView(b.sessions.Show(chat.Shown{Reply: reply, Back: v.Key, Person: v.Person, Place: at}))
		if err := b.turn(ctx, at, c.Message.ID, next, 0); err != nil {
			b.sessions.Drop(next.Shown)
			return "", err
		}
		b.save(ctx, chat.Sent{Request: r, Reply: reply, Shown: next.Shown, Buttons: true, Message: number(c.Message.ID)})
		return "", nil
	}
	to := target{place: at, channel: c.Message.Chat.Type == "channel"}
	if to.channel { // what is posted there is read by all who follow it
		switch runs, err := r.Manager(ctx); {
		case err != nil:
			return textPressBroken, err
		case !runs:
			return fmt.Sprintf(textNotHere, b.self.Username), nil
		}
	}
	if !r.Private {
		to.replyTo = c.Message.ID
	}
	if err := b.reply(ctx, r, to, reply); err != nil {
		return textPressBroken, err
	}
	return "", nil
}

// continues reports whether an action shows the next part of what is shown.
func (b *Bot) continues(a bot.Action) bool {
	c, known := b.engine.Command(a.Command)
	return known && c.Continues != nil && c.Continues(a.Args)
}

// asPopup returns the words of a reply when they are short, and the bot's own.
func asPopup(r bot.Reply) (string, bool) {
	var words []string
	for _, block := range r.Blocks {
		switch block := block.(type) {
		case bot.Text:
			words = append(words, block.Text)
		case bot.Notice:
			words = append(words, block.Text)
		default:
			return "", false
		}
	}
	word := strings.Join(words, "\n")
	return word, word != "" && units(word) <= maxPopup
}
