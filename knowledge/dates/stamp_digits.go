package dates

// yearMonthDay reads 2026-10-16, 2026/10/16, 2026.10.16, 2026年10月16日, 2026 Oct 16.
func (s *stampScanner) yearMonthDay(i int) (Stamp, int, bool) {
	if s.at(i+1).is(monthRole) || s.mark(i+1, "-/., ") && s.at(i+2).is(monthRole) {
		return s.yearNameDay(i)
	}
	y, m, d := s.at(i).num, s.at(i+2), s.at(i+4)
	if m.digits() == 0 || m.digits() > 2 || d.digits() == 0 || d.digits() > 2 || m.num == 0 || d.num == 0 {
		return Stamp{}, 0, false
	}
	next := i + 5
	switch {
	case s.is(i+1, "年") && s.is(i+3, "月"):
		if s.is(next, "日") {
			next++
		}
	case !s.mark(i+1, "-/.") || s.at(i+3).ch != s.at(i+1).ch || !s.gluedAll(i+1, i+4) || s.longer(next):
		return Stamp{}, 0, false
	}
	return checked(y, m.num, d.num, next)
}

// yearNameDay reads 2026 Oct 16, 2026-Oct-16.
func (s *stampScanner) yearNameDay(i int) (Stamp, int, bool) {
	n := i + 1
	if !s.at(n).is(monthRole) {
		n++
	}
	month := s.at(n).entry.month
	if n++; s.mark(n, "-/.,") {
		n++
	}
	d := s.at(n)
	if d.digits() != 1 && d.digits() != 2 {
		return Stamp{}, 0, false
	}
	return checked(s.at(i).num, month, d.num, n+1)
}

// gluedAll reports whether no white space stands before the pieces from first to last.
func (s *stampScanner) gluedAll(first, last int) bool {
	for k := first; k <= last; k++ {
		if !s.glued(k) {
			return false
		}
	}
	return true
}

// digitsOnly reads 16.10.2026, 16/10/2026, 10/16/2026, 16-10-26.
func (s *stampScanner) digitsOnly(i int) (Stamp, int, bool) {
	a, b, c := s.at(i), s.at(i+2), s.at(i+4)
	if !s.mark(i+1, "./-") || s.at(i+3).ch != s.at(i+1).ch || s.at(i+3).kind != punct || b.digits() == 0 || b.digits() > 2 || a.num == 0 || b.num == 0 {
		return Stamp{}, 0, false
	}
	for k := i + 1; k <= i+4; k++ { // 16. 10. 2026
		if !s.glued(k) && (s.at(i+1).ch != '.' || s.at(k).kind == punct || c.digits() != 4) {
			return Stamp{}, 0, false
		}
	}
	y, ok := s.year(i+4, true)
	if !ok || s.longer(i+5) {
		return Stamp{}, 0, false
	}
	d, m := a.num, b.num
	if m > 12 || s.monthFirst && s.at(i+1).ch != '.' && d <= 12 {
		d, m = m, d
	}
	return checked(y, m, d, i+5)
}

// year reads a year of four digits or, if short, of two.
func (s *stampScanner) year(i int, short bool) (int, bool) {
	switch p := s.at(i); {
	case p.digits() == 4 && inEra(p.num):
		return p.num, true
	case p.digits() == 2 && short && !s.now.IsZero():
		y := s.now.Year()/100*100 + p.num
		if y > s.now.Year()+1 {
			y -= 100
		}
		return y, true
	}
	return 0, false
}

// compact reads 20261016, 20261016T140500 and 20261016140500.
func (s *stampScanner) compact(i int) (Stamp, int, bool) {
	p, v := s.at(i), s.at(i).num
	if p.digits() == 8 {
		if !inEra(v/10000) || s.longer(i+1) || v/100%100 == 0 || v%100 == 0 {
			return Stamp{}, 0, false
		}
		return checked(v/10000, v/100%100, v%100, i+1)
	}
	clock, day := v%1000000, v/1000000
	if !inEra(day/10000) || clock/10000 > 23 || clock/100%100 > 59 || clock%100 > 59 || day/100%100 == 0 || day%100 == 0 {
		return Stamp{}, 0, false
	}
	date, next, ok := checked(day/10000, day/100%100, day%100, i+1)
	date.Timed, date.Hour, date.Minute, date.Second = true, clock/10000, clock/100%100, clock%100
	return date, next, ok
}

// longer reports whether what ends before i goes on there without a gap: a
// version, a file's name. The T before a time of day is no such thing.
func (s *stampScanner) longer(i int) bool {
	if !s.glued(i) {
		return false
	}
	if s.at(i).kind == word {
		return !(s.is(i, "T") || s.is(i, "t") || s.at(i).is(yearRole|hourRole))
	}
	return s.at(i).kind == number || s.mark(i, ".-/_") && s.glued(i+1) && s.at(i+1).kind == number
}
