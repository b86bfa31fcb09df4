package dates

import "fmt"

// A quantity is a counted unit: "three days", "44-day", "a few weeks".
type quantity struct {
	halves int // of the unit; -1 when it is vague
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

// stepped returns the value of the unit that lies by units from a date, and
// its calendar date if it has one. The value is empty when the date is not
// known to that unit.
func stepped(c civil, u, by int) (string, civil) {
	if !c.known() || u <= fortnight && c.d == 0 || u <= quarter && c.m == 0 {
		return "", civil{}
	}
	switch u {
	case day, night:
		d := c.addDays(by)
		return d.String(), d
	case week:
		return c.addDays(7 * by).weekValue(), civil{}
	case fortnight:
		return c.addDays(14 * by).weekValue(), civil{}
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

// unitFrom resolves a unit by units away from a date.
func unitFrom(base civil, u, by int) (match, bool) {
	v, d := stepped(base, u, by)
	if v == "" {
		v = unknownUnits[u]
	}
	if !d.valid() {
		d = civil{}
	}
	return match{typ: Date, value: v, date: d, resolved: true}, v != ""
}

// steppedUnit resolves last week, this month, next year, from publication.
func steppedUnit(s *scanner, r *reading) (match, bool) {
	if r.unit < day {
		return match{}, false
	}
	return unitFrom(s.pub, r.unit, r.by)
}

// unitBy is steppedUnit of a table that gives the step.
func unitBy(n int) maker {
	return func(s *scanner, r *reading) (match, bool) {
		r.by = n
		return steppedUnit(s, r)
	}
}

// currentDay resolves "the day" of what is told: the day under discussion, or else of publication.
func currentDay(s *scanner, r *reading) (match, bool) {
	base := s.pub
	if s.day.known() {
		base = s.day
	}
	return unitFrom(base, day, 0)
}

// thatUnit resolves the following day, that year, the same month: from the date
// under discussion. Without one the next week is that of publication.
func thatUnit(n int) maker {
	return func(s *scanner, r *reading) (match, bool) {
		base := s.last
		if r.unit <= week {
			base = s.day
		}
		if v, _ := stepped(base, r.unit, n); v == "" && n > 0 && r.unit >= week {
			base = s.pub
		}
		if r.unit < day {
			return match{}, false
		}
		return unitFrom(base, r.unit, n)
	}
}

// overWeekend resolves "over the weekend".
func overWeekend(s *scanner, r *reading) (match, bool) {
	by := 0
	if s.pub.known() && s.pub.weekday() < 6 && s.tenseAt(r.from, r.next) != ahead {
		by = -1
	}
	return unitFrom(s.pub, weekend, by)
}

// counts makes a quantity of a number and a unit.
func counts(joined bool) maker {
	return func(s *scanner, r *reading) (match, bool) {
		x := s.as(r.next-1, unit)
		if x == nil { // a year and a half
			x = &lexeme{}
		}
		switch {
		case r.unit == year && s.at(r.from).digits == 4 && s.grammar.language != "en", // в 2017 году
			x.value == second && x.loose && !joined,
			r.unit == quarter && !x.plural && !joined,
			x.plural && r.halves == 2 && !joined && x.value != second:
			return match{}, false
		}
		return match{length: quantity{r.halves, r.unit, joined}}, true
	}
}

// countsOf is counts of a table that gives the number.
func countsOf(halves int) maker {
	return func(s *scanner, r *reading) (match, bool) {
		r.halves = halves
		return match{length: quantity{halves, r.unit, false}}, !s.is(r.next-1, unit) || r.unit != quarter && (r.unit != second || !s.as(r.next-1, unit).loose)
	}
}

// andHalf adds a half to the number.
func andHalf(s *scanner, r *reading) (match, bool) {
	return match{length: quantity{r.halves + 1, r.unit, false}}, r.halves > 0
}

// lasting makes a duration of what LENGTH has read.
func lasting(_ *scanner, r *reading) (match, bool) { return durationOf(r.inner.length) }

func durationOf(q quantity) (match, bool) { return match{typ: Duration, value: q.value()}, true }

// loneLength is lasting where nothing around says that a stretch is meant: an age, a
// bare "a day" (more often an example than a measure) are none.
func loneLength(s *scanner, r *reading) (match, bool) {
	q := r.inner.length
	if s.is(r.innerAt, article) && s.hyphen(r.innerAt+1) {
		return match{}, false
	}
	if s.is(r.innerAt, vague) && s.word(r.innerAt, "many") && s.word(r.innerAt-1, "how", "however", "so", "too") {
		return match{}, false
	}
	if s.hyphen(r.next) && s.word(r.next+1, "old", "olds") || s.word(r.next, "of") && s.word(r.next+1, "age") {
		return match{}, false
	}
	single := s.is(r.innerAt, article) && !s.is(r.innerAt+1, vague) || s.word(r.innerAt, "one") && q.unit == day
	if single && q.halves == 2 && !q.joined && r.innerAt == r.from && !s.word(r.from-1, measuring...) && !s.word(r.next, "after", "before", "since") {
		return match{}, false
	}
	return durationOf(q)
}

// measuring are the words before "a day" that make it a stretch.
var measuring = []string{"for", "in", "than", "within", "over", "after", "just", "about", "almost", "nearly", "only", "under", "took", "take", "takes",
	"lasted", "half", "once", "of", "spent", "by"}

// lastingFirst makes a duration of the first of two numbers before a unit.
func lastingFirst(_ *scanner, r *reading) (match, bool) {
	return durationOf(quantity{halves: r.halves, unit: r.unit})
}

// vaguely makes a duration of a unit without a number: for years.
func vaguely(least int) maker {
	return func(_ *scanner, r *reading) (match, bool) {
		return match{typ: Duration, value: quantity{halves: -1, unit: r.unit}.value()}, r.unit >= least
	}
}

// stretch makes a duration of one unit: the past year.
func stretch(least int) maker {
	return func(_ *scanner, r *reading) (match, bool) {
		return match{typ: Duration, value: quantity{halves: 2, unit: r.unit}.value()}, r.unit >= least
	}
}

// away resolves a quantity ahead (1) or back (-1) of a date: three days ago. What
// is counted in weeks, months or years is known to the week, month or year.
func away(s *scanner, base civil, q quantity, sign int) (match, bool) {
	m := match{typ: Date, resolved: true}
	switch {
	case q.halves < 0 || q.halves%2 == 1:
		m.value = PastRef
		if sign > 0 {
			m.value = FutureRef
		}
		return m, true
	case q.unit < day:
		m.typ, m.value = Time, unknownUnits[day]
		if base.known() && q.unit == hour && q.halves < 8 {
			m.value = base.String() + "TXX:XX"
		}
		return m, true
	case q.unit == decade:
		m, _ = unitFrom(base, year, 10*sign*q.halves/2)
	default:
		m, _ = unitFrom(base, q.unit, sign*q.halves/2)
	}
	if m.value == "" {
		m.value = unknownUnits[day]
	}
	return m, true
}

// fromNow resolves LENGTH from publication: ago (-1), from now (1).
func fromNow(sign int) maker {
	return func(s *scanner, r *reading) (match, bool) { return away(s, s.pub, r.inner.length, sign) }
}

// fromThen resolves LENGTH from the date under discussion, by what LATER says.
func fromThen(s *scanner, r *reading) (match, bool) {
	q, base := r.inner.length, s.last
	if q.unit <= week && q.unit >= day {
		base = s.day
	}
	if q.unit >= hour && !base.known() {
		base = s.pub
	}
	return away(s, base, q, r.by)
}

// earlierThan is fromThen of "three days before".
func earlierThan(s *scanner, r *reading) (match, bool) {
	r.by = -1
	return fromThen(s, r)
}

// every makes a set of one unit.
func every(least int) maker {
	return func(s *scanner, r *reading) (match, bool) {
		x := s.as(r.next-1, unit)
		return match{typ: Set, value: quantity{halves: 2, unit: r.unit}.value()}, r.unit >= least && (x == nil || !x.loose)
	}
}

// regularly makes a set of daily, weekly: unless it is part of a name.
func regularly(s *scanner, r *reading) (match, bool) {
	if t := s.at(r.from); t.capital && (!s.opens(r.from) || s.at(r.from+1).capital) {
		return match{}, false
	}
	return every(minute)(s, r)
}

func everyLength(_ *scanner, r *reading) (match, bool) {
	return match{typ: Set, value: r.inner.length.value()}, r.inner.length.unit >= minute
}

func everyWeekday(_ *scanner, r *reading) (match, bool) {
	return match{typ: Set, value: fmt.Sprintf("XXXX-WXX-%d", r.weekday)}, true
}

func everyMonth(_ *scanner, r *reading) (match, bool) {
	return match{typ: Set, value: fmt.Sprintf("XXXX-%02d", r.month)}, true
}

func everySeason(_ *scanner, r *reading) (match, bool) {
	return match{typ: Set, value: "XXXX-" + seasons[r.season-1]}, true
}

func everyPart(_ *scanner, r *reading) (match, bool) {
	return match{typ: Set, value: unknownUnits[day] + dayParts[r.part-1]}, true
}

// rate makes a set of "a day" where a count stands before it: 800 flights a day.
func rate(s *scanner, r *reading) (match, bool) {
	p, w := s.at(r.from-1), s.str(max(r.from-1, 0))
	things := p.kind == word && (s.grammar.language != "en" || len(w) > 3 && w[len(w)-1] == 's') && (s.at(r.from-2).kind == number || s.is(r.from-2, cardinal) || s.word(r.from-2, "million", "billion"))
	if things || p.kind == number || p.ch == '%' || s.is(r.from-1, counted) || s.word(r.from-1, "times", "time", "once", "twice") {
		return every(minute)(s, r)
	}
	return match{}, false
}

func pointing(value string) maker {
	return func(*scanner, *reading) (match, bool) { return valueMatch(value, true) }
}

// pointingBy hands on the value of REFER; "Now," may open a sentence without a time.
func pointingBy(s *scanner, r *reading) (match, bool) {
	if t := s.at(r.from); s.word(r.from, "now") && (s.mark(r.next, ',') && s.opens(r.from) || t.capital && !s.opens(r.from)) {
		return match{}, false
	}
	return match{typ: Date, value: r.value, resolved: true}, !s.as(r.from, refer).loose
}

// thatTime resolves "at that time".
func thatTime(s *scanner, r *reading) (match, bool) {
	return match{typ: Date, value: s.last.String(), resolved: true}, s.last.known()
}

// edgedUnit resolves "the year" behind "half of", "the second week of".
func edgedUnit(s *scanner, r *reading) (match, bool) {
	if r.unit < week || !s.word(r.from-2, "half") && !s.is(r.from-2, edge) && !s.is(r.from-2, unit) {
		return match{}, false
	}
	return unitFrom(s.pub, r.unit, 0)
}

// attributive is counts of a singular that describes the noun behind it: a 20 year low.
func attributive(s *scanner, r *reading) (match, bool) {
	if t := s.at(r.next); r.halves <= 2 || t.kind != word || t.class != none {
		return match{}, false
	}
	return counts(false)(s, r)
}

// countedStretch is lasting of a number that is written: not of "the last a week".
func countedStretch(s *scanner, r *reading) (match, bool) {
	q := r.inner.length
	if s.is(r.innerAt, article) || q.joined || q.halves == 2 && !s.is(r.innerAt, cardinal) || s.word(r.from, "this") {
		return match{}, false
	}
	return durationOf(q)
}

// samePeriod resolves "the same period last year": the month of that year, where the
// sentence has told of a month.
func samePeriod(s *scanner, r *reading) (match, bool) {
	m, ok := inner(s, r)
	if m.date.known() && m.date.m == 0 && s.last.m > 0 && s.last.d == 0 && s.lastAt > 0 && s.sameSentence(s.lastAt, r.from) {
		m.date.m = s.last.m
		m.value = m.date.String()
	}
	return m, ok
}
