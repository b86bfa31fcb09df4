package gateway

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot/chat"
	discordtest "quoth/bot/chattest/discord"
	"quoth/knowledge/lease"
	"quoth/knowledge/sqlite"
)

// waits is the pauses of a Client, which are cut short.
type waits struct {
	mu   sync.Mutex
	made []time.Duration
}

func (w *waits) sleep(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	w.made = append(w.made, d)
	w.mu.Unlock()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(min(d, 20*time.Millisecond)):
		return nil
	}
}

// long are the pauses of a second and more.
func (w *waits) long() (all []time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, d := range w.made {
		if d >= time.Second {
			all = append(all, d)
		}
	}
	return all
}

// process starts a Client as a process of its own does, with a store of its own over a file,
// for one of two shards.
func process(t *testing.T, d *discordtest.Discord, file string, w *waits, shard int, pause time.Duration) {
	t.Helper()
	processOf(t, d, file, w, Shards{shard, shard, 2}, pause)
}

// processOf starts one for its part of some shards, of four that Discord recommends. It runs
// until end is called, or the test ends.
func processOf(t *testing.T, d *discordtest.Discord, file string, w *waits, which Shards, pause time.Duration) (end func()) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	c := New(Config{
		Token: d.Token(), Account: "account", Store: store, Leases: lease.New(lease.Config{Store: store, Life: 5 * time.Minute}), Intents: discordgo.IntentGuilds, Log: log, Pause: pause,
		Supervise: &chat.Supervisor{Platform: "gateway", Log: log, Sleep: w.sleep},
		Known:     func(Identity) {}, Ready: func() {}, Receive: func(_ string, _ []byte, done func()) { done() },
	})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- c.Run(ctx, discordgo.GatewayBotResponse{URL: d.Gateway(), Shards: 4, SessionStartLimit: information(1, 1000)}, which)
	}()
	end = sync.OnceFunc(func() {
		stop()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		store.Close()
	})
	t.Cleanup(end)
	return end
}

// TestSharedShards has a second process come, and the first end: the sessions of the shards
// that are handed over go on, and nothing identifies again.
func TestSharedShards(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Config{Shards: 4, MaxConcurrency: 4, IdentifyEvery: time.Nanosecond})
	file := filepath.Join(t.TempDir(), "quoth.db")
	var first, second waits
	end := processOf(t, d, file, &first, Shards{}, time.Millisecond)
	connected := func() bool {
		for n := range 4 {
			if !d.Shard(n).Connected() {
				return false
			}
		}
		return true
	}
	d.Await("all shards", connected)
	processOf(t, d, file, &second, Shards{}, time.Millisecond)
	d.Await("two shards go on elsewhere", func() bool { return len(d.Resumes()) == 2 && connected() })
	end()
	d.Await("the others do, too", func() bool { return len(d.Resumes()) == 4 && connected() })
	if n := len(d.Identifies()); n != 4 {
		t.Errorf("%d identifies", n)
	}
}

// TestInvalidSession has the gateway refuse a session again and again: the pauses before the
// next identify grow.
func TestInvalidSession(t *testing.T) {
	const times = 6
	d := discordtest.New(t, discordtest.Config{Shards: 2, IdentifyEvery: time.Nanosecond})
	refusals := make([]int, times)
	for n := range refusals {
		refusals[n] = 9
	}
	d.RefuseIdentify(refusals...)
	var w waits
	process(t, d, filepath.Join(t.TempDir(), "quoth.db"), &w, 0, time.Millisecond)
	d.Await("the session", func() bool { return d.Shard(0).Connected() })
	pauses := w.long()
	if len(pauses) != times {
		t.Fatalf("after %d refusals there were the pauses %v", times, pauses)
	}
	for n, pause := range pauses {
		if least, most := time.Second<<n, 5*time.Second<<n; pause < least || pause > most {
			t.Errorf("the pause after refusal %d is %v, want %v to %v", n+1, pause, least, most)
		}
	}
	if n := len(d.Identifies()); n != times+1 {
		t.Errorf("%d identifies", n)
	}
}

// TestInvalidForADay counts the identifies of a day on which each is refused: Discord resets
// the token after 1,000.
func TestInvalidForADay(t *testing.T) {
	s := &shard{Client: New(Config{})}
	n := 0
	for day := time.Duration(0); day < 24*time.Hour; n++ {
		s.invalid++
		pause := s.pause(errInvalid, s.invalid)
		if pause > longestInvalid {
			t.Fatalf("the pause after refusal %d is %v", s.invalid, pause)
		}
		day += pause
	}
	if n > 120 {
		t.Errorf("%d identifies in a day", n)
	}
}

// TestTwoProcesses starts two processes over one file, one after the other, where one may
// identify in an hour: the second waits.
func TestTwoProcesses(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Shards: 2, IdentifyEvery: time.Nanosecond})
	file := filepath.Join(t.TempDir(), "quoth.db")
	var first, second waits
	process(t, d, file, &first, 0, time.Hour)
	d.Await("the first", func() bool { return d.Shard(0).Connected() })
	process(t, d, file, &second, 1, time.Hour)
	d.Await("the second", func() bool { return d.Shard(1).Connected() })
	if w := first.long(); len(w) != 0 {
		t.Errorf("the first waited for %v", w)
	}
	if w := second.long(); len(w) != 1 || w[0] < 30*time.Minute || w[0] > time.Hour {
		t.Errorf("the second waited for %v", w)
	}
}

// TestHeartbeatPanics lets the heartbeat of a connection that is none panic.
func TestHeartbeatPanics(t *testing.T) {
	var log strings.Builder
	s := &chat.Supervisor{Platform: "gateway", Log: slog.New(slog.NewTextHandler(&log, nil)), Sleep: (&waits{}).sleep}
	c := &connection{shard: &shard{Client: New(Config{Supervise: s})}}
	c.acked.Store(true)
	s.Try(t.Context(), "heartbeat", func() error { c.beat(t.Context(), 1); return nil })
	if !strings.Contains(log.String(), "a panic") {
		t.Errorf("the log says %q", log.String())
	}
}
