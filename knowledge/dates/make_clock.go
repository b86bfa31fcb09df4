package dates

import (
	"fmt"
	"strings"
)

// readHourMinute reads 5, 5:30, 5.30, 05:30:15, 14h05, five. r.value is ":" when minutes
// are written behind a colon.
func readHourMinute(s *scanner, i int, r *reading) int {
	t := s.at(i)
	if x := s.as(i, cardinal); x != nil && x.value <= 12 {
		r.hour, r.minute = x.value, 0
		return i + 1
	}
	if t.kind != number || s.insideClock(i) {
		return 0
	}
	if t.digits == 0 {
		h, m, ok := splitPoint(s.str(i))
		if !ok || h > 24 {
			return 0
		}
		r.hour, r.minute, r.value = h, m, "."
		return i + 1
	}
	if t.digits > 2 || t.num > 24 {
		return 0
	}
	r.hour, r.minute, r.value = t.num, 0, ""
	return s.readMinutes(i, r)
}

// readMinutes reads what stands behind the hour at i.
func (s *scanner) readMinutes(i int, r *reading) int {
	m := s.at(i + 2)
	if h := s.at(i + 1); h.kind == word && !h.gap {
		digits, ok := strings.CutPrefix(s.str(i+1), "h")
		if n := smallNumber(digits); ok && len(digits) == 2 && n < 60 { // 14h05
			r.minute, r.value = n, "h"
			return i + 2
		}
	}
	if !s.mark(i+1, ':') || s.at(i+1).gap || m.digits != 2 || m.gap || m.num > 59 {
		return i + 1
	}
	r.minute, r.value = m.num, ":"
	if sec := s.at(i + 4); s.mark(i+3, ':') && sec.digits == 2 && !sec.gap {
		return i + 5
	}
	return i + 3
}

// insideClock reports whether the number at i is part of something longer on its left.
func (s *scanner) insideClock(i int) bool {
	p := s.at(i - 1)
	return i > 0 && !s.at(i).gap && (p.ch == ':' || p.ch == '.' || p.ch == '$' || p.kind == word || p.ch == '/')
}

// splitPoint reads the hours and minutes of 5.30.
func splitPoint(v string) (h, m int, ok bool) {
	dot := len(v) - 3
	if dot < 1 || v[dot] != '.' || v[dot+1] > '5' {
		return 0, 0, false
	}
	for _, c := range []byte(v[:dot]) {
		if !isDigit(c) {
			return 0, 0, false
		}
		h = h*10 + int(c-'0')
	}
	return h, int(v[dot+1]-'0')*10 + int(v[dot+2]-'0'), true
}

func readMilitary(s *scanner, i int, r *reading) int {
	t := s.at(i)
	if t.digits != 4 || t.num >= 2400 || t.num%100 > 59 || s.insideClock(i) {
		return 0
	}
	r.hour, r.minute = t.num/100, t.num%100
	return i + 1
}

// readMeridiem reads am, p.m.
func readMeridiem(s *scanner, i int, r *reading) int {
	x := s.as(i, meridiemWord)
	if x == nil {
		return 0
	}
	r.meridiem = x.value
	if s.at(i).end-s.at(i).start == 2 {
		return i + 1
	}
	if !s.mark(i+1, '.') || !s.word(i+2, "m") || s.at(i+2).gap {
		return 0
	}
	if s.mark(i+3, '.') && !s.at(i+3).gap {
		return i + 4
	}
	return i + 3
}

func readZone(s *scanner, i int, r *reading) int {
	if !s.is(i, zoneWord) || !s.at(i).capital || s.at(i).end-s.at(i).start < 2 {
		return 0
	}
	if z, ok := namedZone(s.str(i)); ok && z.String() == "UTC" && s.word(i, "utc", "gmt") {
		r.zone = "Z"
	}
	return i + 1
}

// atTime makes a time of day; the value begins with T.
func atTime(s *scanner, r *reading) (match, bool) {
	h := r.hour
	switch {
	case r.meridiem != 0 && (h > 12 || h == 0):
		return match{}, false
	case r.meridiem == 1 && h == 12:
		h = 0
	case r.meridiem == 2 && h < 12:
		h += 12
	}
	return match{typ: Time, value: fmt.Sprintf("T%02d:%02d%s", h, r.minute, r.zone)}, true
}

// withMinutes is atTime of a time whose minutes stand behind a colon.
func withMinutes(s *scanner, r *reading) (match, bool) {
	if r.value != ":" && (r.value != "." || s.grammar.language == "en") {
		return match{}, false
	}
	return atTime(s, r)
}

func clockAt(hour int) maker {
	return func(*scanner, *reading) (match, bool) {
		return match{typ: Time, value: fmt.Sprintf("T%02d:00", hour)}, true
	}
}

// hasDay reports whether a date is known to the day, or at least to the weekday.
func (m match) hasDay() bool {
	return m.typ == Date && (m.date.d != 0 || len(m.value) == len("XXXX-WXX-5") && m.date == civil{})
}

// timed adds a time of day to a date.
func (m match) timed(clock string) (match, bool) {
	ok := m.hasDay()
	m.typ, m.value, m.next = Time, m.value+clock, 0
	return m, ok
}

// partOfDate makes a time of DATE and the part of the day behind it.
func partOfDate(_ *scanner, r *reading) (match, bool) { return r.inner.timed(dayParts[r.part-1]) }

func atNight(_ *scanner, r *reading) (match, bool) { return r.inner.timed(dayParts[nighttime]) }

// dateThenClock and clockThenDate join a date and a time of day.
func dateThenClock(s *scanner, r *reading) (match, bool) {
	d, ok := s.longest(dateTable, r.from)
	m, fits := d.timed(r.inner.value)
	return m, ok && fits
}

func clockThenDate(s *scanner, r *reading) (match, bool) {
	c, ok := s.longest(clockTable, r.from)
	if !ok || r.inner.date.d == 0 {
		return match{}, false
	}
	return r.inner.timed(c.value)
}

// loneClock gives a time of day the day last named in the sentence, or else that of publication.
func loneClock(s *scanner, r *reading) (match, bool) {
	on := s.pub
	// A day far off is the date of something else unless it stands close by.
	if s.day.known() && s.sameSentence(s.dayAt, r.from) && (r.from-s.dayAt < 8 || !s.pub.known() || max(s.pub.daysTo(s.day), s.day.daysTo(s.pub)) < 31) {
		on = s.day
	}
	value := unknownUnits[day]
	if on.known() {
		value = on.String()
	}
	return match{typ: Time, value: value + r.inner.value, resolved: true, role: Clock}, true
}

// partBy resolves last night, this morning: by days from publication.
func partBy(s *scanner, r *reading) (match, bool) {
	m, ok := s.daysAway(r.by)
	m.typ, m.value = Time, m.value+dayParts[r.part-1]
	return m, ok
}

// partToday is partBy of words that say the step and the part: tonight.
func partToday(by, part int) maker {
	return func(s *scanner, r *reading) (match, bool) {
		r.by, r.part = by, part+1
		return partBy(s, r)
	}
}

// thatPartBy resolves "that morning", "the next morning": from the day under discussion.
func thatPartBy(n int) maker {
	return func(s *scanner, r *reading) (match, bool) {
		if !s.day.known() {
			return match{}, false
		}
		d := s.day.addDays(n)
		return match{typ: Time, value: d.String() + dayParts[r.part-1], date: d, resolved: true}, true
	}
}

// sameSentence reports whether no sentence begins between tokens i and j.
func (s *scanner) sameSentence(i, j int) bool {
	if j-i > 2*reach {
		return false
	}
	for k := i; k <= j; k++ {
		if k > 0 && s.opens(k) {
			return false
		}
	}
	return true
}

// currentPart resolves "in morning trading": of the day under discussion, or else of publication.
func currentPart(s *scanner, r *reading) (match, bool) {
	m, ok := currentDay(s, r)
	m.typ, m.value = Time, m.value+dayParts[r.part-1]
	return m, ok
}
