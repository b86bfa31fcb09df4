package dates

import (
	"strings"
	"time"
)

// A Stamp is a calendar date that is written out, with its time of day where
// one stands beside it: 16. Oktober 2026, 14:05 Uhr.
type Stamp struct {
	Start, End       int            // byte offsets: the stamp is text[Start:End]
	Year, Month, Day int            // 0 for what is not written; a stamp has a month
	Timed            bool           // a time of day is written
	Hour, Minute     int            // of that time of day, 0 to 23 and 0 to 59
	Second           int            // 0 to 59
	Zone             *time.Location // as written behind the time of day; nil when it is not
}

// Full reports whether year, month and day are written.
func (s Stamp) Full() bool { return s.Year != 0 && s.Month != 0 && s.Day != 0 }

// Time is the moment that a full stamp names, in the zone that is written or
// else in zone. A day without a time of day is midnight UTC, whatever the zone.
func (s Stamp) Time(zone *time.Location) time.Time {
	if s.Zone != nil {
		zone = s.Zone
	}
	if !s.Timed {
		zone = time.UTC
	}
	return time.Date(s.Year, time.Month(s.Month), s.Day, s.Hour, s.Minute, s.Second, 0, zone)
}

// Stamps returns the dates that are written out in text, in order; they do not
// overlap. It reads the names of months and weekdays of English, German,
// French, Spanish, Italian, Portuguese, Russian and Turkish, whatever the
// language of the text, and dates in digits: 2026-10-16, 16.10.2026,
// 16/10/2026, 20261016T140500Z, 2026年10月16日.
//
// language is the text's IETF language tag, or "". It decides on which side of
// 10/11/2026 the month stands: on the left in English of no country, of the
// United States and of the Philippines, else on the right. now completes a year
// of two digits; at the zero time such a year is not read.
func Stamps(text, language string, now time.Time) []Stamp {
	s := stampScanner{text: text, pieces: split(text), monthFirst: monthFirst(language), now: now}
	var found []Stamp
	for i := 0; i < len(s.pieces); {
		if stamp, next, ok := s.stamp(i); ok {
			stamp.Start, stamp.End = s.pieces[i].start, s.pieces[next-1].end
			found = append(found, stamp)
			i = next
			continue
		}
		i++
	}
	return found
}

// longestStamp is the length in bytes of the longest string that ParseStamp takes
// for a date: weekday, date, time of day, zone and its name, and a word or two.
const longestStamp = 100

// ParseStamp reads a string that is a date, as feeds and pages write when
// something was published, in any form that Stamps reads. Words may stand around
// it (Published on, Stand:), but no other digits. The stamp that it returns is full.
func ParseStamp(s, language string, now time.Time) (Stamp, bool) {
	if len(s) > longestStamp {
		return Stamp{}, false
	}
	found := Stamps(s, language, now)
	if len(found) != 1 || !found[0].Full() || strings.ContainsAny(s[:found[0].Start]+s[found[0].End:], "0123456789") {
		return Stamp{}, false
	}
	return found[0], true
}

func monthFirst(language string) bool {
	switch strings.ToLower(strings.ReplaceAll(language, "_", "-")) {
	case "en", "en-us", "en-ph":
		return true
	}
	return false
}
