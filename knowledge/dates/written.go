package dates

import "fmt"

// A span is a date that a rule parsed: next is the token behind it; value is the
// TIMEX3 value; date is its calendar date, if it has one.
type span struct {
	next     int
	value    string
	date     civil
	resolved bool
	timed    bool // the value holds a time of day
}

func dateSpan(next int, c civil, resolved bool) (span, bool) {
	return span{next: next, value: c.String(), date: c, resolved: resolved}, c.valid()
}

// written parses a date that names a day, month or year by itself: numeric
// dates, dates with a month's name, years, decades, centuries.
func (s *scanner) written(i int) (span, bool) {
	t := s.at(i)
	switch {
	case t.class == weekday:
		return s.weekdayDate(i)
	case t.class == month:
		return s.monthFirst(i)
	case t.kind == number:
		if d, ok := s.numeric(i); ok {
			return d, true
		}
		if d, ok := s.dayFirst(i); ok {
			return d, true
		}
		if d, ok := s.yearsOf(i); ok {
			return d, true
		}
		return s.centuryOf(i)
	case t.class == ordinal:
		if d, ok := s.dayFirst(i); ok {
			return d, true
		}
		return s.centuryOf(i)
	case t.class == decadeWord:
		if s.hyphen(i-1) || !s.is(i-1, the) && !s.is(i-1, modifier) {
			return span{}, false
		}
		return span{next: i + 1, value: fmt.Sprintf("%d", 190+t.value), resolved: true}, true
	case t.ch == '\'' || t.ch == '’' || t.ch == '‘':
		return s.shortYear(i)
	}
	return span{}, false
}

// dayNumber reads a day of the month: 7, 07, 7th, seventh, twenty-first.
func (s *scanner) dayNumber(i int) (d, next int, ok bool) {
	t := s.at(i)
	switch {
	case t.kind == number && t.digits > 0 && t.digits <= 2 && t.num >= 1 && t.num <= 31:
		next = i + 1
		if n := s.at(next); n.kind == word && !n.gap {
			if !s.word(next, "st", "nd", "rd", "th") {
				return 0, 0, false
			}
			next++
		} else if s.mark(next, '%') || s.mark(next, ':') && !s.at(next).gap && s.at(next+1).kind == number {
			return 0, 0, false
		}
		return t.num, next, true
	case t.class == ordinal && t.value > 0:
		return t.value, i + 1, true
	case s.word(i, "second"):
		return 2, i + 1, true
	case t.class == cardinal && (t.value == 20 || t.value == 30) && s.hyphen(i+1):
		if o := s.at(i + 2); o.class == ordinal && o.value > 0 && o.value < 10 {
			return t.value + o.value, i + 3, true
		} else if s.word(i+2, "second") {
			return t.value + 2, i + 3, true
		}
	}
	return 0, 0, false
}

// fullYear reads a year of four digits behind a date, with an optional comma.
func (s *scanner) fullYear(i int) (y, next int, ok bool) {
	if s.mark(i, ',') {
		i++
	}
	if s.word(i, "of") && s.at(i+1).kind == number {
		i++
	}
	t := s.at(i)
	if t.kind != number || t.digits != 4 || t.num < 1000 || t.num > 2199 || t.line && !s.at(i-1).gap {
		return 0, 0, false
	}
	if n := s.at(i + 1); n.kind == word && !n.gap {
		return 0, 0, false
	}
	if s.mark(i+1, ':') && s.at(i+2).kind == number {
		return 0, 0, false
	}
	return t.num, i + 1, true
}

// afterMonth returns the token behind the name of a month and its full stop.
func (s *scanner) afterMonth(i int) int {
	t := s.at(i)
	if s.mark(i+1, '.') && !s.at(i+1).gap && t.end-t.start <= 4 && t.loose && t.value != 5 {
		return i + 2
	}
	return i + 1
}

// monthFirst parses "November 10, 2020", "Nov. 10", "November 2020", "November".
func (s *scanner) monthFirst(i int) (span, bool) {
	t := s.at(i)
	if !t.capital {
		return span{}, false
	}
	n := s.afterMonth(i)
	if s.mark(n, ',') && s.at(n+1).digits == 4 {
		if y, next, ok := s.fullYear(n); ok {
			return dateSpan(next, civil{y: y, m: t.value}, false)
		}
	}
	if s.is(n, the) {
		if d, next, ok := s.dayNumber(n + 1); ok && next > n+2 {
			return s.dayIn(i, next, t.value, d)
		}
	}
	if !s.at(n).line || n == i+1 {
		if d, next, ok := s.dayNumber(n); ok && !s.at(n).line {
			if s.at(n).kind == number || next > n+1 {
				if m, ok := s.dayIn(i, next, t.value, d); ok && !s.counted(n, next) {
					return m, true
				}
			}
		}
		if y, next, ok := s.fullYear(n); ok {
			return dateSpan(next, civil{y: y, m: t.value}, false)
		}
	}
	// May '68
	if a := s.at(n); (a.ch == '\'' || a.ch == '’') && s.at(n+1).digits == 2 && !s.at(n+1).gap {
		return dateSpan(n+2, civil{y: s.century(s.at(n + 1).num), m: t.value}, false)
	}
	if !s.bareMonth(i, n) {
		return span{}, false
	}
	return s.monthOnly(i, n, t.value)
}

// counted reports whether the number at n counts something: "May 20 people".
func (s *scanner) counted(n, next int) bool {
	return next == n+1 && s.at(next).kind == word && (s.is(next, unit) || s.word(next, "percent", "million", "people", "points"))
}

// bareMonth reports whether the name of a month stands for the month: always
// for the unmistakable ones, by the words around it for May, March and the
// short forms.
func (s *scanner) bareMonth(i, n int) bool {
	t, p, q := s.at(i), s.at(i-1), s.at(n)
	led := s.word(i-1, "in", "of", "since", "until", "till", "by", "from", "last", "next", "this", "early", "late", "mid",
		"between", "to", "through", "during", "before", "after", "for", "every", "each", "around", "throughout", "past", "previous", "following")
	if s.mark(i-1, '-') && s.word(i-2, "mid", "early", "late") {
		led = true
	}
	if !led && (s.word(i-1, "and", "or") || s.dash(i-1)) && (s.is(i-2, month) || s.at(i-2).kind == number) {
		led = true
	}
	if q.kind == word && q.capital && q.class == none && !q.line && !s.opens(n) && !led {
		return false // August Wilson
	}
	if q.kind == word && q.capital && q.class == none && !q.line && (s.word(i-1, "to", "for", "by", "from", "after", "of") && !s.opens(n)) && n == i+1 {
		return false // to April Jones
	}
	if p.kind == word && p.capital && p.class == none && !led && !t.line && !s.opens(i-1) {
		return false // Theresa May
	}
	if s.word(n, "s") && !q.gap {
		return led
	}
	if !t.loose {
		return true
	}
	if s.hyphen(n) {
		return false // Mar-a-Lago
	}
	if t.value == 5 || t.value == 3 {
		// By and after may introduce a person or a protest.
		return led && !s.word(i-1, "to", "by", "for", "after", "from", "through", "around", "before", "of", "during", "this", "between") ||
			led && (s.is(i-1, modifier) || s.is(n, none) && s.lowerAfter(n) && !s.word(i-1, "to", "for", "this", "between", "during"))
	}
	return led || s.at(n-1).ch == '.' && n > i+1 && !s.opens(i)
}

// lowerAfter reports whether the clause ends or goes on in small letters at n.
func (s *scanner) lowerAfter(n int) bool {
	q := s.at(n)
	return q.kind == punct || q.kind == word && !q.capital
}

// monthOnly resolves a month without a year.
func (s *scanner) monthOnly(i, next, m int) (span, bool) {
	if y, ok := s.yearBehind(next, false); ok {
		return dateSpan(next, civil{y: y, m: m}, false)
	}
	if y, n, ok := s.yearShift(next); ok {
		return dateSpan(n, civil{y: y, m: m}, true)
	}
	if !s.pub.known() {
		return span{next: next, value: fmt.Sprintf("XXXX-%02d", m), resolved: true}, true
	}
	// The month nearest to the publication; the tense decides where both ways
	// are open. A month of the year before is past even without a verb.
	c := civil{y: s.pub.y, m: m}
	diff := m - s.pub.m
	switch v := s.tenseAt(i, next); {
	case v == past && diff > 0:
		c.y--
	case v == ahead && diff < 0:
		if diff < -2 || !s.word(i-1, "in", "since") {
			c.y++
		}
	case v == unknown && diff > 6:
		c.y--
	case v == unknown && diff < -8:
		c.y++
	}
	return dateSpan(next, c, true)
}

// yearShift reads the "of last year" behind a month or day.
func (s *scanner) yearShift(i int) (y, next int, ok bool) {
	if s.word(i, "of") {
		i++
	}
	if t := s.at(i); t.class == shift && !t.loose && s.word(i+1, "year") && s.pub.known() {
		return s.pub.y + t.value, i + 2, true
	}
	return 0, 0, false
}

// dayIn makes a date of a month and a day; the year stands behind it or is
// worked out.
func (s *scanner) dayIn(i, next, m, d int) (span, bool) {
	if y, n, ok := s.fullYear(next); ok && !(s.mark(next, ',') && s.counted(n-1, n)) {
		return dateSpan(n, civil{y, m, d}, false)
	}
	if !(civil{2000, m, d}).valid() {
		return span{}, false
	}
	if y, ok := s.yearBehind(next, true); ok {
		return dateSpan(next, civil{y, m, d}, false)
	}
	if y, n, ok := s.yearShift(next); ok {
		return dateSpan(n, civil{y, m, d}, true)
	}
	if !s.pub.known() {
		return span{next: next, value: fmt.Sprintf("XXXX-%02d-%02d", m, d), resolved: true}, true
	}
	return dateSpan(next, s.nearest(m, d, s.tenseAt(i, next)), true)
}

// nearest picks the year of a day of the month. News speaks of days within
// some months of publication: the nearest one, unless the tense asks for one
// on the other side that is not much farther.
func (s *scanner) nearest(m, d int, v tense) civil {
	best, cost := civil{}, 1<<30
	for y := s.pub.y - 1; y <= s.pub.y+1; y++ {
		c := civil{y, m, d}
		if !c.valid() {
			continue
		}
		n := s.pub.daysTo(c)
		p := max(n, -n)
		switch {
		case n > 1 && v == past, n < -1 && v == ahead:
			p = p*3 + 45
		case n > 0 && v == unknown:
			p = p * 5 / 4
		}
		if p < cost {
			best, cost = c, p
		}
	}
	return best
}

// yearBehind looks for the year that closes a range or list: the 2019 of "June
// 3 to July 5, 2019", of "between May and June 2019".
func (s *scanner) yearBehind(i int, days bool) (int, bool) {
	if !(s.dash(i) || s.word(i, "to", "and", "or", "through", "until", "till") || s.mark(i, '/')) {
		return 0, false
	}
	i++
	if s.is(i, month) {
		i = s.afterMonth(i)
		if _, next, ok := s.dayNumber(i); ok {
			i = next
		} else if days {
			return 0, false
		}
	} else if days {
		_, next, ok := s.dayNumber(i)
		if !ok {
			return 0, false
		}
		i = next
		if s.is(i, month) {
			i = s.afterMonth(i)
		}
	} else {
		return 0, false
	}
	y, _, ok := s.fullYear(i)
	return y, ok
}

// dayFirst parses "10 November 2020", "10th of November", "the tenth of May".
func (s *scanner) dayFirst(i int) (span, bool) {
	d, n, ok := s.dayNumber(i)
	if !ok {
		return span{}, false
	}
	if s.word(n, "of") && n > i {
		n++
	} else if s.mark(n, '-') && s.hyphen(n) {
		n++
	}
	t := s.at(n)
	if t.class != month || !t.capital || t.line {
		return span{}, false
	}
	after := s.afterMonth(n)
	if s.hyphen(after) {
		if y, next, ok := s.fullYear(after + 1); ok {
			return dateSpan(next, civil{y, t.value, d}, false)
		}
	}
	// "the 7 May 20 …": the number before belongs to another date.
	if _, next, ok := s.dayNumber(after); ok && s.at(after).kind == number && !s.counted(after, next) && s.mark(next, ',') {
		return span{}, false
	}
	return s.dayIn(i, after, t.value, d)
}

// weekdayDate parses "Friday, November 10, 2020" and a weekday alone.
func (s *scanner) weekdayDate(i int) (span, bool) {
	t := s.at(i)
	if !t.capital || t.plural {
		return span{}, false
	}
	n := i + 1
	if s.mark(n, '.') && !s.at(n).gap && t.loose {
		n++
	}
	m := n
	if s.mark(m, ',') {
		m++
	}
	if s.word(m, "the") {
		m++
	}
	if !s.at(m).line {
		if s.is(m, month) {
			if d, ok := s.monthFirst(m); ok && d.date.d != 0 {
				return d, true
			}
			if d, ok := s.monthFirst(m); ok && len(d.value) == 10 {
				return d, true
			}
		} else if d, ok := s.dayFirst(m); ok {
			return d, true
		} else if d, ok := s.numeric(m); ok && d.date.d != 0 {
			return d, true
		}
	}
	if t.loose {
		if n == i+1 || s.word(i, "sun", "sat") {
			return span{}, false
		}
	}
	return s.bareWeekday(i, n, t.value)
}

// bareWeekday resolves a weekday without a date. In news an unmodified weekday
// is the nearest one on or before the day of publication, or with a future
// verb the nearest one on or after it (AP Stylebook, "days of the week").
func (s *scanner) bareWeekday(i, next, wd int) (span, bool) {
	// Black Friday, Super Tuesday, Sunday Times: a name, not a day, unless a
	// part of the day follows.
	if p := s.at(i - 1); p.kind == word && p.capital && !s.at(i).line && s.word(i-1, "black", "super", "bloody", "cyber", "ash", "good", "holy", "palm", "ruby", "fat") {
		return span{}, false
	}
	if s.word(next, "Times", "Mirror", "Herald", "Post", "Telegraph", "Mail", "Express", "Independent", "Tribune", "Evening", "People") && s.at(next).capital && !s.is(next, partOfDay) {
		return span{}, false
	}
	if !s.pub.known() {
		return span{next: next, value: fmt.Sprintf("XXXX-WXX-%d", wd), resolved: true}, true
	}
	back := (s.pub.weekday() - wd + 7) % 7
	if back != 0 && s.tenseAt(i, next) == ahead {
		back -= 7
	}
	return dateSpan(next, s.pub.addDays(-back), true)
}
