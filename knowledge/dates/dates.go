// Package dates finds time expressions in running news text and gives
// each one a TIMEX3 value (TimeML 1.2.1, ISO 8601 based) together with the
// basis of that value: written out in full, or resolved from the publication
// date or from an earlier date of the same text.
//
// A grammar per language holds its words by class and its rules in tables: a
// pattern of words and classes, a maker that gives what was read its value, and an
// example that a test checks. A rule is added by adding a line. The scanner
// splits the text into words once, looks each word up, tries the rules that can
// begin with it and takes the one that reads farthest. It keeps no state between
// calls and may be used by many goroutines at once.
//
// Dates that are written out in full are also read in all languages at once, by
// [Stamps] and [ParseStamp]: what feeds and pages say of when they were
// published, and days that a question names. A table per language (vocabulary)
// holds the names of months and weekdays and the words around them; both
// readers use it.
package dates

import "time"

// Type is the TIMEX3 type of an expression.
type Type string

// The four TIMEX3 types.
const (
	Date     Type = "DATE"
	Time     Type = "TIME"
	Duration Type = "DURATION"
	Set      Type = "SET"
)

// Values that name no calendar date: the vague references of TIMEX3.
const (
	PastRef    = "PAST_REF"
	PresentRef = "PRESENT_REF"
	FutureRef  = "FUTURE_REF"
)

// An Expression is one time expression of a text.
type Expression struct {
	// Start and End are byte offsets: the expression is text[Start:End].
	Start, End int
	Type       Type
	// Value is the TIMEX3 value, for example 2021-11-26, 2020-09, 2021-W47,
	// 2021-Q3, 2021-SU, P44D, P3DE, 2008-02-29TNI or PAST_REF. Parts that are
	// not known are written with X, as in XXXX-06-18.
	Value string
	// Resolved says that the value was worked out from the publication date or
	// from another date of the text; false means that it was written in full.
	Resolved bool
	// Role is what the expression says in its sentence.
	Role Role
}

// Role is the part that a time expression plays in its sentence.
type Role uint8

// The roles of a time expression.
const (
	Main      Role = iota // when what the sentence tells happened, as far as the words around tell
	Limit                 // the end of a period: "funded through Nov. 21", "bis Freitag"
	Clock                 // a time of day alone, whose day is assumed
	Attribute             // of a thing or of another event: "a 9/11 lapel pin", "charged over the Jan. 6 riot"
)

// Granularity says how exactly a calendar date is known.
type Granularity string

// The granularities of a calendar date.
const (
	Day   Granularity = "day"
	Month Granularity = "month"
	Year  Granularity = "year"
)

// Find returns the time expressions of text in order; they do not overlap.
// Relative expressions are resolved against the calendar day of published in
// its own location. The zero time means that the day of publication is not
// known: then a full value is given only to what is written in full or follows
// from a date that is.
//
// A date of the form 11/10/2020 is read as month/day/year, the American order,
// unless the first number is above 12 or the text elsewhere holds such a date.
func Find(text string, published time.Time) []Expression {
	return grammarOf("en").find(text, published)
}

// Date returns the calendar date that the expression names, as YYYY-MM-DD,
// YYYY-MM or YYYY with its granularity. It is false for durations, sets, vague
// references, weeks, quarters, seasons, decades and unresolved values.
func (e Expression) Date() (iso string, g Granularity, ok bool) {
	if e.Type != Date && e.Type != Time {
		return "", "", false
	}
	v := e.Value
	if e.Type == Time {
		if len(v) < 11 || v[10] != 'T' {
			return "", "", false
		}
		v = v[:10]
	}
	for _, form := range [...]struct {
		layout string
		g      Granularity
	}{{"2006-01-02", Day}, {"2006-01", Month}, {"2006", Year}} {
		if len(v) == len(form.layout) {
			if _, err := time.Parse(form.layout, v); err != nil {
				return "", "", false
			}
			return v, form.g, true
		}
	}
	return "", "", false
}
