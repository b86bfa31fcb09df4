package discord

import (
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"quoth/bot/chat"
)

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
