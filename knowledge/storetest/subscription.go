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

func person(n int) audience.Person {
	return audience.Person{Platform: "telegram", User: fmt.Sprintf("person%d", n)}
}

func chat(n int) audience.Place {
	return audience.Place{Platform: "telegram", Chat: fmt.Sprintf("chat%d", n)}
}

// subscribe stores a new subscription of a person to a topic in a chat.
func subscribe(t *testing.T, s knowledge.Store, owner, place int, topic string) audience.Subscription {
	t.Helper()
	b := audience.Subscription{Owner: person(owner), Place: chat(place), Topic: topic, Pace: audience.Now, Created: day(1)}
	id, created, err := s.Subscribe(context.Background(), b)
	if err != nil || !created {
		t.Fatalf("Subscribe = %d, %v, %v", id, created, err)
	}
	b.ID = id
	return b
}

func subscriptions(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	a := audience.Subscription{Owner: person(1), Place: audience.Place{Platform: "telegram", Chat: "c", Thread: "7"}, Private: true,
		Topic: "storm", Pace: audience.Daily, Level: audience.All, Minute: 480, Mention: "role", Created: day(1).Add(1234 * time.Millisecond)}
	var created bool
	var err error
	a.ID, created, err = s.Subscribe(ctx, a)
	if err != nil || !created {
		t.Fatalf("Subscribe = %v, %v", created, err)
	}
	if diff := cmp.Diff(a, ok[audience.Subscription](t)(s.Subscription(ctx, a.ID))); diff != "" {
		t.Errorf("Subscription, want -, got +:\n%s", diff)
	}
	other := subscribe(t, s, 2, 1, "storm")
	b := a
	b.Place.Thread = ""
	b.ID, created, err = s.Subscribe(ctx, b)
	if err != nil || !created || b.ID == a.ID {
		t.Errorf("the same topic in another thread: %d, %v, %v", b.ID, created, err)
	}
	a.Paused = true
	check(t, s.UpdateSubscription(ctx, a))
	again := a
	again.Pace, again.Level, again.Minute = audience.Hourly, audience.Calm, 0
	id, created, err := s.Subscribe(ctx, again)
	if err != nil || created || id != a.ID {
		t.Errorf("the same topic at the same place = %d, %v, %v, want %d", id, created, err, a.ID)
	}
	got := ok[audience.Subscription](t)(s.Subscription(ctx, a.ID))
	if got.Pace != audience.Hourly || got.Level != audience.Calm || got.Paused {
		t.Errorf("after following again: %+v", got)
	}
	if at := ok[[]audience.Subscription](t)(s.SubscriptionsAt(ctx, a.Place)); len(at) != 1 || at[0].ID != a.ID {
		t.Errorf("SubscriptionsAt = %+v", at)
	}
	if of := ok[[]audience.Subscription](t)(s.SubscriptionsOf(ctx, person(1))); len(of) != 2 || of[0].ID != a.ID || of[1].ID != b.ID {
		t.Errorf("SubscriptionsOf = %+v", of)
	}
	check(t, s.Unsubscribe(ctx, b.ID))
	wantNotFound(t, "Unsubscribe twice", s.Unsubscribe(ctx, b.ID))
	_, err = s.Subscription(ctx, b.ID)
	wantNotFound(t, "Subscription", err)
	wantNotFound(t, "UpdateSubscription", s.UpdateSubscription(ctx, b))
	moved := other
	moved.Place, moved.Topic = chat(9), "rain"
	check(t, s.UpdateSubscription(ctx, moved))
	if diff := cmp.Diff(moved, ok[audience.Subscription](t)(s.Subscription(ctx, other.ID))); diff != "" {
		t.Errorf("UpdateSubscription, want -, got +:\n%s", diff)
	}
}

func changes(t *testing.T, s knowledge.Store, revision int64) (changed, gone []int64, next int64) {
	t.Helper()
	write(t, s, func(w knowledge.Writer) (err error) {
		next, err = w.SubscriptionChanges(context.Background(), revision, func(b audience.Subscription, isGone bool) error {
			if isGone {
				gone = append(gone, b.ID)
			} else {
				changed = append(changed, b.ID)
			}
			return nil
		})
		return err
	})
	slices.Sort(changed)
	return changed, gone, next
}

func subscriptionChanges(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	a, b, c := subscribe(t, s, 1, 1, "a"), subscribe(t, s, 1, 1, "b"), subscribe(t, s, 2, 2, "c")
	changed, gone, revision := changes(t, s, 0)
	if !cmp.Equal(changed, []int64{a.ID, b.ID, c.ID}) || gone != nil {
		t.Errorf("all: %v, %v", changed, gone)
	}
	if changed, gone, next := changes(t, s, revision); changed != nil || gone != nil || next != revision {
		t.Errorf("nothing changed: %v, %v, %d", changed, gone, next)
	}
	check(t, s.Unsubscribe(ctx, a.ID))
	b.Paused = true
	check(t, s.UpdateSubscription(ctx, b))
	changed, gone, revision = changes(t, s, revision)
	if !cmp.Equal(changed, []int64{b.ID}) || !cmp.Equal(gone, []int64{a.ID}) {
		t.Errorf("one changed, one gone: %v, %v", changed, gone)
	}
	ok[[]audience.Subscription](t)(s.StopPlace(ctx, chat(1), "blocked"))
	check(t, s.MovePlace(ctx, "telegram", "chat2", "chat3"))
	changed, _, revision = changes(t, s, revision)
	if !cmp.Equal(changed, []int64{b.ID, c.ID}) {
		t.Errorf("stopped and moved: %v", changed)
	}
	ok[int](t)(s.Forget(ctx, person(2)))
	if _, gone, _ := changes(t, s, revision); !cmp.Equal(gone, []int64{c.ID}) {
		t.Errorf("forgotten: %v", gone)
	}
	for _, from := range []int64{0, revision + 100} { // the last as in a database that went back to what it was
		if changed, gone, _ := changes(t, s, from); !cmp.Equal(changed, []int64{b.ID}) || gone != nil {
			t.Errorf("all anew from %d: %v, %v", from, changed, gone)
		}
	}
}

func placesMoveAndStop(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	a, b, same := subscribe(t, s, 1, 1, "a"), subscribe(t, s, 1, 1, "b"), subscribe(t, s, 2, 2, "b")
	enqueueAll(t, s, a, 2)
	told := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(1), time.Minute, 1))
	check(t, s.MarkSent(ctx, ids(told, func(a audience.Alert) int64 { return a.ID }), "message7", day(1)))
	check(t, s.SetSettings(ctx, chat(1), person(1), audience.Settings{TimeZone: "Europe/Paris"}))
	check(t, s.SetState(ctx, audience.AdmittedState("telegram:chat:chat1"), "since"))
	check(t, s.MovePlace(ctx, "telegram", "chat1", "chat2"))
	if from, to := ok[string](t)(s.State(ctx, audience.AdmittedState("telegram:chat:chat1"))), ok[string](t)(s.State(ctx, audience.AdmittedState("telegram:chat:chat2"))); from != "" || to != "since" {
		t.Errorf("after the move the old chat is admitted since %q, the new one since %q", from, to)
	}
	check(t, s.MovePlace(ctx, "telegram", "other1", "other2"))
	check(t, s.MovePlace(ctx, "telegram", "other2", "other3"))
	if was := ok[string](t)(s.State(ctx, audience.BeforeState("telegram:chat:other3"))); was != "telegram:chat:other1" {
		t.Errorf("after two moves the chat was %q before", was)
	}
	for _, alert := range ok[[]audience.Alert](t)(s.AlertsOf(ctx, a.ID, 9)) {
		want := ""
		if alert.ID == told[0].ID {
			want = audience.LostMessage
		}
		if alert.Message != want {
			t.Errorf("after the move the message of alert %d is %q, want %q", alert.ID, alert.Message, want)
		}
	}
	at := ok[[]audience.Subscription](t)(s.SubscriptionsAt(ctx, chat(2)))
	if got := ids(at, func(b audience.Subscription) int64 { return b.ID }); !cmp.Equal(got, []int64{a.ID, same.ID}) {
		t.Errorf("after the move chat2 has %v, want %v: a topic that it had stays its own", got, []int64{a.ID, same.ID})
	}
	_, err := s.Subscription(ctx, b.ID)
	wantNotFound(t, "the moved chat's copy of a topic", err)
	if got := ok[audience.Settings](t)(s.Settings(ctx, chat(2))); got.TimeZone != "Europe/Paris" {
		t.Errorf("settings did not move: %+v", got)
	}
	if got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(2), time.Minute, 1)); len(got) != 1 {
		t.Errorf("Claim after the move = %v", got)
	}
	stopped := ok[[]audience.Subscription](t)(s.StopPlace(ctx, chat(2), "the bot was blocked"))
	if len(stopped) != 2 || stopped[0].Stopped != "the bot was blocked" {
		t.Errorf("StopPlace = %+v", stopped)
	}
	if again := ok[[]audience.Subscription](t)(s.StopPlace(ctx, chat(2), "again")); len(again) != 0 {
		t.Errorf("StopPlace twice = %+v", again)
	}
	if got := ok[audience.Subscription](t)(s.Subscription(ctx, a.ID)); got.Stopped != "the bot was blocked" {
		t.Errorf("Stopped = %q", got.Stopped)
	}
	if got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(9), time.Minute, 9)); len(got) != 0 {
		t.Errorf("alerts of a stopped place are claimed: %v", got)
	}
	write(t, s, func(w knowledge.Writer) error {
		added, err := w.Enqueue(ctx, audience.Alert{Subscription: a.ID, Story: 50, Kind: audience.NewStory})
		if added {
			t.Error("an alert is added to a stopped subscription")
		}
		return err
	})
	thread := audience.Subscription{Owner: person(1), Place: chat(7), Topic: "a", Pace: audience.Now}
	thread.Place.Thread = "5"
	thread.ID, _, err = s.Subscribe(ctx, thread)
	check(t, err)
	whole, other := subscribe(t, s, 1, 7, "b"), subscribe(t, s, 1, 8, "c")
	enqueueAll(t, s, whole, 1)
	enqueueAll(t, s, thread, 1)
	stopped = ok[[]audience.Subscription](t)(s.StopChat(ctx, "telegram", "chat7", "removed"))
	if got := ids(stopped, func(b audience.Subscription) int64 { return b.ID }); !cmp.Equal(got, []int64{thread.ID, whole.ID}) || stopped[0].Stopped != "removed" {
		t.Errorf("StopChat = %+v", stopped)
	}
	if got := ok[audience.Subscription](t)(s.Subscription(ctx, other.ID)); got.Stopped != "" {
		t.Errorf("another chat is stopped: %+v", got)
	}
	if got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(9), time.Minute, 9)); len(got) != 0 {
		t.Errorf("alerts of a stopped chat are claimed: %v", got)
	}
	a.Place = chat(2)
	if _, created, err := s.Subscribe(ctx, a); err != nil || created {
		t.Errorf("Subscribe after a stop: %v, %v", created, err)
	}
	if got := ok[audience.Subscription](t)(s.Subscription(ctx, a.ID)); got.Stopped != "" {
		t.Errorf("after following again Stopped = %q", got.Stopped)
	}
}

func settings(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	if got := ok[audience.Settings](t)(s.Settings(ctx, chat(1))); got != (audience.Settings{}) {
		t.Errorf("Settings of nobody = %+v", got)
	}
	want := audience.Settings{TimeZone: "Asia/Tokyo", QuietFrom: 1320, QuietUntil: 420, Previews: true, NoPictures: true, Threads: true, Outlets: "Gazette\nHarbour Post", Feeds: "World news", Languages: "de\nfr", Language: "pt"}
	for _, c := range []audience.Settings{{TimeZone: "UTC"}, want} {
		check(t, s.SetSettings(ctx, chat(1), person(1), c))
	}
	if got := ok[audience.Settings](t)(s.Settings(ctx, chat(1))); got != want {
		t.Errorf("Settings = %+v, want %+v", got, want)
	}

	// A chat's settings hold in its threads, but for those with settings of their own.
	thread, own := chat(1), chat(1)
	thread.Thread, own.Thread = "7", "8"
	check(t, s.SetSettings(ctx, own, person(1), audience.Settings{TimeZone: "Asia/Seoul"}))
	for p, zone := range map[audience.Place]string{chat(1): "Asia/Tokyo", thread: "Asia/Tokyo", own: "Asia/Seoul", chat(2): ""} {
		if got := ok[audience.Settings](t)(s.Settings(ctx, p)); got.TimeZone != zone {
			t.Errorf("Settings of %+v = %+v, want the time zone %q", p, got, zone)
		}
	}
	if got := ok[audience.Settings](t)(s.Settings(ctx, thread)); got != want {
		t.Errorf("Settings of a thread = %+v, want its chat's", got)
	}
	b := audience.Subscription{Owner: person(1), Place: thread, Topic: "storm", Pace: audience.Now}
	b.ID, _, _ = s.Subscribe(ctx, b)
	write(t, s, func(w knowledge.Writer) error {
		_, err := w.Enqueue(ctx, audience.Alert{Subscription: b.ID, Story: 1, Article: 1, Kind: audience.NewStory, Created: day(1), Due: day(1)})
		return err
	})
	waiting := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(2), time.Minute, 9))
	if len(waiting) != 1 {
		t.Fatalf("Claim = %+v", waiting)
	}
	check(t, s.Postpone(ctx, []int64{waiting[0].ID}, day(9), ""))
	check(t, s.SetSettings(ctx, chat(1), person(1), audience.Settings{TimeZone: "UTC"}))
	if got := ok[[]audience.Alert](t)(s.Claim(ctx, platforms, day(2), time.Minute, 9)); len(got) != 1 {
		t.Errorf("after new settings of the chat Claim in its thread = %+v", got)
	}
}
