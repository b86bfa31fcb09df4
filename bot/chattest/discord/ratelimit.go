package discord

import (
	"fmt"
	"hash/fnv"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// limit is a route's rate limit: n requests in each window, for each channel,
// guild or webhook in its path.
type limit struct {
	n      int
	window time.Duration
}

// Limits as Discord's own headers have shown them; it documents none.
var (
	usualLimit    = limit{50, time.Second}
	messageLimit  = limit{5, 5 * time.Second}
	webhookLimit  = limit{5, 2 * time.Second}
	callbackLimit = limit{50, time.Second}
)

type bucket struct {
	used  int
	ends  time.Time // of the window
	since time.Time // when the client was first told to wait
	until time.Time // until when
}

// onTheWay is how long a request may have been on its way: one that comes so soon
// after a 429 may have been sent before the client read it.
const onTheWay = 250 * time.Millisecond

// tell notes that the client is told to wait.
func (b *bucket) tell(now time.Time, wait time.Duration) {
	if !now.Before(b.until) {
		b.since = now
	}
	b.until = now.Add(wait)
}

// tooManyRequests is a 429.
type tooManyRequests struct {
	after  time.Duration
	global bool
}

func (e *tooManyRequests) Error() string { return fmt.Sprintf("rate limited for %v", e.after) }

func (e *tooManyRequests) body() []byte {
	return encode(obj{"message": "You are being rate limited.", "retry_after": e.after.Seconds(), "global": e.global})
}

// major is the part of a path that has a bucket of its own.
func major(req *http.Request) string {
	return strings.Join([]string{req.PathValue("channel"), req.PathValue("guild"), req.PathValue("token")}, "/")
}

func (d *Discord) bucket(req *http.Request, r route) *bucket {
	key := r.pattern + " " + major(req)
	b := d.buckets[key]
	if b == nil {
		b = &bucket{}
		d.buckets[key] = b
	}
	return b
}

// tellToWait notes that an ordered 429 asks the client to wait.
func (d *Discord) tellToWait(f *Fault, req *http.Request, r route) {
	d.bucket(req, r).tell(d.now(), f.RetryAfter)
	if f.Scope == globally {
		d.global.tell(d.now(), f.RetryAfter)
	}
}

// throttle counts the request, writes the X-RateLimit headers and returns a 429
// when a limit is passed. It is called with d.mu held.
func (d *Discord) throttle(h http.Header, req *http.Request, r route) error {
	now, b := d.now(), d.bucket(req, r)
	for _, limited := range []*bucket{b, &d.global} {
		if limited == &d.global && r.open {
			continue
		}
		if wait := limited.until.Sub(now); wait > 0 && now.Sub(limited.since) > onTheWay {
			d.violate("impatient", "%s came %v before it was asked to", r.pattern, wait)
		}
	}
	if d.config.Limits.Off {
		return nil
	}
	if !r.open {
		if !d.global.take(now, limit{d.config.Limits.Global, time.Second}) {
			return d.tooMany(h, &d.global, r, d.global.ends.Sub(now), true)
		}
	}
	of := r.limit
	if of.n == 0 {
		of = usualLimit
	}
	ok := b.take(now, of)
	after := b.ends.Sub(now)
	hash := fnv.New64a()
	hash.Write([]byte(r.pattern))
	h.Set("X-RateLimit-Limit", strconv.Itoa(of.n))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, of.n-b.used)))
	h.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(b.ends.UnixMilli())/1000, 'f', 3, 64))
	h.Set("X-RateLimit-Reset-After", strconv.FormatFloat(ceilMilli(after).Seconds(), 'f', 3, 64))
	h.Set("X-RateLimit-Bucket", strconv.FormatUint(hash.Sum64(), 16))
	if !ok {
		return d.tooMany(h, b, r, after, false)
	}
	return nil
}

func ceilMilli(t time.Duration) time.Duration {
	return time.Duration(math.Ceil(float64(t)/float64(time.Millisecond))) * time.Millisecond
}

// take counts a request and reports whether it is within the limit.
func (b *bucket) take(now time.Time, of limit) bool {
	if !now.Before(b.ends) {
		b.used, b.ends = 0, now.Add(of.window)
	}
	b.used++
	return b.used <= of.n
}

func (d *Discord) tooMany(h http.Header, b *bucket, r route, after time.Duration, global bool) error {
	after = ceilMilli(after)
	b.tell(d.now(), after)
	scope := "user"
	if global {
		scope = globally
		h.Set("X-RateLimit-Global", "true")
	}
	h.Set("X-RateLimit-Scope", scope)
	h.Set("Retry-After", strconv.FormatFloat(math.Ceil(after.Seconds()), 'f', 0, 64))
	d.violate("ratelimit", "%s passed the %s limit", r.pattern, scope)
	return &tooManyRequests{after, global}
}
