// Package discord is the bot on Discord.
//
// # From the bottom up
//
// [rest] makes the requests, and never lets a token into an error. A [chat.Caller] says when
// they go: within the rate limits of each bucket and of the whole, again when what failed
// may pass, and not at all where Discord refused the bot a short time ago. The
// [shard]s hold the gateway's connections. What arrives there is taken in and
// acknowledged within three seconds; what takes longer waits for its turn in the fair
// queue of package chat, and who finds it full is told so. Receipts are stored meanwhile,
// so that what was promised is answered after a restart, too.
//
// An interaction or a message becomes a [bot.Request]; the [bot.Reply] is rendered
// as an embed (render.go), with all Markdown of the news made visible instead of
// executed (markdown.go), links of the bot's own alone (link.go), and buttons (button.go)
// whose meaning is kept in the store for fifteen minutes. [Bot.Sender] is the way of the
// alerts; a thread that somebody closed ends them (thread.go).
//
// # The library
//
// What goes out, the codes and the constants are discordgo's. Its Session is not used.
// In v0.29 it can't be made to hold (library_test.go shows the first two): a reconnect order in place of READY locks it
// for good, an invalid session is answered by identifying again at once and without
// end, GUILD_CREATE without a guild panics in a goroutine of its own, it knows no
// resume_gateway_url, waits for a rate limit while holding a lock, and keeps every
// interaction's bucket for ever. The gateway and the REST client here are as small
// as guarding it would be.
package discord

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/errgroup"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/knowledge"
)

// Platform is the name of this adapter in a Place and a Person. A Place's Chat is
// the channel, the thread or the private channel; its Thread is always "", because
// a thread is a channel on Discord.
const Platform = "discord"

const (
	// usualAPI is where Discord's interface is.
	usualAPI = "https://discord.com/api/v10"
	// finishTime is how long answers that are being written may take when the bot
	// is stopped.
	finishTime = 10 * time.Second
	// handleTime is how long one answer may take; Discord lets a deferred one be
	// edited for fifteen minutes, and nobody waits that long.
	handleTime = time.Minute
)

// Config is what a Bot is made of. Engine, Store and Token are required.
type Config struct {
	Engine *bot.Engine
	Store  knowledge.Store
	Token  string           // of the bot, without "Bot " before it
	API    string           // Discord's interface with its version; "" for the real one
	Shards string           // "from-to/of", such as "0-3/8", or "" for as many as Discord recommends
	Guilds []string         // the servers where /admin may be used
	Log    *slog.Logger     // nil: discards
	Client *http.Client     // nil: one with time limits
	Now    func() time.Time // nil: time.Now
}

// Bot is the bot on Discord.
type Bot struct {
	engine   *bot.Engine
	store    knowledge.Store
	log      *slog.Logger
	now      func() time.Time
	token    string
	guilds   []string
	shards   shardRange
	pause    time.Duration // between two identifies
	patience time.Duration // with a session that does not begin

	rest     *rest
	sessions *chat.Sessions
	acks     *chat.Queue // of what has to be said within three seconds
	queue    *chat.Queue // of what takes longer
	inbox    *chat.Inbox
	seen     *seen
	dropped  atomic.Int64 // events that had no room

	supervise *chat.Supervisor
	running   context.Context // of what nobody waits for; set by Run
	held      []*shard
	servers   guilds
	threads   threads
	self      atomic.Pointer[identity]
	once      sync.Once // registers the commands
}

// identity is who the bot is.
type identity struct {
	user        string
	application string
}

// New returns a Bot. It makes no connection.
func New(c Config) (*Bot, error) {
	token := strings.TrimPrefix(strings.TrimSpace(c.Token), "Bot ")
	if token == "" {
		return nil, errors.New(textNoToken)
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New(textOddToken)
	}
	shards, err := parseShards(c.Shards)
	if err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.API == "" {
		c.API = usualAPI
	}
	if u, err := url.Parse(c.API); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, errors.New(textOddAPI)
	}
	if c.Client == nil {
		c.Client = usualClient()
	}
	b := &Bot{
		engine: c.Engine, store: c.Store, log: c.Log, now: c.Now, token: token, guilds: c.Guilds, shards: shards, pause: identifyPause, patience: readyTime,
		rest:      newREST(c.API, token, c.Client, c.Log, c.Now),
		sessions:  chat.NewSessions(c.Store, c.Engine, c.Log, c.Now),
		seen:      newSeen(),
		supervise: &chat.Supervisor{Platform: Platform, Log: c.Log, Sleep: sleep},
	}
	b.acks = chat.NewQueue(chat.Bounds{Workers: ackWorkers, All: acksWaiting}, b.supervise)
	b.queue = chat.NewQueue(chat.Bounds{Workers: workers, All: waiting, PerChannel: perChannel, PerPerson: perPerson}, b.supervise)
	b.inbox = chat.NewInbox(c.Store, Platform, account(token), c.Now, b.supervise)
	return b, nil
}

// account is what the store calls the account of a token: the part of it that is not
// secret, where the token is of the usual form.
func account(token string) string {
	if id, _, ok := strings.Cut(token, "."); ok {
		return id
	}
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:8])
}

// Run is on Discord until ctx is done; answers that were promised by then are
// written within finishTime. It returns an error of one plain sentence when Discord
// will not have the bot: a wrong token, an intent that is not allowed, a number of
// shards that is too small. Whatever else goes wrong is tried again.
func (b *Bot) Run(ctx context.Context) error {
	end := b.open(ctx)
	err := b.connect(ctx)
	end()
	for _, s := range b.held {
		s.save(context.WithoutCancel(ctx)) // now that it is stored how far each event got
	}
	return err
}

// connect holds the shards' connections until ctx is done or one can't be had.
func (b *Bot) connect(ctx context.Context) error {
	plan, err := b.plan(ctx)
	if err != nil || plan == nil {
		return err
	}
	limit := plan.SessionStartLimit
	pace := newPacer(b.pause, limit.MaxConcurrency, limit.Remaining, limit.Total, time.Duration(limit.ResetAfter)*time.Millisecond)
	pace.share(ctx, b.store, "discord.identify."+account(b.token))
	shards := b.shards.of(plan.Shards)
	b.log.Info("connecting to Discord", "from", shards.from, "to", shards.to, "of", shards.count)
	group, ctx := errgroup.WithContext(ctx)
	for id := shards.from; id <= shards.to; id++ {
		s := &shard{bot: b, id: id, count: shards.count, gateway: plan.URL, pace: pace}
		b.held = append(b.held, s)
		group.Go(func() error { return s.run(ctx) })
	}
	return group.Wait()
}

// ready takes who the bot is from the first READY, and registers the commands.
func (b *Bot) ready(who identity) {
	if who.application == "" {
		who.application = who.user
	}
	if who.user == "" {
		return
	}
	b.self.Store(&who)
	b.once.Do(func() {
		b.log.Info("to add the bot to a server, open this address", "address", invite(who.application))
		b.background("registering commands", func(ctx context.Context) { b.register(ctx, who.application) })
		b.resume(b.running)
	})
}

// invite is where somebody adds the bot to a server, with the rights that it needs.
func invite(application string) string {
	const rights = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads |
		discordgo.PermissionEmbedLinks | discordgo.PermissionAttachFiles | discordgo.PermissionReadMessageHistory
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d", application, rights)
}
