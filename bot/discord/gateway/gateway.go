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
// them. A [Client] runs the shards of one process: its part of all, for which it holds leases.
package gateway

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

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

// Leases shares the shards of an account among its processes; see package lease.
type Leases interface {
	Share(ctx context.Context, group string, items []string, work func(ctx context.Context, i int) error) error
	// Others reports whether another process takes part in a group.
	Others(group string) bool
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
	Leases    Leases
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
	Dial     Dial          // nil: over the network
}

// Dial makes the connection that a WebSocket runs over.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// Client holds the connections of one process. The functions of its Config are called by
// several goroutines, and must not block.
type Client struct{ Config }

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

// Run holds the connections of this process's part of some shards, as Discord advised in
// plan, until ctx is done. The zero Shards are as many as Discord recommends or, where other
// processes run, as they have. A *ClosedError is that Discord lets one of them connect no
// more; what else goes wrong is tried again.
func (c *Client) Run(ctx context.Context, plan discordgo.GatewayBotResponse, which Shards) error {
	if which.Count == 0 {
		which = c.agree(ctx, plan.Shards)
	}
	b := newBudget(c.Pause, plan.SessionStartLimit, time.Now())
	b.share(ctx, c.Store, "discord.identify."+c.Account)
	c.Log.InfoContext(ctx, "gateway: connections begun", "from", which.From, "to", which.To, "of", which.Count)
	return c.Leases.Share(ctx, c.group(which), c.leases(which), func(ctx context.Context, i int) error {
		s := &shard{Client: c, id: which.From + i, count: which.Count, address: plan.URL, budget: b}
		err := s.run(ctx)
		s.end(ctx)
		return err
	})
}

// agree is all shards of as many as other processes have, or else as Discord recommends.
func (c *Client) agree(ctx context.Context, recommended int) Shards {
	all := func(n int) Shards { return Shards{0, n - 1, n} }
	which := all(recommended)
	err := c.Store.ChangeState(ctx, "discord.shards."+c.Account, func(was string) (string, error) {
		if n, err := strconv.Atoi(was); err == nil && n > 0 && c.Leases.Others(c.group(all(n))) {
			which = all(n)
		}
		return strconv.Itoa(which.Count), nil
	})
	if err != nil {
		c.Supervise.Failed(ctx, "shards save", err)
	}
	return which
}

// group is what the processes that hold some of those shards share.
func (c *Client) group(which Shards) string {
	return fmt.Sprintf("discord %s shards %d-%d/%d", c.Account, which.From, which.To, which.Count)
}

// leases are those of shards, one for each.
func (c *Client) leases(which Shards) (names []string) {
	for id := which.From; id <= which.To; id++ {
		names = append(names, fmt.Sprintf("discord %s shard %d/%d", c.Account, id, which.Count))
	}
	return names
}

// Shards are those that processes connect: From to To, of Count in all.
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
