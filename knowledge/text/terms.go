package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Term is a word together with what a search needs to know about it.
type Term struct {
	Span
	// Stem is Stem(Fold(word)).
	Stem string
	// Capital says that the word is written with a capital for its own sake: it
	// is not merely the first of its sentence. For the first word that is told
	// from the word being all capitals or having a capital inside, or from the
	// next word being capitalised too, when it is not a function word.
	Capital bool
	// Number says that the word begins with a digit: 2020, 3.4, 44th, 1990s.
	Number bool
	// Stop says that the word is a function word: Stopword of its folded form.
	Stop bool

	code uint32
}

// Code is Code of the term's stem, or 0: to compare two numbers costs less than to compare
// two stems, which may stand anywhere in memory.
func (t *Term) Code() uint32 { return t.code }

// AppendTerms appends the words of s as terms to dst and returns it. Words are
// those of AppendWords; in French and Italian an elided article or preposition
// (l', d', qu', dell') is left off the term's span, in Turkish the ending behind the
// apostrophe of a name (Ankara'da).
func AppendTerms(dst []Term, s, lang string) []Term {
	lang = base(lang)
	key := keyOf(lang)
	elides := lang == "fr" || lang == "it"
	first := true // nothing before the word in its sentence
	end := 0      // of the previous word
	for i := 0; i < len(s); {
		sp, ok := nextWord(s, i)
		if !ok {
			break
		}
		i = sp.End
		first = first || endsSentence(s[end:sp.Start])
		end = sp.End
		switch {
		case elides:
			sp = afterElision(s, sp)
		case lang == "tr":
			sp = beforeEnding(s, sp)
		}
		word := s[sp.Start:sp.End]
		e := lookUp(word, lang, key)
		if e.stem == "" {
			continue
		}
		t := Term{Span: sp, Stem: e.stem, Number: asciiClass[word[0]] == digit, Stop: e.stop, code: e.code}
		if capitalised(word) {
			t.Capital = !first || hasCapital(word[1:]) || !e.stop && capitalFollows(s, sp.End)
		}
		first = false
		dst = append(dst, t)
	}
	return dst
}

// lookUp returns what is known of a word as written: its stem, whether it is a function
// word, and its code. key is that of lang.
func lookUp(word, lang string, key languageKey) *entry {
	if len(word) > longestCached || key == (languageKey{}) {
		folded := Fold(word)
		return &entry{stem: Stem(folded, lang), stop: Stopword(folded, lang)}
	}
	slot := terms.slot(word, key)
	if e := slot.Load(); e.is(word, key) {
		return e
	}
	e := newEntry(word, key)
	folded := Fold(strings.Clone(word))
	e.stop = Stopword(folded, lang)
	e.stem, e.code = numbered.code(Stem(folded, lang))
	slot.Store(e)
	return e
}

// endsSentence reports whether what stands between two words may end a sentence.
func endsSentence(gap string) bool {
	for _, r := range gap {
		switch r {
		case '.', '!', '?', '\n', '…', '。', '！', '？':
			return true
		}
	}
	return false
}

func capitalised(word string) bool {
	c := word[0]
	if c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

func hasCapital(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf && 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

// capitalFollows reports whether the word that ends at i is followed, after one
// space or hyphen, by a capitalised one.
func capitalFollows(s string, i int) bool {
	return i+1 < len(s) && (s[i] == ' ' || s[i] == '-') && capitalised(s[i+1:])
}

// elided holds the words that French and Italian write before an apostrophe.
var elided = set("l d j n s m t c qu jusqu lorsqu puisqu quoiqu dell all nell sull dall un quest quell coll")

func afterElision(s string, sp Span) Span {
	for i := sp.Start; i < sp.End && i < sp.Start+8; i++ {
		if w := apostrophe(s, i); w > 0 && i+w < sp.End {
			if elided[strings.ToLower(s[sp.Start:i])] {
				sp.Start = i + w
			}
			return sp
		}
	}
	return sp
}

// beforeEnding is a word without what stands behind its apostrophe.
func beforeEnding(s string, sp Span) Span {
	for i := sp.Start + 1; i < sp.End; i++ {
		if apostrophe(s, i) > 0 {
			sp.End = i
			break
		}
	}
	return sp
}

// set makes a set of the space-separated words.
func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
