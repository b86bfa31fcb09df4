package dates

import "fmt"

// clock parses a time of day; the value begins with T: "5 p.m.", "18:00 UTC",
// "0300 GMT", "noon", "six o'clock".
func (s *scanner) clock(i int) (span, bool) {
	t := s.at(i)
	if t.class == clockWord {
		return span{next: i + 1, value: fmt.Sprintf("T%02d:00", t.value)}, true
	}
	h, mins, n := -1, 0, i+1
	colon, military := false, false
	switch {
	case t.kind == number && t.digits >= 1 && t.digits <= 2:
		h = t.num
		if m := s.at(i + 2); (s.mark(i+1, ':') || s.mark(i+1, '.') && !m.gap) && !s.at(i+1).gap && m.digits == 2 && !m.gap && m.num < 60 {
			mins, n, colon = m.num, i+3, true
			if sec := s.at(i + 4); s.mark(i+3, ':') && sec.digits == 2 && !sec.gap {
				n = i + 5
			}
		}
	case t.kind == number && t.digits == 4 && t.num < 2400 && t.num%100 < 60:
		h, mins, military = t.num/100, t.num%100, true
	case t.kind == number && t.digits == 0 && t.end-t.start >= 4 && t.end-t.start <= 5:
		// 5.30 p.m.
		var ok bool
		if h, mins, ok = splitPoint(s.str(i)); !ok {
			return span{}, false
		}
	case t.class == cardinal && t.value <= 12:
		h = t.value
	}
	if h < 0 || h > 24 {
		return span{}, false
	}
	meridiem := 0
	switch {
	case military:
	case s.word(n, "am", "pm"):
		meridiem = 1
		if s.word(n, "pm") {
			meridiem = 2
		}
		n++
	case s.word(n, "a", "p") && s.mark(n+1, '.') && s.word(n+2, "m") && !s.at(n+2).gap:
		meridiem = 1
		if s.word(n, "p") {
			meridiem = 2
		}
		n += 3
		if s.mark(n, '.') && !s.at(n).gap {
			n++
		}
	case s.word(n, "o") && (s.mark(n+1, '\'') || s.mark(n+1, '’')) && s.word(n+2, "clock"):
		return span{next: n + 3, value: fmt.Sprintf("T%02d:%02d", h, mins)}, true
	}
	zone := ""
	switch {
	case s.word(n, "UTC", "GMT") && s.at(n).capital:
		zone = "Z"
		n++
	case s.word(n, "EST", "EDT", "ET", "PST", "PDT", "PT", "CST", "CDT", "CT", "CET", "CEST", "BST", "IST", "MST", "MDT", "JST", "AEST", "AEDT") && s.at(n).capital && s.at(n).end-s.at(n).start >= 2:
		n++
	default:
		if military || t.kind == number && t.digits == 0 && meridiem == 0 {
			return span{}, false
		}
		if !colon && meridiem == 0 || t.class == cardinal && meridiem == 0 {
			return span{}, false
		}
		if colon && meridiem == 0 && (!s.word(i-1, "at", "around", "about", "by", "before", "after", "from", "to", "until", "till", "since") || s.at(n).ch == ':') {
			return span{}, false
		}
	}
	switch {
	case meridiem != 0 && (h > 12 || h == 0):
		return span{}, false
	case meridiem == 1 && h == 12:
		h = 0
	case meridiem == 2 && h < 12:
		h += 12
	}
	return span{next: n, value: fmt.Sprintf("T%02d:%02d%s", h, mins, zone)}, true
}

// splitPoint reads the hours and minutes of 5.30.
func splitPoint(v string) (h, m int, ok bool) {
	dot := len(v) - 3
	if dot < 1 || v[dot] != '.' || v[dot+1] > '5' {
		return 0, 0, false
	}
	for _, c := range []byte(v[:dot]) {
		if !isDigit(c) {
			return 0, 0, false
		}
		h = h*10 + int(c-'0')
	}
	return h, int(v[dot+1]-'0')*10 + int(v[dot+2]-'0'), true
}

// timeOfDay parses a time of day with its day, before or after it: "5 p.m. on
// Monday". Without one it takes the day last named in the sentence, or else the
// day of publication.
func (s *scanner) timeOfDay(i int) (match, bool) {
	t := s.at(i)
	if t.kind != number && t.class != clockWord && t.class != cardinal || t.kind == number && s.stuckClock(i) {
		return match{}, false
	}
	c, ok := s.clock(i)
	if !ok {
		return match{}, false
	}
	m := match{next: c.next, typ: Time, resolved: true}
	n := c.next
	if s.mark(n, ',') && !s.at(n+1).line {
		n++
	}
	if s.word(n, "on") {
		n++
	}
	if !s.at(n).line && n < len(s.toks) {
		if d, ok := s.dateExpr(n); ok && d.date.d != 0 && !d.timed {
			m.next, m.date, m.resolved = d.next, d.date, d.resolved
			m.value = d.value + c.value
			return m, true
		}
	}
	on := s.pub
	// A day far off is the date of something else unless it stands close by.
	if s.day.known() && s.sameSentence(s.dayAt, i) && (i-s.dayAt < 8 || !s.pub.known() || max(s.pub.daysTo(s.day), s.day.daysTo(s.pub)) < 31) {
		on, m.resolved = s.day, true
	}
	if m.value = "XXXX-XX-XX" + c.value; on.known() {
		m.value = on.String() + c.value
	}
	return m, true
}

func (s *scanner) stuckClock(i int) bool {
	p := s.at(i - 1)
	return i > 0 && !s.at(i).gap && (p.ch == ':' || p.ch == '.' || p.ch == '$' || p.kind == word || p.ch == '/')
}

// sameSentence reports whether no sentence begins between tokens i and j.
func (s *scanner) sameSentence(i, j int) bool {
	if j-i > 2*reach {
		return false
	}
	for k := i; k <= j; k++ {
		if k > 0 && s.opens(k) {
			return false
		}
	}
	return true
}
