package dates

import "fmt"

func dateMatch(c civil, resolved bool) (match, bool) {
	return match{typ: Date, value: c.String(), date: c, resolved: resolved}, c.valid()
}

func valueMatch(value string, resolved bool) (match, bool) {
	return match{typ: Date, value: value, resolved: resolved}, true
}

// inner hands on what the table in the pattern has read.
func inner(_ *scanner, r *reading) (match, bool) {
	m := r.inner
	m.next = r.next
	return m, true
}

// dated makes a date of what is written of it, a year at least.
func dated(_ *scanner, r *reading) (match, bool) {
	return dateMatch(civil{r.year, r.month, r.day}, r.resolved)
}

// nearestDay makes a date of a month and a day: of the year with which the text
// has written it, or else of the nearest.
func nearestDay(s *scanner, r *reading) (match, bool) {
	if !(civil{2000, r.month, r.day}).valid() || s.countedDay(r.next) {
		return match{}, false
	}
	if y := s.years[r.month][r.day]; y > 0 {
		return dateMatch(civil{y, r.month, r.day}, true)
	}
	if !s.pub.known() {
		return valueMatch(fmt.Sprintf("XXXX-%02d-%02d", r.month, r.day), true)
	}
	if y := s.yearOfRange(r); y > 0 {
		return dateMatch(civil{y, r.month, r.day}, true)
	}
	return dateMatch(s.nearest(func(y int) civil { return civil{y, r.month, r.day} }, s.tenseAt(r.from, r.next)), true)
}

// halfYear is how many days a period at most has that is over in the next year.
const halfYear = 183

// yearOfRange is the year of a day that a period ends with, "from June 1 to November 30"; 0 for none.
// What ends long before it would begin is no period but was moved: "from Nov. 30 to Nov. 15".
func (s *scanner) yearOfRange(r *reading) int {
	if !s.day.known() || s.dayAt != r.from-1 || !s.word(r.from-1, "to", "through", "until", "till", "bis", "au", "al") {
		return 0
	}
	c := civil{s.day.y, r.month, r.day}
	if c.before(s.day) {
		c.y++
	}
	if s.day.daysTo(c) > halfYear {
		return 0
	}
	return c.y
}

// countedDay reports whether the number before next counts something: "May 20 people".
func (s *scanner) countedDay(next int) bool {
	return s.at(next-1).kind == number && (s.is(next, unit) || s.is(next, counted))
}

// nearest picks the year of a day of the year. News speaks of days within
// some months of publication: the nearest one, unless the tense asks for one
// on the other side that is not much farther.
func (s *scanner) nearest(in func(year int) civil, v tense) civil {
	best, cost := civil{}, 1<<30
	for y := s.pub.y - 1; y <= s.pub.y+1; y++ {
		c := in(y)
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

// nearestMonth resolves a month without a year: the one nearest to publication; the
// tense decides where both ways are open. A month of the year before is past even
// without a verb.
func nearestMonth(s *scanner, r *reading) (match, bool) {
	if !s.isMonth(r.from, r.next) {
		return match{}, false
	}
	if !s.pub.known() {
		return valueMatch(fmt.Sprintf("XXXX-%02d", r.month), true)
	}
	c := civil{y: s.pub.y, m: r.month}
	diff := r.month - s.pub.m
	switch v := s.tenseAt(r.from, r.next); {
	case v == past && diff > 0:
		c.y--
	case v == ahead && diff < 0:
		// "its July levels" are of the July just past, whatever the verb.
		if diff < -2 || s.is(r.from-1, monthLead) && !s.word(r.from-1, "in", "since") {
			c.y++
		}
	case v == unknown && diff > 6:
		c.y--
	case v == unknown && diff < -8:
		c.y++
	}
	return dateMatch(c, true)
}

// nearestWeekday resolves a weekday without a date. In news an unmodified weekday
// is the nearest one on or before the day of publication, or with a future
// verb the nearest one on or after it (AP Stylebook, "days of the week"). In English the day
// after it is not six days ago: articles are updated under their day of publication. Of what outlets
// "said on" a weekday, each further day back has half as many, but the sixth three times the fifth.
func nearestWeekday(s *scanner, r *reading) (match, bool) {
	if x := s.as(r.from, weekday); x != nil && x.loose && (s.grammar.language != "en" || r.next == r.from+1 || s.word(r.from, "sun", "sat")) {
		return match{}, false
	}
	if n := s.at(r.next); n.capital && !n.line && s.word(r.next, paperNames...) {
		return match{}, false
	}
	return s.weekday(r.weekday, r.from, r.next)
}

// paperNames follow a weekday in the name of a newspaper.
var paperNames = []string{"times", "mirror", "herald", "post", "telegraph", "mail", "express", "independent", "tribune", "people"}

func (s *scanner) weekday(wd, from, next int) (match, bool) {
	if !s.pub.known() {
		return valueMatch(fmt.Sprintf("XXXX-WXX-%d", wd), true)
	}
	back := (s.pub.weekday() - wd + 7) % 7
	updated := back == 6 && s.grammar.language == "en" && !s.word(from-1, "since", "between", "from")
	if updated || back != 0 && s.tenseAt(from, next) == ahead {
		back -= 7
	}
	return dateMatch(s.pub.addDays(-back), true)
}

// steppedWeekday resolves last Thursday, this Friday, next Monday.
func steppedWeekday(s *scanner, r *reading) (match, bool) {
	if !s.pub.known() {
		return valueMatch(fmt.Sprintf("XXXX-WXX-%d", r.weekday), true)
	}
	off := r.weekday - s.pub.weekday()
	switch v := s.tenseAt(r.from, r.next); {
	case r.by < 0 && off >= 0:
		off -= 7
	case r.by > 0 && off <= 0:
		off += 7
	case r.by == 0 && off < 0 && v == ahead:
		off += 7
	case r.by == 0 && off > 0 && v == past:
		off -= 7
	}
	return dateMatch(s.pub.addDays(off), true)
}

// steppedMonth resolves last March, this April, next May.
func steppedMonth(s *scanner, r *reading) (match, bool) {
	if !s.pub.known() {
		return valueMatch(fmt.Sprintf("XXXX-%02d", r.month), true)
	}
	c := civil{y: s.pub.y, m: r.month}
	switch {
	case r.by < 0 && r.month >= s.pub.m:
		c.y--
	case r.by > 0 && r.month <= s.pub.m:
		c.y++
	case r.by == 0 && r.month-s.pub.m > 6 && s.tenseAt(r.from, r.next) == past:
		c.y--
	}
	return dateMatch(c, true)
}

// steppedSeason names the season next to the publication. Winter belongs to
// the year in which it begins.
func steppedSeason(s *scanner, r *reading) (match, bool) {
	code := seasons[r.season-1]
	if !s.pub.known() {
		return valueMatch("XXXX-"+code, true)
	}
	first, y, winter := r.season*3, s.pub.y, r.season == 4
	if winter && s.pub.m < 6 {
		y--
	}
	begun := s.pub.m >= first || winter && s.pub.m < 6
	over := !winter && s.pub.m >= first+3
	switch {
	case r.by < 0 && !over:
		y--
	case r.by > 0 && begun:
		y++
	}
	return valueMatch(fmt.Sprintf("%04d-%s", y, code), true)
}

// nearestSeason resolves the spring: the one that the tense asks for.
func nearestSeason(s *scanner, r *reading) (match, bool) {
	switch v := s.tenseAt(r.from, r.next); {
	case v == ahead && s.pub.m > r.season*3:
		r.by = 1
	case v != ahead && s.pub.known() && s.pub.m < r.season*3:
		r.by = -1
	}
	return steppedSeason(s, r)
}

func seasonOfYear(_ *scanner, r *reading) (match, bool) {
	return valueMatch(fmt.Sprintf("%04d-%s", r.year, seasons[r.season-1]), r.resolved)
}

// aroundToday resolves yesterday, today and tomorrow.
func aroundToday(s *scanner, r *reading) (match, bool) {
	if s.grammar.capital && s.at(r.from).capital && !s.opens(r.from) && (r.from == 0 || !s.quotes(r.from-1, true)) {
		return match{}, false // the name of a newspaper or programme
	}
	m, ok := s.daysAway(r.by)
	m.spoken = true
	return m, ok
}

func (s *scanner) daysAway(n int) (match, bool) {
	if !s.pub.known() {
		return valueMatch(unknownUnits[day], true)
	}
	return dateMatch(s.pub.addDays(n), true)
}

// onHoliday resolves a holiday: of the year that stands with it, or the nearest.
func onHoliday(s *scanner, r *reading) (match, bool) {
	switch {
	case r.holiday.fixed.known():
		return dateMatch(r.holiday.fixed, true)
	case r.year > 0:
		return dateMatch(r.holiday.of(r.year), r.resolved)
	case !s.pub.known():
		return valueMatch(unknownUnits[day], true)
	}
	return dateMatch(s.nearest(r.holiday.of, s.tenseAt(r.from, r.next)), true)
}

// steppedHoliday resolves last Christmas.
func steppedHoliday(s *scanner, r *reading) (match, bool) {
	if !s.pub.known() || r.by == 0 {
		return onHoliday(s, r)
	}
	c := r.holiday.of(s.pub.y)
	if r.by < 0 && !c.before(s.pub) {
		c = r.holiday.of(s.pub.y - 1)
	} else if r.by > 0 && !s.pub.before(c) {
		c = r.holiday.of(s.pub.y + 1)
	}
	return dateMatch(c, true)
}

// overNewYear makes a date of 2019-20: the year in which the season begins.
func overNewYear(s *scanner, r *reading) (match, bool) {
	if s.stuck(r.from) && s.at(r.from-1).kind != punct {
		return match{}, false
	}
	first := s.at(r.from).num
	if ahead := r.halves - first%100; ahead < 1 || ahead > 20 || !inEra(first) || first < 1800 {
		return match{}, false
	}
	return dateMatch(civil{y: first}, false)
}

// isoMonth makes a month of 2019-09.
func isoMonth(s *scanner, r *reading) (match, bool) {
	y := s.at(r.from).num
	if r.halves < 1 || r.halves > 12 || r.halves > y%100 || s.at(r.next).kind == number {
		return match{}, false
	}
	return dateMatch(civil{y: y, m: r.halves}, false)
}

// inDecade hands on the value of a decade.
func inDecade(_ *scanner, r *reading) (match, bool) { return valueMatch(r.value, r.resolved) }

// ofCentury makes a date of "19th century".
func ofCentury(_ *scanner, r *reading) (match, bool) {
	return match{typ: Date, value: fmt.Sprintf("%02d", r.ordinal-1)}, r.unit == century && r.ordinal >= 2 && r.ordinal <= 22
}

func fiscalYear(s *scanner, r *reading) (match, bool) {
	y := r.year
	if r.halves == (y+1)%100 && r.halves > 0 {
		y++
	}
	return valueMatch(fmt.Sprintf("FY%d", y), false)
}

func steppedFiscalYear(s *scanner, r *reading) (match, bool) {
	return match{typ: Date, value: fmt.Sprintf("FY%d", s.pub.y+r.by), resolved: true}, s.pub.known()
}

// partOfYear makes a date of a quarter or half and its year.
func partOfYear(code string) maker {
	return func(s *scanner, r *reading) (match, bool) {
		n := r.ordinal
		if n < 0 {
			n = 4
		}
		if n < 1 || n > 4 || code == "H" && n > 2 {
			return match{}, false
		}
		value := fmt.Sprintf("-%s%d", code, n)
		switch {
		case r.year > 0:
			return valueMatch(fmt.Sprintf("%04d", r.year)+value, r.resolved)
		case !s.pub.known():
			return valueMatch("XXXX"+value, true)
		}
		// The latest one of that number that had begun, unless ahead.
		y, length := s.pub.y, 3
		if code == "H" {
			length = 6
		}
		if first := (n-1)*length + 1; first > s.pub.m && s.tenseAt(r.from, r.next) != ahead {
			y--
		}
		return valueMatch(fmt.Sprintf("%04d", y)+value, true)
	}
}

// weekOfMonth makes the first or last week of a month that DATE has read.
func weekOfMonth(_ *scanner, r *reading) (match, bool) {
	c := r.inner.date
	if c.m == 0 || c.d != 0 || r.ordinal > 5 {
		return match{}, false
	}
	c.d = 1
	if r.ordinal < 0 {
		c.d = monthDays(c.y, c.m) - 3
	} else {
		c = c.addDays(7 * (r.ordinal - 1))
	}
	return valueMatch(c.weekValue(), true)
}

func lastWeek(s *scanner, r *reading) (match, bool) {
	r.ordinal = -1
	return weekOfMonth(s, r)
}

func lastQuarter(s *scanner, r *reading) (match, bool) {
	r.ordinal = 4
	return partOfYear("Q")(s, r)
}

// bareSeason is nearestSeason of a word for nothing but a season.
func bareSeason(s *scanner, r *reading) (match, bool) {
	r.season = s.as(r.from, season).value + 1
	return nearestSeason(s, r)
}

func daysBy(n int) maker {
	return func(s *scanner, _ *reading) (match, bool) { return s.daysAway(n) }
}

// whole hands on a date of which an end was told: the end of last year.
func whole(s *scanner, r *reading) (match, bool) {
	m, ok := inner(s, r)
	return m, ok && m.typ == Date
}

// laterIn hands on the date behind "later": of a step, or of today.
func laterIn(s *scanner, r *reading) (match, bool) {
	m, ok := inner(s, r)
	return m, ok && (s.is(r.innerAt, shift) || s.is(r.innerAt, today) || s.word(r.innerAt, "the", "that"))
}

func thisFiscalYear(s *scanner, r *reading) (match, bool) {
	r.by = 0
	return steppedFiscalYear(s, r)
}

// eventYears are the years of events that news names by their day, by month and day.
var eventYears = map[[2]int]int{{1, 6}: 2021, {9, 11}: 2001, {10, 7}: 2023, {7, 7}: 2005, {6, 4}: 1989}

// onEvent resolves a day that names an event, "the Jan. 6 riot": of its year, if it is
// a known one, or else the last such day before publication.
func onEvent(s *scanner, r *reading) (match, bool) {
	c := civil{eventYears[[2]int{r.month, r.day}], r.month, r.day}
	if !c.known() || s.pub.known() && s.pub.before(c) {
		if c.y = s.pub.y; !s.pub.known() {
			return nearestDay(s, r)
		}
		if s.pub.before(c) {
			c.y--
		}
	}
	m, ok := dateMatch(c, true)
	m.event = true
	if s.attributive(r.from, r.next) {
		m.role = Attribute
	}
	return m, ok
}

// onSeptember11 resolves 9/11.
func onSeptember11(s *scanner, r *reading) (match, bool) {
	if s.stuckLeft(r.from) || s.stuckRight(r.next-1) {
		return match{}, false
	}
	r.month, r.day = 9, 11
	return onEvent(s, r)
}
