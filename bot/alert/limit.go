package alert

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"quoth/bot"
	"quoth/knowledge"
)

// Limits are how fast a platform may be sent to.
type Limits struct {
	All     rate.Limit // messages a second over all, one after another
	Private rate.Limit // to one private chat
	Shared  rate.Limit // to one channel or group
	Burst   int        // messages at once to one chat; at least 1
}

// channel is a platform to deliver to.
type channel struct {
	bot.Sender
	limits Limits
	all    *rate.Limiter

	mu      sync.Mutex
	chats   map[string]*rate.Limiter // by chat; dropped when they are full again
	blocked map[string]time.Time     // chats that asked for a pause, until then
	until   time.Time                // the platform asked for a pause until then
}

func newChannel(s bot.Sender, l Limits) *channel {
	l.Burst = max(l.Burst, 1)
	return &channel{Sender: s, limits: l, all: rate.NewLimiter(l.All, 1), chats: map[string]*rate.Limiter{}, blocked: map[string]time.Time{}}
}

// manyChats is from how many chats on the limiters of those that were quiet for a
// while are dropped.
const manyChats = 4096

var errBlocked = errors.New("the platform asked for a pause")

// wait waits until the place may be sent to. It returns errBlocked when the
// platform asked for a pause, and ctx's error once ctx is done.
func (c *channel) wait(ctx context.Context, g *group, now func() time.Time) error {
	chat := c.chat(g, now())
	// The chat's turn counts from when the message goes, so the platform's turn
	// is waited for first.
	for !c.blockedUntil(g.place, now()).After(now()) {
		if err := until(ctx, chat, now()); err != nil {
			return err
		}
		if err := c.all.Wait(ctx); err != nil { // at once when the turn comes after ctx's deadline
			<-ctx.Done()
			return err
		}
		if !c.blockedUntil(g.place, now()).After(now()) && chat.AllowN(now(), 1) {
			return nil
		}
	}
	return errBlocked
}

// until waits until a limiter lets one more through, without taking it.
func until(ctx context.Context, l *rate.Limiter, now time.Time) error {
	missing := 1 - l.TokensAt(now)
	if missing <= 0 || l.Limit() == rate.Inf {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(missing / float64(l.Limit()) * float64(time.Second))):
		return nil
	}
}

// chat returns the limiter of a place's chat: the threads of a chat share it.
func (c *channel) chat(g *group, now time.Time) *rate.Limiter {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.chats[g.place.Chat]; l != nil {
		return l
	}
	if len(c.chats) >= manyChats {
		for chat, l := range c.chats {
			if l.TokensAt(now) >= float64(l.Burst()) {
				delete(c.chats, chat)
			}
		}
	}
	limit := c.limits.Shared
	for _, a := range g.rows {
		if g.subs[a.Subscription].Private {
			limit = c.limits.Private
		}
	}
	l := rate.NewLimiter(limit, c.limits.Burst)
	c.chats[g.place.Chat] = l
	return l
}

// block keeps the chat of a place, or the whole platform, from being sent to
// until then.
func (c *channel) block(p knowledge.Place, until time.Time, global bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if global {
		c.until = later(c.until, until)
	} else {
		c.blocked[p.Chat] = later(c.blocked[p.Chat], until)
	}
}

// blockedUntil is when a place may be sent to again; in the past when it may be
// now.
func (c *channel) blockedUntil(p knowledge.Place, now time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	until := c.blocked[p.Chat]
	if !until.After(now) {
		delete(c.blocked, p.Chat)
	}
	return later(until, c.until)
}
