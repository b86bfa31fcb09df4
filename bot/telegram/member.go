package telegram

import (
	"context"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/telegram/botapi"
	"quoth/knowledge/audience"
)

// member follows what becomes of the bot in a chat.
func (b *Bot) member(ctx context.Context, m *botapi.MemberChange) error {
	at := audience.Place{Platform: Platform, Chat: number(m.Chat.ID)}
	out := func(status string) bool { return status == "left" || status == "kicked" || status == "" }
	switch {
	case out(m.New.Status) && m.Chat.Type == "private":
		return b.left(ctx, at.Chat, "reason.blocked")
	case out(m.New.Status):
		return b.left(ctx, at.Chat, "reason.removed")
	}
	if m.New.Status != "restricted" || m.New.CanSend {
		if err := b.reopen(ctx, at, true); err != nil {
			return err
		}
	}
	if out(m.Old.Status) && (m.Chat.Type == "group" || m.Chat.Type == "supergroup") {
		return b.greet(ctx, at, m.From.Language)
	}
	return nil
}

// reopen lets the alerts of a place go on, with threads of all topics of its chat, since
// the right to write there may have come back, and says which do that had ended.
func (b *Bot) reopen(ctx context.Context, at audience.Place, threads bool) error {
	if b.calls.Refusals.Clear(places(target{place: at}.params())...); threads {
		b.calls.Refusals.Forget(at.Chat)
	}
	n, err := chat.Resume(ctx, b.store, b.engine, at, threads, func(p audience.Place, language, topics string) error {
		err := b.say(ctx, target{place: p, language: language}, "chat.goes_on", "topics", topics)
		if chat.PlaceRefuses(err) {
			return nil
		}
		return err
	})
	if n > 0 {
		b.log.InfoContext(ctx, "telegram: subscriptions resumed", "subscriptions", n)
	}
	return err
}

// greet says hello to a group that the bot was added to. A group that became a
// supergroup is one that it was added to as well, for Telegram, and says so before
// or after it.
func (b *Bot) greet(ctx context.Context, at audience.Place, language string) error {
	if err := b.sleep(ctx, movingTime); err != nil {
		return err
	}
	if moved, err := b.sessions.Marked(ctx, audience.Moved, Platform, at.Chat); moved || err != nil {
		return err
	}
	said, err := b.engine.Admission().Greeting(ctx, at, "telegram.hello_group")
	if said == "" || err != nil {
		return err
	}
	return b.say(ctx, target{place: at, language: language}, said, "bot", b.self.Username)
}

const (
	// movingTime is how far the updates that tell of one migration lie apart.
	movingTime = 2 * time.Second
	// movedKept is how long it is known that a chat is an older one under another number.
	movedKept = 24 * time.Hour
)

// left ends the deliveries to a chat, with all its topics, and keeps the reason.
func (b *Bot) left(ctx context.Context, chat, reason string) error {
	ended, err := b.store.StopChat(ctx, Platform, chat, reason)
	b.logStopped(ctx, ended, reason)
	return err
}

func (b *Bot) logStopped(ctx context.Context, ended []audience.Subscription, reason string) {
	if len(ended) > 0 {
		b.log.InfoContext(ctx, "telegram: subscriptions stopped", "reason", reason, "subscriptions", len(ended))
	}
}

// move gives what belongs to a group to the supergroup that it became.
func (b *Bot) move(ctx context.Context, from, to string) error {
	b.log.InfoContext(ctx, "telegram: group migrated")
	b.supervise.Try(ctx, "migration marking", func() error {
		return b.sessions.Mark(ctx, audience.Moved, Platform, to, audience.Person{}, movedKept)
	})
	return b.store.MovePlace(ctx, Platform, from, to)
}

// gone draws the conclusion of a chat that can't be written to any more.
func (b *Bot) gone(ctx context.Context, at audience.Place, why *bot.GoneError) {
	var err error
	switch {
	case at.Chat == "":
	case why.MovedTo != "":
		err = b.move(ctx, at.Chat, why.MovedTo)
	default:
		var ended []audience.Subscription
		ended, err = b.store.StopPlace(ctx, at, string(why.Reason))
		b.logStopped(ctx, ended, string(why.Reason))
	}
	if err != nil {
		b.log.ErrorContext(ctx, "telegram: subscriptions change failed", "error", err)
	}
}
