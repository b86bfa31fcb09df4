package dates

import (
	"fmt"
	"strings"
)

// unitCodes are the designators of ISO 8601 and TIMEX3 for the units.
var unitCodes = [...]string{
	second: "TS", minute: "TM", hour: "TH", day: "D", night: "NI", weekend: "WE", week: "W", fortnight: "W", months: "M",
	quarter: "Q", year: "Y", decade: "DE", century: "CE", millennium: "ML",
}

// A quantity is a counted unit: "three days", "44-day", "a few weeks". n is in
// halves of the unit, -1 when it is vague.
type quantity struct {
	next   int
	halves int
	unit   int
	joined bool // by a hyphen: 44-day
}

func (q quantity) value() string {
	code, n := unitCodes[q.unit], q.halves
	head := "P"
	if code[0] == 'T' {
		head, code = "PT", code[1:]
	}
	if q.unit == fortnight {
		n *= 2
	}
	switch {
	case n < 0:
		return head + "X" + code
	case n%2 == 1:
		return fmt.Sprintf("%s%d.5%s", head, n/2, code)
	}
	return fmt.Sprintf("%s%d%s", head, n/2, code)
}

// cardinalAt reads a number in digits or words, in halves: "a", "44",
// "two and a half", "twenty-five", "a couple of", "several" (-1).
func (s *scanner) cardinalAt(i int) (halves, next int, ok bool) {
	t := s.at(i)
	switch {
	case t.kind == number && t.num >= 0:
		if s.stuck(i) && !s.hyphen(i+1) {
			return 0, 0, false
		}
		return t.num * 2, i + 1, true
	case t.kind == number:
		v := s.str(i)
		if k := strings.IndexByte(v, '.'); k > 0 && k < 4 && v[k:] == ".5" {
			n := 0
			for _, c := range []byte(v[:k]) {
				n = n*10 + int(c-'0')
			}
			return n*2 + 1, i + 1, true
		}
		return 0, 0, false
	case t.class == cardinal:
		n, j := t.value, i+1
		if n >= 20 && n < 100 && s.hyphen(j) && s.is(j+1, cardinal) && s.at(j+1).value < 10 {
			n, j = n+s.at(j+1).value, j+2
		}
		if n < 100 && s.word(j, "hundred") {
			n, j = n*100, j+1
		}
		if s.word(j, "and") && s.is(j+1, article) && s.is(j+2, half) {
			return n*2 + 1, j + 3, true
		}
		return n * 2, j, true
	case t.class == vague:
		if t.value == 2 && s.word(i+1, "of") {
			return -1, i + 2, true
		}
		return -1, i + 1, true
	case t.class == half:
		if s.is(i+1, article) {
			return 1, i + 2, true
		}
		return 0, 0, false
	case t.class == article:
		switch n := s.at(i + 1); {
		case n.class == vague, n.class == half:
			h, next, ok := s.cardinalAt(i + 1)
			if !ok && n.class == half {
				return 1, i + 2, true
			}
			return h, next, ok
		case s.word(i+1, "hundred", "dozen"):
			return n.value * 2, i + 2, true
		}
		return 2, i + 1, true
	}
	return 0, 0, false
}

// quantityAt parses a counted unit of time.
func (s *scanner) quantityAt(i int) (quantity, bool) {
	h, n, ok := s.cardinalAt(i)
	if !ok {
		return quantity{}, false
	}
	joined := false
	if s.hyphen(n) || s.mark(n, '-') {
		joined = true
		n++
	}
	for s.word(n, "straight", "consecutive", "full", "more", "additional", "whole", "trading", "calendar", "business", "working", "long", "short", "successive", "solid", "further", "school", "fiscal", "quick", "mere") {
		n++
	}
	u := s.at(n)
	if u.class != unit || u.line && joined || u.value == second && u.loose && !(s.at(i).kind == number && joined) {
		return quantity{}, false
	}
	if u.value == quarter && !u.plural && !joined {
		return quantity{}, false
	}
	q := quantity{next: n + 1, halves: h, unit: u.value, joined: joined}
	if u.plural == (h == 2) && !joined && h >= 0 && u.plural {
		return quantity{}, false // "a days"
	}
	// "a 20 year low"
	if after := s.at(n + 1); !u.plural && !joined && h > 2 && !(after.kind == word && !after.capital && after.class == none && !s.word(n+1, "in", "on", "the", "and", "of", "to", "from")) {
		return quantity{}, false
	}
	// "a year and a half"
	if h == 2 && s.word(q.next, "and") && s.is(q.next+1, article) && s.is(q.next+2, half) {
		q.halves, q.next = 3, q.next+3
	}
	return q, true
}

// approximate skips words that make a number inexact: about, nearly, more than.
func (s *scanner) approximate(i int) int {
	switch t := s.at(i); {
	case t.class == approx:
		return i + 1
	case t.class == more && s.word(i+1, "than", "least", "most", "to"):
		if s.word(i, "at") == s.word(i+1, "least", "most") && s.word(i, "up") == s.word(i+1, "to") {
			return i + 2
		}
	}
	return i
}

// offset parses a time at a distance: "three days ago", "two weeks later", "a
// year earlier".
func (s *scanner) offset(i int) (match, bool) {
	q, ok := s.quantityAt(s.approximate(i))
	if !ok {
		return match{}, false
	}
	t := s.at(q.next)
	base, sign, next := s.pub, 0, q.next+1
	switch {
	case t.class == ago:
		sign = -1
	case t.class == comparative:
		sign, base = t.value, s.last
		if q.unit <= week && q.unit >= day {
			base = s.day
		}
		if q.unit >= hour && !base.known() {
			base = s.pub
		}
	case s.word(q.next, "from") && s.word(q.next+1, "now", "today", "tomorrow"):
		sign, next = 1, q.next+2
	case s.word(q.next, "before") && s.at(q.next+1).kind == punct:
		sign, base = -1, s.last
	default:
		return match{}, false
	}
	m := match{next: next, typ: Date, resolved: true}
	switch {
	case q.halves < 0 || q.halves%2 == 1:
		m.value = PastRef
		if sign > 0 {
			m.value = FutureRef
		}
	case q.unit < day:
		m.typ = Time
		if m.value = "XXXX-XX-XX"; base.known() && q.unit == hour && q.halves < 8 {
			m.value = base.String() + "TXX:XX"
		}
	default:
		n := q.halves / 2 * sign
		switch q.unit {
		case fortnight:
			n *= 2
			fallthrough
		case week:
			if q.unit == fortnight || n != 0 {
				// A count of weeks reaches the same day of the week.
				m.value, m.date = stepped(base, day, 7*n)
			}
		case decade:
			if m.value, _ = stepped(base, year, 10*n); m.value != "" {
				m.date = civil{y: base.y + 10*n}
			}
		case night:
			m.value, m.date = stepped(base, day, n)
		default:
			m.value, m.date = stepped(base, q.unit, n)
		}
		if !m.date.valid() {
			m.date = civil{}
		}
		if m.value == "" {
			m.value = "XXXX-XX-XX"
		}
	}
	return m, true
}

// period parses a stretch that ends or begins now: "the past six months",
// "the next two years", "the first three days", "the past decade".
func (s *scanner) period(i int) (match, bool) {
	n := i
	if s.is(n, the) || s.word(n, "these", "those") {
		n++
	}
	t := s.at(n)
	if t.class != shift && t.class != ordinal || s.word(n, "same", "that", "current", "this") && n > i {
		return match{}, false
	}
	if s.word(n, "this") && !s.word(n+1, "past") {
		return match{}, false
	}
	if s.word(n+1, "past") {
		n++
	}
	n++
	if q, ok := s.quantityAt(n); ok && !s.is(n, article) && (q.halves != 2 || s.is(n, cardinal)) && !q.joined {
		return match{next: q.next, typ: Duration, value: q.value()}, true
	}
	u := s.at(n)
	if u.class == unit && u.plural && t.class == shift && u.value >= hour {
		return match{next: n + 1, typ: Duration, value: quantity{halves: -1, unit: u.value}.value()}, true
	}
	// the past year is a stretch of twelve months, last year is not
	if u.class == unit && !u.plural && n > i+1 && s.word(n-1, "past", "last") && s.is(i, the) && u.value >= hour && (s.word(n-1, "past") || u.value >= decade) {
		return match{next: n + 1, typ: Duration, value: quantity{halves: 2, unit: u.value}.value()}, true
	}
	return match{}, false
}

// length parses a duration: "44-day", "nearly three decades", "two and a half
// years", "for years".
func (s *scanner) length(i int) (match, bool) {
	n := s.approximate(i)
	if u := s.at(i); u.class == unit && u.plural && u.value >= minute {
		switch {
		case u.value < day && s.word(i-1, "in", "within") && !s.word(i+1, "of"):
			return match{next: i + 1, typ: Duration, value: quantity{halves: -1, unit: u.value}.value()}, true
		case u.value < day:
			return match{}, false
		case s.hyphen(i+1) && s.word(i+2, "long", "old"):
			return match{next: i + 3, typ: Duration, value: quantity{halves: -1, unit: u.value}.value()}, s.word(i+2, "long")
		case u.value >= day && s.word(i-1, "for", "in", "over", "after", "within", "of") && !s.is(i+1, unit) && !s.word(i+1, "of"):
			return match{next: i + 1, typ: Duration, value: quantity{halves: -1, unit: u.value}.value()}, true
		}
		return match{}, false
	}
	if u := s.at(n); u.class == unit && u.plural && n > i && u.value >= day {
		return match{next: n + 1, typ: Duration, value: quantity{halves: -1, unit: u.value}.value()}, true
	}
	q, ok := s.quantityAt(n)
	if !ok {
		return match{}, false
	}
	if s.is(i, article) && s.hyphen(i+1) || s.word(i, "many") && s.word(i-1, "how", "however", "so", "too") {
		return match{}, false
	}
	next := q.next
	if s.hyphen(next) {
		switch {
		case s.word(next+1, "old", "olds"):
			return match{}, false
		case s.word(next+1, "long"):
			next += 2
		}
	} else if s.word(next, "old", "younger", "older") || s.word(next, "of") && s.word(next+1, "age") {
		return match{}, false
	}
	// A bare "a day" is more often an example than a measure.
	if (s.is(i, article) || s.word(i, "one") && q.unit == day) && !s.is(i+1, vague) && !q.joined && q.halves == 2 &&
		!s.word(i-1, "for", "in", "than", "within", "over", "after", "just", "about", "almost", "nearly", "only", "under", "took", "take", "takes", "lasted", "half", "once", "of", "spent", "by") &&
		!s.word(next, "after", "before", "since") {
		return match{}, false
	}
	return match{next: next, typ: Duration, value: q.value()}, true
}
