// Package gateway is a client of Discord's gateway, over which events come
// (discord.com/developers/docs/events/gateway). It knows nothing of what the events are
// about.
//
// # From the bottom up
//
// A stream reads the events of a connection. A connection says hello, identifies or
// resumes, beats, and hands events on. A shard holds one connection after the other: a
// session goes on over a connection that broke and, kept in the store, over a process that
// ended. A budget spaces the identifies of all shards of all processes as Discord wants
// them. A [Client] runs the shards of one process.
package gateway

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/errgroup"

	"quoth/bot/chat"
)

// Store keeps named values, which all processes of an account share.
type Store interface {
	State(ctx context.Context, name string) (string, error)
	SetState(ctx context.Context, name, value string) error
	// ChangeState sets a value to what change makes of it. No other process changes it
	// meanwhile.
	ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error
}

// Identity is who the bot is.
type Identity struct {
	User        string
	Application string
}

// Config is what a Client is made of. All of it is required but for the times.
type Config struct {
	Token     string
	Account   string // what the store calls the account of the token; no secret
	Store     Store
	Intents   discordgo.Intent
	Presence  string // the status that people see
	Log       *slog.Logger
	Supervise *chat.Supervisor

	// Known is called when it is known who the bot is, before the first event.
	Known func(Identity)
	// Ready is called when a session has begun or goes on.
	Ready func()
	// Receive takes an event other than those of the session itself. done is to be called
	// once the event need not come again after a restart.
	Receive func(name string, data []byte, done func())

	Pause    time.Duration // between two identifies that may not stand side by side; 0: IdentifyPause
	Patience time.Duration // with a session that does not begin; 0: a minute
}

// Client holds the connections of one process. The functions of its Config are called by
// several goroutines, and must not block.
type Client struct {
	Config
	shards []*shard
}

// New returns a Client without a connection.
func New(c Config) *Client {
	if c.Pause == 0 {
		c.Pause = IdentifyPause
	}
	if c.Patience == 0 {
		c.Patience = readyTime
	}
	return &Client{Config: c}
}

// Run holds the connections of some shards, as Discord advised in plan, until ctx is done.
// A *ClosedError is that Discord lets one of them connect no more; what else goes wrong is
// tried again.
func (c *Client) Run(ctx context.Context, plan discordgo.GatewayBotResponse, which Shards) error {
	b := newBudget(c.Pause, plan.SessionStartLimit, time.Now())
	b.share(ctx, c.Store, "discord.identify."+c.Account)
	c.Log.InfoContext(ctx, "gateway: connections begun", "from", which.From, "to", which.To, "of", which.Count)
	group, ctx := errgroup.WithContext(ctx)
	for id := which.From; id <= which.To; id++ {
		s := &shard{Client: c, id: id, count: which.Count, address: plan.URL, budget: b}
		c.shards = append(c.shards, s)
		group.Go(func() error { return s.run(ctx) })
	}
	return group.Wait()
}

// Save stores how far the sessions got, for a later process to resume them from there. It
// is called once more when Run has returned and every event that came is done.
func (c *Client) Save(ctx context.Context) {
	for _, s := range c.shards {
		s.save(ctx)
	}
}

// Shards are those that a process connects: From to To, of Count in all.
type Shards struct{ From, To, Count int }

// ParseShards reads "from-to/of". "" is the zero Shards.
func ParseShards(s string) (r Shards, ok bool) {
	if s == "" {
		return r, true
	}
	var rest string
	n, _ := fmt.Sscanf(s+" .", "%d-%d/%d %s", &r.From, &r.To, &r.Count, &rest)
	return r, n == 4 && rest == "." && r.From >= 0 && r.To >= r.From && r.To < r.Count
}

// Or returns all of as many shards as Discord recommends in place of the zero Shards.
func (r Shards) Or(recommended int) Shards {
	if r.Count == 0 {
		return Shards{0, recommended - 1, recommended}
	}
	return r
}
