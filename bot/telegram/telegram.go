// Package telegram is the bot on Telegram: an adapter over the Bot API.
//
// # From the bottom up
//
// An api calls methods, with a context and without ever showing the token, which
// the library under it leaks. A limiter holds every message back until Telegram's
// limits allow it, replies and alerts alike. What comes in is an update; the inbox
// knows which are in hand, and the lanes handle them in order within a chat and
// side by side across chats. An update is confirmed to Telegram after it was
// handled. Its journal is in the store: one that was handled and comes again does
// nothing, and one that was cut off is handled again, but for the messages that
// were sent. Each message of an answer so comes at most once; one that was on its
// way when the program was killed, or that Telegram was silent about, may be
// missing, and nothing else. Only where a proxy on the way says 502 or 503 of a
// message that it had passed on does that come twice.
//
// A page is a message in the making, with Telegram's way of counting. A view is a
// reply as it is shown, with its pages and buttons; it is kept in the store, and
// its quotes are compared with the store again each time that it is shown.
//
// [Bot] puts these together: [Bot.Run] receives and answers, [Bot.Sender] delivers
// alerts.
package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/knowledge"
)

// Platform is the name of this adapter in a Place and a Person.
const Platform = "telegram"

const (
	// grace is how long Run goes on with what is being answered after ctx is done.
	// The last fifth of it is for calls that are on their way.
	grace = 10 * time.Second
	// workTime is how long an answer may be worked on, and handleTime how long
	// all of an update may take, waiting for the limits included: one that has to
	// wait longer is handled again.
	workTime   = 30 * time.Second
	handleTime = 5 * time.Minute
	// workers is how many answers are worked on at once.
	workers = 16
	// cleaning is how often tokens that expired are removed from the store.
	cleaning = time.Hour
)

// Store is what the adapter keeps.
type Store interface {
	knowledge.Sessions
	knowledge.Subscriptions
}

// Config is what a Bot is made of. Engine, Store and Token are required.
type Config struct {
	Engine  *bot.Engine
	Store   Store
	Token   string
	API     string           // the Bot API server's address; "" for api.telegram.org
	Webhook Webhook          // the zero value for long polling
	Log     *slog.Logger     // nil: discards
	Client  *http.Client     // nil: one of its own; its Timeout is not used
	Now     func() time.Time // nil: time.Now
}

// Bot is the bot on Telegram.
type Bot struct {
	engine   *bot.Engine
	store    Store
	api      *api
	webhook  Webhook
	log      *slog.Logger
	now      func() time.Time
	limits   *limiter
	inbox    *inbox
	sessions *chat.Sessions
	grace    time.Duration
	working  chan struct{} // one place for each of the workers
	self     user          // set by Run, before the first update

	patient  time.Duration // how long a message may be on its way
	handling time.Duration // how long all of an update may take
}

// New returns a Bot that is not connected yet. Its errors are plain sentences for
// the operator.
func New(c Config) (*Bot, error) {
	a, err := newAPI(c.Token, c.API, c.Client)
	if err != nil {
		return nil, err
	}
	if err := c.Webhook.check(); err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	b := &Bot{
		engine: c.Engine, store: c.Store, api: a, webhook: c.Webhook.complete(c.Token), log: c.Log, now: c.Now,
		limits: newLimiter(), grace: grace, working: make(chan struct{}, workers),
		patient: callTime, handling: handleTime,
	}
	b.sessions = chat.NewSessions(c.Store, c.Engine, c.Log, c.Now)
	b.inbox = newInbox(b)
	return b, nil
}

// Run receives and answers until ctx is done, and then finishes what is being
// answered, within ten seconds. It returns early with a plain sentence when
// Telegram refuses the token, or a webhook can't be listened on; everything else
// is logged and tried again. It must be called once.
func (b *Bot) Run(ctx context.Context) error {
	err := b.lasting(ctx, "connecting", func() error { return b.connect(ctx) })
	if err != nil || ctx.Err() != nil {
		return err
	}
	receiving, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-b.api.revoked:
			stop()
		case <-receiving.Done():
		}
	}()
	go b.lasting(receiving, "cleaning", func() error { return b.clean(receiving) })
	if b.webhook.URL != "" {
		return b.listen(receiving)
	}
	return b.poll(receiving)
}

// clean removes expired tokens from the store until ctx is done.
func (b *Bot) clean(ctx context.Context) error {
	again := time.NewTicker(cleaning)
	defer again.Stop()
	for {
		if err := b.store.ExpireSessions(ctx, b.now()); err != nil && ctx.Err() == nil {
			b.log.Warn("telegram: expired buttons could not be removed", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-again.C:
		}
	}
}

// connect asks who the bot is until Telegram answers, and tells it the menus.
func (b *Bot) connect(ctx context.Context) error {
	for n := 0; ; n++ {
		calling, cancel := context.WithTimeout(ctx, callTime)
		result, err := b.api.call(calling, "getMe", nil)
		cancel()
		var failed *apiError
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &failed) && failed.refusesToken():
			return errToken
		case err == nil:
			if err = json.Unmarshal(result, &b.self); err == nil && b.self.ID != 0 {
				b.log.Info("telegram: connected", "bot", b.self.Username)
				b.register(ctx)
				return nil
			}
		}
		b.log.Warn("telegram: not reached; trying again", "err", err)
		if b.sleep(ctx, backoff(n)) != nil {
			return nil
		}
	}
}

// backoff is the pause after the n-th failure in a row: 1 s, twice as long each
// time, up to a minute.
func backoff(n int) time.Duration { return min(time.Second<<min(n, 6), time.Minute) }

// handle handles one update, once, and reports whether that is done: it is not
// when it was cut off.
func (b *Bot) handle(ctx context.Context, u *update) (done bool) {
	j := b.journal(u.ID)
	err := b.guard(func() error {
		if err := j.begin(ctx); err != nil || j.Done {
			return err
		}
		return b.once(j.in(ctx), u)
	})
	if err != nil && !b.cutOff(ctx, err) {
		j.last = max(j.last, j.Sent) // the apology is new
		b.aside("an apology", func() error { return b.failed(j.in(ctx), u, err) })
	}
	if err != nil && b.cutOff(ctx, err) {
		j.cutOff(ctx)
		return false
	}
	if !j.Done {
		j.done(ctx)
	}
	return true
}

// cutOff reports whether an update that failed is to be handled again: it may have
// failed since the bot ends, or the turn of its chat did not come in time, as when
// Telegram wants the chat left alone for an hour.
func (b *Bot) cutOff(ctx context.Context, why error) bool {
	var turn *turnError
	return b.ending(ctx) || errors.As(why, &turn)
}

// ending reports whether the bot ends.
func (b *Bot) ending(ctx context.Context) bool { return ctx.Err() != nil || b.api.refusal() != nil }

// failed tells who waits for an answer that there is none, and the log why.
func (b *Bot) failed(ctx context.Context, u *update, why error) error {
	var gone *bot.GoneError
	var held *bot.HeldError
	at := u.place()
	if errors.As(b.told(why), &held) { // its alerts find that out for themselves, and wait
		b.log.Info("telegram: a chat can't be answered for now", "reason", held.Reason)
		return nil
	}
	if errors.As(b.told(why), &gone) {
		b.log.Info("telegram: a chat can't be answered", "reason", gone.Reason)
		b.gone(ctx, at, gone)
		return nil
	}
	b.logFailure("telegram: an update failed", why, "update", u.ID)
	if at.Chat == "" || u.ChannelPost != nil || u.Callback != nil {
		return nil // a button has shown that it did not work
	}
	ctx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	sorry := bot.Reply{Blocks: []bot.Block{bot.Notice{Text: textSorry}}}
	err := b.post(ctx, target{place: at}, chat.Sent{Request: bot.Request{Place: at}, Reply: sorry}, knowledge.Person{}, "")
	return err
}

// once handles an update that was not handled before.
func (b *Bot) once(ctx context.Context, u *update) error {
	ctx, cancel := context.WithTimeout(ctx, b.handling)
	defer cancel()
	switch {
	case u.said() != nil:
		return b.message(ctx, u.said())
	case u.Callback != nil:
		return b.press(ctx, u.Callback)
	case u.Inline != nil:
		return b.inline(ctx, u.Inline)
	case u.Member != nil:
		return b.member(ctx, u.Member)
	}
	return nil
}

// redact takes out of a text what nobody may read.
func (b *Bot) redact(text string) string {
	text = b.api.redact(text)
	if b.webhook.Secret != "" {
		text = strings.ReplaceAll(text, b.webhook.Secret, "…")
	}
	return text
}

// work answers a request, with few others at the same time. A change that was made
// before the update was cut off is not made again.
func (b *Bot) work(ctx context.Context, r bot.Request) (bot.Reply, error) {
	j := journalOf(ctx)
	if j != nil && j.Reply != nil {
		return *j.Reply, nil
	}
	select {
	case b.working <- struct{}{}:
		defer func() { <-b.working }()
	case <-ctx.Done():
		return bot.Reply{}, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	reply := b.engine.Handle(ctx, r)
	j.keep(ctx, r, reply)
	return reply, nil
}
