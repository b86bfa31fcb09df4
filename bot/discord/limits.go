package discord

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// perSecond is how many requests a second are made with the bot's token over a
	// longer time, and atOnce how many after a pause. In no second are there more than
	// both together: Discord allows 50.
	perSecond = 40
	atOnce    = 5
	// manyBuckets is from how many buckets on those that are full again are
	// dropped. Each interaction's token has one of its own.
	manyBuckets = 2048
	// sameWindow is how far two answers about one window may differ in when it ends.
	sameWindow = 500 * time.Millisecond
)

// limits is what is known of Discord's rate limits. It may be used by any number of
// goroutines; no lock is held while one waits.
type limits struct {
	all *rate.Limiter

	mu      sync.Mutex
	names   map[string]string // Discord's name of a route's bucket
	buckets map[string]*bucket
	pause   time.Time // nothing goes out before
}

// bucket is one rate limit: so many requests until it is full again.
type bucket struct {
	remaining int
	full      time.Time
	blocked   time.Time // nothing goes out before: Discord refused, and asked for it
	free      bool      // Discord says nothing of a limit
	// probe is closed when the first request of a new window is answered; nil
	// while none is on its way. The others wait for what it finds out.
	probe chan struct{}
}

func newLimits() *limits {
	return &limits{all: rate.NewLimiter(perSecond, atOnce), names: map[string]string{}, buckets: map[string]*bucket{}}
}

// key is the bucket of a call. Routes share one when Discord gives them the same
// name; the channel or the token counts by itself.
func (l *limits) key(c call) string {
	name, known := l.names[c.route]
	if !known {
		name = c.route
	}
	return name + "\x1f" + c.major
}

// enter waits for the turn of a call, or until ctx is done. A hasty call that would
// wait long gets a *waitError instead. leave is called when the call was answered.
func (l *limits) enter(ctx context.Context, c call) (leave func(), err error) {
	if c.unlimited {
		return func() {}, ctx.Err()
	}
	for leave == nil {
		t := l.take(c, time.Now())
		switch {
		case t.leave != nil:
			leave = t.leave
		case t.probe != nil:
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-t.probe:
			}
		case c.hasty && t.wait > shortWait:
			return nil, &waitError{c.what, t.wait, t.global}
		default:
			if err := sleep(ctx, t.wait); err != nil {
				return nil, err
			}
		}
	}
	if !c.anonymous {
		if err := l.all.Wait(ctx); err != nil {
			leave()
			return nil, err
		}
	}
	return leave, nil
}

// pass is what a call gets of its bucket: leave when it may go, else what to wait for.
type pass struct {
	leave  func()
	probe  <-chan struct{}
	wait   time.Duration
	global bool // everything has to wait
}

// take takes one from the bucket of a call, or says what to wait for.
func (l *limits) take(c call, now time.Time) pass {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d := l.pause.Sub(now); d > 0 && !c.anonymous {
		return pass{wait: d, global: true}
	}
	b := l.bucket(c, now)
	if d := b.blocked.Sub(now); d > 0 {
		return pass{wait: d}
	}
	switch {
	case b.free:
		return pass{leave: func() {}}
	case b.probe != nil:
		return pass{probe: b.probe}
	case b.full.After(now) && b.remaining <= 0:
		return pass{wait: b.full.Sub(now)}
	case b.full.After(now):
		b.remaining--
		return pass{leave: func() {}}
	}
	b.probe = make(chan struct{})
	return pass{leave: func() { l.probed(b) }}
}

// probed lets those go on who wait for the first request of a window.
func (l *limits) probed(b *bucket) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(b.probe)
	b.probe = nil
}

// learn reads the rate limit's headers of an answer.
func (l *limits) learn(c call, h http.Header, now time.Time) {
	if c.unlimited {
		return
	}
	remaining, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	after, err2 := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	full := now.Add(time.Duration(after * float64(time.Second)))
	l.mu.Lock()
	defer l.mu.Unlock()
	if name := h.Get("X-RateLimit-Bucket"); name != "" {
		l.names[c.route] = name
	}
	b := l.bucket(c, now)
	switch {
	case err != nil || err2 != nil:
		b.free = b.full.IsZero()
	case full.Sub(b.full).Abs() < sameWindow:
		// Answers come in any order: the smaller number is the later one.
		b.remaining, b.full = min(b.remaining, remaining), later(b.full, full)
	default:
		b.remaining, b.full, b.free = remaining, full, false
	}
}

// bucket returns the bucket of a call, a new one when there is none.
func (l *limits) bucket(c call, now time.Time) *bucket {
	key := l.key(c)
	b := l.buckets[key]
	if b == nil {
		l.prune(now)
		b = &bucket{}
		l.buckets[key] = b
	}
	return b
}

// block keeps a call's bucket from being used for a while, and with it everything when
// the limit is global.
func (l *limits) block(c call, d time.Duration, global bool, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	until := now.Add(d)
	if global {
		l.pause = later(l.pause, until)
	}
	b := l.bucket(c, now)
	b.blocked = later(b.blocked, until)
}

// prune drops the buckets that are full again once there are many.
func (l *limits) prune(now time.Time) {
	if len(l.buckets) < manyBuckets {
		return
	}
	for key, b := range l.buckets {
		if !later(b.full, b.blocked).After(now) && b.probe == nil {
			delete(l.buckets, key)
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sleep waits, or returns ctx's error when that is done first.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
