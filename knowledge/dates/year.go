package dates

import "fmt"

// shortYear parses '82.
func (s *scanner) shortYear(i int) (span, bool) {
	n := s.at(i + 1)
	if n.kind != number || n.digits != 2 || n.gap || !s.at(i).gap {
		return span{}, false
	}
	if s.word(i+2, "s") && !s.at(i+2).gap {
		return s.decadeSpan(i+3, n.num)
	}
	if !s.word(i-1, "in", "since", "of", "from", "until", "summer", "early", "late", "back", "by", "before", "after") && !s.is(i-1, month) && !s.is(i-1, season) {
		return span{}, false
	}
	return dateSpan(i+2, civil{y: s.century(n.num)}, false)
}

func (s *scanner) decadeSpan(next, yy int) (span, bool) {
	if yy%10 != 0 {
		return span{}, false
	}
	return span{next: next, value: fmt.Sprintf("%03d", s.century(yy)/10), resolved: true}, true
}

// yearsOf parses a number as a year or a decade: 2020, 1990s, 1990's, 70s.
func (s *scanner) yearsOf(i int) (span, bool) {
	t := s.at(i)
	if t.digits != 4 && t.digits != 2 || s.stuck(i) {
		return span{}, false
	}
	n := i + 1
	if q := s.at(n); (q.ch == '\'' || q.ch == '’') && !q.gap && s.word(n+1, "s") && !s.at(n+1).gap && t.num%10 == 0 && s.is(i-1, the) {
		n++
	}
	if s.word(n, "s") && !s.at(n).gap && t.num%10 == 0 {
		switch {
		case t.digits == 4 && inEra(t.num) && t.num%100 == 0 && t.num < 1900:
			return span{next: n + 1, value: fmt.Sprintf("%02d", t.num/100), resolved: false}, true
		case t.digits == 4 && inEra(t.num):
			return span{next: n + 1, value: fmt.Sprintf("%03d", t.num/10), resolved: false}, true
		case t.digits == 2 && (s.is(i-1, the) || s.is(i-1, modifier) || s.word(i-1, "and") || s.hyphen(i-1)) && !s.word(i-2, "in", "his", "her") && !s.aged(i):
			return s.decadeSpan(n+1, t.num)
		}
		return span{}, false
	}
	if t.digits != 4 || !s.isYear(i) {
		return span{}, false
	}
	return dateSpan(i+1, civil{y: t.num}, false)
}

// aged reports whether "70s" at i is of age or temperature: "in his mid-70s".
func (s *scanner) aged(i int) bool {
	for j := i - 1; j >= i-6; j-- {
		if s.word(j, "his", "her", "their", "my", "temperatures", "highs", "lows", "degrees", "aged", "upper", "lower") {
			return true
		}
	}
	return false
}

// stuck reports whether the number at i is part of something longer: a price,
// a share, a hyphenated or dotted name.
func (s *scanner) stuck(i int) bool {
	t, p, q := s.at(i), s.at(i-1), s.at(i+1)
	if i > 0 && !t.gap {
		switch p.ch {
		case '$', '£', '€', '¥', '#', '.', ':', '+', '=', '_', '&', '@', '%':
			return true
		case '/':
			return !s.yearish(i - 2)
		case '-':
			return !(s.yearish(i-2) || s.is(i-2, modifier) || s.is(i-2, month) || s.word(i-2, "pre", "post")) && !p.gap
		case '\'', '’':
			return true
		}
		if p.kind != punct {
			return true
		}
	}
	if q.gap {
		return false
	}
	switch q.ch {
	case '%', ':', '°', '+', '=', '_', '@':
		return i+1 < len(s.toks) && q.kind == punct && (q.ch != ':' || s.at(i+2).kind == number && !s.at(i+2).gap)
	case '/':
		return !s.yearish(i + 2)
	}
	return q.kind == word && !s.word(i+1, "s", "st", "nd", "rd", "th", "am", "pm")
}

func (s *scanner) yearish(i int) bool {
	t := s.at(i)
	return t.kind == number && (t.digits == 4 && inEra(t.num) || t.digits == 2)
}

// isYear decides by the neighbours whether the four digits at i are a year.
func (s *scanner) isYear(i int) bool {
	t, q := s.at(i), s.at(i+1)
	if s.mark(i-1, '#') || s.mark(i-1, '$') || s.mark(i-1, '£') || s.mark(i-1, '€') || s.word(i-1, "no", "number", "nos", "room", "rs", "flight", "route", "highway", "than", "nearly", "approximately", "roughly", "highest") || s.word(i-1, "least") && !s.word(i-3, "since", "until", "to", "in", "from") {
		return false
	}
	lead := s.word(i-1, "in", "since", "by", "until", "till", "year", "from", "during", "before", "after", "early", "late", "mid", "of", "summer", "spring", "winter", "autumn", "fall", "circa") ||
		s.hyphen(i-1) && s.is(i-2, modifier) || s.is(i-1, month)
	counts := false
	if q.kind == word && !q.capital && !q.line {
		w := s.str(i + 1)
		counts = s.is(i+1, unit) && q.plural || s.word(i+1, "people", "meters", "metres", "men", "women", "feet", "km", "percent", "miles", "pm", "am", "kilometers", "kilometres",
			"points", "dollars", "euros", "pounds", "troops", "soldiers", "jobs", "employees", "workers", "tons", "tonnes", "hp", "mm", "other", "square", "gmt", "calories", "yards") ||
			!lead && !s.is(i-1, the) && len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's' && !s.word(i+1, "was", "has", "is", "as", "does", "this")
	}
	if s.word(i+1, "UTC", "GMT", "EST", "EDT") || s.mark(i+1, '%') {
		return false
	}
	if counts {
		return false
	}
	if t.num >= 1900 && t.num <= 2050 {
		if s.word(i-1, "about", "around", "over", "to", "another", "some", "only", "with", "at") && q.kind == word && !q.capital && q.class == none {
			return s.word(i-1, "to") && s.word(i+1, "in", "to", "after", "when", "by", "as", "because", "and", "but", "with", "for", "at", "was", "is")
		}
		return true
	}
	if t.num >= 1300 && t.num <= 2150 {
		return s.word(i-1, "in", "since", "year", "circa", "early", "late") && !(q.kind == word && !q.capital && s.is(i-1, none) && !s.word(i-1, "in", "since", "year", "circa")) ||
			s.mark(i-1, '(') && (s.dash(i+1) || s.mark(i+1, ')')) || s.word(i-1, "by", "until", "from") && (q.kind == punct && i+1 < len(s.toks) || s.word(i+1, "to", "until"))
	}
	return false
}

// centuryOf parses "19th century", "twenty-first century".
func (s *scanner) centuryOf(i int) (span, bool) {
	t := s.at(i)
	n, next := t.num, i+1
	switch {
	case t.kind == number && t.digits <= 2 && s.word(i+1, "st", "nd", "rd", "th") && !s.at(i+1).gap:
		next = i + 2
	case t.class == ordinal && t.value > 0:
		n = t.value
	default:
		var ok bool
		if n, next, ok = s.dayNumber(i); !ok || next == i+1 {
			return span{}, false
		}
	}
	if s.hyphen(next) {
		next++
	}
	if u := s.at(next); u.class != unit || u.value != century || u.plural || n < 2 || n > 22 {
		return span{}, false
	}
	return span{next: next + 1, value: fmt.Sprintf("%02d", n-1), resolved: false}, true
}
