package dates

import (
	"strings"
	"time"
)

// clockBehind reads the time of day behind a date that ends before piece i.
func (s *stampScanner) clockBehind(i int) (Stamp, int, bool) {
	if (s.is(i, "T") || s.is(i, "t")) && s.glued(i) && s.glued(i+1) {
		if n := s.at(i + 1).digits(); n == 4 || n == 6 || n == 2 && !s.mark(i+2, ":") {
			return s.compactClock(i + 1)
		}
		return s.clock(i+1, false)
	}
	if s.mark(i, ",-–—|·•/:;(") && (s.at(i).gap || !s.glued(i+1) || s.mark(i, ",(")) || s.mark(i, ":") && s.glued(i) {
		i++
	}
	n := s.skip(i, atRole, 2)
	return s.clock(n, n > i)
}

// clock reads 14:05, 14:05:30.250, 2.05 pm, 2 p.m., 14h05, 14 h 05, 14.05 Uhr, 14 Uhr
// and the zone behind it. led says that words such as "um" or "alle" introduce
// it, so that 14.05 is one.
func (s *stampScanner) clock(i int, led bool) (Stamp, int, bool) {
	h := s.at(i)
	if h.digits() == 0 || h.digits() > 2 || h.num > 23 {
		return Stamp{}, 0, false
	}
	c := Stamp{Hour: h.num}
	n := s.minutes(i+1, &c)
	if s.mark(n, ".") && s.glued(n) && s.glued(n+1) && s.at(n+1).kind == number && n > i+1 {
		return Stamp{}, 0, false // 10.11.2026
	}
	sure := n > i+1 && (led || s.at(i+1).ch == ':')
	meridiem, next, ok := s.meridiem(n)
	switch {
	case ok:
		if !c.turn(meridiem, sure) {
			return Stamp{}, 0, false
		}
		n = next
	case s.at(n).is(hourRole):
		n = s.behindHour(i, n, &c)
	case !sure:
		return Stamp{}, 0, false
	}
	c.Zone, n = s.zone(n)
	return c, n, true
}

// minutes reads the minutes and seconds behind an hour, from the mark at n on.
func (s *stampScanner) minutes(n int, c *Stamp) int {
	m := s.at(n + 1)
	if !s.mark(n, ":.") || !s.gluedAll(n, n+1) || m.digits() != 2 || m.num > 59 {
		return n
	}
	c.Minute, n = m.num, n+2
	sec := s.at(n + 1)
	if !s.mark(n, ":") || !s.glued(n) || sec.digits() != 2 || sec.num > 59 {
		return n
	}
	c.Second, n = sec.num, n+2
	if s.mark(n, ".,") && s.gluedAll(n, n+1) && s.at(n+1).kind == number {
		n += 2
	}
	return n
}

// turn makes the hour one of 24; sure says that minutes were written, with which the
// pm of 14:05 pm is passed over.
func (c *Stamp) turn(meridiem int, sure bool) bool {
	switch {
	case c.Hour > 12:
		return sure
	case meridiem == 1 && c.Hour == 12:
		c.Hour = 0
	case meridiem == 2 && c.Hour < 12:
		c.Hour += 12
	}
	return true
}

// behindHour reads the word at n that makes the number at i an hour, and minutes behind it.
func (s *stampScanner) behindHour(i, n int, c *Stamp) int {
	if m := s.at(n + 1); n == i+1 && m.digits() == 2 && m.num < 60 && (s.glued(n+1) || !s.glued(n)) {
		c.Minute, n = m.num, n+1
	}
	return n + 1
}

// compactClock reads the 140500, 1405 or 14 behind a T.
func (s *stampScanner) compactClock(i int) (Stamp, int, bool) {
	v := s.at(i).num
	for n := s.at(i).digits(); n < 6; n += 2 {
		v *= 100
	}
	if v < 0 || v/10000 > 23 || v/100%100 > 59 || v%100 > 59 {
		return Stamp{}, 0, false
	}
	c := Stamp{Hour: v / 10000, Minute: v / 100 % 100, Second: v % 100}
	n := i + 1
	if s.mark(n, ".") && s.glued(n) && s.at(n+1).kind == number {
		n += 2
	}
	c.Zone, n = s.zone(n)
	return c, n, true
}

// meridiem reads am, p.m.: 1 before noon, 2 after.
func (s *stampScanner) meridiem(i int) (m, next int, ok bool) {
	p := s.at(i)
	if p.kind != word {
		return 0, 0, false
	}
	switch w := strings.ToLower(s.text[p.start:p.end]); {
	case w == "am":
		return 1, i + 1, true
	case w == "pm":
		return 2, i + 1, true
	case (w == "a" || w == "p") && s.mark(i+1, ".") && (s.is(i+2, "m") || s.is(i+2, "M")):
		m, next = 1, i+3
		if w == "p" {
			m = 2
		}
		if s.mark(next, ".") && s.glued(next) {
			next++
		}
		return m, next, true
	}
	return 0, 0, false
}

// zone reads Z, CET, (CET), GMT+2, +02:00, +0200, -05 behind a time of day.
func (s *stampScanner) zone(i int) (*time.Location, int) {
	n := i
	if s.mark(n, "(") {
		n++
	}
	if p := s.at(n); p.kind == word {
		if z, ok := namedZone(s.text[p.start:p.end]); ok {
			n++
			if s.mark(n, "+-−") && s.glued(n) && s.glued(n+1) {
				if offset, next := s.offset(n); offset != nil {
					z, n = offset, next
				}
			}
			return z, s.closed(n)
		}
	}
	if s.mark(n, "+-−") && s.glued(n+1) {
		if z, next := s.offset(n); z != nil {
			return z, s.closed(s.zoneLabel(next))
		}
	}
	return nil, i
}

// offset reads the digits behind a sign.
func (s *stampScanner) offset(i int) (*time.Location, int) {
	p := s.at(i + 1)
	hours, minutes, next := p.num, 0, i+2
	switch p.digits() {
	case 1, 2:
		if m := s.at(next + 1); s.mark(next, ":") && s.glued(next) && s.glued(next+1) && m.digits() == 2 {
			minutes, next = m.num, next+2
		}
	case 4:
		hours, minutes = p.num/100, p.num%100
	default:
		return nil, i
	}
	z, ok := offsetZone(s.at(i).ch, hours, minutes)
	if !ok {
		return nil, i
	}
	return z, next
}

// zoneLabel passes over the name of a zone that follows its offset: (Central
// European Time).
func (s *stampScanner) zoneLabel(i int) int {
	if !s.mark(i, "(") {
		return i
	}
	for n := i + 1; n < i+8 && s.at(n).kind == word; n++ {
		if s.mark(n+1, ")") {
			return n + 2
		}
	}
	return i
}

func (s *stampScanner) closed(i int) int {
	if s.mark(i, ")") {
		i++
	}
	return i
}
