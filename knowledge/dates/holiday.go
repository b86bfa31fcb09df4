package dates

import "strings"

// A holiday is a day with a name: on a fixed day of a month, or on one that is
// worked out for a year.
type holiday struct {
	month, day int
	in         func(year int) civil
	names      string // in lower case, with / between; an apostrophe counts as a blank
	fixed      civil  // of a day that happened once
	needsOn    bool   // the name alone may be an adjective: her Christmas speech
}

func (h *holiday) of(year int) civil {
	if h.in != nil {
		return h.in(year)
	}
	return civil{year, h.month, h.day}
}

// nthOf is the nth weekday (1 Monday … 7 Sunday) of a month and so many days behind it.
func nthOf(n, weekday, month, behind int) func(int) civil {
	return func(year int) civil { return nth(n, weekday, year, month).addDays(behind) }
}

func easter(behind int) func(int) civil {
	return func(year int) civil { return easterSunday(year).addDays(behind) }
}

// electionDay is the Tuesday after the first Monday of November (2 U.S.C. § 7).
func electionDay(year int) civil { return nth(1, 1, year, 11).addDays(1) }

// easterSunday follows the anonymous Gregorian computus (Meeus, Astronomical
// Algorithms, chapter 8).
func easterSunday(y int) civil {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	n := (a + 11*h + 22*l) / 451
	return civil{y, (h + l - 7*n + 114) / 31, (h+l-7*n+114)%31 + 1}
}

// A holidayName is one name of a holiday.
type holidayName struct {
	words []wordID
	*holiday
}

// nameHolidays files the names of the holidays under their first words.
func (g *grammar) nameHolidays() {
	g.holidayNames = map[wordID][]holidayName{}
	for k := range g.holidays {
		for name := range strings.SplitSeq(g.holidays[k].names, "/") {
			n := holidayName{holiday: &g.holidays[k]}
			for w := range strings.FieldsSeq(name) {
				n.words = append(n.words, g.id(w))
			}
			first, _, _ := strings.Cut(name, " ")
			g.add(wordsOf{holidayWord, 0, first, 0})
			g.holidayNames[n.words[0]] = append(g.holidayNames[n.words[0]], n)
		}
	}
}

// readHoliday reads the longest name of a holiday at i.
func readHoliday(s *scanner, i int, r *reading) int {
	best, named := 0, (*holiday)(nil)
	for _, n := range s.grammar.holidayNames[s.at(i).id] {
		next := s.name(i, n.words)
		if next <= best || n.needsOn && next == i+1 && !s.datedBy(i-1) {
			continue
		}
		best, named = next, n.holiday
	}
	if best == 0 || s.ofLongerName(i) {
		return 0
	}
	r.holiday = named
	return best
}

// ofLongerName reports whether the name of a holiday at i ends another name, of another day:
// Holocaust Remembrance Day.
func (s *scanner) ofLongerName(i int) bool {
	if i == 0 || !s.grammar.capital {
		return false
	}
	t := s.at(i - 1)
	return t.kind == word && t.capital && !s.opens(i-1) && !s.datedBy(i-1) && s.as(i-1, weekday) == nil
}

// datedBy reports whether the word at i makes a day of the name behind it: on
// Christmas, not a Christmas speech.
func (s *scanner) datedBy(i int) bool { return s.as(i, shift) != nil || s.as(i, dating) != nil }

// name reads a sequence of words, passing over apostrophes and full stops; 0 when
// it does not stand there.
func (s *scanner) name(i int, words []wordID) int {
	for k, id := range words {
		for t := s.at(i); k > 0 && !t.gap && (isApostrophe(t.ch) || t.ch == '.' || t.ch == '-'); t = s.at(i) {
			i++
		}
		if t := s.at(i); t.id != id || k > 0 && t.line || k == 0 && s.grammar.capital && !t.capital {
			return 0
		}
		i++
	}
	return i
}
