package dates

import "fmt"

// shifted parses what a word like last, this or next points to: "last week",
// "next Friday", "this summer", "the following day", "that year".
func (s *scanner) shifted(i int) (span, bool) {
	definite := s.is(i, the)
	n := i
	if definite {
		n++
	}
	t := s.at(n)
	if t.class != shift {
		if definite && t.class == unit && !t.plural {
			return s.definite(n)
		}
		return span{}, false
	}
	by, base := t.value, s.pub
	if definite && (t.loose && t.value != 0 || t.value == 1) || s.word(n, "following", "preceding", "previous") || s.word(n, "that", "same") {
		// These count from the date under discussion.
		base = s.last
	}
	if s.word(n, "same", "current", "upcoming", "coming", "past", "previous", "following", "preceding") && !definite && !s.word(i-1, "this", "that", "his", "its") {
		return span{}, false
	}
	relative := base == s.last && base != s.pub
	n++
	if s.word(n, "same", "coming", "past", "current") && t.value == 0 {
		if s.word(n, "coming") {
			by = 1
		}
		n++
	}
	u := s.at(n)
	switch {
	case u.class == unit && !u.plural && (definite || s.is(i-1, the)) && s.word(n+1, "of"):
		return span{}, false // the last week of March
	case u.class == unit && !u.plural:
		if relative && u.value <= week {
			base = s.day
		}
		return s.unitAt(n, base, by, s.word(n-1, "last", "next", "this") && !definite)
	case u.class == partOfDay && s.word(n-1, "that") && !definite:
		if !s.day.known() {
			return span{}, false
		}
		return span{next: n + 1, value: s.day.String() + dayParts[u.value], date: s.day, resolved: true, timed: true}, true
	case u.class == partOfDay && !t.loose && !definite:
		d := s.pub
		if by < 0 && u.value == 3 || by != 0 {
			if d.known() {
				d = d.addDays(by)
			}
		}
		v := "XXXX-XX-XX"
		if d.known() {
			v = d.String()
		}
		return span{next: n + 1, value: v + dayParts[u.value], date: d, resolved: true, timed: true}, true
	case u.class == weekday && u.capital && !u.plural && !s.word(n-1, "that", "same"):
		return s.shiftedWeekday(n, by)
	case u.class == month && u.capital && !s.word(n-1, "that", "same", "current"):
		return s.shiftedMonth(n, by)
	case u.class == season:
		if !s.pub.known() {
			return span{next: n + 1, value: "XXXX-" + seasons[u.value], resolved: true}, true
		}
		return span{next: n + 1, value: s.shiftedSeason(u.value, by), resolved: true}, true
	case u.class == holiday:
		next, h, ok := s.holidayName(n)
		if !ok {
			return span{}, false
		}
		if s.pub.known() && by != 0 {
			c := holidayIn(h, s.pub.y)
			if by < 0 && !c.before(s.pub) {
				c = holidayIn(h, s.pub.y-1)
			} else if by > 0 && !s.pub.before(c) {
				c = holidayIn(h, s.pub.y+1)
			}
			return dateSpan(next, c, true)
		}
		return s.holidayDate(n, next, h)
	case u.class == fiscal && s.word(n+1, "year") && s.pub.known():
		return span{next: n + 2, value: fmt.Sprintf("FY%d", s.pub.y+by), resolved: true}, true
	}
	return span{}, false
}

// unitAt resolves the unit at n, by units away from base.
func (s *scanner) unitAt(n int, base civil, by int, bare bool) (span, bool) {
	next := n + 1
	v, d := stepped(base, s.at(n).value, by)
	if v == "" && s.word(n-1, "next") && s.at(n).value >= week {
		v, d = stepped(s.pub, s.at(n).value, by)
	}
	if v == "" {
		switch s.at(n).value {
		case day:
			v = "XXXX-XX-XX"
		case week:
			v = "XXXX-WXX"
		case weekend:
			v = "XXXX-WXX-WE"
		case months:
			v = "XXXX-XX"
		case year:
			v = "XXXX"
		case quarter:
			v = "XXXX-QX"
		default:
			return span{}, false
		}
	}
	if !bare && by == 0 && s.at(n).value <= hour {
		return span{}, false
	}
	return span{next: next, value: v, date: d, resolved: true}, true
}

// stepped returns the value of the unit that lies by units from a date, and
// its calendar date if it has one. The value is empty when the date is not
// known to that unit.
func stepped(c civil, u, by int) (string, civil) {
	if !c.known() || u <= week && u >= day && c.d == 0 || (u == months || u == quarter) && c.m == 0 {
		return "", civil{}
	}
	switch u {
	case day:
		d := c.addDays(by)
		return d.String(), d
	case week, fortnight:
		return c.addDays(7 * by).weekValue(), civil{}
	case weekend:
		// The last weekend is the one that has ended: on a Sunday, this one began a day before.
		return c.addDays(7*by).weekValue() + "-WE", civil{}
	case months:
		d := c.addMonths(by)
		return d.String(), d
	case quarter:
		q := c.addMonths(3 * by)
		return fmt.Sprintf("%04d-Q%d", q.y, (q.m+2)/3), civil{}
	case year:
		d := civil{y: c.y + by}
		return d.String(), d
	case decade:
		return fmt.Sprintf("%03d", c.y/10+by), civil{}
	case century:
		return fmt.Sprintf("%02d", c.y/100+by), civil{}
	}
	return "", civil{}
}

// definite resolves "the day", "the week", "the year" where the words before
// show that the current one is meant: "the end of the year", "closed the day".
func (s *scanner) definite(n int) (span, bool) {
	u := s.at(n).value
	if u == day {
		if s.word(n-2, "end", "ended", "ending", "finished", "finishing", "closed", "closing", "for", "in") && !s.word(n+1, "of", "when", "after", "before") {
			base := s.pub
			if s.day.known() {
				base = s.day
			}
			return s.unitAt(n, base, 0, true)
		}
		return span{}, false
	}
	if u == weekend && s.word(n-2, "over", "during", "for", "through") {
		by := 0
		if s.pub.known() && s.pub.weekday() < 6 && s.tenseAt(n-1, n+1) != ahead {
			by = -1
		}
		return s.unitAt(n, s.pub, by, true)
	}
	edged := s.word(n-2, "of") && (s.is(n-3, edge) || s.is(n-3, half) || s.is(n-3, unit)) || s.is(n-2, comparative) || s.is(n-2, modifier) || s.word(n-2, "in") && s.is(n-3, comparative)
	if edged && (u == week || u == months || u == year || u == quarter || u == decade || u == century || u == weekend) {
		return s.unitAt(n, s.pub, 0, true)
	}
	return span{}, false
}

func (s *scanner) shiftedWeekday(n, by int) (span, bool) {
	wd := s.at(n).value
	if !s.pub.known() {
		return span{next: n + 1, value: fmt.Sprintf("XXXX-WXX-%d", wd), resolved: true}, true
	}
	off := wd - s.pub.weekday()
	switch {
	case by < 0 && off >= 0:
		off -= 7
	case by > 0 && off <= 0:
		off += 7
	case by == 0 && off < 0 && s.tenseAt(n-1, n+1) == ahead:
		off += 7
	case by == 0 && off > 0 && s.tenseAt(n-1, n+1) == past:
		off -= 7
	}
	return dateSpan(n+1, s.pub.addDays(off), true)
}

func (s *scanner) shiftedMonth(n, by int) (span, bool) {
	m, next := s.at(n).value, s.afterMonth(n)
	if d, to, ok := s.dayNumber(next); ok && s.at(next).kind == number {
		return s.dayIn(n, to, m, d)
	}
	if !s.pub.known() {
		return span{next: next, value: fmt.Sprintf("XXXX-%02d", m), resolved: true}, true
	}
	c := civil{y: s.pub.y, m: m}
	switch {
	case by < 0 && m >= s.pub.m:
		c.y--
	case by > 0 && m <= s.pub.m:
		c.y++
	case by == 0 && m-s.pub.m > 6 && s.tenseAt(n-1, next) == past:
		c.y--
	}
	return dateSpan(next, c, true)
}

// shiftedSeason names the season next to the publication. Winter belongs to
// the year in which it begins.
func (s *scanner) shiftedSeason(season, by int) string {
	firstMonth := [...]int{3, 6, 9, 12}[season]
	y := s.pub.y
	if season == 3 && s.pub.m < 6 {
		y--
	}
	begun := s.pub.m >= firstMonth || season == 3 && s.pub.m < 6
	over := season != 3 && s.pub.m >= firstMonth+3
	switch {
	case by < 0 && !over:
		y--
	case by > 0 && begun:
		y++
	}
	return fmt.Sprintf("%04d-%s", y, seasons[season])
}

// part parses a part of a longer period: "the first quarter of 2009", "the
// third quarter", "the end of last year", "the first half of the year".
func (s *scanner) part(i int) (span, bool) {
	n := i
	if s.is(n, the) || s.word(n, "this", "its", "our") && s.is(n+1, ordinal) {
		n++
	}
	nth, isNth := s.at(n).value, s.is(n, ordinal) && s.at(n).value >= 1 && s.at(n).value <= 4
	switch {
	case s.word(n, "second"):
		nth, isNth = 2, true
	case s.word(n, "final", "last") && s.word(n+1, "quarter") && s.word(n+2, "of"):
		nth, isNth = 4, true
	}
	if isNth {
		u := n + 1
		if s.hyphen(u) {
			u++
		}
		kind := ""
		switch {
		case s.is(u, unit) && s.at(u).value == quarter && !s.at(u).plural:
			kind = "Q"
		case s.is(u, half) && nth <= 2 && (s.word(u+1, "of") || s.word(u, "half") && s.is(u+1, unit)):
			kind = "H"
		}
		if kind == "" {
			return span{}, false
		}
		d, next, ok := s.ofYear(u + 1)
		if kind == "H" && !ok {
			return span{}, false
		}
		value := fmt.Sprintf("%s%d", kind, nth)
		if ok {
			if d.date.m != 0 || len(d.value) != 4 {
				return span{}, false
			}
			return span{next: next, value: d.value + "-" + value, resolved: d.resolved}, true
		}
		if !s.pub.known() {
			return span{next: u + 1, value: "XXXX-" + value, resolved: true}, true
		}
		// The latest quarter of that number that had begun, unless ahead.
		y := s.pub.y
		if first := nth*3 - 2; first > s.pub.m && s.tenseAt(i, u+1) != ahead {
			y--
		}
		return span{next: u + 1, value: fmt.Sprintf("%04d-%s", y, value), resolved: true}, true
	}
	if s.is(n, modifier) && !s.at(n).loose && s.is(n-1, the) {
		return span{}, false
	}
	if s.word(n, "very") {
		n++
	}
	if s.is(n, edge) && n > i && s.word(n+1, "of") {
		if d, ok := s.core(n + 2); ok && !d.timed {
			return d, true
		}
	}
	return span{}, false
}

// ofYear parses "of 2009", "of last year", "2009", "this year" behind a part.
func (s *scanner) ofYear(i int) (d span, next int, ok bool) {
	if s.word(i, "of") || s.mark(i, ',') {
		i++
	}
	if s.is(i, fiscal) {
		d, ok = s.fiscalYear(i)
		return d, d.next, ok && false
	}
	t := s.at(i)
	if t.kind == number && t.digits == 4 || t.class == shift || t.class == the && s.is(i+1, unit) {
		d, ok = s.core(i)
	}
	return d, d.next, ok
}
