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
	// perSecond is how many requests a second are made with the bot's token:
	// Discord allows 50 over all.
	perSecond = 45
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
}

func newLimits() *limits {
	return &limits{all: rate.NewLimiter(perSecond, perSecond), names: map[string]string{}, buckets: map[string]*bucket{}}
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

// wait waits for the turn of a call, or until ctx is done. A hasty call that would
// wait long gets a *waitError instead.
func (l *limits) wait(ctx context.Context, c call) error {
	if c.unlimited {
		return ctx.Err()
	}
	for {
		d, global := l.take(c, time.Now())
		if d <= 0 {
			break
		}
		if c.hasty && d > shortWait {
			return &waitError{c.what, d, global}
		}
		if err := sleep(ctx, d); err != nil {
			return err
		}
	}
	if c.anonymous {
		return nil
	}
	return l.all.Wait(ctx)
}

// take takes one from the bucket of a call, or says how long to wait for it, and
// whether everything has to wait.
func (l *limits) take(c call, now time.Time) (wait time.Duration, global bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d := l.pause.Sub(now); d > 0 && !c.anonymous {
		return d, true
	}
	b := l.buckets[l.key(c)]
	if b == nil || !b.full.After(now) {
		return 0, false
	}
	if b.remaining <= 0 {
		return b.full.Sub(now), false
	}
	b.remaining--
	return 0, false
}

// learn reads the rate limit's headers of an answer.
func (l *limits) learn(c call, h http.Header, now time.Time) {
	remaining, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	after, err2 := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	if err != nil || err2 != nil || c.unlimited {
		return
	}
	full := now.Add(time.Duration(after * float64(time.Second)))
	l.mu.Lock()
	defer l.mu.Unlock()
	if name := h.Get("X-RateLimit-Bucket"); name != "" {
		l.names[c.route] = name
	}
	key := l.key(c)
	if b := l.buckets[key]; b != nil && full.Sub(b.full).Abs() < sameWindow {
		// Answers come in any order: the smaller number is the later one.
		b.remaining, b.full = min(b.remaining, remaining), later(b.full, full)
		return
	}
	l.prune(now)
	l.buckets[key] = &bucket{remaining, full}
}

// block keeps a call's bucket, or everything, from being used for a while.
func (l *limits) block(c call, d time.Duration, global bool, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	until := now.Add(d)
	if global {
		l.pause = later(l.pause, until)
		return
	}
	l.prune(now)
	l.buckets[l.key(c)] = &bucket{0, until}
}

// prune drops the buckets that are full again once there are many.
func (l *limits) prune(now time.Time) {
	if len(l.buckets) < manyBuckets {
		return
	}
	for key, b := range l.buckets {
		if !b.full.After(now) {
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
