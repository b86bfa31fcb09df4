package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestTurns has many goroutines ask few hosts.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const hosts, each, atOnce, pause, work = 5, 6, 3, time.Second, 200 * time.Millisecond
		turns := newTurns(atOnce, pause, time.Now, Sleep)
		var mu sync.Mutex
		var asking, most int
		last := map[string]time.Time{}
		var all sync.WaitGroup
		for i := range hosts * each {
			host := fmt.Sprint("host", i%hosts)
			all.Go(func() {
				done, err := turns.take(t.Context(), host, 0)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				asking++
				most = max(most, asking)
				if gap := time.Since(last[host]); gap < pause {
					t.Errorf("%s is asked again after %s", host, gap)
				}
				last[host] = time.Now().Add(work)
				mu.Unlock()
				time.Sleep(work)
				mu.Lock()
				asking--
				mu.Unlock()
				done()
			})
		}
		all.Wait()
		if most != atOnce {
			t.Errorf("%d requests at the same time, want %d", most, atOnce)
		}
	})
}

func TestTurnsPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(1, time.Second, time.Now, Sleep)
		for i, c := range []struct{ pause, want time.Duration }{{0, 0}, {5 * time.Second, 5 * time.Second}, {time.Hour, maxCrawlDelay}, {0, time.Second}} {
			began := time.Now()
			done, err := turns.take(t.Context(), "host", c.pause)
			if err != nil {
				t.Fatal(err)
			}
			done()
			if waited := time.Since(began); waited != c.want {
				t.Errorf("request %d waited %s, want %s", i, waited, c.want)
			}
		}
	})
}

// TestTurnsGiveUp leaves the line while others wait in it.
func TestTurnsGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(1, time.Second, time.Now, Sleep)
		done, err := turns.take(t.Context(), "host", 0)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := turns.take(ctx, "host", 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("while the host is busy: %v", err)
		}
		ctx, cancel = context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := turns.take(ctx, "another", 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("while all slots are taken: %v", err)
		}
		done()
		ctx, cancel = context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := turns.take(ctx, "host", 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("in the host's pause: %v", err)
		}
		if done, err = turns.take(t.Context(), "host", 0); err != nil {
			t.Fatal(err)
		}
		done()
	})
}

func TestTurnsForget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(1, time.Second, time.Now, Sleep)
		turns.close("closed", time.Now().Add(24*time.Hour))
		for i := range 5 * manyHosts {
			done, err := turns.take(t.Context(), fmt.Sprint(i), 0)
			if err != nil {
				t.Fatal(err)
			}
			done()
			time.Sleep(time.Second)
		}
		if n := len(turns.hosts); n > manyHosts {
			t.Errorf("%d hosts are remembered", n)
		}
		if _, err := turns.take(t.Context(), "closed", 0); err == nil {
			t.Error("a host that asked to be left alone is forgotten")
		}
	})
}

// TestFetchRetryAfter has a host send Quoth away: for a time in seconds, until a date, for years.
func TestFetchRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{"120": 2 * time.Minute, "Mon, 05 Jan 2026 13:00:00 GMT": time.Hour, "999999999": maxRetryAfter,
		"Mon, 05 Jan 2032 13:00:00 GMT": maxRetryAfter, "": 0, "-5": 0, "soon": 0, "Mon, 05 Jan 2009 13:00:00 GMT": 0} {
		for _, code := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
			var asked atomic.Int32
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				asked.Add(1)
				w.Header().Set("Retry-After", value)
				w.WriteHeader(code)
			})
			clock := now
			f := loopback(func(c *Config) { c.Now = func() time.Time { return clock } })
			_, err := f.Fetch(t.Context(), Request{URL: s.URL + "/" + secret})
			e := failed(t, err, Busy)
			if want == 0 && !e.Until.IsZero() || want > 0 && !e.Until.Equal(now.Add(want)) {
				t.Errorf("%d with Retry-After %q: until %s", code, value, e.Until)
			}
			if want == 0 {
				continue
			}
			clock = now.Add(want - time.Second)
			_, err = f.Fetch(t.Context(), Request{URL: s.URL + "/another?" + secret})
			if e := failed(t, err, Busy); asked.Load() != 1 || !e.Until.Equal(now.Add(want)) {
				t.Errorf("%d with Retry-After %q: asked %d times before it was over", code, value, asked.Load())
			}
			clock = now.Add(want)
			_, err = f.Fetch(t.Context(), Request{URL: s.URL})
			if failed(t, err, Busy); asked.Load() != 2 {
				t.Errorf("%d with Retry-After %q: asked %d times when it was over", code, value, asked.Load())
			}
		}
	}
}

// TestFetchOneAtATime asks two servers from many goroutines.
func TestFetchOneAtATime(t *testing.T) {
	var asking, most [2]atomic.Int32
	var addresses [2]string
	for i := range addresses {
		s := serve(t, func(http.ResponseWriter, *http.Request) {
			if n := asking[i].Add(1); n > most[i].Load() {
				most[i].Store(n)
			}
			time.Sleep(2 * time.Millisecond)
			asking[i].Add(-1)
		})
		addresses[i] = s.URL
	}
	f := loopback()
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			if _, err := f.Fetch(t.Context(), Request{URL: addresses[i%2]}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most[0].Load() != 1 || most[1].Load() != 1 {
		t.Errorf("a host was asked for %d and %d things at the same time", most[0].Load(), most[1].Load())
	}
}

func TestFreshness(t *testing.T) {
	now := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		control, expires, date string
		want                   time.Duration
	}{
		{"max-age=60", "", "", time.Minute},
		{`public, Max-Age="3600"`, "Mon, 05 Jan 2026 12:30:00 GMT", "", time.Hour},
		{"no-cache, max-age=60", "", "", 0},
		{"max-age=soon", "", "", 0},
		{"private", "Mon, 05 Jan 2026 12:30:00 GMT", "", 30 * time.Minute},
		{"", "Mon, 05 Jan 2026 12:30:00 GMT", "Mon, 05 Jan 2026 12:20:00 GMT", 10 * time.Minute},
		{"", "Mon, 05 Jan 2026 11:30:00 GMT", "", 0},
		{"", "0", "", 0},
		{"", "", "", 0},
	} {
		h := http.Header{"Cache-Control": {c.control}, "Expires": {c.expires}, "Date": {c.date}}
		if got := freshness(h, now); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
