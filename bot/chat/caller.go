package chat

import (
	"context"
	"math/rand/v2"
	"time"

	"quoth/bot/chat/limit"
)

// tries is how often a call is made that fails for a reason that may pass: with the
// pauses of Backoff that is about four seconds.
const tries = 5

// AlertPatience is how long an alert waits for its turn before it is put back: it can be
// sent later. A platform that takes 30 messages a second is sent by then what package
// alert has in memory.
const AlertPatience = 40 * time.Second

// AnswerPatience is how long an answer waits for its turn before its job is put back into
// the queue.
const AnswerPatience = time.Minute

// Backoff is the pause after the n-th failure in a row, from 0 on: a quarter of a second,
// twice as long each time, and up to half as much again by chance.
func Backoff(n int) time.Duration {
	d := 250 * time.Millisecond << min(n, 10)
	return d + rand.N(d/2)
}

// Caller makes the calls to one platform. It is the one road out for answers and alerts
// alike: a call goes when the limits allow it, and not at all where the bot was refused a
// short time ago or while the platform refuses everything; one that failed is made again
// when that may help: once at most when it may have been carried out. It may be used by any number of goroutines.
type Caller struct {
	Limiter  *limit.Limiter
	Refusals *limit.Refusals
	Budget   *limit.Budget             // of the calls that the platform counts as abuse
	Backoff  func(n int) time.Duration // the pause after the n-th failure in a row
}

// Request is a call with how it is made.
type Request struct {
	limit.Call
	// Places are where it writes, for the memory of refusals: one that is refused tells
	// of the last of them alone, one that is carried out of them all.
	Places []string
	Once   bool // it is not made again when it may have been carried out
	// Make makes the call once. It returns what the answer tells of the last of the
	// call's limits.
	Make func(ctx context.Context) (limit.Window, error)
}

// Do makes a call until it is carried out, or refused in a way that lasts. Its errors are
// those of Make, a *bot.WaitError when it did not come to a call in time, and ctx's. The
// worker that the job of ctx runs on goes on with other jobs meanwhile.
func (c *Caller) Do(ctx context.Context, r Request) error {
	return Yield(ctx, func() error {
		unknown := false
		for n := 0; ; n++ {
			err := c.Try(ctx, r)
			if err == nil || n+1 >= tries {
				return err
			}
			f := Classify(err)
			var pause time.Duration
			switch f.Class {
			case NotNow, Down:
				if f.Wait == 0 || r.Patience > 0 && f.Wait > r.Patience {
					return err
				}
				if len(r.Limits) == 0 { // no limit holds it back
					pause = f.Wait
				}
			case Passing:
				pause = c.Backoff(n)
			case Unknown:
				if r.Once || unknown { // twice harms nobody, and five times does
					return err
				}
				unknown, pause = true, c.Backoff(n)
			default:
				return err
			}
			if Sleep(ctx, pause) != nil {
				return err
			}
		}
	})
}

// Try makes a call once, when it is its turn, and draws the conclusions. It is for a call
// that its caller makes again after pauses of its own.
func (c *Caller) Try(ctx context.Context, r Request) error {
	if err := c.Refusals.At(r.Places...); err != nil {
		return err
	}
	permit, err := c.Limiter.Wait(ctx, r.Call)
	if err != nil {
		return err
	}
	var window limit.Window
	taken := false
	defer func() { permit.Done(taken, window) }()
	if err := c.Refusals.Try(r.Places...); err != nil { // it was refused to another meanwhile
		return err
	}
	window, err = r.Make(ctx)
	taken = c.conclude(r, err)
	return err
}

// conclude draws the conclusions of an answer, before those who wait for it go on. It
// reports whether the platform took the call.
func (c *Caller) conclude(r Request, err error) (taken bool) {
	if err == nil {
		c.Refusals.Clear(r.Places...)
		return true
	}
	f := Classify(err)
	switch f.Class {
	case NotNow:
		blocked := f.Limit
		if blocked == nil && len(r.Limits) > 0 {
			blocked = &r.Limits[len(r.Limits)-1]
		}
		if blocked != nil {
			c.Limiter.Block(*blocked, f.Wait)
		}
	case Down:
		c.Limiter.Trip(f.Wait)
	case Forbidden:
		if n := len(r.Places); n > 0 {
			c.Refusals.Note(r.Places[n-1], err)
		}
	}
	if f.Abuse {
		if rest := c.Budget.Spend(time.Now()); rest > 0 {
			c.Limiter.Trip(rest)
		}
	}
	return f.Class == Lasting || f.Class == Forbidden
}

// Sleep waits, or returns ctx's error when that is done first.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
