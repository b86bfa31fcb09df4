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

// sessions keeps one thing of each kind, replaces it, and has it expire.
func sessions(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	who, at := person(1), audience.Place{Platform: "telegram", Chat: "c", Thread: "t"}
	check(t, s.SaveSession(ctx, audience.Session{}))
	talk := audience.Conversation{Person: who, Place: at, Talk: []byte{0, 255}, Expires: day(2)}
	pending := audience.PendingArgument{Person: who, Place: at, Missing: []byte("m"), Expires: day(3)}
	shown := audience.ShownReply{Key: "k", Person: who, Place: at, Message: "7", Answers: "6", Reply: []byte{1, 255}, Expires: day(4)}
	public := audience.ShownReply{Key: "p", Place: at, Reply: []byte("r"), Expires: day(4)}
	marker := audience.Marker{Kind: audience.Album, Platform: "telegram", Name: "a", Person: who, Expires: day(5)}
	old := talk
	old.Talk, old.Expires = []byte("old"), day(9)
	check(t, s.SaveSession(ctx, audience.Session{Conversation: &old}))
	check(t, s.SaveSession(ctx, audience.Session{Conversation: &talk, Pending: &pending, Shown: []audience.ShownReply{shown, public}, Markers: []audience.Marker{marker}}))
	same := func(what string, want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s, want -, got +:\n%s", what, diff)
		}
	}
	same("Conversation", talk, ok[audience.Conversation](t)(s.Conversation(ctx, who, at, day(1))))
	same("PendingArgument", pending, ok[audience.PendingArgument](t)(s.PendingArgument(ctx, who, at, day(1))))
	same("ShownReply", shown, ok[audience.ShownReply](t)(s.ShownReply(ctx, "k", day(1))))
	same("ShownReply of everybody", public, ok[audience.ShownReply](t)(s.ShownReply(ctx, "p", day(1))))
	same("ShownMessage", shown, ok[audience.ShownReply](t)(s.ShownMessage(ctx, audience.Place{Platform: "telegram", Chat: "c"}, "7", day(1))))
	same("ShownAnswer", shown, ok[audience.ShownReply](t)(s.ShownAnswer(ctx, audience.Place{Platform: "telegram", Chat: "c"}, "6", day(1))))
	same("Marker", marker, ok[audience.Marker](t)(s.Marker(ctx, audience.Album, "telegram", "a", day(1))))

	left := func(now time.Time) (all []string) {
		for what, err := range map[string]error{
			"talk": second(s.Conversation(ctx, who, at, now)), "pending": second(s.PendingArgument(ctx, who, at, now)), "shown": second(s.ShownReply(ctx, "k", now)),
			"message": second(s.ShownMessage(ctx, at, "7", now)), "marker": second(s.Marker(ctx, audience.Album, "telegram", "a", now)),
		} {
			if err == nil {
				all = append(all, what)
			} else {
				wantNotFound(t, what, err)
			}
		}
		slices.Sort(all)
		return all
	}
	same("what is left after a day", []string{"marker", "message", "pending", "shown"}, left(day(2)))
	same("after two", []string{"marker", "message", "shown"}, left(day(3)))
	same("after three", []string{"marker"}, left(day(4)))
	check(t, s.ExpireSessions(ctx, day(3)))
	same("what was not removed", []string{"marker", "message", "shown"}, left(day(1)))
	check(t, s.ExpireSessions(ctx, day(5)))
	var many []audience.ShownReply
	for n := range audience.KeptReplies + 2 {
		many = append(many, audience.ShownReply{Key: fmt.Sprint("n", n), Person: who, Place: at, Reply: []byte("r"), Expires: day(9).Add(time.Duration(n) * time.Second)})
	}
	check(t, s.SaveSession(ctx, audience.Session{Shown: many}))
	check(t, s.ExpireSessions(ctx, day(5)))
	for key, kept := range map[string]bool{"n0": false, "n1": false, "n2": true, many[len(many)-1].Key: true} {
		if err := second(s.ShownReply(ctx, key, day(5))); (err == nil) != kept {
			t.Errorf("of too many replies %s is kept: %v, want %t", key, err, kept)
		}
	}
	check(t, s.ExpireSessions(ctx, day(10)))
	same("what is left in the end", []string(nil), left(day(1)))

	check(t, s.SaveSession(ctx, audience.Session{Conversation: &talk, Pending: &pending}))
	talk.Talk, pending.Missing = nil, nil
	check(t, s.SaveSession(ctx, audience.Session{Conversation: &talk, Pending: &pending}))
	same("what was ended", []string(nil), left(day(1)))
	wantNotFound(t, "no message", second(s.ShownMessage(ctx, at, "", day(1))))

	later := shown
	later.Key, later.Reply = "a", []byte("later")
	check(t, s.SaveSession(ctx, audience.Session{Shown: []audience.ShownReply{shown, public, later}}))
	same("the newest of two answers", later, ok[audience.ShownReply](t)(s.ShownAnswer(ctx, at, "6", day(1))))
	wantNotFound(t, "an answer to no message", second(s.ShownAnswer(ctx, at, "", day(1))))
	wantNotFound(t, "an answer in another chat", second(s.ShownAnswer(ctx, audience.Place{Platform: "telegram", Chat: "d"}, "6", day(1))))
}

func second[T any](_ T, err error) error { return err }

// sessionsMove has a chat become another: what its people were asked goes on there.
func sessionsMove(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	saveSession(t, s, 1, chat(1))
	check(t, s.MovePlace(ctx, "telegram", chat(1).Chat, chat(2).Chat))
	ok[audience.Conversation](t)(s.Conversation(ctx, person(1), chat(2), day(1)))
	ok[audience.PendingArgument](t)(s.PendingArgument(ctx, person(1), chat(2), day(1)))
	if got := ok[audience.ShownReply](t)(s.ShownReply(ctx, "shown 1", day(1))); got.Place != chat(2) || got.Message+got.Answers != "" {
		t.Errorf("a reply of the old chat is %+v", got)
	}
}

func receipts(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	r := func(platform, account, event string, at time.Time) audience.Receipt {
		return audience.Receipt{Platform: platform, Account: account, Event: event, Received: at, Person: audience.Person{Platform: platform, User: "1"},
			Place: audience.Place{Platform: platform, Chat: "c", Thread: "t"}, Data: []byte{0, 255}}
	}
	_, err := s.Receipt(ctx, "telegram", "a", "1")
	wantNotFound(t, "an event that never came", err)
	one, two := r("telegram", "a", "1", day(1)), r("telegram", "a", "2", day(2))
	check(t, s.SaveReceipts(ctx, []audience.Receipt{two, one, r("telegram", "b", "1", day(1)), r("discord", "a", "1", day(1))}, nil, day(2)))
	if diff := cmp.Diff(one, ok[audience.Receipt](t)(s.Receipt(ctx, "telegram", "a", "1"))); diff != "" {
		t.Errorf("Receipt, want -, got +:\n%s", diff)
	}
	two.Begun, two.Sent, two.Reply, two.Refused = 2, 3, []byte("done so"), 4
	check(t, s.SaveReceipts(ctx, []audience.Receipt{two}, nil, day(2)))
	if diff := cmp.Diff([]audience.Receipt{two, one}, ok[[]audience.Receipt](t)(s.UnfinishedReceipts(ctx, "telegram", "a"))); diff != "" {
		t.Errorf("UnfinishedReceipts, want -, got +:\n%s", diff)
	}
	check(t, s.RenewHolder(ctx, "living"))
	two.Holder, one.Holder = "living", "gone"
	check(t, s.SaveReceipts(ctx, []audience.Receipt{one, two}, nil, day(2)))
	one.Holder = ""
	if diff := cmp.Diff([]audience.Receipt{two, one}, ok[[]audience.Receipt](t)(s.UnfinishedReceipts(ctx, "telegram", "a"))); diff != "" {
		t.Errorf("UnfinishedReceipts of holders, want -, got +:\n%s", diff)
	}
	check(t, s.RenewHolder(ctx, "other"))
	one.Holder = "other"
	for n, want := range [][]audience.Receipt{{one}, nil} {
		if diff := cmp.Diff(want, ok[[]audience.Receipt](t)(s.ClaimReceipts(ctx, "telegram", "a", "other"))); diff != "" {
			t.Errorf("claim %d, want -, got +:\n%s", n+1, diff)
		}
	}
	if got := ok[audience.Receipt](t)(s.Receipt(ctx, "telegram", "a", "1")); got.Holder != "other" {
		t.Errorf("a claimed receipt is held by %q", got.Holder)
	}
	two.Done = true
	left := audience.Session{Conversation: &audience.Conversation{Person: two.Person, Place: two.Place, Talk: []byte("t"), Expires: day(4)}}
	check(t, s.SaveReceipts(ctx, []audience.Receipt{two}, []audience.Session{left}, day(3)))
	if diff := cmp.Diff(*left.Conversation, ok[audience.Conversation](t)(s.Conversation(ctx, two.Person, two.Place, day(3)))); diff != "" {
		t.Errorf("what was left behind, want -, got +:\n%s", diff)
	}
	want := audience.Receipt{Platform: "telegram", Account: "a", Event: "2", Received: day(2), Done: true}
	if diff := cmp.Diff(want, ok[audience.Receipt](t)(s.Receipt(ctx, "telegram", "a", "2"))); diff != "" {
		t.Errorf("of a receipt that is done, want -, got +:\n%s", diff)
	}
	if got := ok[[]audience.Receipt](t)(s.UnfinishedReceipts(ctx, "telegram", "a")); len(got) != 1 {
		t.Errorf("%d are not done", len(got))
	}
	late := []audience.Receipt{one, two}
	late[0].Holder, late[1].Holder, late[1].Done = "gone", "gone", false
	check(t, s.SaveReceipts(ctx, late, nil, day(3)))
	for i, want := range []audience.Receipt{one, want} {
		if diff := cmp.Diff(want, ok[audience.Receipt](t)(s.Receipt(ctx, "telegram", "a", want.Event))); diff != "" {
			t.Errorf("receipt %d after a process stored it that was gone, want -, got +:\n%s", i+1, diff)
		}
	}
	check(t, s.SaveReceipts(ctx, nil, nil, day(10)))
	_, err = s.Receipt(ctx, "telegram", "a", "2")
	wantNotFound(t, "an event that was done long ago", err)
	ok[audience.Receipt](t)(s.Receipt(ctx, "telegram", "a", "1"))
}

func states(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	if got := ok[string](t)(s.State(ctx, "offset")); got != "" {
		t.Errorf("State of nothing = %q", got)
	}
	for _, value := range []string{"1", "2"} {
		check(t, s.SetState(ctx, "offset", value))
	}
	if got := ok[string](t)(s.State(ctx, "offset")); got != "2" {
		t.Errorf("State = %q", got)
	}
	check(t, s.SetState(ctx, "offset b", "3"))
	check(t, s.SetState(ctx, "offset c", "4"))
	check(t, s.SetState(ctx, "offset c", ""))
	check(t, s.ChangeState(ctx, "offset b2", func(string) (string, error) { return "", nil }))
	if got := ok[map[string]string](t)(s.States(ctx, "offset ")); !cmp.Equal(got, map[string]string{"b": "3"}) {
		t.Errorf("States = %v", got)
	}
	write(t, s, func(w knowledge.Writer) error {
		if got, err := w.States(ctx, "offset "); err != nil || !cmp.Equal(got, map[string]string{"b": "3"}) {
			t.Errorf("within a transaction States = %v (%v)", got, err)
		}
		return nil
	})
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			err := s.ChangeState(ctx, "count", func(was string) (string, error) { return was + "x", nil })
			if err != nil {
				t.Error(err)
			}
		})
	}
	workers.Wait()
	if got := ok[string](t)(s.State(ctx, "count")); got != "xxxxxxxx" {
		t.Errorf("8 changes make %q", got)
	}
}
