// Package discord is a Discord for tests: a real HTTP and WebSocket server on
// the loopback interface that keeps guilds, channels, members and messages, runs
// the gateway and the REST interface (API versions 9 and 10), and holds its
// client to Discord's documented rules.
//
// # From the bottom up
//
// [New] starts a [Discord]. [Discord.Guild], [Guild.Channel], [Channel.Thread] and
// [Discord.User] build the world; a [User] then does what people do in the client:
// [User.Say], [User.Slash], [User.Autocomplete], [User.Press], [User.Submit],
// [User.MessageCommand]. Each of the last five returns an [Interaction], whose
// answers can be waited for.
//
// The client under test is pointed at the server by [Discord.Client], whose
// transport sends every discord.com host to it, and by GET /gateway, which names
// its WebSocket address. No package variable is touched.
//
// The server refuses what Discord refuses, with Discord's codes: wrong tokens,
// privileged intents, missing rights, forms over the limits, answers that come too
// late or twice, requests over a rate limit. What a well-behaved client would never
// cause is kept as a [Violation]. Who a message would have notified is worked out
// from its content, its allowed_mentions and the rights of its author:
// [Discord.Pings].
//
// The server misbehaves on order: [Discord.Misbehave] for REST, [Shard] for the
// gateway.
//
// A [Spec], read from Discord's OpenAPI file, checks every REST body when it is
// given as Config.Spec.
package discord

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/bot/chattest/fault"
	"quoth/bot/chattest/network"
	"quoth/bot/chattest/record"
	"quoth/bot/chattest/signal"
)

// Config sets up a Discord. The zero value serves the token "test-token" with
// Discord's own figures.
type Config struct {
	Token string           // without "Bot "; "": "test-token"
	Name  string           // of the bot's user; "": "quoth"
	Now   func() time.Time // the server's clock, which must not call the server; nil: time.Now

	Shards         int           // recommended by GET /gateway/bot; 0: 1
	MaxConcurrency int           // shards that may identify in one IdentifyEvery; 0: 1
	IdentifyEvery  time.Duration // 0: Discord's 5 s
	Heartbeat      time.Duration // the interval in hello; 0: Discord's 41.25 s
	Privileged     int           // privileged intents that are switched on for the application

	Limits Limits // zero: Discord's

	// AnswerTime is how long an interaction waits for its first response; 0:
	// Discord's 3 s. A test of a crowd measures it instead, since on a slow
	// machine it says more of the machine than of the bot.
	AnswerTime time.Duration

	// Spec checks every REST request; nil checks none.
	Spec *Spec

	// Network is where the server listens; nil: on loopback.
	Network *network.Listener

	// Patience is for how long nothing may happen before a wait fails the test; 0:
	// 5 minutes.
	Patience time.Duration
}

// Limits are the rate limits of the REST interface.
type Limits struct {
	Off    bool // no limit at all, and no X-RateLimit headers
	Global int  // requests a second with the bot's token over all routes; 0: Discord's 50
}

// Discord is the server. Its methods may be called by any number of goroutines at
// the same time.
type Discord struct {
	t      testing.TB
	config Config
	server *httptest.Server
	client *http.Transport // to the server

	mu      sync.Mutex
	changed signal.Signal
	waiter  signal.Waiter
	shift   time.Duration // of the clock, by Advance
	lastID  uint64

	bot      *User
	guilds   []*Guild
	users    map[string]*User
	channels map[string]*Channel
	messages map[string]*Message

	commands     map[string][]*Command // by guild ID, "" for global
	interactions map[string]*Interaction
	byToken      map[string]*Interaction
	nonces       map[string]nonce

	sessions   []*session
	identifies []Identify
	resumes    []Resume
	refusals   refusals

	faults  fault.Orders
	log     record.Log[Request]
	buckets map[string]*bucket
	global  bucket
	pings   []Ping
}

// New starts a server that is closed at the end of the test.
func New(t testing.TB, c Config) *Discord {
	t.Helper()
	setDefault(&c.Token, "test-token")
	setDefault(&c.Name, "quoth")
	setDefault(&c.Shards, 1)
	setDefault(&c.MaxConcurrency, 1)
	setDefault(&c.IdentifyEvery, 5*time.Second)
	setDefault(&c.Heartbeat, 41250*time.Millisecond)
	setDefault(&c.AnswerTime, answerTime)
	setDefault(&c.Limits.Global, 50)
	setDefault(&c.Patience, signal.Patience)
	if c.Now == nil {
		c.Now = time.Now
	}
	d := &Discord{
		t: t, config: c,
		users:        map[string]*User{},
		channels:     map[string]*Channel{},
		messages:     map[string]*Message{},
		commands:     map[string][]*Command{},
		interactions: map[string]*Interaction{},
		byToken:      map[string]*Interaction{},
		nonces:       map[string]nonce{},
		buckets:      map[string]*bucket{},
	}
	d.waiter = signal.Waiter{Lock: &d.mu, Patience: c.Patience, Report: d.Report}
	d.bot = d.newUser(c.Name)
	d.bot.Bot = true
	d.server = network.Serve(c.Network, d.handler())
	d.client = &http.Transport{MaxConnsPerHost: connections, MaxIdleConnsPerHost: connections}
	if c.Network != nil {
		d.client.DialContext = c.Network.Dial
	}
	t.Cleanup(d.Stop)
	return d
}

func setDefault[T comparable](p *T, value T) {
	var zero T
	if *p == zero {
		*p = value
	}
}

// Stop closes every gateway connection and the server. It may be called twice.
func (d *Discord) Stop() {
	d.mu.Lock()
	for _, s := range d.sessions {
		if s.conn != nil {
			s.conn.cut()
		}
	}
	d.mu.Unlock()
	d.client.CloseIdleConnections()
	d.server.CloseClientConnections()
	d.server.Close()
}

// Token is the bot's token, without "Bot ".
func (d *Discord) Token() string { return d.config.Token }

// Bot is the user that the token belongs to. The application has the same ID.
func (d *Discord) Bot() *User { return d.bot }

// URL is the server's address: "http://127.0.0.1:port".
func (d *Discord) URL() string { return d.server.URL }

// Gateway is the address that GET /gateway names: "ws://127.0.0.1:port".
func (d *Discord) Gateway() string { return "ws" + strings.TrimPrefix(d.server.URL, "http") }

// Client returns a client that sends requests for Discord's hosts to the server.
// A request for any other host fails the test.
func (d *Discord) Client() *http.Client { return &http.Client{Transport: d.Transport()} }

// connections is how many the transport opens at most. To Discord itself requests
// share one, by HTTP/2.
const connections = 128

// Transport is the transport of Client.
func (d *Discord) Transport() http.RoundTripper {
	to, err := url.Parse(d.server.URL)
	if err != nil {
		d.t.Fatal(err)
	}
	return redirect{d, to}
}

type redirect struct {
	d  *Discord
	to *url.URL
}

func (r redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	host := req.URL.Hostname()
	if host != r.to.Hostname() && !isDiscord(host) {
		r.d.t.Errorf("the client asked for %s, which is no host of Discord's", host)
	}
	sent := req.Clone(req.Context())
	sent.URL.Scheme, sent.URL.Host = r.to.Scheme, r.to.Host
	sent.Host = r.to.Host
	return r.d.client.RoundTrip(sent)
}

func isDiscord(host string) bool {
	for _, own := range []string{"discord.com", "discord.gg", "discordapp.com", "discordapp.net"} {
		if host == own || strings.HasSuffix(host, "."+own) {
			return true
		}
	}
	return false
}

// Advance moves the server's clock forward. Interaction tokens and rate limits go
// by that clock.
func (d *Discord) Advance(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.shift += by
}

// Now is the server's time.
func (d *Discord) Now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now()
}

func (d *Discord) now() time.Time { return d.config.Now().Add(d.shift) }

// epoch is the first millisecond of Discord's snowflakes, in Unix milliseconds.
const epoch = 1420070400000

// newID makes the next snowflake.
func (d *Discord) newID() string {
	d.lastID = max(d.lastID+1, uint64(d.now().UnixMilli()-epoch)<<22)
	return strconv.FormatUint(d.lastID, 10)
}

// shardOf is the shard that an ID's events go to.
func shardOf(id string, shards int) int {
	n, _ := strconv.ParseUint(id, 10, 64)
	return int((n >> 22) % uint64(shards))
}

// await blocks until done, which is called with d.mu held, reports true. It fails
// the test when nothing happens for Config.Patience.
func (d *Discord) await(s *signal.Signal, what string, done func() bool) {
	d.t.Helper()
	d.waiter.Until(d.t, s, 0, what, func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return done()
	})
}

// Await blocks until the condition holds, looking again after every change of the
// server's state, and now and then, since a condition may read something else, such as
// a store. what names it for the failure message.
func (d *Discord) Await(what string, condition func() bool) {
	d.t.Helper()
	d.waiter.Until(d.t, &d.changed, 20*time.Millisecond, what, condition)
}
