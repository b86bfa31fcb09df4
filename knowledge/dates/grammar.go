package dates

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// A grammar is how one language tells times: its words by their class, phrases
// that several rules have in common, and the tables of its rules.
type grammar struct {
	language string
	capital  bool // months and weekdays begin with a capital letter
	// abbreviated is the length in bytes of the longest short name of a month.
	abbreviated int
	words       []wordsOf
	phrases     map[string][]string
	rules       [tableCount][]rule
	tenses      tenses
	holidays    []holiday

	// Made of these by prepare, once.
	once     sync.Once
	lexicon  map[string]*lexeme
	shapes   [longestWord + 1][32]uint32        // by length and first letter, the last letters of its words, as bits
	programs [tableCount][]*program             // not in the order of rules
	starts   [tableCount][][]start              // by the id of the word that a rule can begin with
	alone    [tableCount][][]start              // those of starts that may read where a word that the grammar does not know stands behind
	marks    [tableCount][quoteMark + 1][]start // by the class of what is no word

	holidayNames map[wordID][]holidayName // by their first words
}

// A table is one of a grammar's tables of rules. All but expressions can stand
// in a pattern by their names.
type table int

const (
	expressions table = iota // what Find returns
	dateTable                // days, weeks, months, years and longer
	clockTable               // times of day
	lengthTable              // counted units
	tableCount
)

var tables = map[string]table{"DATE": dateTable, "CLOCK": clockTable, "LENGTH": lengthTable}

// wordsOf gives some words, with blanks between, a class and a value.
type wordsOf struct {
	class class
	value int
	words string
	marks wordMarks
}

type wordMarks uint8

const (
	plural wordMarks = 1 << iota // of a unit or weekday
	loose                        // may well be another word: needs more evidence
)

// A wordID tells the words of a grammar apart; 0 is none of them.
type wordID uint16

// A lexeme is what a word can say in a grammar.
type lexeme struct {
	id     wordID
	class  class
	value  int
	plural bool
	loose  bool
	other  *lexeme // in another class
}

// as returns what the word says in a class, nil for nothing.
func (x *lexeme) as(c class) *lexeme {
	for ; x != nil; x = x.other {
		if x.class == c {
			return x
		}
	}
	return nil
}

// prepare compiles the tables.
func (g *grammar) prepare(v *vocabulary) {
	g.fill(v)
	for t, rules := range g.rules {
		for _, r := range rules {
			g.programs[t] = append(g.programs[t], g.compile(r)...)
		}
		for rank, p := range g.programs[t] {
			p.rank = rank
		}
		slices.SortStableFunc(g.programs[t], func(p, q *program) int { return slices.Compare(p.names, q.names) })
	}
	for word := range g.lexicon {
		if n := len(word); n <= longestWord {
			g.shapes[n][word[0]&31] |= 1 << (word[n-1] & 31)
		}
	}
	words := slices.Collect(maps.Values(g.lexicon)) // which are gone through for every item
	finished := map[string]*item{}                  // by name: most stand in many rules
	for t := range g.programs {
		for _, p := range g.programs[t] {
			for _, items := range [][]item{p.parts, p.before, p.notBefore, p.notBehind} {
				for k := range items {
					x := &items[k]
					if same := finished[x.name]; same != nil {
						x.words, x.digit, x.quote = same.words, same.digit, same.quote
						continue
					}
					x.finish(words)
					finished[x.name] = x
				}
			}
		}
		g.index(table(t), words)
	}
	for t := range g.starts {
		g.indexAlone(table(t), words)
	}
}

// fill makes the lexicon of the words of the tables; those of the grammar come before
// those of its vocabulary.
func (g *grammar) fill(v *vocabulary) {
	g.lexicon = map[string]*lexeme{}
	for _, w := range g.words {
		g.add(w)
	}
	for i := range v.months {
		g.add(wordsOf{month, i + 1, v.months[i], 0})
		g.add(wordsOf{month, i + 1, v.shorter[i], loose})
	}
	for i := range v.weekdays {
		g.add(wordsOf{weekday, i + 1, v.weekdays[i], 0})
		g.add(wordsOf{weekday, i + 1, v.days[i], loose})
	}
	for name := range zones {
		g.add(wordsOf{zoneWord, 0, name, 0})
	}
	g.nameHolidays()
	g.tenses.prepare(g)
}

// index files the rules of a table under the words and marks that they can begin with.
func (g *grammar) index(t table, words []*lexeme) {
	g.starts[t] = make([][]start, len(words)+1)
	for _, x := range words {
		g.starts[t][x.id] = g.those(t, func(p *program) bool { return p.canBeginWith(x) })
	}
	for _, c := range []class{digits, quoteMark} {
		g.marks[t][c] = g.those(t, func(p *program) bool { return p.canBegin(c, 0) })
	}
}

// those are the rules of a table of which something is true.
func (g *grammar) those(t table, is func(*program) bool) []start {
	var programs []*program
	for _, p := range g.programs[t] {
		if is(p) {
			programs = append(programs, p)
		}
	}
	return listed(programs)
}

// indexAlone files the rules of a table that may read one word of the grammar before one that
// it does not know, as are half of those behind a word that a rule can begin with.
func (g *grammar) indexAlone(t table, words []*lexeme) {
	g.alone[t] = make([][]start, len(g.starts[t]))
	for _, x := range words {
		s := scanner{grammar: g, toks: []token{{kind: word, lexeme: x}, {kind: word, gap: true, lexeme: noWord}}}
		var programs []*program
		for _, p := range g.starts[t][x.id] {
			if _, ok := s.mayRead(p.program, 0, 0, lookahead-1); ok {
				programs = append(programs, p.program)
			}
		}
		g.alone[t][x.id] = listed(programs)
	}
}

// canBeginWith reports whether a rule can begin with a word in any of its classes.
func (p *program) canBeginWith(x *lexeme) bool {
	for ; x != nil; x = x.other {
		if p.canBegin(x.class, x.id) {
			return true
		}
	}
	return false
}

// add puts words into the lexicon; a word of two classes has both.
func (g *grammar) add(w wordsOf) {
	for name := range strings.FieldsSeq(w.words) {
		x := g.lexeme(name)
		if x.as(w.class) != nil {
			continue
		}
		if x.class != none {
			first := *x
			x.other = &first
		}
		x.class, x.value, x.plural, x.loose = w.class, w.value, w.marks&plural != 0, w.marks&loose != 0
	}
}

// lexeme returns the entry of a word, which it makes if there is none.
func (g *grammar) lexeme(name string) *lexeme {
	name = fold(name)
	x := g.lexicon[name]
	if x == nil {
		x = &lexeme{id: wordID(len(g.lexicon) + 1)}
		g.lexicon[name] = x
	}
	return x
}

func (g *grammar) id(name string) wordID { return g.lexeme(name).id }

// longestWord is the length in bytes of the longest word that is looked up.
const longestWord = 40

// lookup returns the lexeme of a word in any case, nil when the grammar has none.
func (g *grammar) lookup(w string) *lexeme {
	n := len(w)
	if n > longestWord {
		return nil
	}
	var low [longestWord]byte
	for i := 0; i < n; i++ {
		c := w[i]
		if c >= 0x80 {
			return g.lexicon[fold(w)]
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	if g.shapes[n][low[0]&31]>>(low[n-1]&31)&1 == 0 { // nine words in ten: it saves the map
		return nil
	}
	return g.lexicon[string(low[:n])]
}

// grammarOf returns the grammar of a language (ISO 639-1), the English one for a language
// that has none. It is prepared when it is first asked for: all eight take a tenth of a
// second, which a program that reads no date need not wait for.
func grammarOf(language string) *grammar {
	g, known := languages[language]
	if !known {
		g = &englishGrammar
	}
	g.once.Do(func() {
		for _, v := range vocabularies {
			if v.language == g.language {
				g.prepare(v)
			}
		}
	})
	return g
}
