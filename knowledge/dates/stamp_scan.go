package dates

import (
	"time"
	"unicode"
	"unicode/utf8"
)

// A piece is a run of letters, a run of digits, or one other character that is
// not white space.
type piece struct {
	start, end int
	kind       kind
	gap        bool // white space stands before it
	capital    bool // of a word: it begins with an upper-case letter
	num        int  // of a number of at most 14 digits, else -1
	ch         rune // of a punctuation mark
	entry      entry
}

func (p piece) digits() int {
	if p.kind != number {
		return 0
	}
	return p.end - p.start
}

func (p piece) is(r role) bool { return p.entry.roles&r != 0 }

func split(text string) []piece {
	pieces := make([]piece, 0, len(text)/4+4)
	gap := false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			gap = true
			i += n
			continue
		}
		p := piece{start: i, gap: gap, num: -1}
		gap = false
		switch {
		case '0' <= r && r <= '9':
			p.kind, p.num = number, 0
			for ; i < len(text) && isDigit(text[i]); i++ {
				if p.num = p.num*10 + int(text[i]-'0'); i-p.start >= 14 {
					p.num = -1
				}
			}
		case unicode.IsLetter(r):
			p.kind, p.capital = word, unicode.IsUpper(r)
			for ; i < len(text) && (unicode.IsLetter(r) || unicode.IsMark(r)); r, n = utf8.DecodeRuneInString(text[i:]) {
				i += n
			}
			if i-p.start <= longestName {
				p.entry = entries[fold(text[p.start:i])]
			}
		default:
			p.ch = r
			i += n
		}
		p.end = i
		pieces = append(pieces, p)
	}
	return pieces
}

// longestName is the length in bytes of the longest word of a vocabulary, with
// room for accents written as marks of their own.
const longestName = 32

// A stampScanner reads the written dates of one text.
type stampScanner struct {
	text       string
	pieces     []piece
	monthFirst bool // 10/11/2026 is in October
	now        time.Time
}

func (s *stampScanner) at(i int) piece {
	if i < 0 || i >= len(s.pieces) {
		return piece{num: -1}
	}
	return s.pieces[i]
}

// mark reports whether the piece at i is one of the characters.
func (s *stampScanner) mark(i int, chars string) bool {
	p := s.at(i)
	if p.kind != punct || p.end == 0 {
		return false
	}
	for _, c := range chars {
		if p.ch == c {
			return true
		}
	}
	return false
}

// glued reports whether the piece at i stands at the one before it without a gap.
func (s *stampScanner) glued(i int) bool { return i > 0 && i < len(s.pieces) && !s.pieces[i].gap }

// skip passes over pieces of a role, at most most of them.
func (s *stampScanner) skip(i int, r role, most int) int {
	for ; most > 0 && s.at(i).is(r); most-- {
		i++
		if s.mark(i, "'’") { // l'11 settembre, all'una
			i++
		}
	}
	return i
}

// stamp reads a date at piece i with the time of day behind or before it.
func (s *stampScanner) stamp(i int) (Stamp, int, bool) {
	p := s.at(i)
	if p.kind == number && s.inside(i) || p.kind == word && !p.is(monthRole|weekdayRole) || p.kind == punct {
		return Stamp{}, 0, false
	}
	if clock, n, ok := s.clock(i, false); ok {
		if s.mark(n, ",-–—|·•") {
			n++
		}
		n = s.skip(n, atRole|theRole, 2)
		if date, next, ok := s.date(n); ok && date.Full() && !date.Timed {
			date.Timed, date.Hour, date.Minute, date.Second, date.Zone = true, clock.Hour, clock.Minute, clock.Second, clock.Zone
			return date, next, true
		}
	}
	date, n, ok := s.date(i)
	if !ok || date.Timed || date.Day == 0 {
		return date, n, ok
	}
	behind := n
	if s.at(behind).is(weekdayRole) { // 16 Ekim 2026 Cuma, 14:05
		behind++
	}
	if clock, next, ok := s.clockBehind(behind); ok {
		date.Timed, date.Hour, date.Minute, date.Second, date.Zone = true, clock.Hour, clock.Minute, clock.Second, clock.Zone
		n = next
	}
	return date, n, true
}

// inside reports whether the number at i is part of something longer on its
// left: a version, an amount, a telephone number, an address, a name.
func (s *stampScanner) inside(i int) bool {
	if !s.glued(i) {
		return false
	}
	before := s.at(i - 1)
	return before.kind != punct || s.mark(i-1, "/#$€£_+=@\\") || s.mark(i-1, ".,-:") && s.at(i-2).kind == number && s.glued(i-1)
}

// date reads a date, and the weekday before it, without the time of day.
func (s *stampScanner) date(i int) (Stamp, int, bool) {
	if s.at(i).is(weekdayRole) {
		n := i + 1
		if s.mark(n, "-") { // sexta-feira
			n++
		}
		n = s.skip(n, theRole, 1)
		if s.mark(n, ".") {
			n++
		}
		if s.mark(n, ",") {
			n++
		}
		n = s.skip(n, theRole, 2)
		if date, next, ok := s.plain(n); ok && date.Day != 0 {
			return date, next, true
		}
	}
	return s.plain(i)
}

// plain reads a date without a weekday.
func (s *stampScanner) plain(i int) (Stamp, int, bool) {
	p := s.at(i)
	switch {
	case p.kind == word && p.is(monthRole):
		return s.monthDay(i)
	case p.digits() == 8 || p.digits() == 14:
		return s.compact(i)
	case p.digits() == 4 && inEra(p.num):
		return s.yearMonthDay(i)
	case p.digits() == 1 || p.digits() == 2:
		if date, n, ok := s.digitsOnly(i); ok {
			return date, n, true
		}
		return s.dayMonth(i)
	}
	return Stamp{}, 0, false
}

// checked refuses days that the calendar does not have.
func checked(y, m, d, next int) (Stamp, int, bool) {
	c := civil{y, m, d}
	if y == 0 {
		c.y = 2000 // a leap year
	}
	return Stamp{Year: y, Month: m, Day: d}, next, m > 0 && c.valid()
}

// is reports whether the piece at i is the text w.
func (s *stampScanner) is(i int, w string) bool {
	p := s.at(i)
	return p.end > 0 && s.text[p.start:p.end] == w
}

// dayMonth reads 16 October 2026, 16. Okt. 2026, 16 de octubre de 2026,
// 1er mai 2026, 16-Oct-2026, 16 октября 2026 г., 16 Oct '26, 16 October.
func (s *stampScanner) dayMonth(i int) (Stamp, int, bool) {
	d := s.at(i).num
	n := s.behindDay(i + 1)
	switch {
	case s.mark(n, "-/–") && s.glued(n):
		n++
	case s.mark(n, ","):
		n++
	}
	n = s.skip(n, ofRole, 1)
	month := s.at(n)
	if !month.is(monthRole) {
		return Stamp{}, 0, false
	}
	return s.yearBehind(n, d)
}

// behindDay passes over what makes an ordinal number of the day before i.
func (s *stampScanner) behindDay(i int) int {
	if s.mark(i, ".°") && s.glued(i) {
		i++
	}
	if s.mark(i, "-") && s.glued(i) && s.at(i+1).is(ordinalRole) { // 16-го
		i++
	}
	if s.at(i).is(ordinalRole) && s.glued(i) {
		i++
		if s.mark(i, ".") && s.glued(i) {
			i++
		}
	}
	return i
}

// yearBehind reads the year behind the day d and the month at piece i; without
// a year the month has to be named in full or in English.
func (s *stampScanner) yearBehind(i, d int) (Stamp, int, bool) {
	month := s.at(i)
	n, bare := i+1, i+1
	if s.mark(n, ".") && s.glued(n) {
		n++
		if !month.entry.full {
			bare = n
		}
	}
	short := false // a year of two digits may stand here
	switch {
	case s.mark(n, "-/–") && s.glued(n):
		short = true
		n++
	case s.mark(n, ","):
		n++
	}
	n = s.skip(n, ofRole, 1)
	if s.mark(n, "'’‘") {
		short = true
		n++
	}
	if y, ok := s.year(n, short || d != 0); ok && !s.timeOfDay(n) {
		if n++; s.at(n).is(yearRole) {
			if n++; s.mark(n, ".") && s.glued(n) {
				n++
			}
		}
		return checked(y, month.entry.month, d, n)
	}
	if d == 0 || !month.entry.full && !month.entry.english || month.entry.first == "en" && !month.capital {
		return Stamp{}, 0, false
	}
	return checked(0, month.entry.month, d, bare)
}

// timeOfDay reports whether the number at i begins a time of day and is no year.
func (s *stampScanner) timeOfDay(i int) bool {
	if s.at(i).digits() > 2 {
		return s.mark(i+1, ":") && s.glued(i+1) && s.at(i+2).kind == number
	}
	_, _, ok := s.clock(i, true)
	return ok
}

// monthDay reads October 16, 2026, Oct. 16th, Oct 16 14:05:00 2026, and October 2026.
func (s *stampScanner) monthDay(i int) (Stamp, int, bool) {
	month := s.at(i).entry
	n := i + 1
	if s.mark(n, ".-") && s.glued(n) {
		n++
	}
	n = s.skip(n, theRole, 1)
	if d := s.at(n).digits(); (d == 1 || d == 2) && (month.full || month.english) {
		return s.dayThenYear(i, n)
	}
	if month.full && !s.lowMonth(i) {
		return s.yearBehind(i, 0)
	}
	return Stamp{}, 0, false
}

// lowMonth reports whether the English name of a month at i is in small letters: "may".
func (s *stampScanner) lowMonth(i int) bool { return s.at(i).entry.first == "en" && !s.at(i).capital }

// dayThenYear reads the day at n and the year of the month at i.
func (s *stampScanner) dayThenYear(i, n int) (Stamp, int, bool) {
	month, d := s.at(i).entry.month, s.at(n).num
	n = s.behindDay(n + 1)
	if clock, next, ok := s.clock(n, false); ok { // as C's ctime writes it
		if y, ok := s.year(next, false); ok {
			date, next, ok := checked(y, month, d, next+1)
			date.Timed, date.Hour, date.Minute, date.Second, date.Zone = true, clock.Hour, clock.Minute, clock.Second, clock.Zone
			return date, next, ok
		}
	}
	bare := n
	if s.mark(n, ",-/") {
		n++
	}
	n = s.skip(n, ofRole, 1)
	if y, ok := s.year(n, false); ok && !s.mark(n+1, ":") {
		return checked(y, month, d, n+1)
	}
	if s.lowMonth(i) || s.at(bare).is(monthRole) || s.mark(bare, ":") && s.glued(bare) {
		return Stamp{}, 0, false
	}
	return checked(0, month, d, bare)
}
