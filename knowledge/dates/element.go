package dates

import "strings"

// An element is a named item of patterns that is not a fixed word.
type element struct {
	match   matcher
	classes []class // of the tokens that it can begin with
	width   width
}

// elements are those that the tables of all languages can name.
var elements = map[string]element{
	"WEEKDAY":     {readWeekday, []class{weekday}, oneBeforeGap},
	"WEEKDAYS":    {readWeekdays, []class{weekday}, oneToken},
	"MONTH":       {readMonth, []class{month}, oneBeforeGap},
	"DAY":         {readDay, []class{digits, ordinal, cardinal}, oneBeforeGap},       // 7, 7th, seventh, twenty-first
	"DAYNUM":      {readDayNumber, []class{digits, ordinal, cardinal}, oneBeforeGap}, // 7, 7th, twenty-first
	"YEAR":        {readYear, []class{digits}, oneToken},
	"LONEYEAR":    {readLoneYear, []class{digits}, oneToken}, // a year that no month stands before
	"YY":          {readShortYear, []class{digits}, oneToken},
	"DECADE":      {readDecade, []class{digits, decadeWord, quoteMark}, oneBeforeGap}, // 1990s, '90s, nineties
	"YEARBY":      {readYearBy, []class{shift, unit}, anyWidth},                       // last year
	"THEYEAR":     {readTheYear, []class{unit}, oneToken},                             // year: that of publication
	"DAYMONTH":    {readDayMonth, []class{digits}, oneToken},                          // 10.11
	"WEEKDAYPART": {readWeekdayPart, []class{weekdayPart}, oneToken},                  // Montagabend
	"FULLDAY":     {readFullDay, []class{weekday}, oneBeforeGap},
	"CALENDAR":    {readNumeric, []class{digits}, oneBeforeGap}, // 2020-11-10, 11/10/2020, 10.11.2020
	"UNIT":        {readUnit, []class{unit}, oneToken},
	"UNITS":       {readUnits, []class{unit}, oneToken},
	"NUM":         {readNumber, []class{digits, cardinal, vague, article}, numberWidth},
	"ORDINAL":     {readOrdinal, []class{digits, ordinal, cardinal}, oneBeforeGap},
	"SEASON":      {readSeason, []class{season}, oneToken},
	"PART":        {readPart, []class{partOfDay}, oneToken},
	"HOLIDAY":     {readHoliday, []class{holidayWord}, anyWidth},
	"SHIFT":       {readStep(shift), []class{shift}, oneToken},    // last, this, next
	"TODAY":       {readStep(today), []class{today}, oneToken},    // yesterday, today, tomorrow
	"LATER":       {readStep(later), []class{later}, oneToken},    // earlier, later
	"EARLY":       {readClass(early), []class{early}, oneToken},   // early, mid, late
	"EDGE":        {readClass(edge), []class{edge}, oneToken},     // beginning, middle, end
	"APPROX":      {readClass(approx), []class{approx}, oneToken}, // about, nearly
	"FILLER":      {readClass(filler), []class{filler}, oneToken}, // consecutive, full
	"NUMBER":      {readClass(digits), []class{digits}, oneToken},
	"CARDINAL":    {readClass(cardinal), []class{cardinal}, oneToken},
	"FREQUENCY":   {readFrequency, []class{frequency}, oneToken},
	"REFER":       {readRefer, []class{refer}, oneToken},
	"HM":          {readHourMinute, []class{digits, cardinal}, oneBeforeGap}, // 5, 5:30, 5.30, 14h05, five
	"MILITARY":    {readMilitary, []class{digits}, oneToken},                 // 0300
	"MERIDIEM":    {readMeridiem, []class{meridiemWord}, anyWidth},
	"ZONE":        {readZone, []class{zoneWord}, oneToken},
	"EVENT":       {readClass(event), []class{event}, oneToken}, // riot, attacks
	"HYPHEN":      {readHyphen, nil, oneToken},
	"DASH":        {readDash, nil, oneToken},
	"'":           {readApostrophe, []class{quoteMark}, oneToken},
	"CAPITAL":     {readCapital, nil, oneToken},
	"PUNCT":       {readPunctuation, nil, oneToken},
}

func readClass(c class) matcher {
	return func(s *scanner, i int, _ *reading) int {
		if s.as(i, c) == nil {
			return 0
		}
		return i + 1
	}
}

func readStep(c class) matcher {
	return func(s *scanner, i int, r *reading) int {
		x := s.as(i, c)
		if x == nil {
			return 0
		}
		r.by = x.value
		return i + 1
	}
}

// named reports whether the token at i is written as the name of a month or
// weekday is in the language.
func (s *scanner) named(i int) bool { return !s.grammar.capital || s.toks[i].capital }

func readWeekday(s *scanner, i int, r *reading) int {
	x := s.as(i, weekday)
	if x == nil || x.plural || !s.named(i) {
		return 0
	}
	r.weekday = x.value
	if s.mark(i+1, '.') && !s.at(i+1).gap && x.loose {
		return i + 2
	}
	return i + 1
}

func readWeekdays(s *scanner, i int, r *reading) int {
	x := s.as(i, weekday)
	if x == nil || !x.plural || !s.named(i) {
		return 0
	}
	r.weekday = x.value
	return i + 1
}

func readMonth(s *scanner, i int, r *reading) int {
	x := s.as(i, month)
	if x == nil || !s.named(i) {
		return 0
	}
	if r.month == 0 {
		r.month = x.value
	}
	if s.mark(i+1, '.') && !s.at(i+1).gap && x.loose && x.value != 5 && s.at(i).end-s.at(i).start <= s.grammar.abbreviated {
		return i + 2
	}
	return i + 1
}

func readDay(s *scanner, i int, r *reading) int {
	d, next := s.dayNumber(i)
	if next > 0 && r.day == 0 {
		r.day = d
	}
	return next
}

func readDayNumber(s *scanner, i int, r *reading) int {
	d, next := s.dayNumber(i)
	if next == i+1 && s.at(i).kind == word {
		return 0
	}
	if next > 0 && r.day == 0 {
		r.day = d
	}
	return next
}

// dayNumber reads a day of the month: 7, 07, 7th, seventh, twenty-first; next
// is 0 when there is none.
func (s *scanner) dayNumber(i int) (d, next int) {
	t := s.at(i)
	if t.kind == number {
		return s.dayDigits(i)
	}
	if x := s.as(i, ordinal); x != nil && x.value > 0 {
		return x.value, i + 1
	}
	if x := s.as(i, cardinal); x != nil && (x.value == 20 || x.value == 30) && s.hyphen(i+1) {
		if o := s.as(i+2, ordinal); o != nil && o.value > 0 && o.value < 10 {
			return x.value + o.value, i + 3
		}
	}
	return 0, 0
}

func (s *scanner) dayDigits(i int) (d, next int) {
	t, n := s.at(i), s.at(i+1)
	switch {
	case t.digits == 0 || t.digits > 2 || t.num < 1 || t.num > 31:
	case s.mark(i+1, '%') || s.mark(i+1, ':') && !n.gap && s.at(i+2).kind == number:
	case n.gap || i+1 >= len(s.toks):
		return t.num, i + 1
	case s.as(i+1, dayEnding) != nil:
		return t.num, i + 2
	case s.hyphen(i+1) && s.as(i+2, dayEnding) != nil && s.at(i+2).end-s.at(i+2).start <= 4: // 3-го
		return t.num, i + 3
	case n.kind != word:
		return t.num, i + 1
	}
	return 0, 0
}

// readYear reads a year of four digits behind a month or a season.
func readYear(s *scanner, i int, r *reading) int {
	t := s.at(i)
	if t.kind != number || t.digits != 4 || !inEra(t.num) {
		return 0
	}
	if n := s.at(i + 1); n.kind == word && !n.gap || s.mark(i+1, ':') && s.at(i+2).kind == number {
		return 0
	}
	if r.year == 0 {
		r.year = t.num
	}
	return i + 1
}

func readLoneYear(s *scanner, i int, r *reading) int {
	if t := s.at(i); t.digits != 4 || s.stuck(i) || !s.isYear(i) {
		return 0
	}
	r.year = s.at(i).num
	return i + 1
}

// readShortYear reads the two digits of '82 or of 2019-21.
func readShortYear(s *scanner, i int, r *reading) int {
	t := s.at(i)
	if t.digits != 2 || t.gap || s.at(i+1).kind == word && !s.at(i+1).gap {
		return 0
	}
	r.halves = t.num
	if r.year == 0 {
		r.year = s.century(t.num)
	}
	return i + 1
}

// readYearBy reads the year in "May of last year", in either order of its words.
func readYearBy(s *scanner, i int, r *reading) int {
	by, u := s.as(i, shift), s.as(i+1, unit)
	if by == nil {
		by, u = s.as(i+1, shift), s.as(i, unit)
	}
	if by == nil || u == nil || u.value != year || u.plural || !s.pub.known() || r.year > 0 {
		return 0
	}
	r.year, r.resolved = s.pub.y+by.value, true
	return i + 2
}

func readTheYear(s *scanner, i int, r *reading) int {
	if u := s.as(i, unit); u == nil || u.value != year || u.plural || !s.pub.known() {
		return 0
	}
	r.year, r.resolved = s.pub.y, true
	return i + 1
}

func readUnit(s *scanner, i int, r *reading) int {
	x := s.as(i, unit)
	if x == nil || x.plural {
		return 0
	}
	r.unit = x.value
	return i + 1
}

// readUnits reads a plural; only English words are marked as such.
func readUnits(s *scanner, i int, r *reading) int {
	x := s.as(i, unit)
	if x == nil || !x.plural {
		return 0
	}
	r.unit = x.value
	return i + 1
}

func readSeason(s *scanner, i int, r *reading) int {
	x := s.as(i, season)
	if x == nil {
		return 0
	}
	r.season = x.value + 1
	return i + 1
}

func readPart(s *scanner, i int, r *reading) int {
	x := s.as(i, partOfDay)
	if x == nil {
		return 0
	}
	r.part = x.value + 1
	return i + 1
}

func readFrequency(s *scanner, i int, r *reading) int {
	x := s.as(i, frequency)
	if x == nil || x.loose {
		return 0
	}
	r.unit = x.value
	return i + 1
}

func readRefer(s *scanner, i int, r *reading) int {
	x := s.as(i, refer)
	if x == nil {
		return 0
	}
	r.value = references[x.value]
	return i + 1
}

// readOrdinal reads first, 2nd, twenty-first, final (which is -1).
func readOrdinal(s *scanner, i int, r *reading) int {
	if x := s.as(i, ordinal); x != nil {
		r.ordinal = x.value
		return i + 1
	}
	d, next := s.dayNumber(i)
	if next < i+2 {
		return 0
	}
	r.ordinal = d
	return next
}

func readHyphen(s *scanner, i int, _ *reading) int {
	if s.hyphen(i) {
		return i + 1
	}
	return 0
}

func readDash(s *scanner, i int, _ *reading) int {
	if s.dash(i) {
		return i + 1
	}
	return 0
}

func readApostrophe(s *scanner, i int, _ *reading) int {
	if isApostrophe(s.at(i).ch) {
		return i + 1
	}
	return 0
}

func readCapital(s *scanner, i int, _ *reading) int {
	if t := s.at(i); t.kind == word && t.capital {
		return i + 1
	}
	return 0
}

func readPunctuation(s *scanner, i int, _ *reading) int {
	if i < len(s.toks) && s.toks[i].kind == punct {
		return i + 1
	}
	return 0
}

// readNumber reads a number in digits or words, in halves: 44, 2.5, twenty-five, two
// hundred, several (-1), a few (-1).
func readNumber(s *scanner, i int, r *reading) int {
	before := r.halves
	next := s.readCount(i, r)
	if before != 0 {
		r.halves = before
	}
	return next
}

func (s *scanner) readCount(i int, r *reading) int {
	if s.at(i).kind == number {
		return s.readDigits(i, r)
	}
	if x := s.as(i, cardinal); x != nil {
		return s.readCardinal(i, x.value, r)
	}
	if s.as(i, article) != nil {
		if x := s.as(i+1, cardinal); x != nil && (x.value == 100 || x.value == 12) { // a hundred, a dozen
			r.halves = 2 * x.value
			return i + 2
		}
		i++
	}
	if x := s.as(i, vague); x != nil {
		r.halves = -1
		if i++; x.value == 2 && s.word(i, "of") { // a couple of
			i++
		}
		return i
	}
	return 0
}

func (s *scanner) readDigits(i int, r *reading) int {
	t := s.at(i)
	if t.num >= 0 {
		if s.stuck(i) && !s.hyphen(i+1) {
			return 0
		}
		r.halves = 2 * t.num
		return i + 1
	}
	whole, ok := strings.CutSuffix(s.str(i), ".5")
	if !ok || len(whole) == 0 || len(whole) > 3 || strings.ContainsAny(whole, ".,") {
		return 0
	}
	n := 0
	for _, c := range []byte(whole) {
		n = n*10 + int(c-'0')
	}
	r.halves = 2*n + 1
	return i + 1
}

func (s *scanner) readCardinal(i, n int, r *reading) int {
	i++
	if x := s.as(i+1, cardinal); n >= 20 && n < 100 && s.hyphen(i) && x != nil && x.value < 10 {
		n, i = n+x.value, i+2
	}
	if x := s.as(i, cardinal); n < 100 && x != nil && x.value == 100 {
		n, i = n*100, i+1
	}
	r.halves = 2 * n
	return i
}
