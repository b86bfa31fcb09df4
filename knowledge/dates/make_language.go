package dates

import "strings"

// What the tables of other languages than English need besides.

// readDayMonth reads 10.11, the day first.
func readDayMonth(s *scanner, i int, r *reading) int {
	t := s.at(i)
	day, month, ok := strings.Cut(s.str(i), ".")
	if t.kind != number || t.digits > 0 || !ok || strings.ContainsAny(month, ".,") || s.stuck(i) {
		return 0
	}
	r.day, r.month = smallNumber(day), smallNumber(month)
	if r.day == 0 || r.month == 0 || r.month > 12 {
		return 0
	}
	return i + 1
}

// smallNumber is the value of one or two digits, 0 for anything else.
func smallNumber(digits string) int {
	n := 0
	for _, c := range []byte(digits) {
		n = n*10 + int(c) - '0'
	}
	if len(digits) > 2 || n < 0 || n > 99 {
		return 0
	}
	return n
}

// readWeekdayPart reads Montagabend.
func readWeekdayPart(s *scanner, i int, r *reading) int {
	x := s.as(i, weekdayPart)
	if x == nil {
		return 0
	}
	r.weekday, r.part = x.value/8, x.value%8+1
	return i + 1
}

// readFullDay reads the weekdays that are no ordinals without -feira behind them: sábado.
func readFullDay(s *scanner, i int, r *reading) int {
	if x := s.as(i, weekday); x == nil || x.value < 6 || x.loose {
		return 0
	}
	return readWeekday(s, i, r)
}

// partOfWeekday resolves Montagabend.
func partOfWeekday(s *scanner, r *reading) (match, bool) {
	m, ok := s.weekday(r.weekday, r.from, r.next)
	m.typ, m.value = Time, m.value+dayParts[r.part-1]
	return m, ok
}

// germanDecade makes a decade of 1990er or 90er Jahre.
func germanDecade(s *scanner, r *reading) (match, bool) {
	t := s.at(r.from)
	y := t.num
	if t.digits == 2 {
		y = s.century(y)
	}
	return match{typ: Date, value: decadeValue(y), resolved: t.digits == 2}, inEra(y) && y%10 == 0 && !s.at(r.from+1).gap
}

// weekendBy resolves "am Wochenende": the last one or, with a verb ahead, this one.
func weekendBy(s *scanner, r *reading) (match, bool) {
	if s.grammar.language == "de" && r.unit != weekend {
		return match{}, false
	}
	return overWeekend(s, r)
}

func steppedWeekend(s *scanner, r *reading) (match, bool) { return unitFrom(s.pub, weekend, r.by) }

// soonIn resolves "in two weeks" where the clause lies ahead; else it is a stretch.
func soonIn(s *scanner, r *reading) (match, bool) {
	if s.tenseAt(r.from, r.next) != ahead || r.inner.length.unit < day {
		return match{}, false
	}
	return away(s, s.pub, r.inner.length, 1)
}

func laterThan(s *scanner, r *reading) (match, bool) {
	r.by = 1
	return fromThen(s, r)
}

// agoOrLater resolves "two weeks önce", which counts from publication, or "sonra", which
// counts from the date under discussion.
func agoOrLater(s *scanner, r *reading) (match, bool) {
	if r.by < 0 {
		return away(s, s.pub, r.inner.length, -1)
	}
	return fromThen(s, r)
}

// oneAgo resolves a unit without a number that ended before publication: месяц назад.
func oneAgo(s *scanner, r *reading) (match, bool) {
	return unitFrom(s.pub, s.as(r.from, unit).value, -1)
}

// oneAhead resolves a unit without a number that begins after it: через месяц.
func oneAhead(s *scanner, r *reading) (match, bool) { return unitFrom(s.pub, r.unit, 1) }

// hoursByLetter makes a time of 14h30.
func hoursByLetter(s *scanner, r *reading) (match, bool) {
	if r.value != "h" {
		return match{}, false
	}
	return atTime(s, r)
}
