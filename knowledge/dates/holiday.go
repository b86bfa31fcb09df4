package dates

import "strings"

// Holidays. Those with month 0 move: see movable.
var holidays = [...]struct {
	month, day int
}{
	newYearsDay:   {1, 1},
	newYearsEve:   {12, 31},
	christmas:     {12, 25},
	christmasEve:  {12, 24},
	boxingDay:     {12, 26},
	valentines:    {2, 14},
	stPatricks:    {3, 17},
	halloween:     {10, 31},
	veteransDay:   {11, 11},
	independence:  {7, 4},
	mayDay:        {5, 1},
	juneteenth:    {6, 19},
	thanksgiving:  {},
	easter:        {},
	goodFriday:    {},
	laborDay:      {},
	memorialDay:   {},
	blackFriday:   {},
	cyberMonday:   {},
	presidentsDay: {},
	mothersDay:    {},
	fathersDay:    {},
	columbusDay:   {},
	kingDay:       {},
	inauguration:  {1, 20},
	earthDay:      {4, 22},
	aprilFools:    {4, 1},
	groundhog:     {2, 2},
}

const (
	newYearsDay = iota
	newYearsEve
	christmas
	christmasEve
	boxingDay
	valentines
	stPatricks
	halloween
	veteransDay
	independence
	mayDay
	juneteenth
	thanksgiving
	easter
	goodFriday
	laborDay
	memorialDay
	blackFriday
	cyberMonday
	presidentsDay
	mothersDay
	fathersDay
	columbusDay
	kingDay
	inauguration
	earthDay
	aprilFools
	groundhog
)

// holidayNames lists the names of the holidays, in lower case, word by word; a
// mark of the genitive is left out. Longer names stand before their beginnings.
var holidayNames = []struct {
	words   string
	holiday int
}{
	{"new year s day", newYearsDay}, {"new year s eve", newYearsEve}, {"christmas eve", christmasEve}, {"christmas day", christmas},
	{"christmas", christmas}, {"boxing day", boxingDay}, {"valentine s day", valentines}, {"st patrick s day", stPatricks},
	{"halloween", halloween}, {"veterans day", veteransDay}, {"independence day", independence}, {"may day", mayDay},
	{"juneteenth", juneteenth}, {"thanksgiving day", thanksgiving}, {"thanksgiving", thanksgiving}, {"easter sunday", easter},
	{"easter", easter}, {"good friday", goodFriday}, {"labor day", laborDay}, {"labour day", laborDay}, {"memorial day", memorialDay},
	{"black friday", blackFriday}, {"cyber monday", cyberMonday}, {"presidents day", presidentsDay}, {"mother s day", mothersDay},
	{"father s day", fathersDay}, {"columbus day", columbusDay}, {"martin luther king jr day", kingDay}, {"martin luther king day", kingDay},
	{"inauguration day", inauguration}, {"earth day", earthDay}, {"april fools day", aprilFools}, {"april fool s day", aprilFools},
	{"groundhog day", groundhog}, {"fourth of july", independence}, {"july fourth", independence},
}

// holidayName reads the name of a holiday.
func (s *scanner) holidayName(i int) (next, h int, ok bool) {
	if c := s.at(i).class; c != holiday && c != month && c != ordinal {
		return 0, 0, false
	}
	for _, name := range holidayNames {
		if n, ok := s.words(i, name.words); ok {
			if n == i+1 && !s.datedBy(i-1) {
				return 0, 0, false
			}
			return n, name.holiday, true
		}
	}
	return 0, 0, false
}

// datedBy reports whether the word at i makes a day of the name behind it: on
// Christmas, not a Christmas speech.
func (s *scanner) datedBy(i int) bool {
	return s.is(i, shift) || s.word(i, "on", "by", "before", "after", "at", "until", "till", "since", "around", "for", "during", "from", "to", "through", "celebrates", "celebrate")
}

// words reads a sequence of words, passing over apostrophes and full stops.
func (s *scanner) words(i int, seq string) (next int, ok bool) {
	for first := true; seq != ""; first = false {
		w, rest, _ := strings.Cut(seq, " ")
		if !first {
			for t := s.at(i); !t.gap && (t.ch == '\'' || t.ch == '’' || t.ch == '.'); t = s.at(i) {
				i++
			}
		}
		if !s.word(i, w) || !s.at(i).capital && w != "s" && w != "of" {
			return 0, false
		}
		i, seq = i+1, rest
	}
	return i, true
}

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

// holidayIn returns the date of a holiday in a year, by the customs of the
// United States where countries differ.
func holidayIn(h, y int) civil {
	if f := holidays[h]; f.month != 0 {
		return civil{y, f.month, f.day}
	}
	switch h {
	case thanksgiving:
		return nth(4, 4, y, 11)
	case blackFriday:
		return nth(4, 4, y, 11).addDays(1)
	case cyberMonday:
		return nth(4, 4, y, 11).addDays(4)
	case laborDay:
		return nth(1, 1, y, 9)
	case memorialDay:
		return nth(-1, 1, y, 5)
	case presidentsDay:
		return nth(3, 1, y, 2)
	case kingDay:
		return nth(3, 1, y, 1)
	case columbusDay:
		return nth(2, 1, y, 10)
	case mothersDay:
		return nth(2, 7, y, 5)
	case fathersDay:
		return nth(3, 7, y, 6)
	case goodFriday:
		return easterSunday(y).addDays(-2)
	}
	return easterSunday(y)
}
