package alert_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot"
	"quoth/knowledge/audience"
)

// TestWeeks runs simulated weeks over both changes of the clocks: an outlet prints
// a story every eight hours, and what comes when is compared with what was due.
func TestWeeks(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, start := range map[string]time.Time{
		"to summer time": time.Date(2024, 3, 27, 12, 0, 0, 0, berlin),
		"to winter time": time.Date(2024, 10, 23, 12, 0, 0, 0, berlin),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(start))
				w := newWorld(t)
				defer w.store.Close()
				night := audience.Settings{TimeZone: "Europe/Berlin", QuietFrom: 22 * 60, QuietUntil: 7 * 60}
				w.settings("daily", audience.Settings{TimeZone: "Europe/Berlin"})
				w.settings("now", night)
				w.settings("hourly", night)
				w.follow("daily", "ferry", audience.Daily, 8*60)
				w.follow("now", "ferry", audience.Now, 0)
				w.follow("hourly", "ferry", audience.Hourly, 0)
				paused := w.follow("paused", "ferry", audience.Now, 0)
				w.pause(paused, true)
				// want is when each story is to come to each chat.
				want := map[string]map[string]time.Time{"daily": {}, "now": {}, "hourly": {}}
				const days, look, most = 8, 5 * time.Minute, time.Minute
				for range days * 3 {
					w.print("ferry")
					url, at := fmt.Sprintf("https://p.example/%d", w.n), time.Now().In(berlin)
					morning := func(hour int) time.Time {
						day := at
						if at.Hour() >= hour {
							day = at.AddDate(0, 0, 1)
						}
						return time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, berlin)
					}
					want["daily"][url] = morning(8)
					want["now"][url], want["hourly"][url] = at, at // printed on the hour
					if h := at.Hour(); h >= 22 || h < 7 {
						want["now"][url], want["hourly"][url] = morning(7), morning(7)
					}
					w.pass(8*time.Hour, look)
				}
				w.pass(24*time.Hour, look)
				for chat, due := range want {
					for _, x := range w.r.to(chat) {
						for _, url := range x.stories() {
							if late := x.at.Sub(due[url]); late < 0 || late > most {
								t.Errorf("%s was told of %s at %s, want %s", chat, url, x.at.In(berlin), due[url])
							}
							delete(due, url)
						}
					}
					if len(due) > 0 {
						t.Errorf("%s was not told, or twice, of %v", chat, due)
					}
				}
				digests := w.r.to("daily")
				if len(digests) < days || len(digests) > days+1 {
					t.Errorf("%d digests in %d days", len(digests), days)
				}
				for _, x := range digests {
					if n := len(x.stories()); n != 3 && x.at.Sub(start) > 24*time.Hour && time.Since(x.at) > 48*time.Hour || n > 1 && !x.m.Silent {
						t.Errorf("the digest of %s tells %d stories, silent: %t", x.at.In(berlin), n, x.m.Silent)
					}
				}
				if got := w.r.to("paused"); len(got) > 0 {
					t.Errorf("a paused subscription was told %d times", len(got))
				}
				// The person moves to another time zone, and what is kept for the paused
				// subscription comes when it goes on.
				w.settings("daily", audience.Settings{TimeZone: "America/New_York"})
				w.pause(paused, false)
				before := len(w.r.to("daily"))
				w.print("ferry")
				w.pass(26*time.Hour, look)
				york, _ := time.LoadLocation("America/New_York")
				moved := w.r.to("daily")[before:]
				if len(moved) != 1 || moved[0].at.In(york).Hour() != 8 || moved[0].at.In(york).Minute() != 0 {
					t.Errorf("in the new time zone came %+v", moved)
				}
				var resumed []string
				for _, x := range w.r.to("paused") {
					resumed = append(resumed, x.stories()...)
				}
				slices.Sort(resumed)
				if len(slices.Compact(resumed)) != w.n {
					t.Errorf("%d of %d stories came after the pause", len(resumed), w.n)
				}
			})
		})
	}
}

// TestHourFollowsTheSettings has a digest wait for 8 in one time zone when the
// person moves to another.
func TestHourFollowsTheSettings(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2024, 5, 6, 21, 0, 0, 0, time.UTC)))
		w := newWorld(t)
		defer w.store.Close()
		w.settings("a", audience.Settings{TimeZone: "Europe/Berlin"})
		w.follow("a", "ferry", audience.Daily, 8*60)
		w.print("ferry")
		w.run(time.Hour)
		w.settings("a", audience.Settings{TimeZone: "Asia/Tokyo"})
		w.run(12 * time.Hour)                                // past 8 in Berlin
		want := time.Date(2024, 5, 6, 23, 0, 0, 0, time.UTC) // 8:00 in Tokyo
		if got := w.r.all(); len(got) != 1 || got[0].at.Sub(want).Abs() > 5*time.Second {
			t.Errorf("the digest came: %+v, want it at %s", got, want)
		}
	})
}

// TestQuietHoursHoldRetriesAndEdits has an alert fail right before the quiet hours,
// and an outlet print a story that was told of in the midst of them.
func TestQuietHoursHoldRetriesAndEdits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2024, 5, 6, 21, 0, 0, 0, time.UTC)))
		w := newWorld(t)
		defer w.store.Close()
		w.settings("a", audience.Settings{QuietFrom: 22 * 60, QuietUntil: 7 * 60})
		w.follow("a", "earthquake", audience.Now, 0)
		w.add(quake("Echo", quakeTitle, "12"))
		w.pass(59*time.Minute+55*time.Second, 5*time.Second)
		tries := 0
		w.r.answer = func(audience.Place, bot.Message) error {
			if tries++; tries == 1 {
				return errIll
			}
			return nil
		}
		w.print("earthquake")
		w.pass(time.Hour, 5*time.Second)
		w.add(quake("Wire", quakeTitle, "12"))
		morning := time.Date(2024, 5, 7, 7, 0, 0, 0, time.UTC)
		w.pass(time.Until(morning), time.Minute)
		if tries != 1 || len(w.r.all()) != 1 || len(w.r.edits) != 0 {
			t.Errorf("in the quiet hours there were %d tries, %d messages and %d edits in all", tries, len(w.r.all()), len(w.r.edits))
		}
		w.pass(time.Minute, 5*time.Second)
		if tries != 2 || len(w.r.all()) != 2 || len(w.r.edits) != 1 {
			t.Errorf("after them there were %d tries, %d messages and %d edits in all", tries, len(w.r.all()), len(w.r.edits))
		}
	})
}
