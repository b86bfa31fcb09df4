package alert

import (
	"cmp"
	"context"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"quoth/bot"
	"quoth/knowledge"
)

// manyChats is from how many chats on the limiters of those that were quiet for a
// while are dropped.
const manyChats = 4096

// wait waits until the place may be sent to.
func (c *channel) wait(ctx context.Context, g *group, now func() time.Time) error {
	c.mu.Lock()
	pause := c.until.Sub(now())
	chat := c.chat(g, now())
	c.mu.Unlock()
	if pause > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
	// The chat's turn counts from when the message goes, so the platform's turn
	// is waited for first.
	for {
		if err := until(ctx, chat, now()); err != nil {
			return err
		}
		if err := c.all.Wait(ctx); err != nil {
			return err
		}
		if chat.AllowN(now(), 1) {
			return nil
		}
	}
}

// until waits until a limiter lets one more through, without taking it.
func until(ctx context.Context, l *rate.Limiter, now time.Time) error {
	missing := 1 - l.TokensAt(now)
	if missing <= 0 || l.Limit() == rate.Inf {
		return nil
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

// block keeps a place, or the whole platform, from being sent to for as long as
// the platform asks, and returns until when.
func (c *channel) block(p knowledge.Place, w *bot.WaitError, now time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	until := now.Add(w.For)
	if w.Global {
		c.until = later(c.until, until)
	} else {
		c.blocked[p] = until
	}
	return until
}

// blockedUntil is when a place may be sent to again; in the past when it may be
// now.
func (c *channel) blockedUntil(p knowledge.Place, now time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	until := c.blocked[p]
	if !until.After(now) {
		delete(c.blocked, p)
	}
	return later(until, c.until)
}

// sortBest puts the stories that most outlets print first, then the older ones:
// how many print a story is the best sign of its weight that there is.
func sortBest(rows []knowledge.Alert) {
	slices.SortStableFunc(rows, func(a, b knowledge.Alert) int {
		return cmp.Or(cmp.Compare(b.Outlets, a.Outlets), cmp.Compare(a.ID, b.ID))
	})
}
