package dates

import "fmt"

// What stands around a number or a word and tells whether it is of time.

func inEra(y int) bool { return y >= 1000 && y <= 2199 }

// century completes a year of two digits: the one nearest to publication that
// is at most ten years ahead.
func (s *scanner) century(yy int) int {
	now := s.pub.y
	if now == 0 {
		now = 2020
	}
	y := now/100*100 + yy
	if y > now+10 {
		y -= 100
	}
	return y
}

// stuck reports whether the number at i is part of something longer: a price,
// a share, a hyphenated or dotted name.
func (s *scanner) stuck(i int) bool { return s.stuckLeft(i) || s.stuckRight(i) }

func (s *scanner) stuckLeft(i int) bool {
	p := s.at(i - 1)
	if i == 0 || s.at(i).gap {
		return false
	}
	switch p.ch {
	case '$', '£', '€', '¥', '#', '.', ':', '+', '=', '_', '&', '@', '%', '₺', '₽':
		return true
	case '/':
		return !s.yearish(i - 2)
	case '-':
		return !p.gap && !(s.yearish(i-2) || s.is(i-2, early) || s.is(i-2, month) || s.word(i-2, "pre", "post"))
	case '\'', '’':
		return s.at(i-2).kind == number || p.gap || s.grammar.language == "en"
	}
	return p.kind != punct
}

func (s *scanner) stuckRight(i int) bool {
	q := s.at(i + 1)
	if q.gap || i+1 >= len(s.toks) {
		return false
	}
	switch q.ch {
	case '%', '°', '+', '=', '_', '@':
		return true
	case ':':
		return s.at(i+2).kind == number && !s.at(i+2).gap
	case '/':
		return !s.yearish(i + 2)
	}
	return q.kind == word && !s.is(i+1, dayEnding) && !s.is(i+1, meridiemWord) && !s.word(i+1, "s")
}

// yearish reports whether the number at i may be a year, in two digits or in four.
func (s *scanner) yearish(i int) bool {
	t := s.at(i)
	return t.kind == number && (t.digits == 4 && inEra(t.num) || t.digits == 2)
}

// isYear decides by the neighbours whether the four digits at i are a year.
func (s *scanner) isYear(i int) bool {
	t := s.at(i)
	if s.numbered(i) || s.countsThings(i) {
		return false
	}
	if t.num >= 1900 && t.num <= 2050 {
		return !s.measures(i)
	}
	return t.num >= 1300 && t.num <= 2150 && s.oldYear(i)
}

// numbered reports whether a sign or word before the number at i makes it a price, a
// number of something, an amount.
func (s *scanner) numbered(i int) bool {
	switch s.at(i - 1).ch {
	case '#', '$', '£', '€', '₺':
		return true
	}
	return s.is(i-1, noYear) || s.word(i-1, "least") && !s.word(i-3, "since", "until", "to", "in", "from")
}

// attributive reports whether the day of an event, between tokens from and next, only says which
// thing is meant, or is of an event that something else is about.
func (s *scanner) attributive(from, next int) bool {
	head := next
	for s.word(head, "terror", "terrorist", "deadly") {
		head++
	}
	if s.is(head, event) {
		for j := from - 1; j > from-4 && !s.opens(j+1); j-- {
			if s.word(j, "to", "behind", "with", "of", "from", "over", "for", "about") {
				return !s.word(j-1, "died", "deaths", "killed", "injured", "wounded", "victims", "survivors", "toll", "day", "night", "morning", "start", "beginning", "end", "scene")
			}
			if s.is(j, dating) {
				break
			}
		}
		return s.word(head, "rioter", "rioters", "insurrectionist", "insurrectionists", "committee", "defendant", "defendants", "hijackers")
	}
	t := s.at(head)
	return t.kind == word && t.gap && !t.line && !t.capital && !s.is(from-1, dating) && !s.word(from-1, "of", "on") &&
		s.verb(head) == unknown && !s.is(head, dating) && !s.is(head, monthLead) && !s.word(head, "and", "or", "as", "when", "that", "which", "is")
}

// countsThings reports whether the number at i counts what stands behind it.
func (s *scanner) countsThings(i int) bool {
	q := s.at(i + 1)
	if s.is(i+1, zoneWord) && q.capital && q.end-q.start == 3 || s.mark(i+1, '%') {
		return true
	}
	if s.word(i+1, "index") && s.at(i-1).capital && !s.is(i-1, yearLead) && !s.is(i-1, month) { // the Russell 2000 Index
		return true
	}
	if q.kind != word || q.capital || q.line {
		return false
	}
	if x := s.as(i+1, unit); x != nil && x.plural || s.is(i+1, counted) || s.is(i+1, meridiemWord) {
		return true
	}
	return s.grammar.language == "en" && !s.yearLed(i) && s.englishPlural(i+1)
}

func (s *scanner) yearLed(i int) bool {
	return s.is(i-1, yearLead) || s.is(i-1, month) || s.word(i-1, "the") || s.hyphen(i-1) && s.is(i-2, early)
}

// englishPlural reports whether the word at i ends as a plural does.
func (s *scanner) englishPlural(i int) bool {
	w := s.str(i)
	return len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's' && !s.word(i, "this", "does")
}

// measures reports whether the number at i, a likely year, is an amount: "about 1950 feet of".
func (s *scanner) measures(i int) bool {
	q := s.at(i + 1)
	if !s.word(i-1, "about", "around", "over", "to", "another", "some", "only", "with", "at") || q.kind != word || q.capital || q.class != none {
		return false
	}
	return !s.word(i-1, "to") || !s.word(i+1, "in", "to", "after", "when", "by", "as", "because", "and", "but", "with", "for", "at", "was", "is")
}

// oldYear reports whether the words around make a year of four digits that are as
// often an amount.
func (s *scanner) oldYear(i int) bool {
	q := s.at(i + 1)
	switch {
	case s.word(i-1, "in", "since", "year", "circa", "im", "jahr", "seit", "en", "depuis", "nel", "dal", "em", "desde", "в", "с"):
		return true
	case s.is(i-1, early):
		return q.kind != word || q.capital
	case s.mark(i-1, '('):
		return s.dash(i+1) || s.mark(i+1, ')')
	}
	return s.word(i-1, "by", "until", "from") && (q.kind == punct && i+1 < len(s.toks) || s.word(i+1, "to", "until"))
}

// readDecade reads 1990s, 1990's, 70s, '70s, seventies.
func readDecade(s *scanner, i int, r *reading) int {
	if x := s.as(i, decadeWord); x != nil {
		if s.hyphen(i-1) || !s.word(i-1, "the") && !s.is(i-1, early) {
			return 0
		}
		r.value, r.resolved = decadeValue(1900+10*x.value), true
		return i + 1
	}
	short := isApostrophe(s.at(i).ch)
	if short {
		i++
		if s.at(i).gap || s.at(i).digits != 2 {
			return 0
		}
	}
	t, n := s.at(i), i+1
	if t.digits != 2 && t.digits != 4 || t.num%10 != 0 || !short && s.stuck(i) {
		return 0
	}
	if q := s.at(n); isApostrophe(q.ch) && !q.gap && s.word(i-1, "the") {
		n++
	}
	if !s.word(n, "s") || s.at(n).gap {
		return 0
	}
	return s.decadeOf(i, n+1, short, r)
}

// decadeOf gives the decade in digits at i, which ends before next, its value.
func (s *scanner) decadeOf(i, next int, short bool, r *reading) int {
	t := s.at(i)
	switch {
	case t.digits == 4 && !inEra(t.num):
		return 0
	case t.digits == 4 && t.num%100 == 0 && t.num < 1900:
		r.value = decadeValue(t.num)[:2] // the 1800s
	case t.digits == 4:
		r.value = decadeValue(t.num)
	case !short && (s.aged(i) || !s.word(i-1, "the", "and") && !s.is(i-1, early) && !s.hyphen(i-1)):
		return 0
	default:
		r.value, r.resolved = decadeValue(s.century(t.num)), true
	}
	return next
}

func decadeValue(year int) string { return fmt.Sprintf("%04d", max(year, 0))[:3] }

// aged reports whether "70s" at i is of age or temperature: "in his mid-70s".
func (s *scanner) aged(i int) bool {
	for j := i - 1; j >= i-6; j-- {
		if s.word(j, "his", "her", "their", "my", "temperatures", "highs", "lows", "degrees", "aged", "upper", "lower") {
			return true
		}
	}
	return false
}

// isMonth reports whether the name of a month at i, which ends before n, stands for
// the month: always for the unmistakable ones, by the words around it for May, March and
// the short forms.
func (s *scanner) isMonth(i, n int) bool {
	x := s.as(i, month)
	led := s.monthLed(i)
	switch {
	case !s.grammar.capital:
		return !x.loose || led
	case s.inName(i, n, led):
		return false
	case s.word(n, "s") && !s.at(n).gap:
		return led
	case !x.loose:
		return true
	case s.hyphen(n):
		return false // Mar-a-Lago
	case s.word(i, "may", "march"):
		return s.mayLed(i, n, led)
	}
	return led || s.at(n-1).ch == '.' && n > i+1 && !s.opens(i)
}

// monthLed reports whether a word before the month at i makes it one.
func (s *scanner) monthLed(i int) bool {
	if s.is(i-1, monthLead) || s.is(i-1, shift) || s.is(i-1, early) || s.mark(i-1, '-') && s.is(i-2, early) {
		return true
	}
	return (s.word(i-1, "and", "or", "und", "et", "y", "e", "и", "ve") || s.dash(i-1)) && (s.is(i-2, month) || s.at(i-2).kind == number)
}

// inName reports whether the month at i is part of a name: August Wilson, Theresa May.
func (s *scanner) inName(i, n int, led bool) bool {
	p, q := s.at(i-1), s.at(n)
	capital := func(t *token) bool { return t.kind == word && t.capital && t.class == none }
	if capital(q) && !q.line && !s.opens(n) {
		if !led || n == i+1 && s.word(i-1, "to", "for", "by", "from", "after", "of") {
			return true
		}
	}
	return capital(p) && !led && !s.at(i).line && !s.opens(i-1)
}

// mayLed reports whether May and March are months where a word leads that may introduce a
// person or a protest, too.
func (s *scanner) mayLed(i, n int, led bool) bool {
	q := s.at(n)
	switch {
	case !led:
		return false
	case s.is(i-1, early):
		return true
	case s.word(i-1, "to", "for", "this", "between", "during"):
		return false
	case s.word(i-1, "by", "after", "from", "through", "around", "before", "of"):
		return q.class == none && (q.kind == punct || q.kind == word && !q.capital)
	}
	return true
}

// readNumeric reads 2020-11-10, 2020/11/10, 11/10/2020, 10.11.2020, 10.11.20.
func readNumeric(s *scanner, i int, r *reading) int {
	a := s.at(i)
	if i > 0 && !a.gap && (s.dash(i-1) || s.mark(i-1, '/') || s.mark(i-1, '.')) {
		return 0
	}
	if a.digits == 0 {
		return s.readPoints(i, r)
	}
	if !s.joinedBy(i+1, '-') && !s.joinedBy(i+1, '/') || !s.joinedBy(i+3, s.at(i+1).ch) {
		return 0
	}
	r.year, r.month, r.day = s.threeNumbers(a, s.at(i+2), s.at(i+4))
	if r.month < 1 || r.day < 1 {
		return 0
	}
	return i + 5
}

// joinedBy reports whether the token at i is a mark that joins two numbers.
func (s *scanner) joinedBy(i int, ch rune) bool {
	return s.mark(i, ch) && !s.at(i).gap && !s.at(i+1).gap && s.at(i+1).digits > 0
}

// threeNumbers reads year, month and day of three numbers; zeroes when they are none.
func (s *scanner) threeNumbers(a, b, c *token) (y, m, d int) {
	switch {
	case b.digits > 2:
		return 0, 0, 0
	case a.digits == 4 && c.digits <= 2 && inEra(a.num):
		return a.num, b.num, c.num
	case a.digits <= 2 && (c.digits == 4 && inEra(c.num) || c.digits == 2):
		y, m, d = c.num, a.num, b.num
	}
	if c.digits == 2 {
		y = s.century(y)
	}
	if m > 12 || d > 0 && d <= 12 && s.dayComesFirst() {
		m, d = d, m
	}
	return y, m, d
}

// readPoints reads 10.11.2020, the day first.
func (s *scanner) readPoints(i int, r *reading) int {
	var part [3]int
	k, width := 0, 0
	for _, c := range []byte(s.str(i)) {
		switch {
		case isDigit(c) && width < 4:
			part[k] = part[k]*10 + int(c-'0')
			width++
		case c == '.' && k < 2 && width > 0 && width <= 2:
			k, width = k+1, 0
		default:
			return 0
		}
	}
	r.day, r.month, r.year = part[0], part[1], part[2]
	if width == 2 && s.grammar.language != "en" {
		r.year = s.century(r.year)
	}
	if k < 2 || width == 3 || !inEra(r.year) || !(civil{r.year, r.month, r.day}).valid() || r.month == 0 || r.day == 0 {
		return 0
	}
	return i + 1
}

// dayComesFirst reports whether the language writes the day before the month, or in
// English some date of the text like 25/12/2020 does.
func (s *scanner) dayComesFirst() bool {
	if s.order == notAsked {
		s.order = monthBeforeDay
		if s.grammar.language != "en" {
			s.order = dayBeforeMonth
		}
		for i := 0; i+4 < len(s.toks) && s.order == monthBeforeDay; i++ {
			if s.dayOver12(i) {
				s.order = dayBeforeMonth
			}
		}
	}
	return s.order == dayBeforeMonth
}

func (s *scanner) dayOver12(i int) bool {
	t, m := s.at(i), s.at(i+2)
	return t.digits == 2 && t.num > 12 && t.num <= 31 && s.mark(i+1, '/') && !s.mark(i-1, '/') && m.digits > 0 && m.num <= 12 && s.mark(i+3, '/') && s.at(i+4).digits == 4
}
