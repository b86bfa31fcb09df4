package storetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

var platforms = []string{"telegram"}

// enqueueAll adds an alert of each of n stories, due a second after another.
func enqueueAll(t *testing.T, s knowledge.Store, b audience.Subscription, n int) {
	t.Helper()
	write(t, s, func(w knowledge.Writer) error {
		for i := range n {
			added, err := w.Enqueue(context.Background(), audience.Alert{Subscription: b.ID, Story: int64(i + 1), Article: 1,
				Kind: audience.NewStory, Due: day(1).Add(time.Duration(i) * time.Second)})
			if err != nil || !added {
				return fmt.Errorf("enqueue: %v, %w", added, err)
			}
		}
		return nil
	})
}

func enqueue(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	b := subscribe(t, s, 1, 1, "a")
	a := audience.Alert{Subscription: b.ID, Story: 7, Article: 3, Kind: audience.NewStory, Outlets: 2, Due: day(1), Created: day(1)}
	update := a
	update.Kind, update.Due, update.Created = audience.Change, day(2), day(2)
	unknown := a
	unknown.Subscription = 999
	write(t, s, func(w knowledge.Writer) error {
		for _, c := range []struct {
			alert audience.Alert
			want  bool
		}{{a, true}, {a, false}, {unknown, false}} {
			added, err := w.Enqueue(ctx, c.alert)
			if err != nil || added != c.want {
				return fmt.Errorf("Enqueue(%+v) = %v, %w, want %v", c.alert, added, err, c.want)
			}
		}
		return nil
	})
	sent := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(1), time.Minute, 9))
	check(t, s.MarkSent(ctx, ids(sent, alertID), "m", day(1)))
	write(t, s, func(w knowledge.Writer) error {
		for _, want := range []bool{true, false} {
			if added, err := w.Enqueue(ctx, update); err != nil || added != want {
				return fmt.Errorf("an update is enqueued: %v, %w, want %v", added, err, want)
			}
		}
		return nil
	})
	got := ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 9))
	if len(got) != 2 || got[0].Kind != audience.Change {
		t.Fatalf("AlertsOf = %+v", got)
	}
	a.ID, a.Shown, a.Message, a.Sent = got[1].ID, got[1].Shown, "m", day(1)
	if diff := cmp.Diff(a, got[1]); diff != "" {
		t.Errorf("alert, want -, got +:\n%s", diff)
	}
	if got := ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 1)); len(got) != 1 {
		t.Errorf("AlertsOf with limit 1 = %d", len(got))
	}
}

// backlog counts what waits, since when, and what was given up.
func backlog(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	want := func(want audience.Backlog) {
		t.Helper()
		if diff := cmp.Diff(want, ok[audience.Backlog](t)(s.Backlog(ctx))); diff != "" {
			t.Errorf("Backlog, want -, got +:\n%s", diff)
		}
	}
	want(audience.Backlog{})
	b := subscribe(t, s, 1, 1, "a")
	enqueueAll(t, s, b, 3)
	want(audience.Backlog{Waiting: 3, Oldest: day(1)})
	claimed := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(2), time.Minute, 9))
	check(t, s.MarkSent(ctx, ids(claimed[:1], alertID), "m", day(2)))
	check(t, s.Bury(ctx, ids(claimed[1:2], alertID), "no"))
	want(audience.Backlog{Waiting: 1, Oldest: claimed[2].Due, Dead: 1})
	ok[audience.Hold](t)(s.HoldPlace(ctx, b.Place, "no right", day(2), day(3)))
	want(audience.Backlog{Waiting: 1, Held: 1, Dead: 1})
	if diff := cmp.Diff([]audience.Trouble{{Platform: b.Place.Platform, Reason: "no right", Places: 1}}, ok[[]audience.Trouble](t)(s.Troubles(ctx))); diff != "" {
		t.Errorf("Troubles, want -, got +:\n%s", diff)
	}
	dead := ids(ok[[]audience.Alert](t)(s.DeadAlerts(ctx, 9)), alertID)
	for _, n := range []int{1, 0} {
		if got := ok[int](t)(s.Revive(ctx, dead, day(4))); got != n {
			t.Errorf("Revive = %d, want %d", got, n)
		}
	}
	want(audience.Backlog{Waiting: 2, Held: 1})
	check(t, s.Release(ctx, b.Place))
	again := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(5), time.Minute, 9))
	if len(again) != 2 || again[1].ID != dead[0] || again[1].Attempts != 0 || again[1].Error != "" {
		t.Errorf("what was given up comes again as %+v", again)
	}
	b.Paused = true
	check(t, s.UpdateSubscription(ctx, b))
	want(audience.Backlog{})
	ok[[]audience.Subscription](t)(s.StopPlace(ctx, b.Place, "blocked"))
	if diff := cmp.Diff([]audience.Trouble{{Platform: b.Place.Platform, Reason: "blocked", Stopped: true, Places: 1}}, ok[[]audience.Trouble](t)(s.Troubles(ctx))); diff != "" {
		t.Errorf("Troubles, want -, got +:\n%s", diff)
	}
	if got := ok[map[string]audience.Census](t)(s.Census(ctx)); len(got) != 1 || got[b.Place.Platform] != (audience.Census{People: 1, Places: 1, Subscriptions: 1, Stopped: 1}) {
		t.Errorf("Census = %+v", got)
	}
}

// enqueueFor adds one alert for subscriptions of which some are told already, wait, are paused,
// are stopped or are gone.
func enqueueFor(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	var all []int64
	by := map[string]audience.Subscription{}
	for i, name := range []string{"fresh", "further", "waits", "told", "paused", "stopped"} {
		b := subscribe(t, s, 1, i+1, name)
		by[name], all = b, append(all, b.ID)
	}
	all = append(all, 999)
	paused := by["paused"]
	paused.Paused = true
	check(t, s.UpdateSubscription(ctx, paused))
	ok[[]audience.Subscription](t)(s.StopPlace(ctx, by["stopped"].Place, "gone"))
	add := func(kind audience.AlertKind, article int64, due time.Time, of ...int64) (added []int64) {
		t.Helper()
		write(t, s, func(w knowledge.Writer) (err error) {
			added, err = w.EnqueueFor(ctx, audience.Alert{Story: 7, Article: article, Kind: kind, Due: due}, of)
			return err
		})
		return added
	}
	add(audience.NewStory, 1, day(1), by["told"].ID)
	told := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(1), time.Minute, 9))
	check(t, s.MarkSent(ctx, ids(told, alertID), "m", day(1)))
	add(audience.NewStory, 2, day(3), by["waits"].ID)

	got := add(audience.NewStory, 3, day(2), all...)
	slices.Sort(got)
	if want := []int64{by["fresh"].ID, by["further"].ID, by["paused"].ID}; !slices.Equal(got, want) {
		t.Errorf("added for %v, want %v", got, want)
	}
	if again := add(audience.NewStory, 3, day(2), all...); len(again) != 0 {
		t.Errorf("added again for %v", again)
	}
	if none := add(audience.NewStory, 3, day(2)); len(none) != 0 {
		t.Errorf("added for %v of none", none)
	}
	if got := add(audience.Change, 4, day(2), by["waits"].ID, by["told"].ID, 999); !slices.Equal(got, []int64{by["told"].ID}) {
		t.Errorf("the change is added for %v, want who was told", got)
	}
	for _, step := range []struct {
		now  time.Time
		want map[string]int64 // articles by who follows
	}{
		{day(1), map[string]int64{}},
		{day(2), map[string]int64{"fresh": 3, "further": 3, "told": 4}},
		{day(3), map[string]int64{"waits": 4}},
	} {
		claimed := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, step.now, time.Minute, 999))
		got := map[string]int64{}
		for _, a := range claimed {
			for name, b := range by {
				if b.ID == a.Subscription {
					got[name] = a.Article
				}
			}
		}
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("due on %v, want -, got +:\n%s", step.now, diff)
		}
		check(t, s.MarkSent(ctx, ids(claimed, alertID), "n", step.now))
	}
}

// enqueueForMany adds an alert for so many that a store may do it in steps, and changes it
// within the same transaction.
func enqueueForMany(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	all := make([]int64, 150)
	for i := range all {
		all[i] = subscribe(t, s, 1, i+1, "a").ID
	}
	a := audience.Alert{Story: 7, Article: 1, Kind: audience.NewStory, Due: day(1)}
	change := audience.Alert{Story: 7, Article: 2, Kind: audience.Change, Due: day(1)}
	write(t, s, func(w knowledge.Writer) error {
		for i, step := range []struct {
			alert audience.Alert
			want  int
		}{{a, len(all)}, {a, 0}, {change, 0}} {
			if added, err := w.EnqueueFor(ctx, step.alert, all); err != nil || len(added) != step.want {
				return fmt.Errorf("step %d: added for %d, %w; want %d", i, len(added), err, step.want)
			}
		}
		return w.JoinStories(ctx, 7, 8)
	})
	claimed := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(1), time.Minute, 999))
	if len(claimed) != len(all) {
		t.Errorf("claimed %d, want %d", len(claimed), len(all))
	}
	for _, got := range claimed {
		if got.Story != 8 || got.Article != 2 || got.Kind != audience.NewStory {
			t.Fatalf("claimed %+v, want story 8 with article 2", got)
		}
	}
}

// changeWhileWaiting has a story change before its alert was sent: that alert
// tells of the change.
func changeWhileWaiting(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	b := subscribe(t, s, 1, 1, "a")
	add := func(kind audience.AlertKind, article int64, want bool) {
		t.Helper()
		write(t, s, func(w knowledge.Writer) error {
			added, err := w.Enqueue(ctx, audience.Alert{Subscription: b.ID, Story: 7, Article: article, Kind: kind, Due: day(1)})
			if added != want {
				t.Errorf("Enqueue of article %d as %s = %v", article, kind, added)
			}
			return err
		})
	}
	add(audience.NewStory, 1, true)
	add(audience.Change, 2, false)
	got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(1), time.Minute, 9))
	if len(got) != 1 || got[0].Article != 2 || got[0].Kind != audience.NewStory {
		t.Fatalf("what waits is %+v, want the story with article 2", got)
	}
	add(audience.Change, 3, true) // what is on its way shows article 2
	check(t, s.MarkSent(ctx, ids(got, alertID), "m", day(1)))
	if in := ok[[]audience.Alert](t)(s.AlertsIn(ctx, b.ID, "m")); len(in) != 1 || in[0].ID != got[0].ID {
		t.Errorf("AlertsIn = %+v", in)
	}
	if in := ok[[]audience.Alert](t)(s.AlertsIn(ctx, b.ID, "other")); len(in) != 0 {
		t.Errorf("AlertsIn of no message = %+v", in)
	}
	update := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(1), time.Minute, 9))
	if len(update) != 1 || update[0].Kind != audience.Change || update[0].Article != 3 {
		t.Fatalf("the update is %+v", update)
	}
	check(t, s.Postpone(ctx, ids(update, alertID), day(2), ""))
	add(audience.Change, 4, false)
	update = ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(2), time.Minute, 9))
	if len(update) != 1 || update[0].Article != 4 {
		t.Errorf("the update that waited is %+v, want article 4", update)
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

func claimIsFair(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	const places = 6
	for n := range places {
		b := subscribe(t, s, n, n, "a")
		count := 400 // the first two have a backlog
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
	const places, each, limit = 60, 12, 100
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

func edits(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	var entries []*knowledge.Entry
	for i, source := range []string{"A", "B", "B", "C"} {
		entries = append(entries, entry(fmt.Sprintf("https://example.com/%d", i), source, "T", "Text.", day(1)))
	}
	put(t, s, knowledge.Added, entries...)
	b := subscribe(t, s, 1, 1, "a")
	var story int64
	grow := func(articles ...int) {
		t.Helper()
		write(t, s, func(w knowledge.Writer) (err error) {
			for _, i := range articles {
				if story, err = w.SetStory(ctx, entries[i].ID, story); err != nil {
					return err
				}
			}
			return w.CountOutlets(ctx, story)
		})
	}
	grow(0)
	write(t, s, func(w knowledge.Writer) error {
		_, err := w.Enqueue(ctx, audience.Alert{Subscription: b.ID, Story: story, Article: entries[0].ID, Kind: audience.NewStory, Due: day(1)})
		return err
	})
	future := time.Now().Add(time.Hour) // an edit is due at the store's own time
	claimOne := func(when string, outlets int, message string) audience.Alert {
		t.Helper()
		got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, future, time.Minute, 9))
		if len(got) != 1 || got[0].Outlets != outlets || got[0].Shown != outlets || got[0].Message != message {
			t.Fatalf("%s: Claim = %+v, want one with %d further outlets and message %q", when, got, outlets, message)
		}
		return got[0]
	}
	grow(1) // before it was sent: the message shows it
	a := claimOne("first", 1, "")
	grow(2) // the same outlet again, while it is on its way
	check(t, s.MarkSent(ctx, []int64{a.ID}, "m", day(2)))
	if got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, future, time.Minute, 9)); len(got) != 0 {
		t.Errorf("an edit without a change: %+v", got)
	}
	grow(3)
	a = claimOne("edit", 2, "m")
	check(t, s.MarkSent(ctx, []int64{a.ID}, "m", day(3)))
	if got := ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 1)); !got[0].Sent.Equal(day(2)) || got[0].Shown != 2 {
		t.Errorf("after the edit: %+v", got[0])
	}
	// A change between Claim and MarkSent is not lost.
	e := entry("https://example.com/4", "D", "T", "Text.", day(1))
	f := entry("https://example.com/5", "E", "T", "Text.", day(1))
	put(t, s, knowledge.Added, e, f)
	entries = append(entries, e, f)
	grow(4)
	a = claimOne("second edit", 3, "m")
	grow(5)
	check(t, s.MarkSent(ctx, []int64{a.ID}, "m", day(4)))
	claimOne("third edit", 4, "m")
}

func notices(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	for i, c := range []struct {
		key string
		new bool
	}{{"a", true}, {"a", false}, {"b", true}} {
		got, err := s.Notify(ctx, c.key, fmt.Sprintf("text %d", i), day(1+i))
		if err != nil || got != c.new {
			t.Errorf("Notify %d = %v, %v", i, got, err)
		}
	}
	want := []audience.Notice{{Key: "a", Text: "text 0", At: day(1)}, {Key: "b", Text: "text 2", At: day(3)}}
	if diff := cmp.Diff(want, ok[[]audience.Notice](t)(s.Notices(ctx))); diff != "" {
		t.Errorf("Notices, want -, got +:\n%s", diff)
	}
	check(t, s.ClearNotice(ctx, "a"))
	check(t, s.ClearNotice(ctx, "a"))
	if got := ok[bool](t)(s.Notify(ctx, "a", "again", day(5))); !got {
		t.Error("a cleared notice does not come back")
	}
}

// holds keeps the alerts of a place that refuses them.
func holds(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	held, free := chat(1), chat(2)
	thread := held
	thread.Thread = "5"
	var subs []int64
	for _, p := range []audience.Place{held, free, thread} {
		id, _, err := s.Subscribe(ctx, audience.Subscription{Owner: audience.Person{Platform: "telegram", User: "u"}, Place: p, Topic: "a", Pace: audience.Now, Created: day(1)})
		check(t, err)
		subs = append(subs, id)
		write(t, s, func(w knowledge.Writer) error {
			_, err := w.Enqueue(ctx, audience.Alert{Subscription: id, Story: 1, Article: 1, Kind: audience.NewStory, Due: day(1), Created: day(1)})
			return err
		})
	}
	if h := ok[audience.Hold](t)(s.Held(ctx, held)); h != (audience.Hold{}) {
		t.Errorf("Held before = %+v", h)
	}
	ok[audience.Hold](t)(s.HoldPlace(ctx, held, "no right", day(2), day(3)))
	h := ok[audience.Hold](t)(s.HoldPlace(ctx, held, "no access", day(4), day(6)))
	if !h.Since.Equal(day(2)) || h.Reason != "no access" || ok[audience.Hold](t)(s.Held(ctx, held)) != h {
		t.Errorf("HoldPlace = %+v", h)
	}
	claim := func(now time.Time) []int64 {
		claimed := ok[[]audience.Alert](t)(s.Claim(ctx, []string{held.Platform}, now, time.Minute, 1000))
		check(t, s.Postpone(ctx, ids(claimed, func(a audience.Alert) int64 { return a.ID }), day(1), ""))
		got := ids(claimed, func(a audience.Alert) int64 { return a.Subscription })
		slices.Sort(got)
		return got
	}
	if got := claim(day(5)); !cmp.Equal(got, subs[1:]) {
		t.Errorf("while it is held Claim returns those of %v", got)
	}
	if got := claim(day(6)); !cmp.Equal(got, subs) {
		t.Errorf("after the pause Claim returns those of %v", got)
	}
	ok[audience.Hold](t)(s.HoldPlace(ctx, held, "no access", day(6), day(9)))
	if stopped := ok[[]audience.Subscription](t)(s.Reopen(ctx, held, false)); len(stopped) != 0 {
		t.Errorf("Reopen = %+v", stopped)
	}
	if got := claim(day(7)); !cmp.Equal(got, subs) {
		t.Errorf("once it is open Claim returns those of %v", got)
	}
	if h := ok[audience.Hold](t)(s.Held(ctx, held)); !h.Since.Equal(day(2)) {
		t.Errorf("until an alert arrives the hold is %+v", h)
	}
	check(t, s.Release(ctx, held))
	if h := ok[audience.Hold](t)(s.Held(ctx, held)); h != (audience.Hold{}) {
		t.Errorf("Held after = %+v", h)
	}
	ok[audience.Hold](t)(s.HoldPlace(ctx, held, "no access", day(8), day(9)))
	ok[[]audience.Subscription](t)(s.StopChat(ctx, held.Platform, held.Chat, "ended"))
	if h := ok[audience.Hold](t)(s.Held(ctx, held)); h != (audience.Hold{}) {
		t.Errorf("Held after the end = %+v", h)
	}
	if got := ids(ok[[]audience.Subscription](t)(s.Reopen(ctx, held, false)), func(b audience.Subscription) int64 { return b.ID }); !cmp.Equal(got, subs[:1]) {
		t.Errorf("Reopen of the place = %v", got)
	}
	if got := ids(ok[[]audience.Subscription](t)(s.Reopen(ctx, held, true)), func(b audience.Subscription) int64 { return b.ID }); !cmp.Equal(got, subs[2:]) {
		t.Errorf("Reopen of the chat = %v", got)
	}
	if b := ok[audience.Subscription](t)(s.Subscription(ctx, subs[2])); b.Stopped != "" {
		t.Errorf("after Reopen it is stopped: %q", b.Stopped)
	}
	if got := ok[[]audience.Subscription](t)(s.Reopen(ctx, chat(99), true)); len(got) != 0 {
		t.Errorf("Reopen of nothing = %v", got)
	}
}
