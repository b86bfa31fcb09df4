package text

import (
	"strings"
	"sync/atomic"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
	"github.com/zeebo/xxh3"
)

// Stem returns the stem of a folded word: that of the Snowball stemmer
// (snowballstem.org) for en, es, fr, hu, no, ru and sv, and the word itself for
// every other language, for numbers and for function words.
//
// The stemmers work on the word without its diacritics, so that a question
// typed without accents finds what was printed with them.
func Stem(folded, lang string) string {
	lang = base(lang)
	if !stemmed(lang) {
		return folded
	}
	if len(folded) > longestCached {
		return stem(folded, lang)
	}
	slot := stems.slot(folded, lang)
	if e := slot.Load(); e != nil && e.word == folded && e.lang == lang {
		return e.stem
	}
	e := &entry{word: strings.Clone(folded), lang: langName(lang)}
	e.stem = stem(e.word, lang)
	slot.Store(e)
	return e.stem
}

func stemmed(lang string) bool { return langName(lang) != "" }

// langName returns lang as a constant when it has a stemmer, so that a cache
// entry does not keep the string it came from alive, and "" otherwise.
func langName(lang string) string {
	switch lang {
	case "en":
		return "en"
	case "es":
		return "es"
	case "fr":
		return "fr"
	case "hu":
		return "hu"
	case "no":
		return "no"
	case "ru":
		return "ru"
	case "sv":
		return "sv"
	}
	return ""
}

// longestStemmed is the length in bytes from which a word is taken for a
// string of data and not stemmed; the longest words of running text stay below.
const longestStemmed = 80

func stem(folded, lang string) string {
	if len(folded) < 3 || len(folded) > longestStemmed || asciiClass[folded[0]] == digit {
		return folded
	}
	switch lang {
	case "en":
		if base, ok := irregular[folded]; ok {
			folded = base
		}
		return english.Stem(folded, false)
	case "es":
		// The rules name the accented forms alone: -ción, -sión.
		if strings.HasSuffix(folded, "cion") || strings.HasSuffix(folded, "sion") {
			return spanish.Stem(folded[:len(folded)-2]+"ón", false)
		}
		return spanish.Stem(folded, false)
	case "fr":
		return french.Stem(folded, false)
	case "hu":
		return hungarian.Stem(folded, false)
	case "no":
		return norwegian.Stem(folded, false)
	case "ru":
		return russian.Stem(folded, false)
	case "sv":
		return swedish.Stem(folded, false)
	}
	return folded
}

// A cache remembers what was worked out about a word. Every word has one slot,
// found by its hash, and a newer word takes the slot of an older one: reading
// and evicting are one atomic load and store, and the memory is bounded by
// cacheSlots entries of at most 2*longestCached bytes of text, 16 MB at the
// very worst and about 4 MB in practice.
type cache [cacheSlots]atomic.Pointer[entry]

type entry struct {
	word, lang string // the key
	stem       string
	stop       bool
}

const (
	cacheSlots    = 1 << 17
	longestCached = 48
)

var (
	stems cache // by folded word
	terms cache // by word as written
)

func (c *cache) slot(word, lang string) *atomic.Pointer[entry] {
	h := xxh3.HashString(word)
	if len(lang) > 1 {
		h += uint64(lang[0])*0x9E3779B97F4A7C15 + uint64(lang[1])*0xC2B2AE3D27D4EB4F
	}
	return &c[(h^h>>32)%cacheSlots]
}
