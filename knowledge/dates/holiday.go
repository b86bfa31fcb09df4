package dates

import "strings"

// A holiday is a day with a name: on a fixed day of a month, or on one that is
// worked out for a year.
type holiday struct {
	month, day int
	in         func(year int) civil
	names      string                          // in lower case, with / between; an apostrophe counts as a blank
	fixed      civil                           // of a day that happened once
	national   map[string]func(year int) civil // by ISO 3166 code, where a country has another day of the name
	state      bool                            // it is of a state: what country the text is about tells which day it is
	needsOn    bool                            // the name alone may be an adjective: her Christmas speech
}

func (h *holiday) of(year int) civil {
	if h.in != nil {
		return h.in(year)
	}
	return civil{year, h.month, h.day}
}

// on is a day of a month.
func on(month, day int) func(int) civil {
	return func(year int) civil { return civil{year, month, day} }
}

// nthOf is the nth weekday (1 Monday … 7 Sunday) of a month and so many days behind it.
func nthOf(n, weekday, month, behind int) func(int) civil {
	return func(year int) civil { return nth(n, weekday, year, month).addDays(behind) }
}

func easter(behind int) func(int) civil {
	return func(year int) civil { return easterSunday(year).addDays(behind) }
}

// orthodox is so many days behind Easter in the Julian calendar (Meeus, Astronomical
// Algorithms, chapter 8).
func orthodox(behind int) func(int) civil {
	return func(y int) civil {
		d := (19*(y%19) + 15) % 30
		n := d + (2*(y%4)+4*(y%7)-d+34)%7 + 114
		return civil{y, n / 31, n%31 + 1}.addDays(y/100 - y/400 - 2 + behind)
	}
}

// hebrewNewYear is the first day of Tishri in the autumn of a year (Dershowitz and Reingold,
// Calendrical Calculations, chapter 8).
func hebrewNewYear(year int) civil {
	elapsed := func(y int) int { // days from the epoch to the mean new moon, postponed off three weekdays
		months := (235*y - 234) / 19
		d := 29*months + (12084+13753*months)/25920
		if 3*(d+1)%7 < 3 {
			d++
		}
		return d
	}
	y := year + 3761
	before, at, after := elapsed(y-1), elapsed(y), elapsed(y+1)
	switch {
	case after-at == 356:
		at += 2
	case at-before == 382:
		at++
	}
	const epoch = -1373428 // days from 1 January of the year 1
	return civil{1, 1, 1}.addDays(epoch + at)
}

// hebrew is so many days behind the Hebrew new year of a year, or before that for Passover and
// what is counted from it.
func hebrew(behind int) func(int) civil {
	return func(year int) civil { return hebrewNewYear(year).addDays(behind) }
}

// passover is how many days its first day, 15 Nisan, is before the new year.
const passover = -163

// hanukkah begins on 25 Kislev, behind the 30 days of Tishri and the 29 or 30 of Heshvan.
func hanukkah(year int) civil {
	first := hebrewNewYear(year)
	heshvan := 29
	if first.daysTo(hebrewNewYear(year+1))%10 == 5 {
		heshvan = 30
	}
	return first.addDays(30 + heshvan + 24)
}

// moved is a day that gives way where it falls on a weekday (1 Monday … 7 Sunday): by so many days.
func moved(in func(int) civil, by map[int]int) func(int) civil {
	return func(year int) civil {
		c := in(year)
		return c.addDays(by[c.weekday()])
	}
}

// Memorial days of Israel, which keep off the Sabbath (Law of Holocaust Remembrance Day 1959,
// Independence Day Law 1949, both as amended).
var (
	yomHaShoah   = moved(hebrew(passover+12), map[int]int{5: -1, 7: 1})
	yomHaAtzmaut = moved(hebrew(passover+20), map[int]int{5: -1, 6: -2, 1: 1})
)

// advent is so many days behind the first Sunday of Advent, the fourth before Christmas.
func advent(behind int) func(int) civil {
	return func(year int) civil {
		christmas := civil{year, 12, 25}
		return christmas.addDays(-christmas.weekday() - 21 + behind)
	}
}

// frenchMothersDay is the last Sunday of May, a week later where that is Pentecost (Code de
// l'action sociale et des familles, D215-1).
func frenchMothersDay(year int) civil {
	c := nth(-1, 7, year, 5)
	if c == easter(49)(year) {
		return c.addDays(7)
	}
	return c
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
	best := 0
	for _, n := range s.grammar.holidayNames[s.at(i).id] {
		next := s.name(i, n.words)
		if next <= best || n.needsOn && next == i+1 && !s.datedBy(i-1) && !s.fullYear(next) {
			continue
		}
		best, r.holiday = next, n.holiday
	}
	if best > 0 && len(r.holiday.national) > 0 {
		if in := r.holiday.national[s.countryAt(i, best, r.holiday)]; in != nil {
			r.holiday = &holiday{in: in}
		}
	}
	return best
}

// countryCode numbers the ISO 3166 code of a country.
func countryCode(iso string) int { return int(iso[0])<<8 | int(iso[1]) }

// countryAt is the country whose day stands from token i to next: the nearest one that the words around
// name, or else, for a day of a state, the one that the text is about; "" for none.
func (s *scanner) countryAt(i, next int, h *holiday) string {
	for far := range beside {
		for _, at := range [...]int{i - 1 - far, next + far} {
			if x := s.as(at, country); x != nil && s.sameSentence(min(at, i)+1, max(at, next-1)) {
				return string([]byte{byte(x.value >> 8), byte(x.value)})
			}
		}
	}
	if h.state {
		return s.mainCountry()
	}
	return ""
}

// beside is how many tokens from a day the name of its country is looked for.
const beside = 6

// mainCountry is the country that the text names most often, and severalTimes at least; "" for none.
func (s *scanner) mainCountry() string {
	if s.countries == nil {
		s.countries = map[int]int{}
		for i := range s.toks {
			if x := s.as(i, country); x != nil {
				s.countries[x.value]++
			}
		}
	}
	best, most := 0, severalTimes-1
	for code, n := range s.countries {
		if n > most || n == most && code < best {
			best, most = code, n
		}
	}
	if best == 0 {
		return ""
	}
	return string([]byte{byte(best >> 8), byte(best)})
}

// severalTimes is how often a text names the country that it is about.
const severalTimes = 3

// datedBy reports whether the word at i makes a day of the name behind it: on
// Christmas, not a Christmas speech.
func (s *scanner) datedBy(i int) bool { return s.as(i, shift) != nil || s.as(i, dating) != nil }

// fullYear reports whether a year in four digits stands at i: Passover 2025.
func (s *scanner) fullYear(i int) bool { return s.at(i).digits == 4 && inEra(s.at(i).num) }

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
