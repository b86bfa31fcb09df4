package storetest

import (
	"context"
	"fmt"
	"slices"
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
