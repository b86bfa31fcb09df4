// Package limit holds calls to a platform back: until its rate limits allow them
// ([Limiter]), where it refused the bot a short time ago ([Refusals]), and when it has
// refused too many ([Budget]).
package limit

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"

	"quoth/bot"
)

// Priority says which of the calls that wait for one limit goes first.
type Priority int

const (
	// Acknowledgement is the first word to a pressed button or a command.
	Acknowledgement Priority = iota
	// Answer is what somebody waits for.
	Answer
	// Alert is what nobody asked for just now.
	Alert
	// Other is what nobody misses: "typing…".
	Other
)

// Limit is a rate limit of a platform. Calls that name the same Name and Scope share it.
type Limit struct {
	Name  string // "all", or a route
	Scope string // the chat or the token that is counted by itself; "" for none
	// Calls is how many may be made in any Window, counted from their answers. 0 is a
	// limit that the platform's answers tell (see Window): of a new window one call goes
	// ahead and the others wait for what it finds out. Below 0 there is no limit until
	// Block sets one, after which one call goes ahead as well.
	Calls  int
	Window time.Duration
}

// Window is what an answer says of a limit whose Calls are 0.
type Window struct {
	Left  int           // calls that may still be made
	Reset time.Duration // until it is full again; 0 when the answer says nothing of a limit
	// Until is when that is by the platform's own clock. It tells one window from another
	// however long the answer was on its way.
	Until time.Time
}

// Call is a call to a platform as its limits see it.
type Call struct {
	Limits   []Limit
	Priority Priority
	// Patience is the longest that the call waits for its turn; 0 for as long as its
	// context lasts.
	Patience time.Duration
	// Open is set for a call that the platform holds open until something comes: it passes
	// the circuit, and nothing waits for its answer.
	Open bool
}

// Limiter holds the calls to one platform back until its limits allow them. Of those
// that could go, the one of the highest priority goes first, and among equals the one
// that came first; one that its own chat holds back holds up no other. It may be used
// by any number of goroutines.
type Limiter struct {
	mu      sync.Mutex
	circuit bucket // every call passes it
	trips   int    // of the circuit in a row
	buckets map[string]*bucket
	many    int       // from how many buckets on those that hold nobody back are dropped
	waiting []*waiter // by priority, then by their coming
	timer   *time.Timer
}

// waiter is a call that waits.
type waiter struct {
	Call
	buckets []*bucket
	granted chan struct{} // closed when it may go
}

// manyBuckets is how many buckets are kept at least.
const manyBuckets = 2048

// NewLimiter returns a Limiter that knows of no limit yet.
func NewLimiter() *Limiter {
	l := &Limiter{circuit: bucket{calls: -1, global: true}, buckets: map[string]*bucket{}, many: manyBuckets}
	l.timer = time.AfterFunc(math.MaxInt64, l.tick)
	return l
}

// Wait waits until a call may be made. Its errors are ctx's, and a *bot.WaitError that is
// Untried when the call's turn does not come within its patience.
func (l *Limiter) Wait(ctx context.Context, c Call) (*Permit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w, err := l.enter(c)
	if err != nil {
		return nil, err
	}
	var over <-chan time.Time
	if c.Patience > 0 {
		t := time.NewTimer(c.Patience)
		defer t.Stop()
		over = t.C
	}
	select {
	case <-w.granted:
		return &Permit{l, w}, nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-over:
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	n := slices.Index(l.waiting, w)
	if n < 0 { // it was granted just now
		return &Permit{l, w}, nil
	}
	l.waiting = slices.Delete(l.waiting, n, n+1)
	if err == nil {
		err = l.tooLong(w, time.Now())
	}
	return nil, err
}

// enter lets a call go or wait, unless it would wait for longer than its patience.
func (l *Limiter) enter(c Call) (*waiter, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	w := &waiter{Call: c, buckets: []*bucket{&l.circuit}, granted: make(chan struct{})}
	if len(l.buckets) >= l.many {
		l.prune(now)
	}
	for _, limit := range c.Limits {
		w.buckets = append(w.buckets, l.bucket(limit))
	}
	if at := w.opens(now); c.Patience > 0 && at != never && at.Sub(now) > c.Patience {
		return nil, l.tooLong(w, now)
	}
	n := slices.IndexFunc(l.waiting, func(other *waiter) bool { return other.Priority > c.Priority })
	if n < 0 {
		n = len(l.waiting)
	}
	l.waiting = slices.Insert(l.waiting, n, w)
	l.grant(now)
	return w, nil
}

// tooLong is the error of a call that would have to wait too long.
func (l *Limiter) tooLong(w *waiter, now time.Time) error {
	wait := &bot.WaitError{For: w.Patience, Untried: true}
	for _, b := range w.buckets {
		if at := b.opens(now); at != never && at.Sub(now) > wait.For {
			wait.For, wait.Global = at.Sub(now), b.global
		}
	}
	return wait
}

func (l *Limiter) tick() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.grant(time.Now())
}

// grant lets those go whose turn it is, and looks again when that of the next may come.
func (l *Limiter) grant(now time.Time) {
	next := never
	l.waiting = slices.DeleteFunc(l.waiting, func(w *waiter) bool {
		at := w.opens(now)
		if at.After(now) {
			if at.Before(next) {
				next = at
			}
			return false
		}
		w.take(now)
		close(w.granted)
		return true
	})
	if next != never {
		l.timer.Reset(next.Sub(now))
	}
}

// opens is when all limits of a call let one through; never while a call that is on its
// way has to be answered first.
func (w *waiter) opens(now time.Time) time.Time {
	at := now
	for _, b := range w.buckets {
		at = later(at, b.opens(now))
	}
	return at
}

// take counts a call on its way. One that is held open is no reason for others to wait.
func (w *waiter) take(now time.Time) {
	for _, b := range w.buckets {
		if !w.Open {
			b.take(now)
		}
	}
}

// bucket returns the count of a limit.
func (l *Limiter) bucket(limit Limit) *bucket {
	key := limit.Name + "\x1f" + limit.Scope
	b := l.buckets[key]
	if b == nil {
		b = &bucket{calls: limit.Calls, window: limit.Window, global: limit.Scope == ""}
		l.buckets[key] = b
	}
	return b
}

// prune drops the counts that hold nobody back.
func (l *Limiter) prune(now time.Time) {
	used := map[*bucket]bool{}
	for _, w := range l.waiting {
		for _, b := range w.buckets {
			used[b] = true
		}
	}
	for key, b := range l.buckets {
		if b.idle(now) && !used[b] {
			delete(l.buckets, key)
		}
	}
	l.many = max(manyBuckets, 2*len(l.buckets))
}

// Block lets no call of a limit go for a time.
func (l *Limiter) Block(limit Limit, d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, b := time.Now(), l.bucket(limit)
	b.lower(now)
	b.block(now.Add(d))
	b.raised = later(b.raised, b.blocked)
}

// Permit is leave to make one call. Done has to be called when it was answered.
type Permit struct {
	l *Limiter
	w *waiter
}

// Done says that a call was answered. taken reports whether the platform took it, in
// whatever way it answered it then: a call that it refused for a limit, or did not
// answer, says nothing about the end of a pause.
func (p *Permit) Done(taken bool, w Window) {
	l := p.l
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if taken && l.circuit.probing {
		l.trips = 0
	}
	for n, b := range p.w.buckets {
		if !p.w.Open {
			b.answered(now)
		}
		if taken && !b.blocked.After(now) {
			b.probing = false
		}
		if n == len(p.w.buckets)-1 && b.calls == 0 {
			b.learn(now, taken, w)
		}
	}
	l.grant(now)
}

// bucket is the count of one limit.
type bucket struct {
	calls  int // as in Limit
	window time.Duration
	global bool // it holds more than one chat

	out     int         // calls that are on their way
	back    []time.Time // when calls that were answered stop counting, the first one first
	left    int         // calls of the window
	ends    time.Time   // of that window
	until   time.Time   // the same by the platform's clock
	free    bool        // the platform tells of no limit
	blocked time.Time   // no call goes before
	probing bool        // after that one call goes ahead

	fewer   int       // than calls are made in a window, since others make calls, too
	lowered time.Time // when that became more last
	raised  time.Time // when it became less last
}

// eased is how many windows it takes until one call more is made in a window, after the
// platform refused some because others make calls, too.
const eased = 4

// share is how many calls may be made in a window: all that the limit allows, or, of one that the
// whole bot has, what its other processes leave. A refusal halves it, and then it grows by one call at a
// time, so that all of them come to like shares (Chiu and Jain, Analysis of the Increase and
// Decrease Algorithms for Congestion Avoidance in Computer Networks, 1989).
func (b *bucket) share(now time.Time) int {
	if steps := int(now.Sub(b.raised) / (eased * b.window)); steps > 0 && b.fewer > 0 {
		b.fewer = max(0, b.fewer-steps)
		b.raised = b.raised.Add(time.Duration(steps) * eased * b.window)
	}
	return b.calls - b.fewer
}

// lower halves the share, once for all calls that were on their way together.
func (b *bucket) lower(now time.Time) {
	if b.calls <= 0 || !b.global || now.Sub(b.lowered) < b.window {
		return
	}
	b.fewer = b.calls - max(1, b.share(now)/2)
	b.lowered = now
}

// never is when nothing but an answer opens a limit.
var never = time.Unix(1<<40, 0)

// opens is when the limit lets a call through: now, or later.
func (b *bucket) opens(now time.Time) time.Time {
	for len(b.back) > 0 && !b.back[0].After(now) {
		b.back = b.back[1:]
	}
	switch {
	case b.blocked.After(now):
		return b.blocked
	case b.calls > 0 && b.out+len(b.back) < b.share(now):
		return now
	case b.calls > 0 && len(b.back) > 0:
		return b.back[0]
	case b.calls > 0:
		return never
	case b.calls < 0 && !b.probing, b.free:
		return now
	case b.ends.After(now) && b.left > 0:
		return now
	case b.ends.After(now):
		return b.ends
	case b.out > 0:
		return never
	}
	return now
}

func (b *bucket) take(now time.Time) {
	b.out++
	if b.ends.After(now) {
		b.left--
	}
}

func (b *bucket) answered(now time.Time) {
	b.out--
	if b.calls > 0 {
		b.back = append(b.back, now.Add(b.window))
	}
}

// sameWindow is how far two answers about one window may differ in when it ends.
const sameWindow = 500 * time.Millisecond

// learn reads what an answer tells of the limit. Answers come in any order.
func (b *bucket) learn(now time.Time, taken bool, w Window) {
	switch newer := w.Until.Sub(b.until); {
	case w.Reset <= 0:
		b.free = b.free || taken && b.ends.IsZero()
	case newer > sameWindow:
		// What is still on its way may count in the new window.
		b.left, b.ends, b.until, b.free = w.Left-b.out, now.Add(w.Reset), w.Until, false
	case newer > -sameWindow:
		b.left, b.ends = min(b.left, w.Left), later(b.ends, now.Add(w.Reset))
	}
}

func (b *bucket) block(until time.Time) {
	b.blocked = later(b.blocked, until)
	b.probing = true
}

// idle reports whether nothing is known of the limit that matters now.
func (b *bucket) idle(now time.Time) bool {
	return b.out == 0 && (b.calls <= 0 || b.share(now) == b.calls) && !(b.probing && b.calls < 0) && !later(b.blocked, b.ends).After(now) && !slices.ContainsFunc(b.back, now.Before)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
