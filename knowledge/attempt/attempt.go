// Package attempt keeps a thing that ends the program from ending it at every start.
//
// Before work on foreign bytes begins that is written down, and struck out when the work
// has come to an end, well or not. What was begun and never came to an end is what ended the
// program, or stood beside it: it is tried alone, so that what is innocent clears itself and
// what is not is found out. After [Limit] such attempts it is not tried any more. A panic
// in the work is recovered, and is an attempt that did not come to an end.
package attempt

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"quoth/knowledge"
)

// Limit is how often work on a thing is begun that never comes to an end: once may be an
// accident, and twice one that happened to another thing beside it.
const Limit = 3

// Kept is how long an attempt is remembered: what is not met again for so long is gone.
const Kept = 30 * 24 * time.Hour

var (
	// ErrSetAside means that work on the thing is not begun any more.
	ErrSetAside = fmt.Errorf("the program ended %d times while it was worked on, so it is set aside", Limit)
	// ErrPanicked means that the work panicked, which is in the log.
	ErrPanicked = errors.New("a fault in the program")
)

// Guard lets work begin. It may be used by any number of goroutines at the same time.
type Guard struct {
	store knowledge.Attempts
	log   *slog.Logger
	now   func() time.Time
	alone sync.RWMutex // held for writing by work on what has not come to an end before
}

// New returns a Guard. A nil log discards; a nil now is time.Now.
func New(store knowledge.Attempts, log *slog.Logger, now func() time.Time) *Guard {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if now == nil {
		now = time.Now
	}
	return &Guard{store: store, log: log, now: now}
}

// Do runs work on a thing, which is named by its kind and number or address. It returns
// ErrSetAside without having begun, ErrPanicked, or the store's error; what came of the
// work is work's to keep. work must not call Do.
func (g *Guard) Do(ctx context.Context, thing string, work func()) error {
	suspect, err := g.Suspect(ctx, thing)
	if err != nil {
		return err
	}
	if suspect {
		g.alone.Lock()
		defer g.alone.Unlock()
	} else {
		g.alone.RLock()
		defer g.alone.RUnlock()
	}
	if err := g.Begin(ctx, thing); err != nil {
		return err
	}
	if err := g.Run(thing, work); err != nil {
		return err
	}
	return g.End(context.WithoutCancel(ctx), thing)
}

// Suspect reports whether work on a thing has begun before and never came to an end; then
// it is to be done alone. Suspect, Begin, Run and End are what Do does, for work
// whose end is elsewhere.
func (g *Guard) Suspect(ctx context.Context, thing string) (bool, error) {
	times, err := g.store.Attempts(ctx, thing)
	if err == nil && times >= Limit {
		err = ErrSetAside
	}
	return times > 0, err
}

// Begin writes down that work on a thing begins.
func (g *Guard) Begin(ctx context.Context, thing string) error {
	return g.store.BeginAttempt(ctx, thing, g.now())
}

// End strikes things out: the next attempt is the first again.
func (g *Guard) End(ctx context.Context, things ...string) error {
	return g.store.EndAttempts(ctx, things...)
}

// Run runs work and makes ErrPanicked of a panic.
func (g *Guard) Run(thing string, work func()) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			g.log.Error("attempt: work panicked", "thing", thing, "panic", fmt.Sprint(fault), "stack", string(debug.Stack()))
			err = ErrPanicked
		}
	}()
	work()
	return nil
}
