package dates

import "fmt"

// setOfTimes parses what recurs: "every day", "each year", "daily", "twice a
// week", "15 a year".
func (s *scanner) setOfTimes(i int) (match, bool) {
	t := s.at(i)
	one := func(next, u int) (match, bool) {
		return match{next: next, typ: Set, value: quantity{halves: 2, unit: u}.value()}, true
	}
	switch t.class {
	case frequency:
		if t.loose || t.capital && (!s.opens(i) || s.at(i+1).capital) {
			return match{}, false
		}
		return one(i+1, t.value)
	case each:
		n := i + 1
		if s.word(n, "other") {
			n++
		}
		switch u := s.at(n); {
		case u.class == unit && !u.plural && !u.loose && u.value > minute:
			return one(n+1, u.value)
		case t.loose:
			return match{}, false
		case u.class == weekday && u.capital:
			return match{next: n + 1, typ: Set, value: fmt.Sprintf("XXXX-WXX-%d", u.value)}, true
		case u.class == month && u.capital:
			return match{next: n + 1, typ: Set, value: fmt.Sprintf("XXXX-%02d", u.value)}, true
		case u.class == season:
			return match{next: n + 1, typ: Set, value: "XXXX-" + seasons[u.value]}, true
		case u.class == partOfDay:
			return match{next: n + 1, typ: Set, value: "XXXX-XX-XX" + dayParts[u.value]}, true
		}
		if q, ok := s.quantityAt(n); ok && q.unit >= minute {
			return match{next: q.next, typ: Set, value: q.value()}, true
		}
	case weekday:
		if t.plural && t.capital {
			return match{next: i + 1, typ: Set, value: fmt.Sprintf("XXXX-WXX-%d", t.value)}, true
		}
	case article:
		u := s.at(i + 1)
		if u.class != unit || u.plural || u.value < minute || s.is(i+2, ago) || s.is(i+2, comparative) || s.word(i+2, "after", "before", "from", "long", "and") || s.hyphen(i+2) {
			return match{}, false
		}
		if p := s.str(i - 1); s.at(i-1).kind == word && len(p) > 3 && p[len(p)-1] == 's' && (s.at(i-2).kind == number || s.is(i-2, cardinal) || s.word(i-2, "million", "billion")) {
			return one(i+2, u.value) // 800 flights a day
		}
		p := s.at(i - 1)
		if p.kind == number || p.ch == '%' || s.word(i-1, "percent", "times", "time", "once", "twice", "million", "billion", "hours", "days", "gallon", "barrels", "pounds", "people", "dollars", "minutes") {
			return one(i+2, u.value)
		}
	}
	return match{}, false
}
