package alert_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot"
	"quoth/knowledge/audience"
)

// TestPassingRefusal has a place refuse alerts for two days: it is tried ever more rarely,
// and then told, in one message, of all that came meanwhile.
func TestPassingRefusal(t *testing.T) {
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		id := w.follow("a", "ferry", audience.Now, 0)
		w.follow("b", "ferry", audience.Now, 0)
		tries, refuses := 0, true
		w.r.answer = func(to audience.Place, _ bot.Message) error {
			if to.Chat != "a" {
				return nil
			}
			if tries++; refuses {
				return &bot.HeldError{Reason: "I may not post there"}
			}
			return nil
		}
		for range 6 {
			w.print("ferry")
			w.pass(8*time.Hour, time.Minute)
		}
		if tries < 10 || tries > 40 {
			t.Errorf("a place that refuses was tried %d times in two days", tries)
		}
		if n := len(w.r.to("b")); n != 6 {
			t.Errorf("the other place was told %d times", n)
		}
		refuses = false
		w.pass(7*time.Hour, time.Minute)
		got := w.r.to("a")
		if len(got) != 1 || len(got[0].stories()) != 6 {
			t.Fatalf("after the hold came %+v", got)
		}
		if said := strings.Join(got[0].remarks(), "\n"); !strings.Contains(said, "no alert could be shown here: I may not post there.") || !strings.Contains(said, "6 stories") {
			t.Errorf("it says %s", said)
		}
		w.print("ferry")
		w.run(time.Minute)
		if got = w.r.to("a"); len(got) != 2 || strings.Contains(strings.Join(got[1].remarks(), " "), "no alert could") {
			t.Errorf("after that came %+v", got[1:])
		}
		s, err := w.store.Subscription(t.Context(), id)
		if err != nil || s.Stopped != "" {
			t.Errorf("the subscription is %+v (%v)", s, err)
		}
		if dead, err := w.store.DeadAlerts(t.Context(), 10); err != nil || len(dead) > 0 {
			t.Errorf("given up: %+v (%v)", dead, err)
		}
	})
}

// TestRightComesBack has the platform say that a place may be written to again: what waits
// comes at once.
func TestRightComesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "ferry", audience.Now, 0)
		refuses := true
		w.r.answer = func(audience.Place, bot.Message) error {
			if refuses {
				return &bot.HeldError{Reason: "the topic is closed"}
			}
			return nil
		}
		w.print("ferry")
		w.pass(24*time.Hour, time.Minute)
		refuses = false
		stopped, err := w.store.Reopen(t.Context(), audience.Place{Platform: "test", Chat: "a"}, true)
		if err != nil || len(stopped) != 0 {
			t.Fatal(stopped, err)
		}
		w.run(10 * time.Second)
		if got := w.r.to("a"); len(got) != 1 || !strings.Contains(strings.Join(got[0].remarks(), " "), "the topic is closed") {
			t.Errorf("what waited came as %+v", got)
		}
	})
}

// TestRefusalThatLasts ends the subscriptions of a place after three days, once, and lets
// them go on when the right comes back.
func TestRefusalThatLasts(t *testing.T) {
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		m := &notified{receiver: w.r}
		w.d.Add(m)
		id := w.follow("a", "ferry", audience.Now, 0)
		last, refuses := time.Now(), true
		w.r.answer = func(audience.Place, bot.Message) error {
			if last = time.Now(); refuses {
				return &bot.HeldError{Reason: "I may not post there"}
			}
			return nil
		}
		begun := time.Now()
		for range 10 {
			w.print("ferry")
			w.pass(12*time.Hour, time.Minute)
		}
		s, err := w.store.Subscription(t.Context(), id)
		if err != nil || s.Stopped != "I may not post there" {
			t.Errorf("the subscription is %+v (%v)", s, err)
		}
		if held := last.Sub(begun); held < 72*time.Hour || held > 80*time.Hour {
			t.Errorf("it was tried for %v", held)
		}
		if got := strings.Join(m.ended, "; "); got != "a: I may not post there 1" {
			t.Errorf("the notices are %q", got)
		}
		if got := strings.Join(m.held, "; "); got != "a: I may not post there 1" {
			t.Errorf("told while it was held: %q", got)
		}
		refuses = false
		resumed, err := w.store.Reopen(t.Context(), s.Place, true)
		if err != nil || len(resumed) != 1 || resumed[0].Stopped != "" {
			t.Fatal(resumed, err)
		}
		w.print("ferry")
		w.run(time.Minute)
		if got := w.r.to("a"); len(got) != 1 || strings.Contains(strings.Join(got[0].remarks(), " "), "no alert could") {
			t.Errorf("after it was opened again came %+v", got)
		}
	})
}
