package dates

import (
	"fmt"
	"time"
)

// A civil is a calendar date known to the day, the month (d is 0) or the year
// (m and d are 0). The zero civil is no date.
type civil struct{ y, m, d int }

func civilOf(t time.Time) civil {
	y, m, d := t.Date()
	return civil{y, int(m), d}
}

func (c civil) known() bool { return c.y != 0 }

// valid reports whether the parts name a date of the Gregorian calendar.
func (c civil) valid() bool {
	return c.y > 0 && c.y <= 9999 && c.m >= 0 && c.m <= 12 && c.d >= 0 && (c.d == 0 || c.m > 0 && c.d <= monthDays(c.y, c.m))
}

func (c civil) time() time.Time {
	return time.Date(c.y, time.Month(max(c.m, 1)), max(c.d, 1), 0, 0, 0, 0, time.UTC)
}

func (c civil) addDays(n int) civil { return civilOf(c.time().AddDate(0, 0, n)) }

// addMonths drops the day.
func (c civil) addMonths(n int) civil {
	i := c.y*12 + max(c.m, 1) - 1 + n
	return civil{y: i / 12, m: i%12 + 1}
}

// weekday is 1 for Monday to 7 for Sunday, as in ISO 8601.
func (c civil) weekday() int { return (int(c.time().Weekday())+6)%7 + 1 }

func (c civil) before(o civil) bool { return c.time().Before(o.time()) }

func (c civil) daysTo(o civil) int { return int(o.time().Sub(c.time()).Hours() / 24) }

func (c civil) String() string {
	switch {
	case !c.valid():
		return ""
	case c.m == 0:
		return fmt.Sprintf("%04d", c.y)
	case c.d == 0:
		return fmt.Sprintf("%04d-%02d", c.y, c.m)
	}
	return fmt.Sprintf("%04d-%02d-%02d", c.y, c.m, c.d)
}

func (c civil) weekValue() string {
	y, w := c.time().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

func monthDays(y, m int) int {
	return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// nth returns the nth weekday (1 Monday … 7 Sunday) of a month; n = -1 is the
// last one.
func nth(n, wd, y, m int) civil {
	if n < 0 {
		last := civil{y, m, monthDays(y, m)}
		return last.addDays(-((last.weekday() - wd + 7) % 7))
	}
	first := civil{y, m, 1}
	return first.addDays((wd-first.weekday()+7)%7 + 7*(n-1))
}
