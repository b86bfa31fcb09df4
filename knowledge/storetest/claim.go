package storetest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

func claim(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	b := subscribe(t, s, 1, 1, "a")
	enqueueAll(t, s, b, 4)
	now := day(1).Add(2 * time.Second) // three are due
	claimAt := func(now time.Time, limit int) []audience.Alert {
		t.Helper()
		return ok[[]audience.Alert](t)(s.Claim(ctx, platforms, now, time.Minute, limit))
	}
	if got := claimAt(day(1).Add(-time.Second), 9); len(got) != 0 {
		t.Errorf("claimed before it is due: %v", got)
	}
	if got := ok[[]audience.Alert](t)(s.Claim(ctx, []string{"discord"}, now, time.Minute, 9)); len(got) != 0 {
		t.Errorf("claimed for another platform: %v", got)
	}
	first := claimAt(now, 2)
	if len(first) != 2 || first[0].Story != 1 || first[1].Story != 2 {
		t.Fatalf("Claim = %+v, want the alerts of stories 1 and 2", first)
	}
	if got := claimAt(now, 9); len(got) != 0 {
		t.Errorf("story 3 overtakes what is leased: %+v", got)
	}
	check(t, s.MarkSent(ctx, ids(first, alertID)[:1], "msg1", now))
	if got := claimAt(now, 9); len(got) != 0 {
		t.Errorf("story 3 overtakes story 2: %+v", got)
	}
	// A lease that ran out.
	later := now.Add(time.Minute)
	second := claimAt(later, 1)
	if len(second) != 1 || second[0].ID != first[1].ID {
		t.Fatalf("Claim after the lease = %+v, want story 2 again", second)
	}
	check(t, s.Postpone(ctx, ids(second, alertID), later.Add(time.Hour), "try again"))
	third := claimAt(later, 9)
	if got := []int64{third[0].Story, third[1].Story}; len(third) != 2 || !cmp.Equal(got, []int64{3, 4}) {
		t.Fatalf("Claim = %+v, want stories 3 and 4", third)
	}
	check(t, s.Postpone(ctx, ids(third, alertID)[:1], later, ""))
	check(t, s.Bury(ctx, ids(third, alertID)[1:], "no such chat"))
	dropped := subscribe(t, s, 1, 2, "dropped")
	enqueueAll(t, s, dropped, 2)
	check(t, s.Drop(ctx, ids(ok[[]audience.Alert](t)(s.AlertsOf(ctx, dropped.ID, 9)), alertID)))
	dead := ok[[]audience.Alert](t)(s.DeadAlerts(ctx, 9))
	if len(dead) != 1 || dead[0].ID != third[1].ID || !dead[0].Dead || dead[0].Error != "no such chat" {
		t.Errorf("DeadAlerts = %+v", dead)
	}
	last := claimAt(later.Add(2*time.Hour), 9)
	if len(last) != 2 || last[0].Story != 3 || last[1].Story != 2 {
		t.Fatalf("Claim = %+v, want stories 3 and 2 in order of Due", last)
	}
	if last[0].Attempts != 0 || last[1].Attempts != 1 || last[1].Error != "try again" {
		t.Errorf("attempts %d and %d, error %q", last[0].Attempts, last[1].Attempts, last[1].Error)
	}
	check(t, s.MarkSent(ctx, ids(last, alertID), "digest", later))
	if got := claimAt(day(20), 9); len(got) != 0 {
		t.Errorf("what was sent is claimed again: %+v", got)
	}
	sent := ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 9))
	if a := sent[3]; a.Story != 1 || a.Message != "msg1" || !a.Sent.Equal(now) {
		t.Errorf("the first alert = %+v", a)
	}
	// What was sent long ago is removed, in steps; what was given up stays as long as if it had been sent.
	if n, err := s.ExpireAlerts(ctx, now, 9); err != nil || n != 0 {
		t.Errorf("removed %d alerts that were not sent before, %v", n, err)
	}
	if n, err := s.ExpireAlerts(ctx, later.Add(time.Hour), 2); err != nil || n != 2 {
		t.Errorf("removed %d alerts, %v; want 2, as many as at most", n, err)
	}
	if n, err := s.ExpireAlerts(ctx, later.Add(time.Hour), 9); err != nil || n != 1 {
		t.Errorf("removed %d alerts, %v; want the last one", n, err)
	}
	if left := ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 9)); len(left) != 1 || !left[0].Dead {
		t.Errorf("the alerts that are left are %+v", left)
	}
	// While a subscription is paused, its alerts wait.
	write(t, s, func(w knowledge.Writer) error {
		_, err := w.Enqueue(ctx, audience.Alert{Subscription: b.ID, Story: 9, Kind: audience.NewStory, Due: day(1)})
		return err
	})
	b.Paused = true
	check(t, s.UpdateSubscription(ctx, b))
	if got := claimAt(day(20), 9); len(got) != 0 {
		t.Errorf("claimed while paused: %+v", got)
	}
	b.Paused = false
	check(t, s.UpdateSubscription(ctx, b))
	if got := claimAt(day(20), 9); len(got) != 1 {
		t.Errorf("claimed after the pause: %+v", got)
	}
}

// claimAfterTheClockIsPutBack claims alerts while the clock is a day ahead, as a process
// does that is killed then.
func claimAfterTheClockIsPutBack(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	b := subscribe(t, s, 1, 1, "a")
	enqueueAll(t, s, b, 4)
	if got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(3), time.Minute, 2)); len(got) != 2 {
		t.Fatalf("Claim = %+v", got)
	}
	now := day(2)
	got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, now, time.Minute, 9))
	if len(got) != 4 {
		t.Errorf("after the clock was put back %d alerts are claimed, want 4", len(got))
	}
	// Another process's clock may be somewhat behind.
	if got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, now.Add(-30*time.Second), time.Minute, 9)); len(got) != 0 {
		t.Errorf("claimed twice: %+v", got)
	}
}

func claimIsFair(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	const places = 6
	for n := range places {
		b := subscribe(t, s, n, n, "a")
		count := 200 // the first two have a backlog
		if n >= 2 {
			count = 1
		}
		enqueueAll(t, s, b, count)
	}
	served := make(map[int64]bool)
	for range places { // one at a time: within as many claims, each place is served
		got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(2), time.Minute, 1))
		if len(got) != 1 {
			t.Fatalf("Claim = %+v", got)
		}
		served[got[0].Subscription] = true
		check(t, s.MarkSent(ctx, ids(got, alertID), "m", day(2)))
	}
	if len(served) != places {
		t.Errorf("%d of %d places were served", len(served), places)
	}
	got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(2), time.Minute, 300))
	count := make(map[int64]int)
	for _, a := range got {
		count[a.Subscription]++
	}
	if len(got) != 300 || len(count) != 2 {
		t.Errorf("%d alerts of %d places, want 300 of the 2 with a backlog", len(got), len(count))
	}
	for _, n := range count {
		if n != 150 {
			t.Errorf("shares %v, want equal ones", count)
		}
	}
}

// claimKeepsDigestsWhole has more places with alerts at one hour than a claim
// takes alerts: those of a place come together.
func claimKeepsDigestsWhole(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	const places, each, limit = 30, 6, 25
	for n := range places {
		enqueueAll(t, s, subscribe(t, s, n, n, "a"), each)
	}
	served := make(map[int64]bool)
	for len(served) < places {
		got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(2), time.Hour, limit))
		if len(got) == 0 || len(got) > limit {
			t.Fatalf("Claim = %d alerts after %d places", len(got), len(served))
		}
		count := make(map[int64]int)
		for _, a := range got {
			count[a.Subscription]++
		}
		for b, n := range count {
			if n != each || served[b] {
				t.Errorf("%d of the %d alerts of a place came together", n, each)
			}
			served[b] = true
		}
	}
}

func claimAtTheSameTime(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	const places, each = 8, 12
	for n := range places {
		enqueueAll(t, s, subscribe(t, s, n, n, "a"), each)
	}
	var mu sync.Mutex
	delivered := make(map[int64][]int64) // stories, by subscription
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for {
				got, err := s.Claim(ctx, platforms, day(2), time.Hour, 5)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				for _, a := range got {
					delivered[a.Subscription] = append(delivered[a.Subscription], a.Story)
				}
				total := 0
				for _, stories := range delivered {
					total += len(stories)
				}
				mu.Unlock()
				if err := s.MarkSent(ctx, ids(got, alertID), "m", day(2)); err != nil {
					t.Error(err)
					return
				}
				if total >= places*each {
					return
				}
			}
		})
	}
	workers.Wait()
	for b, stories := range delivered {
		if len(stories) != each || !slices.IsSorted(stories) {
			t.Errorf("subscription %d got the stories %v, want 1 to %d in order and once", b, stories, each)
		}
	}
}
