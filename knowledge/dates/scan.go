package dates

import (
	"strings"
	"time"
)

// A scanner finds the expressions of one text.
type scanner struct {
	text  string
	toks  []token
	pub   civil // zero when unknown
	last  civil // the last calendar date found
	day   civil // the last one known to the day
	dayAt int   // the token behind that one
	order order // of numbers in 11/10/2020
	found []Expression
}

// order says whether a text writes the day before the month.
type order uint8

const (
	notAsked order = iota
	monthBeforeDay
	dayBeforeMonth
)

// A match is what a rule found at a token: the expression ends before token
// next. date is the calendar date that later words may refer to.
type match struct {
	next     int
	typ      Type
	value    string
	date     civil
	resolved bool
}

func newScanner(text string, published time.Time) *scanner {
	s := &scanner{text: text, toks: tokenize(text)}
	if !published.IsZero() {
		s.pub = civilOf(published)
	}
	return s
}

func (s *scanner) run() {
	for i := 0; i < len(s.toks); {
		t := &s.toks[i]
		if t.class == none && t.kind != number && t.ch != '\'' && t.ch != '’' {
			i++
			continue
		}
		if t.kind == word && i > 0 && !t.gap && s.glued(i) {
			i++
			continue
		}
		if m, ok := s.match(i); ok && m.next > i {
			s.emit(i, m)
			i = m.next
			continue
		}
		i++
	}
}

// glued reports whether the word at i belongs to something longer on its left:
// a hyphenated word, an address, a file name.
func (s *scanner) glued(i int) bool {
	switch s.toks[i-1].ch {
	case '.', '@', '_', '#', '\\':
		return i > 1 && !s.toks[i-1].gap
	case '/':
		return i > 1 && s.toks[i-2].kind == word && s.toks[i-2].class == none
	}
	return s.toks[i-1].kind != punct
}

func (s *scanner) emit(i int, m match) {
	e := Expression{Start: s.toks[i].start, End: s.toks[m.next-1].end, Type: m.typ, Value: m.value, Resolved: m.resolved}
	s.found = append(s.found, e)
	if m.date.known() {
		s.last = m.date
		if m.date.d != 0 {
			s.day, s.dayAt = m.date, m.next
		}
	}
}

// match tries the rules that can begin at token i, the longest first.
func (s *scanner) match(i int) (match, bool) {
	for _, rule := range [...]func(*scanner, int) (match, bool){
		(*scanner).setOfTimes, (*scanner).timeOfDay, (*scanner).offset, (*scanner).period, (*scanner).dateTime, (*scanner).length, (*scanner).reference,
	} {
		if m, ok := rule(s, i); ok {
			return m, true
		}
	}
	return match{}, false
}

// at returns the token at i, or an empty one outside the text.
func (s *scanner) at(i int) *token {
	if i < 0 || i >= len(s.toks) {
		return &token{num: -1}
	}
	return &s.toks[i]
}

func (s *scanner) is(i int, c class) bool { return s.at(i).class == c }

func (s *scanner) mark(i int, ch rune) bool { return s.at(i).kind == punct && s.at(i).ch == ch }

// text of the token at i.
func (s *scanner) str(i int) string { t := s.at(i); return s.text[t.start:t.end] }

// word reports whether the token at i is one of the words, in any case.
func (s *scanner) word(i int, words ...string) bool {
	if i < 0 || i >= len(s.toks) || s.toks[i].kind != word {
		return false
	}
	w := s.str(i)
	for _, x := range words {
		if len(w) == len(x) && strings.EqualFold(w, x) {
			return true
		}
	}
	return false
}

// hyphen reports whether the token at i joins its neighbours without a gap.
func (s *scanner) hyphen(i int) bool {
	t := s.at(i)
	return t.kind == punct && !t.gap && (t.ch == '-' || t.ch == '‑') && i+1 < len(s.toks) && !s.toks[i+1].gap
}

// dash reports whether the token at i may stand between two ends of a range.
func (s *scanner) dash(i int) bool {
	t := s.at(i)
	return t.kind == punct && (t.ch == '-' || t.ch == '–' || t.ch == '—' || t.ch == '‑')
}

// opens reports whether a sentence or line begins at token i.
func (s *scanner) opens(i int) bool {
	if i <= 0 || i >= len(s.toks) || s.toks[i].line {
		return true
	}
	p := s.toks[i-1]
	switch p.ch {
	case '!', '?', '•':
		return true
	case '.':
		// A point before a small letter or behind a short capitalised word is
		// an abbreviation's.
		w := s.at(i - 2)
		if t := s.at(i); t.kind == word && !t.capital {
			return false
		}
		return !(w.kind == word && w.capital && (w.end-w.start <= 3 || w.class == month) && !s.toks[i-1].gap)
	case '"', '“', '”', '`', '\'', '‘', '’':
		return i > 1 && (s.toks[i-2].line || s.toks[i-2].ch == '.' || s.toks[i-2].ch == '?' || s.toks[i-2].ch == '!' || i == 1)
	}
	return false
}
