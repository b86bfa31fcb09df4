package scheduler_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot/scheduler"
)

// record notes who worked, in order, and how many worked at the same time at most.
type record struct {
	mu         sync.Mutex
	names      []string
	busy       int
	going, top int
}

// work does a piece of work of that duration in a goroutine, and returns when it has a slot
// or waits for one.
func (r *record) work(ctx context.Context, s *scheduler.Scheduler, name string, patient bool, takes time.Duration) {
	go func() {
		leave, err := s.Enter(ctx, name, patient)
		r.mu.Lock()
		defer r.mu.Unlock()
		if err != nil {
			if errors.Is(err, scheduler.ErrBusy) {
				r.busy++
			}
			return
		}
		r.names = append(r.names, name)
		r.going++
		r.top = max(r.top, r.going)
		r.mu.Unlock()
		time.Sleep(takes)
		r.mu.Lock()
		r.going-- // before another gets the slot
		leave()
	}()
	synctest.Wait()
}

// TestTurns has one name ask for much before others ask for little: the others wait for one
// turn of it each.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := scheduler.New(2, time.Hour), &record{}
		for range 6 {
			r.work(t.Context(), s, "a", false, time.Second)
		}
		for _, name := range []string{"b", "b", "c"} {
			r.work(t.Context(), s, name, false, time.Second)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		// Of those that get a slot at the same moment either may note it first.
		for pair := range slices.Chunk(r.names, 2) {
			slices.Sort(pair)
		}
		if got := strings.Join(r.names, ""); got != "aaabacaba" {
			t.Errorf("the turns are %s", got)
		}
		if r.top != 2 {
			t.Errorf("%d worked at the same time", r.top)
		}
	})
}

// TestBusy has more wait than can be done within the patience. What is known to come too
// late is refused at once, what waited for too long then, and a batch is not.
func TestBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := scheduler.New(1, 10*time.Second), &record{}
		r.work(t.Context(), s, "a", false, 4*time.Second) // from which the mean is known
		time.Sleep(5 * time.Second)
		for range 4 {
			r.work(t.Context(), s, "a", false, 4*time.Second)
		}
		if r.busy != 1 {
			t.Errorf("%d were refused at once of four that take 4 s each, want 1", r.busy)
		}
		r.work(t.Context(), s, "b", true, 4*time.Second)
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := strings.Join(r.names, ""); got != "aaab" || r.busy != 2 { // the turn of b came before the last of a
			t.Errorf("%s worked, and %d were refused", got, r.busy)
		}

		// Work that takes longer than the last did: nobody knew that it would.
		r.work(t.Context(), s, "a", false, time.Minute)
		r.work(t.Context(), s, "b", false, time.Second)
		start := time.Now()
		for r.busyNow() == 2 {
			time.Sleep(time.Second)
			synctest.Wait() // for who is told at this very moment
		}
		if waited := time.Since(start); waited != 10*time.Second {
			t.Errorf("who waited in vain was told after %v", waited)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
	})
}

// TestSince has work come that has waited elsewhere: it waits here for what is left of the
// patience, and gets a free slot however long it has waited.
func TestSince(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := scheduler.New(1, 10*time.Second)
		began := time.Now()
		time.Sleep(time.Minute)
		leave, err := s.Enter(scheduler.WithSince(t.Context(), began), "a", false)
		if err != nil {
			t.Fatal(err)
		}
		for waited, want := range map[time.Duration]time.Duration{0: 10 * time.Second, 7 * time.Second: 3 * time.Second, time.Minute: 0} {
			began := time.Now()
			if _, err := s.Enter(scheduler.WithSince(t.Context(), began.Add(-waited)), "b", false); err != scheduler.ErrBusy {
				t.Errorf("after %v elsewhere: %v", waited, err)
			}
			if took := time.Since(began); took != want {
				t.Errorf("after %v elsewhere it waited for %v, want %v", waited, took, want)
			}
		}
		leave()
	})
}

func (r *record) busyNow() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.busy
}

// TestGivenUp ends the contexts of what waits: the slots go to the others.
func TestGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := scheduler.New(1, time.Hour), &record{}
		r.work(t.Context(), s, "a", false, time.Minute)
		ctx, cancel := context.WithCancel(t.Context())
		r.work(ctx, s, "b", false, time.Minute)
		r.work(ctx, s, "c", false, time.Minute)
		r.work(t.Context(), s, "c", false, time.Minute)
		cancel()
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := strings.Join(r.names, ""); got != "ac" {
			t.Errorf("%s worked, want ac", got)
		}
		if leave, err := s.Enter(t.Context(), "d", false); err != nil {
			t.Error(err)
		} else {
			leave()
		}
	})
}
