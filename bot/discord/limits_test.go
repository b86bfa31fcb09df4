package discord

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot/chat"
)

func headers(bucket string, remaining int, after float64) http.Header {
	h := http.Header{}
	h.Set("X-RateLimit-Bucket", bucket)
	h.Set("X-RateLimit-Remaining", strconv.Itoa(remaining))
	h.Set("X-RateLimit-Reset-After", strconv.FormatFloat(after, 'f', 3, 64))
	return h
}

func TestBuckets(t *testing.T) {
	l, now := newLimits(), time.Now()
	send, other := call{route: "POST messages", major: "1"}, call{route: "POST messages", major: "2"}
	alike := call{route: "POST alike", major: "1"}
	first := l.take(send, now)
	if first.leave == nil {
		t.Fatal("an unknown bucket is closed")
	}
	if second := l.take(send, now); second.probe == nil {
		t.Error("a second request does not wait for what the first finds out")
	}
	l.learn(send, headers("b", 1, 5), now)
	first.leave()
	l.learn(alike, headers("b", 1, 5), now)
	if a, b := l.take(send, now), l.take(send, now); a.leave == nil || b.leave != nil || b.wait <= 4*time.Second {
		t.Errorf("with one left the turns are %+v and %+v", a, b)
	}
	if p := l.take(alike, now); p.leave != nil {
		t.Error("a route of the same bucket does not wait")
	}
	if p := l.take(other, now); p.leave == nil {
		t.Errorf("another channel waits: %+v", p)
	}
	// An answer that was overtaken does not fill the bucket again; a new window does.
	l.learn(send, headers("b", 4, 5.1), now)
	if p := l.take(send, now); p.leave != nil {
		t.Error("an older answer filled the bucket")
	}
	l.learn(send, headers("b", 4, 5), now.Add(6*time.Second))
	if p := l.take(send, now.Add(6*time.Second)); p.leave == nil {
		t.Errorf("in a new window it waits: %+v", p)
	}
	l.block(other, 9*time.Second, true, now)
	if p := l.take(alike, now); p.wait != 9*time.Second || !p.global {
		t.Errorf("a pause for all is %+v", p)
	}
	if p := l.take(call{route: "PATCH webhook", major: "t", anonymous: true}, now); p.leave == nil {
		t.Errorf("an interaction waits for the bot's own limit: %+v", p)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.enter(ctx, alike); !errors.Is(err, context.Canceled) {
		t.Errorf("a wait that nobody wants any more: %v", err)
	}
	l = newLimits()
	free := call{route: "GET free"}
	first = l.take(free, now)
	l.learn(free, http.Header{}, now)
	first.leave()
	if a, b := l.take(free, now), l.take(free, now); a.leave == nil || b.leave == nil {
		t.Errorf("without a limit it waits: %+v, %+v", a, b)
	}
}

// TestPerSecond makes requests as fast as they may go out, after a pause: Discord counts
// no more than it allows in any second.
func TestPerSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, c := newLimits(), call{route: "GET free"}
		l.learn(c, http.Header{}, time.Now())
		time.Sleep(time.Minute)
		var gone []time.Time
		for range 200 {
			leave, err := l.enter(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			leave()
			gone = append(gone, time.Now())
		}
		const allowed = 50
		for n := allowed; n < len(gone); n++ {
			if d := gone[n].Sub(gone[n-allowed]); d < time.Second {
				t.Fatalf("%d requests went out within %v", allowed+1, d)
			}
		}
	})
}

// TestBlockHolds lets the answer of an earlier request come in after a refusal that asks
// for a long pause.
func TestBlockHolds(t *testing.T) {
	l, c, now := newLimits(), call{route: "POST messages", major: "1"}, time.Now()
	first := l.take(c, now)
	l.block(c, 20*time.Second, false, now)
	l.learn(c, headers("", 3, 1), now)
	first.leave()
	if p := l.take(c, now.Add(19*time.Second)); p.leave != nil || p.wait != time.Second || p.global {
		t.Errorf("a second before the pause is over the turn is %+v", p)
	}
	if p := l.take(c, now.Add(20*time.Second)); p.leave == nil {
		t.Errorf("after the pause the turn is %+v", p)
	}
}

// TestBucketsAreDropped uses a bucket for each of many interactions.
func TestBucketsAreDropped(t *testing.T) {
	l, now := newLimits(), time.Now()
	for n := range 50_000 {
		c := call{route: "PATCH webhook", major: strconv.Itoa(n)}
		now = now.Add(10 * time.Millisecond)
		l.learn(c, headers("w", 4, 2), now)
	}
	if n := len(l.buckets); n > manyBuckets {
		t.Errorf("%d buckets are kept", n)
	}
}

// TestHeartbeatPanics lets the heartbeat of a connection that is none panic.
func TestHeartbeatPanics(t *testing.T) {
	var log strings.Builder
	l := &link{shard: &shard{bot: &Bot{log: slog.New(slog.NewTextHandler(&log, nil))}}}
	l.acked.Store(true)
	s := &chat.Supervisor{Platform: Platform, Log: l.bot.log}
	s.Try("a heartbeat", func() error { l.beat(t.Context(), 1); return nil })
	if !strings.Contains(log.String(), "a panic") {
		t.Errorf("the log says %q", log.String())
	}
}

func TestPacer(t *testing.T) {
	now := time.Now()
	p := newPacer(identifyPause, 2, 5, 1000, time.Hour)
	for shard, want := range []time.Duration{0, 0, identifyPause, identifyPause, 2 * identifyPause} {
		if d := p.reserve(t.Context(), shard, false, now); d != want {
			t.Errorf("shard %d waits %v, want %v", shard, d, want)
		}
	}
	if d := p.reserve(t.Context(), 1, false, now); d < 59*time.Minute {
		t.Errorf("with none left for today a shard waits %v", d)
	}
	if d := p.reserve(t.Context(), 0, true, now.Add(2*time.Hour)); d != 0 {
		t.Errorf("on the next day a shard waits %v", d)
	}
}

func TestSeen(t *testing.T) {
	s := newSeen()
	for n := range remembered * 2 {
		if s.again(strconv.Itoa(n)) {
			t.Fatalf("%d came before", n)
		}
	}
	if !s.again(strconv.Itoa(remembered*2 - 1)) {
		t.Error("the last one is not known again")
	}
	if len(s.ids) > remembered {
		t.Errorf("%d are kept", len(s.ids))
	}
}
