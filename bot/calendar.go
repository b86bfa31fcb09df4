package bot

import (
	"strings"
	"time"

	"quoth/bot/text"
	"quoth/knowledge"
)

// Calendar writes days as a reader says them. The zero Calendar is in English, knows no
// today, and writes every day in full.
type Calendar struct {
	Printer text.Printer
	Now     time.Time
	Zone    *time.Location // nil for UTC
}

// Calendar is that of the reader of a reply.
func (r Reply) Calendar(now time.Time) Calendar {
	zone, err := time.LoadLocation(r.Zone) // "" is UTC
	if err != nil {
		zone = time.UTC
	}
	return Calendar{Printer: text.For(r.Language), Now: now, Zone: zone}
}

// Day writes the day of a time: "today", "yesterday", "8 July" of this year, and
// "8 July 2021" of another.
func (c Calendar) Day(t time.Time) string {
	if c.Now.IsZero() {
		return c.Printer.Day(t)
	}
	return c.day(c.in(t))
}

func (c Calendar) in(t time.Time) time.Time {
	if c.Zone == nil {
		return t.UTC()
	}
	return t.In(c.Zone)
}

// day is Day for a time that is in the reader's zone already.
func (c Calendar) day(t time.Time) string {
	switch now := c.in(c.Now); {
	case c.daysAgo(t) == 0:
		return c.Printer.Say("date.today")
	case c.daysAgo(t) == 1:
		return c.Printer.Say("date.yesterday")
	case t.Year() == now.Year():
		return c.Printer.DayOfMonth(t)
	}
	return c.Printer.Day(t)
}

// daysAgo is how many days before the reader's today a time in the reader's zone lies.
func (c Calendar) daysAgo(t time.Time) int {
	day := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(day(c.in(c.Now)).Sub(day(t)) / (24 * time.Hour))
}

// Published writes when an article was published: the day, with the time of day where
// that is known and a day old at most; for want of a date when it was first seen; ""
// when nothing is known.
func (c Calendar) Published(a knowledge.Article) string {
	if a.Published.IsZero() {
		return ""
	}
	day := c.Printer.Day(a.Published)
	switch {
	case c.Now.IsZero():
	case a.DateOnly || midnight(a.Published): // a day, of whatever zone
		day = c.day(a.Published)
	default:
		t := c.in(a.Published)
		if day = c.day(t); c.daysAgo(t) == 0 || c.daysAgo(t) == 1 {
			day += t.Format(" 15:04")
		}
	}
	if a.FirstSeen {
		day = c.Printer.Say("date.first_seen", "day", day)
	}
	return day
}

// midnight reports whether a time is a day that was written as one.
func midnight(t time.Time) bool {
	return t.Equal(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location()))
}

// Moment is when an article was published where its time of day is known, for what shows a
// time to everyone in their own zone; and whether it is fresh, so that how long ago that was
// says more than the day. ok is false of a day alone: it has no time that is on that day in
// every zone. It is false too of a time at which an article was only first seen.
func (c Calendar) Moment(a knowledge.Article) (at time.Time, fresh, ok bool) {
	if a.Published.IsZero() || a.DateOnly || a.FirstSeen || midnight(a.Published) {
		return time.Time{}, false, false
	}
	return a.Published, c.Now.Sub(a.Published) < freshTime, true
}

const freshTime = 48 * time.Hour

// Byline is outlet and date of an article: "Eurasianet · 10 November 2020". Of an
// article whose whole could not be had it says so.
func (c Calendar) Byline(a knowledge.Article) string { return c.line(a, "") }

// Item is what a list says of a headline beside its title: outlet and day, or the outlet
// alone.
func (c Calendar) Item(h Headline) string {
	if h.Undated {
		return h.Article.Source
	}
	return c.Byline(h.Article)
}

// Source is outlet, title and date of an article.
func (c Calendar) Source(a knowledge.Article) string { return c.line(a, a.Title) }

func (c Calendar) line(a knowledge.Article, title string) string {
	parts := make([]string, 0, 4)
	for _, part := range []string{a.Source, title, c.Published(a)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if a.TeaserOnly {
		parts = append(parts, c.Printer.Say("answer.teaser_only"))
	}
	return strings.Join(parts, " · ")
}
