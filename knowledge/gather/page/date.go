package page

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ParseDate reads a publication time as pages write it. dateOnly says that s names a day alone. A time without a zone
// is taken as UTC. What lies after now (by more than a day, for clocks and zones differ) or before 1900 is refused,
// and so is the Unix epoch, which content systems write for "unknown".
func ParseDate(s string, now time.Time) (t time.Time, dateOnly, ok bool) {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) < 6 || len(s) > 60 {
		return time.Time{}, false, false
	}
	s = datePrefix.ReplaceAllString(s, "")
	s = ordinal.ReplaceAllString(s, "$1")
	s = meridiem.ReplaceAllStringFunc(s, func(m string) string { return strings.ToUpper(strings.NewReplacer(".", "", " ", "").Replace(m)) })
	zone := time.UTC
	if m := zoneName.FindStringSubmatch(s); m != nil {
		if hours, known := zones[m[1]]; known {
			zone = time.FixedZone(m[1], int(hours*3600))
			s = strings.TrimSpace(s[:len(s)-len(m[0])])
		}
	}
	for _, layout := range dayLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true, Plausible(t, now)
		}
	}
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, false, Plausible(t, now)
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && (len(s) == 10 || len(s) == 13) { // Unix seconds or milliseconds
		if len(s) == 13 {
			n /= 1000
		}
		t := time.Unix(n, 0).UTC()
		return t, false, Plausible(t, now)
	}
	return time.Time{}, false, false
}

func Plausible(t, now time.Time) bool {
	return t.Year() >= 1900 && !t.After(now.Add(24*time.Hour)) && t.Sub(time.Unix(0, 0)).Abs() > 24*time.Hour
}

var (
	datePrefix = regexp.MustCompile(`(?i)^(?:published|posted|updated|first published|on|at|:|\s)+`)
	ordinal    = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)\b`)
	meridiem   = regexp.MustCompile(`(?i)\s?\b[ap]\.?m\b\.?`)
	zoneName   = regexp.MustCompile(`\s?\(?\b([A-Z]{2,4})\)?$`)
)

// zones are the offsets from UTC, in hours, of the zone names that English-language news pages print. RFC 5322,
// section 4.3, defines the American ones.
var zones = map[string]float64{
	"GMT": 0, "UTC": 0, "UT": 0, "WET": 0, "BST": 1, "IST": 5.5, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
	"EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6, "MST": -7, "MDT": -6, "MT": -7, "PST": -8, "PDT": -7,
	"PT": -8, "AKST": -9, "AKDT": -8, "HST": -10, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}

var dayLayouts = []string{
	"2006-01-02", "2006/01/02", "2006/1/2", "20060102", "2006.01.02", "2006-1-2", "January 2, 2006", "January 2 2006", "Jan 2, 2006", "Jan. 2, 2006",
	"2 January 2006", "2 January, 2006", "2 Jan 2006", "2-Jan-2006", "02.01.2006", "Monday, January 2, 2006", "Mon, January 2, 2006", "Mon, Jan 2, 2006",
	"Monday, 2 January 2006", "Monday 2 January 2006", "Mon 2 Jan 2006", "Mon, 2 Jan 2006",
}

var timeLayouts = func() []string {
	clocks := []string{"15:04:05", "15:04", "3:04PM", "3:04:05PM", "3PM"}
	layouts := []string{
		time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05 Z07:00", "2006-01-02T15:04:05 Z0700",
		"2006-01-02T15:04Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z0700",
		"2006-01-02T15:04:05Z07", "2006-01-02T15:04:05", "2006-01-02T15:04", "20060102T150405", "20060102T150405Z0700", "20060102150405", "2006-01-02T15",
		"Mon, 2 Jan 2006 15:04:05 -0700", "Mon Jan 2 15:04:05 2006", "Mon Jan 2 2006 15:04:05 GMT-0700", "2006-01-02 15:04:05.999999 -0700",
	}
	for _, day := range dayLayouts {
		for _, clock := range clocks {
			layouts = append(layouts, day+" "+clock, day+", "+clock, day+" at "+clock, day+" - "+clock, day+" | "+clock)
		}
	}
	for _, clock := range clocks {
		layouts = append(layouts, clock+", January 2, 2006", clock+" January 2, 2006", clock+", 2 January 2006", clock+" 2 January 2006", clock+", 2 Jan 2006")
	}
	return layouts
}()

var pathDate = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d\d|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](\d\d?)(?:[/-]|$)`)

// pathDay is the day that stands in the path of an article's address, such as /2021/11/26/.
func pathDay(path string, now time.Time) (time.Time, bool) {
	m := pathDate.FindStringSubmatch(strings.ToLower(path))
	if m == nil {
		return time.Time{}, false
	}
	for _, layout := range []string{"2006-1-2", "2006-Jan-2"} {
		if t, err := time.Parse(layout, m[1]+"-"+m[2]+"-"+m[3]); err == nil {
			return t, Plausible(t, now)
		}
	}
	return time.Time{}, false
}

// NamedZone reports whether a date ends in the name of a zone that ParseDate knows
// and gofeed, which knows fewer, may have taken for UTC.
func NamedZone(date string) bool {
	m := zoneName.FindStringSubmatch(date)
	return m != nil && zones[m[1]] != 0
}
