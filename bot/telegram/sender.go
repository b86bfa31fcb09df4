package telegram

import (
	"context"
	"errors"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/chat/session"
	"quoth/bot/telegram/botapi"
	"quoth/knowledge/audience"
)

// Sender returns the way back to Telegram, for alerts. Its messages and the
// replies of the Bot share their limits. It works before Run too.
func (b *Bot) Sender() bot.Sender { return sender{b} }

type sender struct{ b *Bot }

// alerting is how an alert waits for its turn.
var alerting = limit.Call{Priority: limit.Alert, Patience: chat.AlertPatience}

// Platform implements bot.Sender.
func (s sender) Platform() string { return Platform }

// Home implements bot.Sender: the private chat with a person has the person's number.
func (s sender) Home(_ context.Context, p audience.Person) (audience.Place, error) {
	if p.Platform != Platform || messageNumber(p.User) <= 0 {
		return audience.Place{}, errors.New("a person on Telegram is named by a number, as in telegram:123456789")
	}
	return audience.Place{Platform: Platform, Chat: p.User}, nil
}

// Send implements bot.Sender.
func (s sender) Send(ctx context.Context, to audience.Place, m bot.Message) (ref string, err error) {
	err = s.b.supervise.Catch(func() error {
		ref, err = s.send(ctx, to, m)
		return err
	})
	return ref, err
}

func (s sender) send(ctx context.Context, to audience.Place, m bot.Message) (string, error) {
	p := target{place: to, silent: m.Silent}.params()
	v, err := s.compose(p, to, m)
	if err != nil {
		return "", err
	}
	defer s.b.sessions.Drop(v.Shown)
	id, err := s.b.deliver(ctx, alerting, "sendMessage", p)
	if err != nil {
		return "", chat.Translate(err)
	}
	s.b.save(ctx, v.alert(number(id)))
	return number(id), nil
}

// Edit implements bot.Sender.
func (s sender) Edit(ctx context.Context, to audience.Place, ref string, m bot.Message) error {
	return s.b.supervise.Catch(func() error { return s.edit(ctx, to, ref, m) })
}

func (s sender) edit(ctx context.Context, to audience.Place, ref string, m bot.Message) error {
	if ref == audience.LostMessage || messageNumber(ref) == 0 {
		return bot.ErrCannotEdit
	}
	p := botapi.Params{"chat_id": to.Chat, "message_id": ref}
	v, err := s.compose(p, to, m)
	if err != nil {
		return err
	}
	defer s.b.sessions.Drop(v.Shown)
	_, err = s.b.deliver(ctx, alerting, "editMessageText", p)
	var failed failure
	switch {
	case errors.As(err, &failed) && failed.Says("message is not modified"): // its buttons are those that stand there
		return nil
	case err != nil:
		return chat.Translate(err)
	}
	s.b.save(ctx, v.alert(ref))
	return nil
}

// compose sets the parameters of a message that nobody asked for just now, and returns
// its view.
func (s sender) compose(p botapi.Params, to audience.Place, m bot.Message) (*view, error) {
	shown := session.Shown{Reply: m.Reply, Alert: true, Place: to} // everybody in a group or channel may press
	if !shared(to.Chat) {
		shown.Person = audience.Person{Platform: Platform, User: to.Chat}
	}
	v := newView(s.b.sessions.Show(shown), s.b.now())
	text, ok := v.page(0)
	if !ok || len(v.pages) > 1 { // what stands behind a button is not delivered
		s.b.sessions.Drop(v.Shown)
		return nil, bot.ErrTooLong
	}
	text.Write(p, m.Previews)
	if k := v.keyboard(0); k != nil {
		p["reply_markup"] = botapi.Object(k)
	}
	return v, nil
}

// alert is what is to be kept of a view in a message that nobody asked for just now.
func (v *view) alert(message string) session.Sent {
	return session.Sent{Request: bot.Request{Place: v.Place}, Reply: v.Reply, Shown: v.Shown, Buttons: v.keyboard(0) != nil, Message: message}
}
