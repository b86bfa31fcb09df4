package gateway

import (
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/knowledge/sqlite"
)

func information(concurrency, remaining int) discordgo.SessionInformation {
	return discordgo.SessionInformation{Total: 1000, Remaining: remaining, MaxConcurrency: concurrency, ResetAfter: int((24 * time.Hour).Milliseconds())}
}

func TestBudget(t *testing.T) {
	now := time.Now()
	b := newBudget(IdentifyPause, information(2, 5), now)
	for shard, want := range []time.Duration{0, 0, IdentifyPause, IdentifyPause, 2 * IdentifyPause} {
		if d := b.take(t.Context(), shard, false, now); d != want {
			t.Errorf("shard %d waits %v, want %v", shard, d, want)
		}
	}
	if d := b.take(t.Context(), 1, false, now); d < 23*time.Hour {
		t.Errorf("with none left for today a shard waits %v", d)
	}
	if d := b.take(t.Context(), 0, true, now.Add(25*time.Hour)); d != 0 {
		t.Errorf("on the next day a shard waits %v", d)
	}
}

// TestReserve has a shard lose its session as soon as it has one, for a day: it never uses
// the identifies up, and a process that starts gets one at once.
func TestReserve(t *testing.T) {
	now := time.Now()
	end := now.Add(24 * time.Hour)
	b := newBudget(IdentifyPause, information(1, 1000), now)
	n := 0
	for ; now.Before(end); n++ {
		now = now.Add(b.take(t.Context(), 0, true, now))
		if b.left.Remaining <= 0 && now.Before(end) {
			t.Fatalf("after %d identifies none is left", n)
		}
		starting := b.left
		starting.Next = map[int]time.Time{}
		if turn := starting.take(0, false, IdentifyPause, now); !turn.Equal(now) {
			t.Fatalf("after %d identifies a process that starts waits for %v", n, turn.Sub(now))
		}
	}
	if n < 900 {
		t.Errorf("only %d identifies were made", n)
	}
}

// TestSharedBudget has two processes take turns of one key at the same time, each with a
// store of its own over one file: no two turns are nearer than they may be, and all count.
func TestSharedBudget(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quoth.db")
	now := time.Now()
	const processes, shards, each = 2, 3, 5
	var mu sync.Mutex
	var turns []time.Duration
	var takers sync.WaitGroup
	var budgets []*budget
	for range processes {
		store, err := sqlite.Open(t.Context(), file, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		b := newBudget(IdentifyPause, information(1, 1000), now)
		b.share(t.Context(), store, "identify")
		budgets = append(budgets, b)
	}
	for _, b := range budgets {
		for shard := range shards {
			takers.Go(func() {
				for range each {
					d := b.take(t.Context(), shard, false, now)
					mu.Lock()
					turns = append(turns, d)
					mu.Unlock()
				}
			})
		}
	}
	takers.Wait()
	slices.Sort(turns)
	for n, d := range turns {
		if want := time.Duration(n) * IdentifyPause; d != want {
			t.Errorf("turn %d is %v off, want %v", n, d, want)
		}
	}
	for _, b := range budgets {
		b.change(t.Context(), func(left *identifies) {
			if want := 1000 - processes*shards*each; left.Remaining != want {
				t.Errorf("%d identifies are left, want %d", left.Remaining, want)
			}
		})
	}
}
