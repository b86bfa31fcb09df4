// Package discord is the bot on Discord.
//
// # From the bottom up
//
// Four packages know Discord and nothing of Quoth: a [rest.Client] makes requests, a
// [gateway.Client] holds the connections over which events come, package event decodes
// them, and package markdown writes and reads what people see.
//
// An event is taken in and acknowledged within three seconds; what takes longer waits for
// its turn in the fair queue of package chat, and who finds it full is told so. Receipts
// are stored meanwhile, so that what was promised is answered after a restart, too.
//
// An interaction or a message becomes a [bot.Request]. Package message makes the
// [bot.Reply] a message of components, with all Markdown of the news made visible instead
// of executed, and buttons (button.go) whose meaning is kept in the store. [Bot.Sender] is
// the way of the alerts; those to a thread that somebody closed wait (thread.go), and those
// to a forum are posts (post.go).
//
// # The library
//
// What goes out, the codes and the constants are discordgo's. Its Session is not used.
// In v0.29 it can't be made to hold, as library_test.go shows: a reconnect order in place
// of READY locks it for good, an invalid session is answered by identifying again at once
// and without end, GUILD_CREATE without a guild panics in a goroutine of its own, it knows
// no resume_gateway_url, waits for a rate limit while holding a lock, and keeps every
// interaction's bucket for ever. Packages gateway and rest are as small as guarding it
// would be.
package discord

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
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

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/chat/session"
	"quoth/bot/discord/gateway"
	"quoth/bot/discord/rest"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/lease"
)

// Platform is the name of this adapter in a Place and a Person. A Place's Chat is
// the channel, the thread or the private channel; its Thread is always "", because
// a thread is a channel on Discord.
const Platform = "discord"

// intents are what becomes of servers and the bot in them, and messages in servers and in
// private chats. None is privileged: a message that mentions the bot, replies to it or
// comes to it alone brings its text without the message content intent.
const intents = discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages

const (
	// usualAPI is where Discord's interface is.
	usualAPI = "https://discord.com/api/v10"
	// finishTime is how long answers that are being written may take when the bot
	// is stopped.
	finishTime = 10 * time.Second
	// handleTime is how long one answer may take; Discord lets a deferred one be
	// edited for fifteen minutes, and nobody waits that long.
	handleTime = time.Minute
	// longestPause is the longest pause before Discord is asked again for what failed.
	longestPause = 2 * time.Minute
)

// Config is what a Bot is made of. Engine, Store and Token are required.
type Config struct {
	Engine *bot.Engine
	Store  knowledge.Store
	Token  string           // of the bot, without "Bot " before it
	API    string           // Discord's interface with its version; "" for the real one
	Shards string           // "from-to/of", such as "0-3/8", for those alone; "" for this process's part of as many as Discord recommends
	Guilds []string         // the servers where /admin may be used
	Log    *slog.Logger     // nil: discards
	Client *http.Client     // nil: one with time limits
	Now    func() time.Time // nil: time.Now
	Leases *lease.Keeper    // of this process; nil: one of its own

	IdentifyPause time.Duration // between two identifies of a shard; 0 for that of Discord, less for a server that has none
	Dial          gateway.Dial  // of the gateway; nil: over the network
}

// Bot is the bot on Discord.
type Bot struct {
	engine   *bot.Engine
	store    knowledge.Store
	log      *slog.Logger
	now      func() time.Time
	token    string
	guilds   []string
	shards   gateway.Shards
	gateway  *gateway.Client
	rest     *rest.Client
	sessions *session.Sessions
	leases   *lease.Keeper
	acks     *chat.Queue // of what has to be said within three seconds
	queue    *chat.Queue // of what takes longer
	inbox    *chat.Inbox
	seen     *seen
	dropped  atomic.Int64  // events that had no room
	ackTime  time.Duration // how long an acknowledgement is tried
	ending   chat.Ending

	supervise *chat.Supervisor
	running   context.Context // of what no answer waits for; set by Run
	tasks     sync.WaitGroup  // what is done in the background
	servers   guilds
	channels  channels
	self      atomic.Pointer[gateway.Identity]
	once      sync.Once // registers the commands
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
	shards, ok := gateway.ParseShards(c.Shards)
	if !ok {
		return nil, fmt.Errorf(textShards, c.Shards)
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
		c.Client = rest.HTTPClient()
	}
	if c.Leases == nil {
		c.Leases = lease.New(lease.Config{Store: c.Store, Log: c.Log})
	}
	b := &Bot{
		engine: c.Engine, store: c.Store, leases: c.Leases, log: c.Log, now: c.Now, token: token, guilds: c.Guilds, shards: shards,
		rest:     rest.New(rest.Config{API: c.API, Token: token, Client: c.Client, Log: c.Log, Now: c.Now, Codes: failures}),
		sessions: session.New(c.Store, c.Engine, c.Log, c.Now, chat.Leave),
		seen:     newSeen(), ackTime: ackTime, ending: chat.Ending{Grace: finishTime, Unwind: unwindTime},
		supervise: &chat.Supervisor{Platform: Platform, Log: c.Log, Sleep: chat.Sleep},
	}
	if user := userOf(token); user != "" {
		b.known(gateway.Identity{User: user})
	}
	b.acks = chat.NewQueue(chat.Bounds{Workers: ackWorkers, All: acksWaiting}, b.supervise)
	b.queue = chat.NewQueue(chat.Bounds{Workers: workers, All: waiting, PerChannel: perChannel, PerPerson: perPerson}, b.supervise)
	b.inbox = chat.NewInbox(c.Store, Platform, account(token), c.Leases.Holder(), c.Now, b.supervise)
	b.gateway = gateway.New(gateway.Config{
		Token: token, Account: account(token), Store: c.Store, Leases: c.Leases, Intents: intents, Presence: text.Printer{}.Say("discord.presence"), Log: c.Log, Supervise: b.supervise, Pause: c.IdentifyPause, Dial: c.Dial,
		Known: b.known, Ready: b.ready, Receive: b.receive,
	})
	return b, nil
}

// Load is how much there is to do.
func (b *Bot) Load() chat.Load {
	return chat.Load{Waiting: b.acks.Len() + b.queue.Len(), Refused: b.rest.Refused()}
}

// account is what the store calls the account of a token: the part of it that is not
// secret, where the token is of the usual form.
func account(token string) string {
	if id, _, ok := strings.Cut(token, "."); ok {
		return id
	}
	return digest(token)[:16]
}

// userOf is the number of the bot's user, which a token of the usual form begins with, in
// base64; "" for another. A process that only sends is never told it.
func userOf(token string) string {
	user, err := base64.RawStdEncoding.DecodeString(account(token))
	if err != nil || len(user) == 0 || strings.Trim(string(user), "0123456789") != "" {
		return ""
	}
	return string(user)
}

// digest is a name of the same length for whatever text.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Run is on Discord until ctx is done; answers that were promised by then are
// written within finishTime. It returns an error of one plain sentence when Discord
// will not have the bot: a wrong token, an intent that is not allowed, a number of
// shards that is too small. Whatever else goes wrong is tried again.
//
// Several processes over one store share the shards: each holds an equal part of them.
func (b *Bot) Run(ctx context.Context) error {
	defer b.leases.Open(ctx)()
	end := b.open(ctx)
	err := b.connect(ctx)
	end()
	return err
}

// connect is connected to the gateway until ctx is done or a connection can't be had.
func (b *Bot) connect(ctx context.Context) error {
	plan, err := b.plan(ctx)
	if err != nil || plan == nil {
		return err
	}
	err = b.gateway.Run(ctx, *plan, b.shards)
	var closed *gateway.ClosedError
	if errors.As(err, &closed) {
		return errors.New(fatalCloses[closed.Code])
	}
	return err
}

// plan asks how to connect. It returns nil when ctx is done first.
func (b *Bot) plan(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	for failures := 0; ; failures++ {
		var p discordgo.GatewayBotResponse
		err := b.rest.Do(ctx, rest.Call{What: "asking for the gateway", Method: http.MethodGet, Path: "/gateway/bot", Route: "gateway", Into: &p, Patience: rest.ShortWait})
		var refusal *rest.Error
		switch {
		case err == nil && p.URL != "":
			p.Shards = max(p.Shards, 1)
			return &p, nil
		case ctx.Err() != nil:
			return nil, nil
		case errors.As(err, &refusal) && refusal.Status == http.StatusUnauthorized:
			return nil, errors.New(textWrongToken)
		}
		pause := min(chat.Backoff(failures+2), longestPause)
		b.log.WarnContext(ctx, "discord: gateway request failed", "error", err, "again_in", pause.Round(time.Millisecond))
		if chat.Sleep(ctx, pause) != nil {
			return nil, nil
		}
	}
}

// known takes who the bot is.
func (b *Bot) known(who gateway.Identity) {
	if who.Application == "" {
		who.Application = who.User
	}
	if who.User != "" {
		b.self.Store(&who)
	}
}

// ready registers the commands, and takes up what is unfinished, when it is known who the
// bot is and a session has begun.
func (b *Bot) ready() {
	who := b.self.Load()
	if who == nil {
		return
	}
	b.once.Do(func() {
		b.log.Info("discord: invitation made", "address", invite(who.Application))
		b.background("command registration", func(ctx context.Context) { b.register(ctx, who.Application) })
		b.resume(b.running)
		b.background("claiming", func(ctx context.Context) { b.inbox.KeepClaiming(ctx, b.resume) })
	})
}

// invite is where somebody adds the bot to a server, with the rights that it needs.
func invite(application string) string {
	const rights = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads | discordgo.PermissionCreatePublicThreads |
		discordgo.PermissionEmbedLinks | discordgo.PermissionAttachFiles | discordgo.PermissionReadMessageHistory
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d", application, rights)
}
