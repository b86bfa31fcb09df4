package dates

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A rule is one line of a language's table: an expression that the pattern
// matches has the value that make gives it.
//
// A pattern is a sequence of items with blanks between. An item is
//
//	of|in      one of these words or marks, in any case
//	MONTH      an element (elements) or a table of rules or phrases of the language
//	YEAR?      an item that may be missing
//	<in|since  before the expression stands one of these; !<in is the opposite
//	>to DAY    behind the expression stands this, up to the end of the pattern
//	!>of|when  behind the expression stands none of these
//
// All items of an expression stand in one line. Of the rules that match at a word
// the one that reads farthest wins, and the first in the table among these.
type rule struct {
	pattern string
	make    maker
	example string // a text, published on Wednesday 2020-11-18, with the expression in brackets
	value   string // the TIMEX3 value of the expression
}

// A maker gives what a rule has read its value; false means that it is none.
type maker func(s *scanner, r *reading) (match, bool)

// A matcher reads an element at token i into r and returns the token behind it,
// or 0 when it does not stand there.
type matcher func(s *scanner, i int, r *reading) int

// An item is a compiled item of a pattern.
type item struct {
	name     string // as the pattern has it, without the sign of what may be missing
	match    matcher
	begins   func(class, wordID) bool // whether it can begin with such a word, number or apostrophe
	table    table                    // that it names; expressions when it names none
	width    width                    // how many tokens it reads
	marks    bool                     // it can begin with a mark
	anything bool                     // it can begin with a word that the grammar does not know
	optional bool

	words []bool // by wordID, those that it can begin with; set by finish
	digit bool   // it can begin with a number; set by finish
	quote bool   // and with an apostrophe
}

// A width is how many tokens an item reads, as far as that can be told before it is read.
type width uint8

const (
	anyWidth     width = iota
	numberWidth        // one, where a gap stands behind a number or a word of no meaning behind the gap: "44 years", "one bridge", but "two hundred"
	oneBeforeGap       // one, where white space stands behind it: "May 7", but "Sept." and "7th"
	oneToken
)

// finish sets what an item can begin with. words are all that the grammar knows.
func (x *item) finish(words []*lexeme) {
	x.words = make([]bool, len(words)+1)
	for _, w := range words {
		for y := w; y != nil; y = y.other {
			x.words[w.id] = x.words[w.id] || x.anything || x.begins(y.class, y.id)
		}
	}
	x.words[0] = x.anything
	x.digit, x.quote = x.begins(digits, 0), x.marks || x.begins(quoteMark, 0)
}

// may reports whether an item can begin with a token.
func (x *item) may(t *token) bool {
	switch {
	case t.kind == word:
		return x.words[t.id]
	case t.kind == number:
		return x.digit
	case t.class == quoteMark:
		return x.quote
	}
	return x.marks
}

// A program is a compiled rule.
type program struct {
	rank          int      // of two that read as far, the lower one wins
	names         []string // of its parts, those behind the expression with a ">"
	parts         []item   // items and then behind
	items, behind []item
	before        []item // one of which has to stand before
	notBefore     []item
	notBehind     []item
	make          maker
}

// A start is a program in a list of those that can begin with the same word or mark.
type start struct {
	*program
	same int // how many of its first parts the one before it in the list begins with, too
}

// listed makes a list of programs that are in the order of their names.
func listed(programs []*program) []start {
	starts := make([]start, len(programs))
	for i, p := range programs {
		starts[i].program = p
		if i > 0 {
			for before := programs[i-1].names; starts[i].same < min(len(p.names), len(before)) && p.names[starts[i].same] == before[starts[i].same]; {
				starts[i].same++
			}
		}
	}
	return starts
}

// A reading holds what the elements of a pattern have read. An element that is
// read twice keeps its first value.
type reading struct {
	from, next       int // tokens
	day, month, year int
	weekday          int // 1 for Monday
	resolved         bool
	by               int // steps: -1 for last, 1 for next
	unit             int
	halves           int // of a number: twice its value, -1 when it is vague
	ordinal          int
	season, part     int // counted from 1
	hour, minute     int
	meridiem         int // 1 before noon, 2 after
	zone             string
	value            string // of an element that has a value of its own
	holiday          *holiday
	inner            match // of the last table of rules that was read
	innerAt          int   // the token where it begins
	left             int   // the least number of items that follow had still to read
}

// follow reads items from token i on and returns the token behind them.
func (s *scanner) follow(items []item, i int, r *reading) (next int, ok bool) {
	r.left = min(r.left, len(items))
	if len(items) == 0 {
		return i, true
	}
	head, rest := &items[0], items[1:]
	if i >= len(s.toks) || s.toks[i].line && i > r.from || !head.may(&s.toks[i]) {
		if head.optional {
			return s.follow(rest, i, r)
		}
		return 0, false
	}
	if !head.optional {
		if i = head.match(s, i, r); i == 0 {
			return 0, false
		}
		return s.follow(rest, i, r)
	}
	saved := *r
	if n := head.match(s, i, r); n > 0 {
		if next, ok := s.follow(rest, n, r); ok {
			return next, true
		}
	}
	saved.left = r.left
	*r = saved
	return s.follow(rest, i, r)
}

// lookahead is how many tokens are looked at before a rule is tried: by three, nine in ten of
// those that can begin at a token are known to read nothing.
const lookahead = 3

// mayRead reports whether the parts of a rule from number k on may read from token i on, as far as the next n tokens
// and the widths of the parts tell, and how many of its first parts it had to look at.
func (s *scanner) mayRead(p *program, k, i, n int) (looked int, ok bool) {
	for ; k < len(p.parts); k++ {
		x := &p.parts[k]
		looked = max(looked, k+1)
		if i < len(s.toks) && (n == lookahead || !s.toks[i].line) && x.may(&s.toks[i]) {
			if n == 1 || !s.readsOne(x, i) {
				return looked, true
			}
			behind, ok := s.mayRead(p, k+1, i+1, n-1)
			if ok {
				return looked, true
			}
			looked = max(looked, behind)
		}
		if !x.optional {
			return looked, false
		}
	}
	return looked, true
}

// mayBegin is mayRead for a rule that can begin with the token at i.
func (s *scanner) mayBegin(p *program, i int) (looked int, ok bool) {
	first := &p.parts[0]
	if first.optional {
		return s.mayRead(p, 0, i, lookahead)
	}
	if !s.readsOne(first, i) {
		return 1, true
	}
	return s.mayRead(p, 1, i+1, lookahead-1)
}

// readsOne reports whether what an item reads at token i is that token alone.
func (s *scanner) readsOne(x *item, i int) bool {
	if x.width == oneToken {
		return true
	}
	gap := i+1 >= len(s.toks) || s.toks[i+1].gap
	return gap && (x.width == oneBeforeGap || x.width == numberWidth && (s.toks[i].kind == number || s.unknownBehind(i)))
}

// unknownBehind reports whether behind the token at i stand white space and a word that the
// grammar does not know.
func (s *scanner) unknownBehind(i int) bool {
	next := s.at(i + 1)
	return next.gap && next.kind == word && next.id == 0
}

// try applies one rule at token i. Where it reads nothing, looked is how many of its first parts had to be looked at to
// know that; allParts where something else kept it from reading.
func (s *scanner) try(p *program, i int) (m match, looked int, ok bool) {
	if !s.beside(p, i) {
		return match{}, allParts, false
	}
	r := s.reading(i)
	defer s.release()
	r.left = len(p.items)
	next, ok := s.follow(p.items, i, r)
	if !ok {
		return match{}, len(p.items) - r.left + 1, false
	}
	if next == i {
		return match{}, allParts, false
	}
	for k := range p.notBehind {
		if s.stands(&p.notBehind[k], next) {
			return match{}, allParts, false
		}
	}
	if r.left = len(p.behind); r.left > 0 {
		if _, ok := s.follow(p.behind, next, r); !ok {
			return match{}, len(p.parts) - r.left + 1, false
		}
	}
	r.next = next
	m, ok = p.make(s, r)
	if m.next == 0 {
		m.next = next
	}
	return m, allParts, ok
}

// allParts is more than a rule has.
const allParts = math.MaxInt

// beside checks the token before an expression at i.
func (s *scanner) beside(p *program, i int) bool {
	for k := range p.notBefore {
		if s.stands(&p.notBefore[k], i-1) {
			return false
		}
	}
	for k := range p.before {
		if s.stands(&p.before[k], i-1) {
			return true
		}
	}
	return len(p.before) == 0
}

// stands reports whether an item stands at token i.
func (s *scanner) stands(x *item, i int) bool {
	if i < 0 || i >= len(s.toks) || !x.may(&s.toks[i]) {
		return false
	}
	r := s.reading(i)
	defer s.release()
	return x.match(s, i, r) > 0
}

// reading returns an empty reading, which release gives back: a text takes some
// hundred thousand of them, seldom more than four at a time.
func (s *scanner) reading(from int) *reading {
	if s.open == len(s.readings) {
		s.readings = append(s.readings, new(reading))
	}
	r := s.readings[s.open]
	s.open++
	*r = reading{from: from}
	return r
}

func (s *scanner) release() { s.open-- }

// longest applies the rules of a table that can begin at token i.
func (s *scanner) longest(t table, i int) (best match, ok bool) {
	if i >= len(s.toks) {
		return match{}, false
	}
	rules := s.candidates(t, i)
	if len(rules) == 0 { // at four tokens in five
		return match{}, false
	}
	if known := &s.known[t]; known.at == i+1 {
		return known.match, known.ok
	}
	looked, rank := allParts, 0 // at the parts of the one before, if that reads nothing; of the best
	for k := range rules {
		p := rules[k].program
		if rules[k].same >= looked {
			continue
		}
		var may bool
		if looked, may = s.mayBegin(p, i); !may {
			continue
		}
		if x := &p.items[0]; x.table != expressions && !x.optional && !s.matches(x.table, i) {
			looked = 1
			continue
		}
		var m match
		var read bool
		if m, looked, read = s.try(p, i); read && (m.next > best.next || m.next == best.next && p.rank < rank) {
			best, rank, ok = m, p.rank, true
		}
	}
	s.known[t] = known{at: i + 1, match: best, ok: ok}
	return best, ok
}

// matches reports whether a rule of a table matches at token i.
func (s *scanner) matches(t table, i int) bool {
	if known := &s.known[t]; known.at == i+1 {
		return known.ok
	}
	_, ok := s.longest(t, i)
	return ok
}

// candidates are the rules of a table that can begin with the token at i.
func (s *scanner) candidates(t table, i int) []start {
	x := &s.toks[i]
	if x.kind == word {
		if x.id == 0 {
			return nil
		}
		if s.unknownBehind(i) {
			return s.grammar.alone[t][x.id]
		}
		return s.grammar.starts[t][x.id]
	}
	return s.grammar.marks[t][x.class]
}

// compile reads a rule of the grammar.
func (g *grammar) compile(r rule) []*program {
	var out []*program
	for _, pattern := range g.expand(r.pattern) {
		p := &program{make: r.make}
		behind, items := false, 0
		add := func(field string) {
			p.parts = append(p.parts, g.item(field))
			if behind {
				field = ">" + field
			} else {
				items++
			}
			p.names = append(p.names, field)
		}
		for field := range strings.FieldsSeq(pattern) {
			switch {
			case strings.HasPrefix(field, "!<"):
				p.notBefore = append(p.notBefore, g.item(field[2:]))
			case strings.HasPrefix(field, "!>"):
				p.notBehind = append(p.notBehind, g.item(field[2:]))
			case field[0] == '<' && len(field) > 1:
				p.before = append(p.before, g.item(field[1:]))
			case field[0] == '>' && len(field) > 1:
				behind = true
				add(field[1:])
			default:
				add(field)
			}
		}
		p.items, p.behind = p.parts[:items], p.parts[items:]
		out = append(out, p)
	}
	return out
}

// expand writes a pattern out for every phrase of the language in it.
func (g *grammar) expand(pattern string) []string {
	fields := strings.Fields(pattern)
	for i, field := range fields {
		name := strings.TrimLeft(strings.TrimSuffix(field, "?"), ">")
		phrases, ok := g.phrases[name]
		if !ok {
			continue
		}
		if strings.HasSuffix(field, "?") {
			phrases = append(slices.Clone(phrases), "")
		}
		var out []string
		for _, phrase := range phrases {
			if field[0] == '>' {
				phrase = ">" + phrase
			}
			whole := slices.Concat(fields[:i], strings.Fields(phrase), fields[i+1:])
			out = append(out, g.expand(strings.Join(whole, " "))...)
		}
		return out
	}
	return []string{strings.Join(fields, " ")}
}

// item compiles one item: its alternatives are tried in order.
func (g *grammar) item(field string) item {
	var x item
	if len(field) > 1 {
		field, x.optional = strings.CutSuffix(field, "?")
	}
	x.name = field
	alternatives := []item{}
	for name := range strings.SplitSeq(field, "|") {
		alternatives = append(alternatives, g.alternative(name))
	}
	if len(alternatives) == 1 {
		alternatives[0].name, alternatives[0].optional = x.name, x.optional
		return alternatives[0]
	}
	x.width = oneToken
	for _, a := range alternatives {
		x.marks, x.anything, x.width = x.marks || a.marks, x.anything || a.anything, min(x.width, a.width)
	}
	x.match = func(s *scanner, i int, r *reading) int {
		for _, a := range alternatives {
			if n := a.match(s, i, r); n > 0 {
				return n
			}
		}
		return 0
	}
	x.begins = func(c class, id wordID) bool {
		return slices.ContainsFunc(alternatives, func(a item) bool { return a.begins(c, id) })
	}
	return x
}

func (g *grammar) alternative(name string) item {
	first, _ := utf8.DecodeRuneInString(name)
	if e, ok := elements[name]; ok {
		return item{match: e.match, width: e.width, marks: e.classes == nil, anything: e.classes == nil, begins: func(c class, _ wordID) bool { return slices.Contains(e.classes, c) }}
	}
	if t, ok := tables[name]; ok {
		return item{
			match: func(s *scanner, i int, r *reading) int {
				m, ok := s.longest(t, i)
				if !ok {
					return 0
				}
				r.inner, r.innerAt = m, i
				return m.next
			},
			table: t,
			begins: func(c class, id wordID) bool {
				return slices.ContainsFunc(g.programs[t], func(p *program) bool { return p.canBegin(c, id) })
			},
		}
	}
	switch {
	case unicode.IsDigit(first):
		return item{
			match: func(s *scanner, i int, _ *reading) int {
				if t := s.at(i); t.kind == number && s.str(i) == name {
					return i + 1
				}
				return 0
			},
			begins: func(c class, _ wordID) bool { return c == digits },
			width:  oneToken,
		}
	case unicode.IsUpper(first):
		panic("dates: no element " + name + " in the rules of " + g.language)
	case unicode.IsLetter(first):
		id := g.id(name)
		return item{
			match: func(s *scanner, i int, _ *reading) int {
				if t := s.at(i); t.kind == word && t.id == id {
					return i + 1
				}
				return 0
			},
			begins: func(_ class, other wordID) bool { return other == id },
			width:  oneToken,
		}
	}
	return item{
		match: func(s *scanner, i int, _ *reading) int {
			if s.mark(i, first) {
				return i + 1
			}
			return 0
		},
		marks:  true,
		begins: func(c class, _ wordID) bool { return c == quoteMark && isApostrophe(first) },
		width:  oneToken,
	}
}

// canBegin reports whether the first items of a rule can begin with such a token.
func (p *program) canBegin(c class, id wordID) bool {
	for _, x := range p.items {
		if x.begins(c, id) {
			return true
		}
		if !x.optional {
			return false
		}
	}
	return false
}
