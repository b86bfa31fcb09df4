package dates

import (
	"strings"
	"sync"
	"time"
)

// A scanner finds the expressions of one text.
type scanner struct {
	grammar *grammar
	text    string
	toks    []token
	known   [tableCount]known

	readings []*reading // those in use, open of them, and some to use again
	open     int
	pub      civil       // zero when unknown
	last     civil       // the last calendar date found
	lastAt   int         // the token behind that one
	day      civil       // the last one known to the day
	dayAt    int         // the token behind that one
	order    order       // of numbers in 11/10/2020
	years    [13][32]int // by month and day, the year with which the text last wrote them
	found    []Expression
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
	length   quantity // of lengthTable
	role     Role
	event    bool // the date names an event of a known year: the Jan. 6 riot
	spoken   bool // it counts from the day of who speaks: today, tomorrow
}

// known is what a table of rules was last found to say, at token at-1.
type known struct {
	at int
	match
	ok bool
}

// spare holds scanners to use again: the tokens of a text take 16 bytes for each of its own.
var spare = sync.Pool{New: func() any { return new(scanner) }}

// find returns the expressions of a text.
func (g *grammar) find(text string, published time.Time) []Expression {
	s := spare.Get().(*scanner)
	s.begin(g, text, published)
	s.run()
	found := s.found
	if len(found) == 0 && g.language != "en" {
		found = s.stamps(text)
	}
	s.text, s.found = "", nil
	spare.Put(s)
	return found
}

// begin has a scanner read a text.
func (s *scanner) begin(g *grammar, text string, published time.Time) {
	*s = scanner{grammar: g, text: text, toks: g.appendTokens(s.toks[:0], text), readings: s.readings}
	if !published.IsZero() {
		s.pub = civilOf(published)
	}
}

func (s *scanner) run() {
	for i := 0; i < len(s.toks); {
		if t := &s.toks[i]; t.kind == word && (t.lexeme == noWord || i > 0 && !t.gap && s.glued(i)) {
			i++
			continue
		}
		m, ok := s.longest(expressions, i)
		if !ok {
			i++
			continue
		}
		s.emit(i, m)
		i = m.next
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
	if m.spoken {
		m = s.onDayOfSpeech(i, m)
	}
	e := Expression{Start: s.toks[i].start, End: s.toks[m.next-1].end, Type: m.typ, Value: m.value, Resolved: m.resolved, Role: m.role}
	if e.Role == Main {
		e.Role = s.roleAt(i)
	}
	s.found = append(s.found, e)
	s.known = [tableCount]known{}
	if m.date.known() {
		s.last, s.lastAt = m.date, m.next
		if m.date.d != 0 {
			s.day, s.dayAt = m.date, m.next
			if !m.resolved || m.event {
				s.years[m.date.m][m.date.d] = m.date.y
			}
		}
	}
}

var noToken = &token{num: -1, lexeme: noWord}

// at returns the token at i, or an empty one outside the text.
func (s *scanner) at(i int) *token {
	if i < 0 || i >= len(s.toks) {
		return noToken
	}
	return &s.toks[i]
}

// as returns what the word at i says in a class, nil for nothing.
func (s *scanner) as(i int, c class) *lexeme { return s.at(i).lexeme.as(c) }

func (s *scanner) is(i int, c class) bool { return s.as(i, c) != nil }

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
		return !(w.kind == word && w.capital && (w.end-w.start <= 3 || w.as(month) != nil) && !s.toks[i-1].gap)
	case '"', '“', '”', '`', '\'', '‘', '’':
		return i > 1 && (s.toks[i-2].line || s.toks[i-2].ch == '.' || s.toks[i-2].ch == '?' || s.toks[i-2].ch == '!' || i == 1)
	}
	return false
}
