package telegram

import (
	"context"
	"errors"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/chat/limit"
	"quoth/bot/chat/session"
	"quoth/bot/telegram/botapi"
	"quoth/bot/telegram/page"
	"quoth/knowledge/audience"
)

// guest answers a message by which somebody called the bot into a chat that it is no member
// of (Bot API, guest_message). The answer is one message without buttons, and nothing is kept
// of that chat, whose number may be another chat's, too.
func (b *Bot) guest(ctx context.Context, m *botapi.Message) error {
	said, ok := b.addressed(m)
	if !ok {
		return nil
	}
	r := bot.Request{Person: senderOf(m), Place: audience.Place{Platform: Platform, Chat: "guest/" + number(m.Chat.ID)}, Language: m.Language()}
	b.phrase(&r, m, said)
	reply, done := b.engine.Understand(ctx, &r)
	c, known := b.engine.Commands().Command(r.Command)
	switch {
	case reply.Silent:
		return nil
	case done:
	case known && (c.Personal || c.Changes || c.Access != bot.Everyone):
		reply = words(b.engine.Printer(ctx, r).Say("telegram.nobody_alone"))
	default:
		var err error
		if reply, err = b.work(ctx, r); err != nil {
			return err
		}
	}
	if reply.Missing != nil {
		reply = words(b.engine.Printer(ctx, r).Say("telegram.all_at_once", "usage", c.Usage()))
	}
	if parts := layout.Split(reply.Blocks); parts.Picture != nil { // the text stands for it
		reply.Blocks = bot.Unfold(parts.Words)
	}
	rest := bot.Notice{Text: b.engine.Printer(ctx, r).Say("telegram.too_much", "link", "t.me/"+b.self.Username)}
	v := newView(&session.Shown{Reply: reply}, b.now(), rest)
	if len(v.pages) > 1 {
		v.pages[0] = append(v.pages[0], rest)
	}
	text, ok := v.page(0)
	if !ok {
		text = page.Render([]bot.Block{rest}, v.calendar)
	}
	result := botapi.InlineResult{Type: "article", ID: "1", Title: b.self.Username, Content: text.Inline()}
	_, err := b.ask(ctx, limit.Answer, "answerGuestQuery", botapi.Params{"guest_query_id": m.GuestQuery, "result": botapi.Object(result)})
	var failed failure
	if errors.As(err, &failed) && failed.Says("query is too old") { // it was answered before, too
		return nil
	}
	return err
}
