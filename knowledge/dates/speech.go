package dates

import "strings"

// roleAt tells the role of an expression at token i by the words before it.
func (s *scanner) roleAt(i int) Role {
	before := i - 1
	if s.is(before, article) || s.word(before, "the", "zum", "au", "al", "a") {
		before--
	}
	if s.is(before, bound) {
		return Limit
	}
	return Main
}

// onDayOfSpeech moves a day that counts from today, in a quotation at token i, to
// the day on which the words around the quotation say that it was said: On Monday he wrote:
// "Tomorrow we vote."
func (s *scanner) onDayOfSpeech(i int, m match) match {
	opens, closes := s.quotation(i)
	if opens < 0 || !s.pub.known() || !m.date.known() {
		return m
	}
	day, ok := s.saidBefore(opens)
	if !ok {
		day, ok = s.saidBehind(closes)
	}
	if !ok || day == s.pub {
		return m
	}
	m.date = day.addDays(s.pub.daysTo(m.date))
	m.value = m.date.String()
	return m
}

// quotation returns the tokens that open and close the quotation around token i in its
// line; opens is -1 when there is none.
func (s *scanner) quotation(i int) (opens, closes int) {
	start := i
	for start > 0 && !s.toks[start].line {
		start--
	}
	opens = -1
	for j := start; j < i; j++ {
		if s.quotes(j, opens < 0) {
			if opens < 0 {
				opens = j
			} else {
				opens = -1
			}
		}
	}
	if opens < 0 {
		return -1, 0
	}
	for closes = i; closes < len(s.toks) && !s.quotes(closes, false); closes++ {
	}
	return opens, closes
}

// quotes reports whether the mark at i opens a quotation or closes one.
func (s *scanner) quotes(i int, opening bool) bool {
	if s.toks[i].kind != punct {
		return false
	}
	if opening {
		return strings.ContainsRune("\"“„«»", s.toks[i].ch)
	}
	return strings.ContainsRune("\"”“»«", s.toks[i].ch)
}

// saidBefore is the day that the sentence names before a quotation at token i, if it has a
// verb of saying.
func (s *scanner) saidBefore(i int) (civil, bool) {
	if !s.day.known() || !s.sameSentence(s.dayAt, i-1) {
		return civil{}, false
	}
	for j := i - 1; j > 0 && j > i-reach && !s.opens(j+1); j-- {
		if s.is(j, saying) {
			return s.day, true
		}
	}
	return civil{}, false
}

// saidBehind is the day that the sentence names behind a quotation that ends at token i.
func (s *scanner) saidBehind(i int) (civil, bool) {
	said := false
	for j := i + 1; j < len(s.toks) && j < i+reach && !s.toks[j].line && !s.mark(j, '.'); j++ {
		said = said || s.is(j, saying)
		if m, ok := s.longest(dateTable, j); ok && said && m.date.d != 0 {
			return m.date, !m.spoken
		}
	}
	return civil{}, false
}
