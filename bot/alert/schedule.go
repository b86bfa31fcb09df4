package alert

import (
	"time"

	"quoth/knowledge/audience"
)

// Due is when an alert that was made at created may be delivered: at once, at
// the next full hour, or at the next time of day that the subscription names, in
// the time zone of the settings; and when that falls into quiet hours, at their
// end. It depends on nothing else, so it may be asked again at any time.
func Due(s audience.Subscription, set audience.Settings, created time.Time) time.Time {
	zone := Zone(set)
	local := created.In(zone)
	due := created
	switch s.Pace {
	case audience.Hourly: // zones need not be whole hours from UTC
		_, offset := local.Zone()
		shift := time.Duration(offset) * time.Second
		due = created.Add(shift).Truncate(time.Hour).Add(-shift)
		if due.Before(created) {
			due = due.Add(time.Hour)
		}
	case audience.Daily:
		due = onDay(local, 0, s.Minute)
		if due.Before(created) {
			due = onDay(local, 1, s.Minute)
		}
	}
	return AfterQuiet(set, due)
}

// Zone is the time zone of settings; UTC when none is chosen or its name is not
// known any more.
func Zone(set audience.Settings) *time.Location {
	zone, err := time.LoadLocation(set.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// AfterQuiet is at, or the end of the quiet hours that at lies in. Quiet hours
// may reach over midnight.
func AfterQuiet(set audience.Settings, at time.Time) time.Time {
	from, until := set.QuietFrom, set.QuietUntil
	if from == until {
		return at
	}
	local := at.In(Zone(set))
	minute := local.Hour()*60 + local.Minute()
	switch {
	case from < until && from <= minute && minute < until, from > until && minute < until:
		return onDay(local, 0, until)
	case from > until && minute >= from:
		return onDay(local, 1, until)
	}
	return at
}

// onDay is a minute of the day that lies days after local's. A time that a change of
// clocks leaves out is taken as the same distance behind the gap, and of one that
// comes twice the second; time.Date promises neither.
func onDay(local time.Time, days, minute int) time.Time {
	year, month, day := local.Date()
	on := func(zone *time.Location) time.Time {
		return time.Date(year, month, day+days, minute/60, minute%60, 0, 0, zone)
	}
	t := on(local.Location())
	_, offset := t.Zone()
	if left := on(time.UTC).Sub(t.Add(time.Duration(offset) * time.Second).UTC()); left > 0 {
		return t.Add(left)
	}
	if _, change := t.ZoneBounds(); !change.IsZero() {
		_, then := change.Zone()
		if again := t.Add(time.Duration(offset-then) * time.Second); then < offset && !again.Before(change) {
			return again
		}
	}
	return t
}
