package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/telegram/botapi"
)

const (
	// mostInHand is how many updates are in memory at most; more stay at Telegram, which
	// keeps them for a day.
	mostInHand = 10_000
	// perChannel is how many updates of one chat or topic wait at most. One that writes
	// more is told so, and holds nobody else up.
	perChannel = 50
	// unwindTime is how long what was cut off may take to end and say how far it got.
	unwindTime = 3 * time.Second
)

// errBusy is that an update can't be taken in just now.
var errBusy = errors.New("too many updates are in hand")

// open lets updates be taken in, and claimed, and handled until the grace after ctx is over. close ends
// that, at once when the bot failed.
func (b *Bot) open(ctx context.Context) (close func(failed bool)) {
	b.inbox = chat.NewInbox(b.store, Platform, number(b.self.ID), b.leases.Holder(), b.now, b.supervise)
	b.calling, close = b.inbox.Start(ctx, &b.end, b.queue)
	b.tasks.Go(func() { b.supervise.Keep(ctx, "claiming", func() error { b.claim(ctx); return nil }) })
	return close
}

// claim takes up what processes that are gone took in and did not handle, as often as there
// may be some.
func (b *Bot) claim(ctx context.Context) {
	b.inbox.KeepClaiming(ctx, func(ctx context.Context) {
		if err := b.resume(ctx); err != nil && ctx.Err() == nil {
			b.supervise.Failed(ctx, "receipts read", err)
		}
	})
}

// resume takes up what processes that are gone took in and did not handle.
func (b *Bot) resume(ctx context.Context) error {
	events, err := b.inbox.Claim(ctx)
	for _, e := range events {
		u := &botapi.Update{}
		if err := json.Unmarshal(e.Data(), u); err != nil {
			b.supervise.Failed(ctx, "update decoding", err)
			e.Done()
			continue
		}
		b.add(e, u, true)
	}
	return err
}

// read reads an update as Telegram sent it. ok is false when it holds no number; concerns,
// when there is nothing to do about it or it can't be decoded.
func (b *Bot) read(raw json.RawMessage) (u *botapi.Update, concerns, ok bool) {
	u = &botapi.Update{}
	err := b.supervise.Catch(func() error {
		err := json.Unmarshal(raw, u)
		concerns = err == nil && b.concerns(u)
		return err
	})
	if err == nil && u.ID != 0 {
		return u, concerns, true
	}
	b.supervise.Failed(context.Background(), "update decoding", err)
	var id struct {
		ID int64 `json:"update_id"`
	}
	ok = json.Unmarshal(raw, &id) == nil && id.ID != 0
	return &botapi.Update{ID: id.ID}, false, ok
}

// take takes an update in. The event that it returns is to be confirmed to Telegram when
// it is safe; nil when it may be confirmed now.
func (b *Bot) take(ctx context.Context, u *botapi.Update, raw json.RawMessage) (*chat.Event, error) {
	if b.queue.Len() >= mostInHand {
		return nil, errBusy
	}
	e, fresh := b.inbox.Take(ctx, number(u.ID), authorOf(u), originOf(u), raw)
	if !fresh {
		return e, nil
	}
	return e, b.add(e, u, false)
}

// add puts an update into the queue. Where it has no room there, its chat is told when
// there is.
func (b *Bot) add(e *chat.Event, u *botapi.Update, again bool) error {
	k := turnOf(u)
	j := chat.Job{Key: k, Event: e, Always: again || u.Service(), Run: func(ctx context.Context) error { return b.handle(ctx, e, u) }}
	if at := originOf(u); at.Chat != "" && u.Callback == nil {
		j.Refused = func(ctx context.Context, n int) error {
			return b.handleWith(ctx, e, u, func(ctx context.Context) error {
				return b.say(ctx, target{place: at, language: u.Language()}, "telegram.too_fast", "n", n)
			})
		}
	}
	err := b.queue.Add(j)
	var full *chat.FullError
	if !errors.As(err, &full) {
		return err
	}
	if j.Refused != nil {
		return nil
	}
	if u.Callback != nil { // which waits for an acknowledgement
		return b.queue.Add(chat.Job{Key: k, Always: true, Run: func(ctx context.Context) error {
			defer e.Done()
			b.acknowledge(ctx, u.Callback, b.printer(ctx, u.Callback).Say("telegram.press_later"))
			return nil
		}})
	}
	e.Done()
	return nil
}

// handle handles an update. The error is a *bot.WaitError when it is to be handled again.
func (b *Bot) handle(ctx context.Context, e *chat.Event, u *botapi.Update) error {
	if u.Inline != nil && b.queue.Waiting(turnOf(u)) > 0 {
		e.Done() // who types on is shown the results of the last words alone
		return nil
	}
	return b.handleWith(ctx, e, u, func(ctx context.Context) error { return b.once(ctx, u) })
}

// handleWith handles an update with work.
func (b *Bot) handleWith(ctx context.Context, e *chat.Event, u *botapi.Update, work func(ctx context.Context) error) error {
	return e.Handle(ctx, b.handling, work, func(ctx context.Context, why error) error { return b.failed(ctx, u, why) })
}

// ending reports whether the bot ends.
func (b *Bot) ending(ctx context.Context) bool { return ctx.Err() != nil || b.api.Refusal() != nil }

// once handles an update that was not handled before.
func (b *Bot) once(ctx context.Context, u *botapi.Update) error {
	switch {
	case u.Rewritten() != nil:
		return b.rewritten(ctx, u.Rewritten())
	case u.Said() != nil:
		return b.message(ctx, u.Said())
	case u.Guest != nil:
		return b.guest(ctx, u.Guest)
	case u.Callback != nil:
		return b.press(ctx, u.Callback)
	case u.Inline != nil:
		return b.inline(ctx, u.Inline)
	case u.Member != nil:
		return b.member(ctx, u.Member)
	case u.Reaction != nil:
		return b.react(ctx, u.Reaction)
	}
	return nil
}

// failed tells who waits for an answer that there is none, and the log why.
func (b *Bot) failed(ctx context.Context, u *botapi.Update, why error) error {
	var gone *bot.GoneError
	var held *bot.HeldError
	at := originOf(u)
	if errors.As(chat.Translate(why), &held) { // its alerts find that out for themselves, and wait
		b.log.InfoContext(ctx, "telegram: answer refused", "reason", held.Reason)
		return nil
	}
	if errors.As(chat.Translate(why), &gone) {
		b.log.InfoContext(ctx, "telegram: chat gone", "reason", gone.Reason)
		b.gone(ctx, at, gone)
		return nil
	}
	b.supervise.Failed(ctx, "update handling", why, "update", u.ID)
	if at.Chat == "" || u.Said() != nil && u.Said().Post() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	return b.say(ctx, target{place: at, language: u.Language()}, "error.broken")
}

// work answers a request.
func (b *Bot) work(ctx context.Context, r bot.Request) (bot.Reply, error) {
	working, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	return chat.EventOf(ctx).Answer(working, b.engine, r)
}
