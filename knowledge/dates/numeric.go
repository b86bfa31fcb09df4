package dates

import "fmt"

// numeric parses 2020-11-10, 2020/11/10, 2020-11, 11/10/2020, 10.11.2020.
func (s *scanner) numeric(i int) (span, bool) {
	a, sep, b := s.at(i), s.at(i+1), s.at(i+2)
	if i > 0 && !a.gap && (s.dash(i-1) || s.mark(i-1, '/') || s.mark(i-1, '.')) {
		return span{}, false
	}
	if !(sep.ch == '-' || sep.ch == '/') || sep.gap || b.gap || b.kind != number || b.digits == 0 || b.digits > 2 || a.digits == 0 {
		return span{}, false
	}
	sep2, c := s.at(i+3), s.at(i+4)
	third := sep2.ch == sep.ch && !sep2.gap && !c.gap && c.kind == number && c.digits > 0
	switch {
	case a.digits == 4 && third && c.digits <= 2 && b.num >= 1 && c.num >= 1:
		if !inEra(a.num) {
			return span{}, false
		}
		return dateSpan(i+5, civil{a.num, b.num, c.num}, false)
	case a.digits == 4 && !third && sep.ch == '-' && b.digits == 2 && inEra(a.num) && s.at(i+3).kind != number:
		// 2019-20 is a year that runs over New Year, 2019-09 a month.
		if b.num == (a.num+1)%100 {
			return span{next: i + 3, value: fmt.Sprintf("%04d", a.num), date: civil{y: a.num}}, true
		}
		if b.num >= 1 && b.num <= 12 && b.num < a.num%100 {
			return dateSpan(i+3, civil{y: a.num, m: b.num}, false)
		}
	case third && a.digits <= 2 && (c.digits == 4 && inEra(c.num) || c.digits == 2):
		y := c.num
		if c.digits == 2 {
			y = s.century(y)
		}
		m, d := a.num, b.num
		if m > 12 || s.dayComesFirst() && d <= 12 {
			m, d = d, m
		}
		if m < 1 || d < 1 {
			return span{}, false
		}
		return dateSpan(i+5, civil{y, m, d}, false)
	}
	return span{}, false
}

// dayComesFirst reports whether some date like 25/12/2020 shows that the text
// writes the day first.
func (s *scanner) dayComesFirst() bool {
	if s.order == notAsked {
		s.order = monthBeforeDay
		for i := range s.toks {
			t := &s.toks[i]
			if t.kind == number && t.digits == 2 && t.num > 12 && t.num <= 31 && s.mark(i+1, '/') && !s.mark(i-1, '/') &&
				s.at(i+2).digits > 0 && s.at(i+2).num <= 12 && s.mark(i+3, '/') && s.at(i+4).digits == 4 {
				s.order = dayBeforeMonth
				break
			}
		}
	}
	return s.order == dayBeforeMonth
}

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
