package text

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/zeebo/xxh3"
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
	seed := seedOf(lang)
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
		stem, code, stop := lookUp(word, lang, seed)
		if stem == "" {
			continue
		}
		t := Term{Span: sp, Stem: stem, Number: asciiClass[word[0]] == digit, Stop: stop, code: code}
		if capitalised(word) {
			t.Capital = !first || hasCapital(word[1:]) || !stop && capitalFollows(s, sp.End)
		}
		first = false
		dst = append(dst, t)
	}
	return dst
}

// lookUp returns what is known of a word as written: its stem, the code of that, and whether it is a
// function word. seed is that of lang.
func lookUp(word, lang string, seed uint64) (stem string, code uint32, stop bool) {
	hash := xxh3.HashStringSeed(word, seed)
	if code, stop, ok := written.get(hash); ok {
		return numbered.of[code], code, stop
	}
	folded := Fold(word)
	stop = Stopword(folded, lang)
	if stem, code = numbered.code(Stem(folded, lang)); code != 0 {
		written.put(hash, code, stop)
	}
	return stem, code, stop
}

// seedOf is what the words of a language are hashed with, so that nobody can write two that have one hash.
func seedOf(lang string) uint64 {
	seed := textSeed
	for _, c := range keyOf(lang) {
		seed = (seed ^ uint64(c)) * 0x9E3779B97F4A7C15
	}
	return seed
}

// A codeCache remembers the codes of words as they are written, by their hashes. A word has one of the
// places of its bucket, which is as large as a line of the processor's cache: of a text nearly all time is
// the wait for the second such line of a word. There are twice as many places as stems have codes, in 2 MB. A
// place is 0, or has a value, twice the code and one more for a function word, in its lowest bits, and bits of the
// hash above them: with those that name the bucket 60 of 64.
type codeCache [mostCodes / 4][8]atomic.Uint64

// valueBits hold the value of the highest code.
const valueBits = 19

// written is not a variable of that type: what is made in that size begins with a page of memory, and so each bucket
// with a line.
var written = new(codeCache)

func (c *codeCache) get(hash uint64) (code uint32, stop, ok bool) {
	bucket := &c[hash%uint64(len(c))]
	for i := range bucket {
		if x := bucket[i].Load(); x>>valueBits == hash>>valueBits && x != 0 {
			v := uint32(x) & (1<<valueBits - 1)
			return v >> 1, v&1 == 1, true
		}
	}
	return 0, false, false
}

// put keeps a word in the place of none, or else of any other.
func (c *codeCache) put(hash uint64, code uint32, stop bool) {
	bucket := &c[hash%uint64(len(c))]
	at := hash >> 61
	for i := range bucket {
		if bucket[i].Load() == 0 {
			at = uint64(i)
			break
		}
	}
	bucket[at].Store(hash>>valueBits<<valueBits | uint64(code)<<1 | uint64(bit(stop)))
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
