// Package attempt keeps a thing that ends the program from ending it at every start.
//
// Before work on foreign bytes begins that is written down, and struck out when the work
// has come to an end, well or not. What was begun and never came to an end is what ended the
// program, or stood beside it: it is tried alone, so that what is innocent clears itself and
// what is not is found out. After [Limit] such attempts it is suspended, and tried alone again
// after an hour, a day, and then each week: what stood beside a row of kills by chance comes
// back by itself. A panic in the work is recovered, and is an attempt that did not come to an
// end; so is work that ended the process to which it was given.
package attempt

import (
	"cmp"
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

// waits are how long a thing is suspended after Limit attempts, after one more, and after
// each further one.
var waits = [...]time.Duration{time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}

// Kept is how long an attempt is remembered: what is not met again for so long is gone.
// It is longer than all waits.
const Kept = 30 * 24 * time.Hour

var (
	// ErrSuspended means that work on the thing is not begun for a while: see [Until].
	ErrSuspended = errors.New("suspended")
	// ErrFault means that the work panicked, or ended the process to which it was given,
	// which is in the log.
	ErrFault = errors.New("a fault in the program")
)

// suspension is an ErrSuspended.
type suspension struct {
	times int
	until time.Time
}

func (s suspension) Error() string {
	return fmt.Sprintf("the program ended %d times while it was worked on, so it is %v until %s", s.times, ErrSuspended, s.until.UTC().Format("2006-01-02 15:04 MST"))
}

func (s suspension) Unwrap() error { return ErrSuspended }

// Until is when work on what an error calls suspended may begin again; zero for
// another error.
func Until(err error) time.Time {
	s, _ := errors.AsType[suspension](err)
	return s.until
}

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
// ErrSuspended without having begun or after the fault that was one too many, ErrFault, or
// the store's error; what else came of the work, its error too, is work's to keep. work must
// not call Do.
func (g *Guard) Do(ctx context.Context, thing string, work func() error) error {
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
		_, suspended := g.Suspect(context.WithoutCancel(ctx), thing)
		return cmp.Or(suspended, err)
	}
	return g.End(context.WithoutCancel(ctx), thing)
}

// Suspect reports whether work on a thing has begun before and never came to an end; then
// it is to be done alone. It returns ErrSuspended when it is not to be done now. Suspect,
// Begin, Run and End are what Do does, for work whose end is elsewhere.
func (g *Guard) Suspect(ctx context.Context, thing string) (bool, error) {
	begun, err := g.store.Attempts(ctx, thing)
	if err != nil || begun.Times < Limit {
		return begun.Times > 0, err
	}
	wait := waits[min(begun.Times-Limit, len(waits)-1)]
	if since := g.now().Sub(begun.Last); since >= 0 && since < wait { // below zero, the clock was wrong then
		return true, suspension{begun.Times, begun.Last.Add(wait)}
	}
	return true, nil
}

// Begin writes down that work on a thing begins.
func (g *Guard) Begin(ctx context.Context, thing string) error {
	return g.store.BeginAttempt(ctx, thing, g.now())
}

// End strikes things out: the next attempt is the first again.
func (g *Guard) End(ctx context.Context, things ...string) error {
	return g.store.EndAttempts(ctx, things...)
}

// Run runs work and makes ErrFault of a panic. An error of work is returned if it wraps
// ErrFault; any other is work's to keep.
func (g *Guard) Run(thing string, work func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			g.log.Error("attempt: work panicked", "thing", thing, "panic", fmt.Sprint(fault), "stack", string(debug.Stack()))
			err = ErrFault
		}
	}()
	if err := work(); errors.Is(err, ErrFault) {
		g.log.Error("attempt: work failed", "thing", thing, "error", err)
		return ErrFault
	}
	return nil
}
