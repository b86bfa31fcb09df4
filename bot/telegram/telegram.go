// Package telegram is the bot on Telegram: an adapter over the Bot API.
//
// # From the bottom up
//
// Package botapi calls methods, with a context and without ever showing the token, decodes
// what Telegram sends, and says why it takes no more of the library of 2021. A [chat.Caller] makes the calls when Telegram's limits allow it,
// replies and alerts alike, and remembers where the bot may not write. What comes in is an
// update, by polling or by a webhook. Its receipt is stored, then it is confirmed to
// Telegram, and then it is worked on: in order within a conversation, chats taking turns
// (see package chat). One that was handled and comes again does nothing, and one that was
// cut off is handled again, but for the messages that are known to be sent. A message that
// was on its way when the program was killed, or that Telegram was silent about, may so
// come twice, and none is missing.
//
// A page (package page) is a message in the making, with Telegram's way of counting. A view is a
// reply as it is shown, with its pages and buttons; it is kept in the store, and
// its quotes are compared with the store again each time that it is shown.
//
// [Bot] puts these together: [Bot.Run] receives and answers, [Bot.Sender] delivers
// alerts.
package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/chat/session"
	"quoth/bot/telegram/botapi"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/lease"
)

// Platform is the name of this adapter in a Place and a Person.
const Platform = "telegram"

const (
	// callTime is how long a call may take; a long poll has its own time.
	callTime = 20 * time.Second
	// grace is how long Run goes on with what is being answered after ctx is done.
	// The last fifth of it is for calls that are on their way.
	grace = 10 * time.Second
	// workTime is how long an answer may be worked on, and handleTime how long
	// all of an update may take, waiting for the limits included: one that has to
	// wait longer is handled again.
	workTime   = 30 * time.Second
	handleTime = 5 * time.Minute
	// workers is how many updates are worked on at once. One that waits for Telegram
	// does not count.
	workers = 16
)

// Store is what the adapter keeps.
type Store interface {
	audience.Sessions
	audience.Subscriptions
	knowledge.Leases
}

// Config is what a Bot is made of. Engine, Store and Token are required.
type Config struct {
	Engine  *bot.Engine
	Store   Store
	Token   string
	API     string           // the Bot API server's address; "" for api.telegram.org
	Webhook Webhook          // the zero value for long polling
	App     string           // the https address that the menu button opens as a Mini App; "" for none
	Log     *slog.Logger     // nil: discards
	Client  *http.Client     // nil: one of its own; its Timeout is not used
	Now     func() time.Time // nil: time.Now
	Leases  *lease.Keeper    // of this process; nil: one of its own
	Second  time.Duration    // how long the second of the limits is; 0 for a second, less for a server that has none
}

// Bot is the bot on Telegram.
type Bot struct {
	engine   *bot.Engine
	store    Store
	api      *botapi.Client
	webhook  Webhook
	app      string
	log      *slog.Logger
	now      func() time.Time
	calls    *chat.Caller
	second   time.Duration // of the limits; shorter in tests
	queue    *chat.Queue
	sessions *session.Sessions
	leases   *lease.Keeper
	end      chat.Ending
	menus    sync.Once      // begins to set the menus
	tasks    sync.WaitGroup // what is done in the background

	supervise *chat.Supervisor

	// Set by Run, before the first update.
	self    botapi.User
	inbox   *chat.Inbox
	calling context.Context // of calls on their way, which are not cut off with the handling

	patient  time.Duration // how long a message may be on its way
	handling time.Duration // how long all of an update may take
}

// New returns a Bot that is not connected yet. Its errors are plain sentences for
// the operator.
func New(c Config) (*Bot, error) {
	a, err := botapi.New(c.Token, c.API, c.Client)
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
	if c.Leases == nil {
		c.Leases = lease.New(lease.Config{Store: c.Store, Log: c.Log})
	}
	b := &Bot{
		engine: c.Engine, store: c.Store, api: a, leases: c.Leases, webhook: c.Webhook.complete(c.Token), app: c.App, log: c.Log, now: c.Now,
		second: cmp.Or(c.Second, time.Second), end: chat.Ending{Grace: grace, Unwind: unwindTime}, patient: callTime, handling: handleTime,
	}
	b.calls = &chat.Caller{
		Limiter: limit.NewLimiter(), Refusals: limit.NewRefusals(c.Now), Budget: &limit.Budget{},
		Backoff: func(n int) time.Duration { return b.scaled(chat.Backoff(n + 2)) },
	}
	b.sessions = session.New(c.Store, c.Engine, c.Log, c.Now, chat.Leave)
	b.supervise = &chat.Supervisor{Platform: Platform, Log: b.log, Redact: b.redact, Sleep: b.sleep}
	b.queue = chat.NewQueue(chat.Bounds{Workers: workers, PerChannel: perChannel}, b.supervise)
	return b, nil
}

// Load is how much there is to do.
func (b *Bot) Load() chat.Load {
	return chat.Load{Waiting: b.queue.Len(), Refused: b.calls.Refusals.Noted()}
}

// Run receives and answers until ctx is done, and then finishes what is being
// answered, within ten seconds. It returns early with a plain sentence when
// Telegram refuses the token, or a webhook can't be listened on; everything else
// is logged and tried again. It must be called once.
//
// Of several processes over one store one polls, and another goes on from there when that
// one ends. By a webhook each of them is sent some of the updates.
func (b *Bot) Run(ctx context.Context) error {
	defer b.leases.Open(ctx)()
	err := b.supervise.Keep(ctx, "connection", func() error { return b.connect(ctx) })
	if err != nil || ctx.Err() != nil {
		return err
	}
	defer b.tasks.Wait() // with the store, which may be closed then
	receiving, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-b.api.Revoked():
			stop()
		case <-receiving.Done():
		}
	}()
	receive := b.poll
	if b.webhook.URL != "" {
		receive = b.listen
	}
	return receive(receiving)
}

// connect asks who the bot is until Telegram answers.
func (b *Bot) connect(ctx context.Context) error {
	for n := 0; ; n++ {
		result, err := b.try(ctx, "getMe", nil)
		var failed failure
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &failed) && failed.RefusesToken():
			return botapi.ErrToken
		case err == nil:
			if err = json.Unmarshal(result, &b.self); err == nil && b.self.ID != 0 {
				b.log.InfoContext(ctx, "telegram: connection established", "bot", b.self.Username)
				return nil
			}
		}
		b.log.WarnContext(ctx, "telegram: connection failed", "error", err)
		if b.sleep(ctx, chat.Pause(n)) != nil {
			return nil
		}
	}
}

// scaled shortens a pause as the limits are shortened in tests.
func (b *Bot) scaled(d time.Duration) time.Duration {
	return time.Duration(float64(d) * b.second.Seconds())
}

// redact takes out of a text what nobody may read.
func (b *Bot) redact(text string) string {
	text = b.api.Redact(text)
	if b.webhook.Secret != "" {
		text = strings.ReplaceAll(text, b.webhook.Secret, "…")
	}
	return text
}
