package text

import (
	"strings"
	"sync/atomic"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/zeebo/xxh3"
)

// stemmer is one language's: the Snowball algorithm (snowballstem.org), and what
// prepares a folded word for it, since its rules name letters with diacritics.
// Either may be nil.
type stemmer struct {
	lang    string // the key in stemmers, as a constant
	prepare func(folded string) string
	stem    func(*snowballstem.Env) bool
}

var stemmers = map[string]*stemmer{
	"de": {lang: "de", stem: german.Stem},
	"en": {lang: "en", stem: english.Stem, prepare: regular},
	"es": {lang: "es", stem: spanish.Stem, prepare: accentSpanish},
	"fr": {lang: "fr", stem: french.Stem},
	"hu": {lang: "hu", stem: hungarian.Stem},
	"it": {lang: "it", stem: italian.Stem},
	"no": {lang: "no", stem: norwegian.Stem},
	"pt": {lang: "pt", stem: portuguese.Stem, prepare: singularPortuguese},
	"ru": {lang: "ru", stem: russian.Stem},
	"sv": {lang: "sv", stem: swedish.Stem},
	"tr": {lang: "tr", prepare: stemTurkish},
}

// Stem returns the stem of a folded word: that of the Snowball stemmer for de, en,
// es, fr, hu, it, no, pt, ru and sv, of stemTurkish for tr, and the word itself for
// every other language, for numbers and for function words.
//
// A stem has no diacritics either, so that a question typed without accents finds
// what was printed with them.
func Stem(folded, lang string) string {
	s := stemmers[base(lang)]
	if s == nil {
		return folded
	}
	if len(folded) > longestCached {
		return s.run(folded)
	}
	key := keyOf(s.lang)
	slot := stems.slot(folded, key)
	if e := slot.Load(); e.is(folded, key) {
		return e.stem
	}
	e := newEntry(folded, key)
	e.stem = s.run(strings.Clone(folded))
	slot.Store(e)
	return e.stem
}

// longestStemmed is the length in bytes from which a word is taken for a
// string of data and not stemmed; the longest words of running text stay below.
const longestStemmed = 80

func (s *stemmer) run(folded string) string {
	if len(folded) < 3 || len(folded) > longestStemmed || asciiClass[folded[0]] == digit || stopwords[s.lang][folded] {
		return folded
	}
	word := folded
	if s.prepare != nil {
		word = s.prepare(word)
	}
	if s.stem == nil {
		return word
	}
	env := snowballstem.NewEnv(word)
	s.stem(env)
	return Fold(env.Current())
}

// regular is the base of an irregular English form.
func regular(word string) string {
	if base, ok := irregular[word]; ok {
		return base
	}
	return word
}

// accentSpanish restores the endings -ción and -sión, and those of the future, -irá and
// -irán.
func accentSpanish(word string) string {
	switch {
	case strings.HasSuffix(word, "cion"), strings.HasSuffix(word, "sion"):
		return word[:len(word)-2] + "ón"
	case strings.HasSuffix(word, "ira"):
		return word[:len(word)-1] + "á"
	case strings.HasSuffix(word, "iran"):
		return word[:len(word)-2] + "án"
	}
	return word
}

// portuguesePlurals are plural endings that the algorithm leaves apart from their
// singular, with the singular (the plural step of Orengo and Huyck, A Stemming
// Algorithm for the Portuguese Language, 2001).
var portuguesePlurals = [...][2]string{{"oes", "ao"}, {"aes", "ao"}, {"ais", "al"}, {"eis", "el"}, {"ois", "ol"}, {"ns", "m"}}

// singularPortuguese makes the singular of those plurals, and restores -ção.
func singularPortuguese(word string) string {
	for _, p := range portuguesePlurals {
		if stem, ok := strings.CutSuffix(word, p[0]); ok && len(stem) > 2 {
			word = stem + p[1]
			break
		}
	}
	if stem, ok := strings.CutSuffix(word, "cao"); ok {
		return stem + "ção"
	}
	return word
}

// A wordCache remembers what was worked out about a word. Every word has one slot,
// found by its hash, and a newer word takes the slot of an older one: reading
// and evicting are one atomic load and store, and the memory is bounded by
// cacheSlots entries, 20 MB at the very worst and about 5 MB in practice.
type wordCache [cacheSlots]atomic.Pointer[entry]

// entry holds its word itself, and is as large as a line of the processor's cache: to follow
// another pointer for each word of a text costs as much as all else, and so does a second line.
type entry struct {
	stem string
	lang languageKey // with word the key
	size uint8       // of word
	word [longestCached]byte
}

const (
	cacheSlots    = 1 << 17
	longestCached = 36
)

// languageKey is the code of a language, with zeros behind it.
type languageKey [6]byte

// keyOf is the key of a language; the zero key of a code that is too long for one, as of none: the words of
// neither have stems, nor are any function words.
func keyOf(lang string) (key languageKey) {
	if len(lang) <= len(key) {
		copy(key[:], lang)
	}
	return key
}

func newEntry(word string, lang languageKey) *entry {
	e := &entry{lang: lang, size: uint8(len(word))}
	copy(e.word[:], word)
	return e
}

// is reports whether e is the entry of a word; nil is none's.
func (e *entry) is(word string, lang languageKey) bool {
	return e != nil && string(e.word[:e.size]) == word && e.lang == lang
}

var stems wordCache // by folded word

func (c *wordCache) slot(word string, lang languageKey) *atomic.Pointer[entry] {
	h := xxh3.HashString(word) + uint64(lang[0])*0x9E3779B97F4A7C15 + uint64(lang[1])*0xC2B2AE3D27D4EB4F
	return &c[(h^h>>32)%cacheSlots]
}
