package alert_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge/audience"
)

var errIll = errors.New("500 internal server error")

func TestReceiverThatRefuses(t *testing.T) {
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		for _, chat := range []string{"busy", "gone", "ill", "dumb", "moved", "well"} {
			w.follow(chat, "ferry", audience.Now, 0)
		}
		start := time.Now()
		tries := map[string][]time.Duration{}
		w.r.answer = func(to audience.Place, m bot.Message) error {
			tries[to.Chat] = append(tries[to.Chat], time.Since(start))
			switch {
			case to.Chat == "busy" && len(tries["busy"]) == 1:
				return &bot.WaitError{For: 90 * time.Second}
			case to.Chat == "gone":
				return &bot.GoneError{Reason: "reason.blocked"}
			case to.Chat == "ill" && len(tries["ill"]) < 4:
				return errIll
			case to.Chat == "dumb":
				return context.DeadlineExceeded
			case to.Chat == "moved":
				return &bot.GoneError{Reason: "it became a supergroup", MovedTo: "moved-2"}
			}
			return nil
		}
		w.print("ferry")
		w.pass(5*time.Minute, 5*time.Second)
		w.pass(72*time.Hour, 30*time.Second)
		if n := tries["busy"]; len(n) != 2 || n[1] < 90*time.Second || n[1] > 100*time.Second {
			t.Errorf("after a request to wait 90 s the tries were at %v", n)
		}
		if n := tries["gone"]; len(n) != 1 {
			t.Errorf("a chat that is gone was tried at %v", n)
		}
		subs, err := w.store.SubscriptionsAt(t.Context(), audience.Place{Platform: "test", Chat: "gone"})
		if err != nil || len(subs) != 1 || subs[0].Stopped != "reason.blocked" {
			t.Errorf("its subscription is %+v (%v)", subs, err)
		}
		if n := tries["ill"]; len(n) != 4 {
			t.Errorf("a receiver that recovers was tried at %v", n)
		}
		if n := tries["dumb"]; len(n) != 10 {
			t.Errorf("a receiver that never answers was tried %d times: %v", len(n), n)
		}
		if len(tries["moved"]) != 1 || len(tries["moved-2"]) != 1 {
			t.Errorf("a chat that moved was tried at %v and %v", tries["moved"], tries["moved-2"])
		}
		if len(tries["well"]) != 1 {
			t.Errorf("the chat that is well was tried at %v", tries["well"])
		}
		dead, err := w.store.DeadAlerts(t.Context(), 10)
		if err != nil || len(dead) != 2 {
			t.Errorf("given up: %+v (%v)", dead, err)
		}
		told := ""
		for _, x := range w.r.to("home-boss") {
			told += x.m.Reply.Blocks[0].(bot.Notice).Text + "\n"
		}
		if !strings.Contains(told, "is gone (the bot was blocked): subscriptions stopped there: 1.") || !strings.Contains(told, "given up") {
			t.Errorf("the operator was told %q", told)
		}
	})
}

// TestNothingIsTriedForEver has platforms that ask to wait each time, and chats
// that move in a circle.
func TestNothingIsTriedForEver(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		tries := map[string]int{}
		w.r.answer = func(to audience.Place, m bot.Message) error {
			tries[to.Chat]++
			switch to.Chat {
			case "busy":
				return &bot.WaitError{For: 5 * time.Second}
			case "here":
				return &bot.GoneError{Reason: "it moved", MovedTo: "there"}
			case "there":
				return &bot.GoneError{Reason: "it moved", MovedTo: "here"}
			}
			return nil
		}
		w.follow("busy", "ferry", audience.Now, 0)
		w.follow("here", "ferry", audience.Now, 0)
		w.print("ferry")
		w.pass(72*time.Hour, 5*time.Minute)
		if tries["busy"] != 10 || tries["here"]+tries["there"] != 10 {
			t.Errorf("the tries were %v, want 10 of each alert", tries)
		}
		dead, err := w.store.DeadAlerts(t.Context(), 10)
		if err != nil || len(dead) != 2 {
			t.Errorf("given up: %+v (%v)", dead, err)
		}
		if told := w.r.to("home-boss"); len(told) == 0 {
			t.Error("the operator was not told")
		}
		for _, x := range w.r.all() {
			if x.to.Chat != "home-boss" {
				t.Errorf("a notice went to %s", x.to.Chat)
			}
		}
		// The same trouble on another day is told of again.
		before := len(w.r.to("home-boss"))
		w.print("ferry")
		w.pass(72*time.Hour, 5*time.Minute)
		if len(w.r.to("home-boss")) == before {
			t.Error("the operator was not told of what was given up later")
		}
	})
}

// TestPauseOfThePlatform has a platform ask that nothing is sent for a while, in
// the midst of many messages.
func TestPauseOfThePlatform(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const pause = 100 * time.Second
		w := newWorld(t, perSecond("all", 5), perSecond("chat", 1))
		defer w.store.Close()
		for i := range 40 {
			w.follow(fmt.Sprint("c", i), "ferry", audience.Now, 0)
		}
		var asked time.Time
		n := 0
		w.r.answer = func(to audience.Place, _ bot.Message) error {
			if n++; n == 10 {
				asked = time.Now()
				return &bot.WaitError{For: pause, Global: true}
			}
			if !asked.IsZero() && time.Since(asked) < pause {
				t.Errorf("%s was sent to %s after the platform asked for a pause", to.Chat, time.Since(asked))
			}
			return nil
		}
		w.print("ferry")
		w.run(10 * time.Minute)
		if got := w.r.all(); len(got) != 40 {
			t.Errorf("%d of 40 alerts came", len(got))
		}
	})
}

// TestPauseOfAChat has a chat ask for a pause, with more alerts waiting and others
// coming in, also in another thread of it: they come after it, in their order.
func TestPauseOfAChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "ferry", audience.Now, 0)
		if _, _, err := w.store.Subscribe(t.Context(), audience.Subscription{Owner: audience.Person{Platform: "test", User: "u"},
			Place: audience.Place{Platform: "test", Chat: "a", Thread: "7"}, Topic: "harbour", Pace: audience.Now}); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		w.r.answer = func(to audience.Place, _ bot.Message) error {
			if left := time.Minute - time.Since(start); left > 0 {
				if left < 59*time.Second {
					t.Errorf("%+v was sent to after %s", to, time.Since(start))
				}
				return &bot.WaitError{For: left}
			}
			return nil
		}
		w.print("ferry")
		w.print("ferry")
		w.run(20 * time.Second)
		w.print("ferry")
		w.print("harbour")
		w.run(2 * time.Minute)
		told := map[string][]string{}
		for _, x := range w.r.all() {
			told[x.to.Thread] = append(told[x.to.Thread], x.stories()...)
		}
		if len(told[""]) != 3 || !slices.IsSorted(told[""]) || len(told["7"]) != 1 {
			t.Errorf("the chat and its thread were told %v", told)
		}
	})
}

// TestLimitsHoldForParts has digests that have to be sent in parts.
func TestLimitsHoldForParts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, perSecond("chat", 1))
		defer w.store.Close()
		w.follow("a", "ferry", audience.Hourly, 0)
		w.r.answer = func(_ audience.Place, m bot.Message) error {
			if len(sent{m: m}.stories()) > 2 {
				return bot.ErrTooLong
			}
			return nil
		}
		for range 16 {
			w.print("ferry")
		}
		w.run(2 * time.Hour)
		var last time.Time
		for _, x := range w.r.all() {
			if gap := x.at.Sub(last); gap < time.Second {
				t.Errorf("two parts came within %s", gap)
			}
			last = x.at
		}
		if n := len(w.r.all()); n != 8 {
			t.Errorf("%d parts came, want 8", n)
		}
	})
}

// TestTwoDeliverersAndASlowPlatform has two processes on one database, with more
// alerts than the platform takes within a lease: each comes once.
func TestTwoDeliverersAndASlowPlatform(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, perSecond("all", 1))
		defer w.store.Close()
		const chats = 150 // two and a half minutes' worth, and a lease is two
		for i := range chats {
			w.follow(fmt.Sprint("c", i), "ferry", audience.Now, 0)
		}
		w.print("ferry")
		ctx, cancel := context.WithTimeout(t.Context(), 6*time.Minute)
		defer cancel()
		var both sync.WaitGroup
		for _, d := range []*alert.Deliverer{w.d, w.deliverer(w.store)} {
			both.Go(func() { d.Run(ctx) })
		}
		both.Wait()
		count := map[string]int{}
		for _, x := range w.r.all() {
			count[x.to.Chat]++
		}
		for chat, n := range count {
			if n != 1 {
				t.Errorf("%s was told %d times", chat, n)
			}
		}
		if len(count) != chats {
			t.Errorf("%d of %d chats were told", len(count), chats)
		}
	})
}

// TestEditInVain has a platform refuse an edit time and again: the alert was told
// all the same, and a later count is edited in.
func TestEditInVain(t *testing.T) {
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "earthquake", audience.Now, 0)
		w.add(quake("Echo", quakeTitle, "12"))
		w.run(3 * time.Second)
		tries := 0
		w.r.edited = func() error { tries++; return errIll }
		w.add(quake("Wire", quakeTitle, "12"))
		w.pass(72*time.Hour, 30*time.Second)
		dead, err := w.store.DeadAlerts(t.Context(), 10)
		if tries != 10 || err != nil || len(dead) != 0 || len(w.r.to("home-boss")) != 0 {
			t.Errorf("after %d tries of an edit %+v are dead (%v), and the operator was told %+v", tries, dead, err, w.r.to("home-boss"))
		}
		w.r.edited = nil
		w.add(quake("Gazette", quakeTitle, "12"))
		w.run(3 * time.Second)
		if len(w.r.edits) != 1 || !slices.Contains(w.r.edits[0].remarks(), "+2 outlets") {
			t.Errorf("the edits are %+v", w.r.edits)
		}
	})
}

// TestChangeOfWhatNeverCame has a story change after its first alert was given up:
// its follower hears of it as of a new one.
func TestChangeOfWhatNeverCame(t *testing.T) {
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "earthquake", audience.Now, 0)
		w.r.answer = func(to audience.Place, _ bot.Message) error {
			if to.Chat == "a" {
				return errIll
			}
			return nil
		}
		w.add(quake("Echo", quakeTitle, "12"))
		w.pass(48*time.Hour, 30*time.Second)
		if dead, err := w.store.DeadAlerts(t.Context(), 10); err != nil || len(dead) != 1 {
			t.Fatalf("given up: %+v (%v)", dead, err)
		}
		w.r.answer = nil
		w.add(quake("Gazette", quakeLater, "47"))
		w.run(3 * time.Second)
		if got := w.r.to("a"); len(got) != 1 || got[0].remarks()[0] != "News on “earthquake”" {
			t.Errorf("after the change came %+v", got)
		}
	})
}

// TestPlatformThatIsRemoved has an alert wait where nobody delivers any more.
func TestPlatformThatIsRemoved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		id := w.follow("chat", "ferry", audience.Now, 0)
		w.print("ferry")
		w.d.Remove("test")
		w.pass(time.Hour, 5*time.Second)
		if n := len(w.r.all()); n > 0 {
			t.Errorf("%d messages were sent", n)
		}
		waiting, err := w.store.AlertsOf(t.Context(), id, 9)
		if err != nil || len(waiting) != 1 || waiting[0].Attempts > 0 || waiting[0].Dead {
			t.Errorf("the outbox holds %+v, %v", waiting, err)
		}
	})
}
