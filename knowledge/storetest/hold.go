package storetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

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
