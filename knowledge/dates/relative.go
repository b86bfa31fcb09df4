package dates

import "fmt"

// dateTime parses a date with what may surround it: "the end of last year",
// "early 2020", "Friday morning".
func (s *scanner) dateTime(i int) (match, bool) {
	d, ok := s.part(i)
	if !ok {
		d, ok = s.dateExpr(i)
	}
	if !ok {
		return match{}, false
	}
	return s.withTime(d)
}

// withTime adds the part of the day behind a day: "Friday morning".
func (s *scanner) withTime(d span) (match, bool) {
	m := match{next: d.next, typ: Date, value: d.value, date: d.date, resolved: d.resolved}
	if d.timed {
		m.typ = Time
		return m, true
	}
	if d.date.d == 0 && len(d.value) != len("XXXX-WXX-5") {
		return m, true
	}
	n := d.next
	if s.word(n, "at") {
		n++
	}
	if p := s.at(n); p.class == partOfDay && !p.line && p.kind == word && (n == d.next || p.value == 3) {
		m.next, m.typ, m.value = n+1, Time, d.value+dayParts[p.value]
		return m, true
	}
	n = d.next
	if s.mark(n, ',') {
		n++
	}
	if s.word(n, "at") {
		if c, ok := s.clock(n + 1); ok {
			m.next, m.typ, m.value = c.next, Time, d.value+c.value
		}
	} else if c, ok := s.clock(n); ok && !s.at(n).line && n == d.next {
		m.next, m.typ, m.value = c.next, Time, d.value+c.value
	}
	return m, true
}

// dateExpr parses a date in any form, with early, mid or late before it.
func (s *scanner) dateExpr(i int) (span, bool) {
	t := s.at(i)
	switch {
	case t.class == modifier, t.class == comparative && !s.is(i-1, cardinal):
		n := i + 1
		if s.mark(n, '-') && s.hyphen(n) {
			n++
		} else if s.word(n, "in", "on") {
			n++
		}
		if t.class == comparative && !s.is(n, shift) && !s.is(n, today) && !s.is(n, the) {
			return span{}, false
		}
		d, ok := s.core(n)
		if !ok || t.class == modifier && s.is(n, ordinal) && n == i+1 {
			return span{}, false
		}
		return d, true
	}
	return s.core(i)
}

// core parses a date without modifiers.
func (s *scanner) core(i int) (span, bool) {
	if s.is(i, the) {
		if d, ok := s.shifted(i); ok {
			return d, true
		}
		n := i + 1
		if s.is(n, modifier) {
			n++
			if s.hyphen(n) {
				n++
			}
		}
		switch t := s.at(n); {
		case t.kind == number:
			if d, ok := s.yearsOf(n); ok && len(d.value) < 4 {
				return d, true
			}
			if d, ok := s.centuryOf(n); ok {
				return d, true
			}
			return s.dayFirst(n)
		case t.class == ordinal, t.class == cardinal, t.class == decadeWord:
			return s.written(n)
		case t.ch == '\'' || t.ch == '’':
			if d, ok := s.shortYear(n); ok && len(d.value) < 4 {
				return d, true
			}
		case t.class == season:
			return s.seasonOf(n)
		}
		return span{}, false
	}
	if s.at(i).capital {
		if next, h, ok := s.holidayName(i); ok {
			return s.holidayDate(i, next, h)
		}
	}
	if d, ok := s.written(i); ok {
		return d, true
	}
	if d, ok := s.shifted(i); ok {
		return d, true
	}
	switch s.at(i).class {
	case today:
		if s.at(i).capital && !s.opens(i) {
			return span{}, false // the name of a newspaper or programme
		}
		return s.deictic(i, s.at(i).value)
	case tonight:
		if s.at(i).loose {
			return span{}, false
		}
		d, ok := s.deictic(i, 0)
		d.value, d.timed = d.value+"TNI", true
		return d, ok
	case season:
		return s.seasonOf(i)
	case fiscal:
		return s.fiscalYear(i)
	}
	return span{}, false
}

// deictic resolves a day counted from publication.
func (s *scanner) deictic(i, days int) (span, bool) {
	if !s.pub.known() {
		return span{next: i + 1, value: "XXXX-XX-XX", resolved: true}, true
	}
	return dateSpan(i+1, s.pub.addDays(days), true)
}

// fiscalYear parses "fiscal 2009", "fiscal year 2009", "FY2009".
func (s *scanner) fiscalYear(i int) (span, bool) {
	n := i + 1
	if s.word(n, "year") {
		n++
	} else if s.word(i, "financial") {
		return span{}, false
	}
	t := s.at(n)
	if t.kind != number || t.digits != 4 || !inEra(t.num) {
		return span{}, false
	}
	y := t.num
	if s.dash(n+1) && s.at(n+2).digits == 2 && s.at(n+2).num == (y+1)%100 {
		n, y = n+2, y+1
	}
	return span{next: n + 1, value: fmt.Sprintf("FY%d", y)}, true
}

// seasonOf parses "summer 2020", "the summer of 2020".
func (s *scanner) seasonOf(i int) (span, bool) {
	n := i + 1
	if s.word(n, "of") {
		n++
	}
	if y, next, ok := s.fullYear(n); ok {
		return span{next: next, value: fmt.Sprintf("%04d-%s", y, seasons[s.at(i).value])}, true
	}
	return span{}, false
}

// holidayDate resolves a holiday whose name ends before next.
func (s *scanner) holidayDate(i, next, h int) (span, bool) {
	if y, n, ok := s.fullYear(next); ok {
		return dateSpan(n, holidayIn(h, y), false)
	}
	if !s.pub.known() {
		return span{next: next, value: "XXXX-XX-XX", resolved: true}, true
	}
	c := holidayIn(h, s.pub.y)
	return dateSpan(next, s.nearest(c.m, c.d, s.tenseAt(i, next)), true)
}
