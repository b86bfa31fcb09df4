package alert

import (
	"testing"
	"time"

	"quoth/knowledge/audience"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestDue(t *testing.T) {
	berlin := audience.Settings{TimeZone: "Europe/Berlin"}
	quiet := audience.Settings{TimeZone: "Europe/Berlin", QuietFrom: 22 * 60, QuietUntil: 7 * 60}
	siesta := audience.Settings{TimeZone: "Europe/Berlin", QuietFrom: 13 * 60, QuietUntil: 15 * 60}
	newYork := audience.Settings{TimeZone: "America/New_York", QuietFrom: 22 * 60, QuietUntil: 2*60 + 30}
	newYorkShort := audience.Settings{TimeZone: "America/New_York", QuietFrom: 22 * 60, QuietUntil: 90}
	santiago := audience.Settings{TimeZone: "America/Santiago"} // its clocks change at midnight
	santiagoQuiet := audience.Settings{TimeZone: "America/Santiago", QuietFrom: 22 * 60, QuietUntil: 30}
	daily := func(minute int) audience.Subscription {
		return audience.Subscription{Pace: audience.Daily, Minute: minute}
	}
	now, hourly := audience.Subscription{Pace: audience.Now}, audience.Subscription{Pace: audience.Hourly}
	for _, c := range []struct {
		name          string
		s             audience.Subscription
		set           audience.Settings
		created, want string
	}{
		{"at once", now, audience.Settings{}, "2024-05-06T23:30:00Z", "2024-05-06T23:30:00Z"},
		{"quiet before midnight", now, quiet, "2024-05-06T20:30:00Z", "2024-05-07T05:00:00Z"},
		{"quiet after midnight", now, quiet, "2024-05-07T01:00:00Z", "2024-05-07T05:00:00Z"},
		{"the first quiet minute", now, quiet, "2024-05-06T20:00:00Z", "2024-05-07T05:00:00Z"},
		{"the first loud minute", now, quiet, "2024-05-07T05:00:00Z", "2024-05-07T05:00:00Z"},
		{"quiet within a day", now, siesta, "2024-05-06T12:59:59Z", "2024-05-06T13:00:00Z"},
		{"loud within a day", now, siesta, "2024-05-06T10:59:59Z", "2024-05-06T10:59:59Z"},
		{"next hour", hourly, audience.Settings{}, "2024-05-06T10:00:01Z", "2024-05-06T11:00:00Z"},
		{"on the hour", hourly, audience.Settings{}, "2024-05-06T10:00:00Z", "2024-05-06T10:00:00Z"},
		{"next hour in a zone of half an hour", hourly, audience.Settings{TimeZone: "Asia/Kolkata"}, "2024-05-06T10:00:01Z", "2024-05-06T10:30:00Z"},
		{"hourly in quiet hours", hourly, quiet, "2024-05-06T19:30:00Z", "2024-05-07T05:00:00Z"},
		{"this morning", daily(8 * 60), berlin, "2024-05-06T05:59:00Z", "2024-05-06T06:00:00Z"},
		{"tomorrow morning", daily(8 * 60), berlin, "2024-05-06T06:00:01Z", "2024-05-07T06:00:00Z"},
		{"winter", daily(8 * 60), berlin, "2024-01-06T06:30:00Z", "2024-01-06T07:00:00Z"},
		{"over the change to summer time", daily(8 * 60), berlin, "2024-03-30T12:00:00Z", "2024-03-31T06:00:00Z"},
		{"over the change to winter time", daily(8 * 60), berlin, "2024-10-26T12:00:00Z", "2024-10-27T07:00:00Z"},
		{"at a time that is left out", daily(2*60 + 30), berlin, "2024-03-30T12:00:00Z", "2024-03-31T01:30:00Z"},
		{"at a time that comes twice", daily(2*60 + 30), berlin, "2024-10-26T12:00:00Z", "2024-10-27T01:30:00Z"},
		{"daily within quiet hours", daily(6 * 60), quiet, "2024-05-06T12:00:00Z", "2024-05-07T05:00:00Z"},
		{"quiet over the change of clocks", now, quiet, "2024-03-30T22:00:00Z", "2024-03-31T05:00:00Z"},
		{"New York: quiet until a time that is left out", now, newYork, "2024-03-10T04:00:00Z", "2024-03-10T07:30:00Z"},
		{"New York: and within its last hour", now, newYork, "2024-03-10T06:45:00Z", "2024-03-10T07:30:00Z"},
		{"New York: loud after the gap", now, newYork, "2024-03-10T07:30:00Z", "2024-03-10T07:30:00Z"},
		{"New York: daily at a time that is left out", daily(2*60 + 30), audience.Settings{TimeZone: "America/New_York"}, "2024-03-10T04:00:00Z", "2024-03-10T07:30:00Z"},
		{"New York: daily at a time that comes twice", daily(90), audience.Settings{TimeZone: "America/New_York"}, "2024-11-03T04:00:00Z", "2024-11-03T06:30:00Z"},
		{"New York: quiet until a time that comes twice", now, newYorkShort, "2024-11-03T06:10:00Z", "2024-11-03T06:30:00Z"},
		{"New York: daily after the change", daily(8 * 60), audience.Settings{TimeZone: "America/New_York"}, "2024-11-03T04:00:00Z", "2024-11-03T13:00:00Z"},
		{"Santiago: quiet until a time that is left out", now, santiagoQuiet, "2024-09-08T03:30:00Z", "2024-09-08T04:30:00Z"},
		{"Santiago: daily at a time that is left out", daily(30), santiago, "2024-09-07T12:00:00Z", "2024-09-08T04:30:00Z"},
		{"Santiago: the day after one at that time", daily(20), santiago, "2024-09-07T04:30:00Z", "2024-09-08T04:20:00Z"},
		{"Santiago: after it", daily(30), santiago, "2024-09-08T04:30:01Z", "2024-09-09T03:30:00Z"},
		{"a zone that is gone", daily(8 * 60), audience.Settings{TimeZone: "Atlantis/Capital"}, "2024-05-06T05:00:00Z", "2024-05-06T08:00:00Z"},
	} {
		if got := Due(c.s, c.set, at(c.created)); !got.Equal(at(c.want)) {
			t.Errorf("%s: %s, want %s", c.name, got.UTC().Format(time.RFC3339), c.want)
		}
	}
}

func TestRetry(t *testing.T) {
	var all time.Duration
	d := New(Config{})
	for n := range attempts - 1 {
		pause := d.retry(n)
		if pause < 10*time.Second || pause > 9*time.Hour {
			t.Errorf("the pause after failure %d is %s", n+1, pause)
		}
		all += pause
	}
	if all < 20*time.Hour || all > 40*time.Hour {
		t.Errorf("a message is given up after %s", all)
	}
}
