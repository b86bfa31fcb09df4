package answer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/text"
)

const (
	// maxQuestion is the longest question, in characters.
	maxQuestion = 2000
	// maxTerms is how many terms of a question are looked at, the rarest first:
	// the bits of a word, and three times what questions have.
	maxTerms = 64
)

// kind is what a question asks for.
type kind int

const (
	anything kind = iota
	person
	place
	moment   // when
	duration // how long
	number   // how many, how much
	name     // which or what thing: likely a name
)

// term is a word of a question that an answer may hold.
type term struct {
	stem   string
	word   string // as written
	weight float64
	name   bool // written with a capital for its own sake
	number bool
	asked  bool     // stands in the sentence that asks
	borrow bool     // of the subject of the talk, not of the question itself
	others []string // stems of the word written in two, or as one
}

// question is a question taken apart.
type question struct {
	text     string
	terms    []term
	kind     kind
	index    map[string]int    // stem -> term
	pairs    [][2]int          // terms that stand side by side
	parts    map[[2]string]int // a term that may be written as two words
	subject  string
	followUp bool
	// same and opposite are the words for a beginning or an end, when the
	// question asks for the one of them; else nil.
	same, opposite map[string]bool
}

// carriers are words that carry a question and say nothing about what is asked:
// the field's list of question words, and the quiz and news phrases around them.
var carriers = stemSet(`which what who whom whose when where why how following name named called according
	week recent recently month today yesterday news article story tell say said report reported reportedly
	many much long old often far answer question please know true false
	photo pictured shown show image above latest new currently`)

func stemSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[text.Stem(text.Fold(w), "en")] = true
	}
	return set
}

// parse takes a question apart. It has no terms when s has only words such as "the"
// and "of".
func parse(s string) (*question, error) {
	s = clean(s)
	switch {
	case s == "":
		return nil, ErrEmpty
	case utf8.RuneCountInString(s) > maxQuestion:
		return nil, ErrTooLong
	}
	q := &question{text: s, index: map[string]int{}}
	asking := askingPart(s)
	q.kind = kindOf(s[asking.Start:asking.End])
	q.add(s, asking, false)
	q.subject = subjectOf(s)
	q.compounds(s)
	q.sense()
	return q, nil
}

// The words for that something begins, and for that it ends: a question after the
// one is not answered by the other, however much else they share.
var (
	beginnings = stemSet("begin start commence erupt launch outset onset")
	endings    = stemSet("end finish conclude stop cease expire over")
)

// sense tells a question after a beginning from one after an end. Of the first two
// words of its sense, the most usual, each stands for the other.
func (q *question) sense() {
	begins, ends := -1, -1
	for i, t := range q.terms {
		switch {
		case beginnings[t.stem]:
			begins = i
		case endings[t.stem]:
			ends = i
		}
	}
	if begins < 0 == (ends < 0) {
		return
	}
	at, same := begins, []string{"begin", "start"}
	q.same, q.opposite = beginnings, endings
	if ends >= 0 {
		at, same = ends, []string{"end", "finish"}
		q.same, q.opposite = endings, beginnings
	}
	for _, w := range same {
		stem := text.Stem(w, "en")
		if _, taken := q.index[stem]; !taken {
			q.index[stem] = at
			q.terms[at].others = append(q.terms[at].others, stem)
		}
	}
}

// compounds adds the other ways in which a compound is written: "ceasefire" as
// "cease-fire" or "cease fire", and "cease-fire" as "ceasefire". Parts that no
// article holds are dropped when the terms are weighed.
func (q *question) compounds(s string) {
	q.parts = map[[2]string]int{}
	for i := range q.terms {
		t := &q.terms[i]
		if t.number {
			continue
		}
		for _, pair := range text.Splits(text.Fold(t.word), "en") {
			q.parts[pair] = i
		}
	}
	terms := text.AppendTerms(nil, s, "en")
	for i := 1; i < len(terms); i++ {
		a, b := terms[i-1], terms[i]
		if at, ok := q.index[b.Stem]; ok && s[a.End:b.Start] == "-" && !a.Number {
			joined := text.Stem(text.Fold(s[a.Start:a.End]+s[b.Start:b.End]), "en")
			if _, taken := q.index[joined]; !taken {
				q.index[joined] = at
				q.terms[at].others = append(q.terms[at].others, joined)
			}
		}
	}
}

// clean makes one line of valid text without control characters.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, text.Normalize(s))
	return strings.Join(strings.Fields(s), " ")
}

// askingPart is the sentence of s that asks: the last with a question mark or a
// question word, else the last.
func askingPart(s string) text.Span {
	sentences := text.Sentences(s, "en")
	if len(sentences) == 0 {
		return text.Span{Start: 0, End: len(s)}
	}
	for _, sp := range slices.Backward(sentences) {
		if part := sp.In(s); strings.HasSuffix(part, "?") || questionWord(part) != "" {
			return sp
		}
	}
	return sentences[len(sentences)-1]
}

var questionWords = []string{"who", "whom", "whose", "when", "where", "which", "what", "how", "why"}

// questionWord returns the first question word of s.
func questionWord(s string) string {
	for sp := range text.Words(s) {
		if w := strings.ToLower(sp.In(s)); slices.Contains(questionWords, strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")) {
			return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		}
	}
	return ""
}

// add adds the terms of s that mean something.
func (q *question) add(s string, asking text.Span, borrow bool) {
	previous := -1
	for _, t := range text.AppendTerms(nil, s, "en") {
		if t.Stop || len(t.Stem) == 1 && !t.Number || carriers[t.Stem] && !t.Capital {
			if !t.Stop {
				previous = -1
			}
			continue
		}
		at, known := q.index[t.Stem]
		if !known {
			if len(q.terms) == maxTerms {
				continue
			}
			at = len(q.terms)
			q.index[t.Stem] = at
			q.terms = append(q.terms, term{stem: t.Stem, word: t.In(s), borrow: borrow})
		}
		x := &q.terms[at]
		x.name = x.name || t.Capital
		x.number = x.number || t.Number
		x.asked = x.asked || asking.Start <= t.Start && t.End <= asking.End
		if previous >= 0 && previous != at && !borrow {
			q.pairs = append(q.pairs, [2]int{previous, at})
		}
		previous = at
	}
}

// kindOf says what a question asks for.
func kindOf(s string) kind {
	lower := " " + strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) && r != '\'' && r != '’' {
			return ' '
		}
		return r
	}, s)) + " "
	lower = strings.Join(strings.Fields(lower), " ") + " "
	lower = " " + lower
	has := func(any ...string) bool {
		return slices.ContainsFunc(any, func(p string) bool { return strings.Contains(lower, " "+p+" ") })
	}
	switch {
	case has("how long", "how many years", "how many days", "how many months", "how many weeks", "how many hours", "how many minutes"):
		return duration
	case has("how many", "how much", "what percentage", "which percentage", "what percent", "what number", "how old", "how far", "how fast", "how high", "how big", "how tall", "what proportion", "what share"):
		return number
	case has("when", "what year", "which year", "what day", "which day", "what date", "what month", "which month", "since", "how soon", "what time"):
		return moment
	case has("where", "which country", "what country", "which city", "what city", "which state", "what state", "which us state", "which nation", "which continent", "which place", "what place", "which town", "which region", "which country's"):
		return place
	case has("who", "whom", "whose", "which actor", "which singer", "which president", "which politician", "which player", "which star", "which celebrity"):
		return person
	case has("which", "what is the name", "what company"):
		return name
	}
	return anything
}

// maxSubject is the longest subject, in words.
const maxSubject = 6

// subjectOf is the topic of a question in its own words: its longest run of words
// that mean something, names before others.
func subjectOf(s string) string {
	terms := text.AppendTerms(nil, s, "en")
	type run struct {
		start, end, words, names int
	}
	var runs []run
	var now run
	flush := func() {
		if now.words > 0 {
			runs = append(runs, now)
		}
		now = run{}
	}
	for i, t := range terms {
		plain := carriers[t.Stem] && !t.Capital
		verb := !t.Capital && !t.Number && i > 0 && auxiliary(terms, i, s)
		if t.Stop || plain || verb {
			flush()
			continue
		}
		if now.words > 0 && strings.ContainsAny(s[now.end:t.Start], ",;:.?!()“”\"") {
			flush()
		}
		if now.words == 0 {
			now.start = t.Start
		}
		now.end = t.End
		now.words++
		if t.Capital || t.Number {
			now.names++
		}
	}
	flush()
	if len(runs) == 0 {
		return ""
	}
	better := func(a, b run) int {
		return cmp.Or(cmp.Compare(min(a.names, 1), min(b.names, 1)), cmp.Compare(a.words, b.words), cmp.Compare(a.start, b.start))
	}
	best := slices.MaxFunc(runs, better)
	words := strings.Fields(s[best.start:best.end])
	// A name alone says little: "earthquake Turkey", "new bridge Ash".
	if at := slices.Index(runs, best); at > 0 && best.names > 0 && best.words == 1 {
		if before := s[runs[at-1].start:runs[at-1].end]; !strings.HasSuffix(before, "ed") {
			words = append(strings.Fields(before), words...)
		}
	}
	if len(words) > maxSubject {
		words = words[:maxSubject]
	}
	return strings.Join(words, " ")
}

// auxiliary reports whether term i is likely the main verb of a question such as
// "When did the war end?": the last word, behind a "did", "does" or "will".
func auxiliary(terms []text.Term, i int, s string) bool {
	if i != len(terms)-1 {
		return false
	}
	for _, t := range terms[:i] {
		switch strings.ToLower(t.In(s)) {
		case "did", "does", "do", "will", "would", "can", "could", "has", "have":
			return true
		}
	}
	return false
}
