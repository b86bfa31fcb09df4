package text

import (
	"math"
	"strings"
	"time"
)

// Day writes the day of a time in its zone: "10 November 2020".
func (p Printer) Day(t time.Time) string {
	return p.Say("date.day_of_year", "n", t.Day(), "month", p.month(t, "date.months"), "year", t.Format("2006"))
}

// DayOfMonth is Day without the year.
func (p Printer) DayOfMonth(t time.Time) string {
	return p.Say("date.day", "n", t.Day(), "month", p.month(t, "date.months"))
}

// ShortDay is DayOfMonth with a short name of the month, for where there is little room:
// "10 Nov".
func (p Printer) ShortDay(t time.Time) string {
	return p.Say("date.day", "n", t.Day(), "month", p.month(t, "date.months_short"))
}

// ShortMonth is a month and its year: "Nov 2020".
func (p Printer) ShortMonth(t time.Time) string {
	return p.Say("date.month_of_year", "month", p.month(t, "date.months_short_alone"), "year", t.Format("2006"))
}

// Minute writes a time with its zone: "10 November 15:04 UTC".
func (p Printer) Minute(t time.Time) string { return p.DayOfMonth(t) + t.Format(" 15:04 MST") }

// Date writes an ISO day, month or year; anything else as it is.
func (p Printer) Date(iso string) string {
	if t, err := time.Parse(time.DateOnly, iso); err == nil {
		return p.Day(t)
	}
	if t, err := time.Parse("2006-01", iso); err == nil {
		return p.Say("date.month_of_year", "month", p.month(t, "date.months_alone"), "year", t.Format("2006"))
	}
	return iso
}

// Later writes how long after one ISO day, month or year another is, in the coarsest unit
// that tells it well: "3 weeks later". It is "" where both are the same or can't be told
// apart, and where the second is the earlier one.
func (p Printer) Later(from, to string) string {
	const week, month, year = 7, 365.25 / 12, 365.25
	short := min(len(from), len(to))
	first, one := isoDay(from[:short])
	second, other := isoDay(to[:short])
	days := math.Round(second.Sub(first).Hours() / 24)
	if !one || !other || days <= 0 {
		return ""
	}
	in := func(unit float64) int { return int(math.Round(days / unit)) }
	switch form := isoForms[short]; {
	case form == "2006" || days >= 2*year:
		return p.Say("date.years_later", "n", in(year))
	case form == "2006-01" || days >= 2*month:
		return p.Say("date.months_later", "n", in(month))
	case days >= 2*week:
		return p.Say("date.weeks_later", "n", in(week))
	}
	return p.Say("date.days_later", "n", int(days))
}

// isoForms are the forms of an ISO day, month and year, by their lengths.
var isoForms = map[int]string{len("2006"): "2006", len("2006-01"): "2006-01", len(time.DateOnly): time.DateOnly}

// isoDay is the first day of an ISO day, month or year.
func isoDay(iso string) (time.Time, bool) {
	t, err := time.Parse(isoForms[len(iso)], iso)
	return t, err == nil && isoForms[len(iso)] != ""
}

// month is the name of a time's month out of a sentence that lists all twelve.
func (p Printer) month(t time.Time, list Key) string {
	return strings.Fields(p.Say(list))[t.Month()-1]
}

// And joins words: "a, b and c".
func (p Printer) And(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return p.Say("list.and", "words", strings.Join(words[:last], ", "), "last", words[last])
}

// Quoted writes words in the quotation marks of the language.
func (p Printer) Quoted(words string) string { return p.Say("list.quoted", "words", words) }

// LanguageNamed is the language of the catalogue that goes by a name, in whatever language
// of it, or by a code; "" for none.
func LanguageNamed(name string) string {
	for _, code := range Languages() {
		for _, in := range Languages() {
			if strings.EqualFold(name, For(in).Named(code)) {
				return code
			}
		}
	}
	return Language(name)
}

// Named is the name of one of the languages of the catalogue, or its code for another.
func (p Printer) Named(language string) string {
	if key := Key("language." + language); Knows(key) {
		return p.Say(key)
	}
	return language
}
