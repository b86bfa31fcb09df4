package alert_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// quake is a report by an outlet of how many died.
func quake(source, title, dead string) knowledge.Article {
	return knowledge.Article{URL: "https://" + strings.ToLower(source) + ".example/1", Title: title, Source: source, Language: "en", Published: time.Now(),
		Text: "At least " + dead + " people died when an earthquake struck near Port Evans on the coast of Norland. Prime Minister Ada Moreau promised help for the old town, where houses fell."}
}

const (
	quakeTitle = "Earthquake kills 12 in Norland's Port Evans"
	quakeLater = "Death toll of Norland's Port Evans earthquake rises to 47"
)

// TestOneStoryOneAlert has an outlet print a story, another copy it, and a third
// bring a new figure.
func TestOneStoryOneAlert(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "earthquake", audience.Now, 0)
		w.add(quake("Echo", quakeTitle, "12"))
		w.run(3 * time.Second)
		w.add(quake("Wire", quakeTitle, "12"))
		w.run(3 * time.Second)
		if got := w.r.all(); len(got) != 1 {
			t.Fatalf("%d alerts came, want 1", len(got))
		}
		if len(w.r.edits) != 1 || w.r.edits[0].ref != "m1" || !slices.Contains(w.r.edits[0].remarks(), "+1 outlet") {
			t.Fatalf("the edits are %+v", w.r.edits)
		}
		w.add(quake("Gazette", quakeLater, "47"))
		w.run(3 * time.Second)
		got := w.r.all()
		if len(got) != 2 || !slices.Contains(got[1].remarks(), "Update on “earthquake”: new figure 47") || !slices.Equal(got[1].stories(), []string{"https://gazette.example/1"}) {
			t.Errorf("after a new figure came %+v", got)
		}
		if len(w.r.edits) != 2 || !slices.Contains(w.r.edits[1].remarks(), "+2 outlets") {
			t.Errorf("the edits are %+v", w.r.edits)
		}
	})
}

// TestResult has a story come out: the update says that it is the result.
func TestResult(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "earthquake", audience.Now, 0)
		w.add(quake("Echo", quakeTitle, "12"))
		w.run(3 * time.Second)
		w.add(quake("Gazette", "Builder convicted over Norland's Port Evans earthquake, death toll 47", "47"))
		w.run(3 * time.Second)
		if got := w.r.all(); len(got) != 2 || !slices.Contains(got[1].remarks(), "Update on “earthquake”: the result") {
			t.Errorf("after the result came %+v", got)
		}
	})
}

// TestTopicWithoutOutlets brings alerts under what they are about, whatever outlets are left out.
func TestTopicWithoutOutlets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "earthquake -source:Wire", audience.Now, 0)
		w.add(quake("Echo", quakeTitle, "12"))
		w.run(3 * time.Second)
		if got := w.r.all(); len(got) != 1 || got[0].m.Topic != "earthquake" {
			t.Errorf("what came is %+v", got)
		}
	})
}

// TestDigestTellsAStoryOnce has a story change before the digest that tells of it,
// and once more after it.
func TestDigestTellsAStoryOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "earthquake", audience.Daily, 8*60)
		w.print("earthquake")
		w.add(quake("Echo", quakeTitle, "12"))
		w.run(time.Hour)
		w.add(quake("Gazette", quakeLater, "47"))
		w.pass(24*time.Hour, time.Minute)
		got := w.r.all()
		if len(got) != 1 || len(got[0].stories()) != 2 || got[0].remarks()[0] != "Digest on “earthquake”: 2 stories" ||
			got[0].stories()[0] != "https://gazette.example/1" {
			t.Fatalf("the first digest is %+v", got)
		}
		latest := quake("Wire", "Norland's Port Evans earthquake: death toll rises to 93", "93")
		w.print("earthquake")
		w.add(latest)
		w.pass(24*time.Hour, time.Minute)
		got = w.r.all()
		if len(got) != 2 || len(got[1].stories()) != 2 || !slices.Contains(got[1].remarks(), "new figure 93") {
			t.Errorf("the second digest is %+v", got)
		}
		// The first message counts the outlet, and still tells of both stories.
		if n := len(w.r.edits); n == 0 || w.r.edits[n-1].ref != "m1" || len(w.r.edits[n-1].stories()) != 2 {
			t.Errorf("the edits are %+v", w.r.edits)
		}
	})
}

// TestDigestOfManyStories has more stories than a message holds: each is told
// once, those that most outlets print first.
func TestDigestOfManyStories(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "earthquake", audience.Hourly, 0)
		w.r.answer = func(_ audience.Place, m bot.Message) error {
			if len(sent{m: m}.stories()) > 9 {
				return bot.ErrTooLong
			}
			return nil
		}
		for range 30 {
			w.print("earthquake")
		}
		w.add(quake("Echo", quakeTitle, "12"))
		w.add(quake("Wire", quakeTitle, "12"))
		w.run(2 * time.Hour)
		var told []string
		nonces := map[string]bool{}
		for _, x := range w.r.all() {
			told = append(told, x.stories()...)
			nonces[x.m.Nonce] = true
		}
		if len(told) != 31 || told[0] != "https://echo.example/1" {
			t.Errorf("told %d stories: %v", len(told), told)
		}
		slices.Sort(told)
		if len(slices.Compact(told)) != 31 || len(nonces) != len(w.r.all()) {
			t.Errorf("%d messages with %d nonces tell %d stories", len(w.r.all()), len(nonces), len(told))
		}
	})
}

// TestNonceIsOfTheRows has a message fail after it may have arrived, while more
// comes in: what is sent then is not taken for the message before.
func TestNonceIsOfTheRows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "ferry", audience.Hourly, 0)
		time.Sleep(time.Until(time.Now().Truncate(time.Hour).Add(50 * time.Minute)))
		w.print("ferry")
		w.print("ferry")
		var nonces []string
		var counts []int
		w.r.answer = func(_ audience.Place, m bot.Message) error {
			nonces, counts = append(nonces, m.Nonce), append(counts, len(sent{m: m}.stories()))
			if len(nonces) < 3 {
				return errIll
			}
			return nil
		}
		w.run(10*time.Minute + 20*time.Second) // two tries of the two
		w.print("ferry")
		time.Sleep(time.Until(time.Now().Truncate(time.Hour).Add(time.Hour)))
		w.run(time.Minute)
		if len(nonces) != 3 || nonces[0] != nonces[1] || nonces[1] == nonces[2] || !slices.Equal(counts, []int{2, 2, 3}) {
			t.Errorf("the nonces are %v, of messages of %v stories", nonces, counts)
		}
	})
}

// TestEditDropsWhatIsNotOnTheTopic changes a topic while its digest waits.
func TestEditDropsWhatIsNotOnTheTopic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "earthquake", audience.Hourly, 0)
		w.add(quake("Echo", quakeTitle, "12"))
		w.print("earthquake")
		e := bot.New(bot.Config{Store: w.store, Now: time.Now})
		reply := e.Handle(t.Context(), bot.Request{Person: audience.Person{Platform: "test", User: "u-a"}, Place: audience.Place{Platform: "test", Chat: "a"}, Private: true,
			Command: "alerts", Args: bot.Args{"what": "edit", "topic": "earthquake Norland"}})
		if reply.Failed {
			t.Fatalf("the edit says %+v", reply)
		}
		w.run(2 * time.Hour)
		if got := w.r.all(); len(got) != 1 || !slices.Equal(got[0].stories(), []string{"https://echo.example/1"}) {
			t.Errorf("after the edit came %+v", got)
		}
	})
}

// TestChangedMinds has people end, pause and forget what they follow while alerts
// wait for their turn: nothing more comes, until what is paused goes on. The places
// write to the store at the same time, so the clock is the real one: a store that
// waits for a lock on a clock that stands still would wait for ever.
func TestChangedMinds(t *testing.T) {
	w := newWorld(t)
	defer w.store.Close()
	ended, paused := w.follow("ended", "ferry", audience.Now, 0), w.follow("paused", "ferry", audience.Now, 0)
	w.follow("forgotten", "ferry", audience.Now, 0)
	first := true
	w.r.answer = func(to audience.Place, _ bot.Message) error {
		switch to.Chat {
		case "ended":
			return w.store.Unsubscribe(context.Background(), ended)
		case "paused":
			if first {
				first = false
				w.pause(paused, true)
			}
		case "forgotten":
			_, err := w.store.Forget(context.Background(), audience.Person{Platform: "test", User: "u-forgotten"})
			return err
		}
		return nil
	}
	for range 3 {
		w.print("ferry")
	}
	w.drain()
	for _, chat := range []string{"ended", "paused", "forgotten"} {
		if n := len(w.r.to(chat)); n != 1 {
			t.Errorf("%s was told %d times", chat, n)
		}
	}
	w.pause(paused, false)
	w.drain()
	if n := len(w.r.to("paused")); n != 3 {
		t.Errorf("what goes on was told %d times", n)
	}
}

// TestResumedDigest has a daily digest go on after days of a pause: it comes at its
// hour.
func TestResumedDigest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		id := w.follow("a", "ferry", audience.Daily, 8*60)
		w.pause(id, true)
		w.print("ferry")
		w.print("ferry")
		time.Sleep(time.Until(time.Now().Truncate(24 * time.Hour).Add(3*24*time.Hour + 15*time.Hour)))
		w.pause(id, false)
		w.pass(24*time.Hour, time.Minute)
		if got := w.r.all(); len(got) != 1 || len(got[0].stories()) != 2 || got[0].at.UTC().Format("15:04") != "08:00" {
			t.Errorf("after the pause came %+v", got)
		}
	})
}

// TestMentionsGiveWay has an outlet mention what somebody follows, and another report on it
// in the same story: the mention is not told, and does not stand in the way of the report.
func TestMentionsGiveWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("now", "earthquake", audience.Now, 0)
		w.follow("hourly", "earthquake", audience.Hourly, 0)
		const visit = "Prime Minister Ada Moreau visited Port Evans on the coast of Norland. She promised 40 million crowns for the old town. " +
			"Moreau walked along the harbour with the mayor. The mayor thanked her for coming. Schools in Port Evans stay closed for a week. " +
			"Moreau spoke with fishermen whose boats were lost. The ferry to Port Evans sails again from Monday. A concert in Norland's capital was put off. " +
			"Moreau returns to parliament on Tuesday. The opposition in Norland asked for a debate."
		mention := knowledge.Article{URL: "https://echo.example/1", Title: "Ada Moreau visits Norland's Port Evans", Source: "Echo", Language: "en",
			Published: time.Now(), Text: visit + " It was her first journey since the earthquake, which an earthquake office is to study."}
		mention.Text = strings.Replace(mention.Text, "visited Port Evans", "visited Port Evans after the earthquake", 1)
		report := knowledge.Article{URL: "https://wire.example/1", Title: "After the earthquake, Ada Moreau visits Norland's Port Evans", Source: "Wire", Language: "en",
			Published: time.Now(), Text: "The earthquake brought Prime Minister Ada Moreau to Port Evans. The earthquake killed 12 people there. " + visit}
		w.add(mention)
		w.run(2 * time.Hour)
		if got := w.r.all(); len(got) != 0 {
			t.Fatalf("a mention is told: %v", got[0].stories())
		}
		w.add(report)
		w.run(2 * time.Hour)
		if stories, err := w.store.StoryOf(context.Background(), []int64{1, 2}); err != nil || stories[1] != stories[2] {
			t.Fatalf("the stories are %v (%v), want one", stories, err)
		}
		for _, chat := range []string{"now", "hourly"} {
			if got := w.r.to(chat); len(got) != 1 || got[0].stories()[0] != report.URL {
				t.Errorf("%s was sent %d alerts, want one, of the report", chat, len(got))
			}
		}
	})
}
