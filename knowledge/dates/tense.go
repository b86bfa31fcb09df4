package dates

import "strings"

// tense is the time of the verb that a date belongs to.
type tense int

const (
	past    tense = -1
	unknown tense = 0
	ahead   tense = 1
)

// reach is how many tokens to each side a verb is looked for: forecasts list stretches of
// days behind one verb.
const reach = 40

// tenses are the words and endings that tell the time of a clause in a language,
// with blanks between. A word that is listed has the tense of its list, whatever it ends in.
type tenses struct {
	ahead, past string // verbs, and words such as due or since
	none        string // words that end as a verb does and tell nothing
	planning    string // words that make an infinitive behind them lie ahead: plans to meet
	leads       string // words right before a date that lies ahead: until
	// Endings of verbs.
	aheadEndings, pastEndings string

	endings []ending
}

type ending struct {
	letters string
	tense   tense
}

func (t *tenses) prepare(g *grammar) {
	g.add(wordsOf{tenseWord, int(ahead), t.ahead, 0})
	g.add(wordsOf{tenseWord, int(past), t.past, 0})
	g.add(wordsOf{tenseWord, int(unknown), t.none, 0})
	g.add(wordsOf{planningWord, 0, t.planning, 0})
	g.add(wordsOf{aheadLead, 0, t.leads, 0})
	for w := range strings.FieldsSeq(t.aheadEndings) {
		t.endings = append(t.endings, ending{fold(w), ahead})
	}
	for w := range strings.FieldsSeq(t.pastEndings) {
		t.endings = append(t.endings, ending{fold(w), past})
	}
}

// signal returns the tense that the word at i gives the clause.
func (s *scanner) signal(i int) tense {
	t := s.at(i)
	if t.kind != word {
		return unknown
	}
	switch {
	case s.is(i, planningWord) && s.word(i+1, "to"), s.lies(i):
		return ahead
	case s.word(i, "may") && t.capital && !s.opens(i):
		return unknown
	case s.word(i, "won") && isApostrophe(s.at(i+1).ch):
		return ahead // won't
	}
	v := s.verb(i)
	if v == past && (s.word(i-1, "be") || s.word(i, "followed") && s.word(i+1, "by") || s.grammar.language == "en" && s.word(i-1, "to") && !s.word(i, "have")) {
		return unknown // a participle: to be held, rain followed by snow; an infinitive: to beat
	}
	return v
}

// lies reports whether the word at i and the next one say what lies ahead, or what is so each week.
func (s *scanner) lies(i int) bool {
	return s.word(i, "to") && s.word(i+1, "be") ||
		s.word(i, "has", "have", "had") && s.word(i+1, "to", "until") ||
		s.word(i, "takes") && s.word(i+1, "office", "effect", "place") ||
		s.word(i, "is", "are") && s.word(i+1, "open")
}

// verb returns the tense of the word at i by itself.
func (s *scanner) verb(i int) tense {
	if x := s.as(i, tenseWord); x != nil {
		return tense(x.value)
	}
	t := s.at(i)
	if t.end-t.start <= 3 || len(s.grammar.tenses.endings) == 0 {
		return unknown
	}
	w := fold(s.str(i))
	for _, e := range s.grammar.tenses.endings {
		if len(w) > len(e.letters)+1 && strings.HasSuffix(w, e.letters) {
			return e.tense
		}
	}
	return unknown
}

// tenseAt returns the tense of the verb nearest to the expression between the
// tokens i and next: the one before it in its sentence, or else the first one
// after it.
func (s *scanner) tenseAt(i, next int) tense {
	if s.word(next, "is", "will") || s.is(i-1, aheadLead) && !s.word(i-2, "has", "have", "had", "not", "t") {
		return ahead
	}
	for j := i - 1; j >= 0 && j > i-reach && !s.opens(j+1); j-- {
		if v := s.signal(j); v != unknown {
			return v
		}
		if s.progressive(j) {
			return ahead
		}
	}
	on := s.word(i-1, "on")
	for j := next; j < len(s.toks) && j < next+reach && !s.opens(j); j++ {
		if v := s.signal(j); v != unknown {
			return v
		}
		if on && s.progressive(j) {
			return ahead
		}
	}
	return unknown
}

// progressive reports whether a verb at i goes on, which with a day that is not today says what is
// arranged for it: the army is holding a parade on Saturday.
func (s *scanner) progressive(i int) bool {
	return s.word(i, "is", "are") && strings.HasSuffix(s.str(i+1), "ing") && !s.word(i+1, "being", "according", "including")
}
