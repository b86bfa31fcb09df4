package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/nouns.bin
var nounData string

// wordnet is WordNet's nouns: the senses of each lemma, the most usual first, and the
// senses above each sense.
type wordnet struct {
	lemmas                table
	senses, starts, above string
}

var nouns = sync.OnceValue(func() wordnet {
	p := sections(nounData)
	return wordnet{table(p[0]), p[1], p[2], p[3]}
})

// instance marks the sense above one that is a single person, place or thing.
const instance = 1 << 31

// usual is how many senses of a noun that asks are looked at: of "country", the state
// and its land and its people; of "instrument", the tool and that of music.
const usual = 6

// Noun reports whether English has a noun, in the singular or the plural, of one word
// or several; lower case.
func Noun(word string) bool {
	_, n := nouns().find(word)
	return n > 0
}

// IsA reports whether a word or name is a kind or an instance of what a noun says, by
// WordNet: IsA("goshawk", "bird"), IsA("peru", "country"). Both are lower case, of one
// word or several, in the singular or the plural. A word is a kind of itself.
func IsA(word, noun string) bool {
	w := nouns()
	of, n := w.find(noun)
	at, m := w.find(word)
	if n == 0 || m == 0 {
		return false
	}
	var wanted [usual]uint32
	for i := range min(n, usual) {
		wanted[i] = u32(w.senses, of+i)
	}
	for i := range min(m, usual+1) {
		if w.under(u32(w.senses, at+i), wanted[:min(n, usual)], 0) {
			return true
		}
	}
	return false
}

// deepest is more than how far any noun of WordNet lies below the first.
const deepest = 24

// under reports whether a sense is one of some others or lies below one.
func (w wordnet) under(sense uint32, others []uint32, depth int) bool {
	for _, o := range others {
		if o == sense {
			return true
		}
	}
	if depth == deepest {
		return false
	}
	for i := u32(w.starts, int(sense)); i < u32(w.starts, int(sense)+1); i++ {
		if w.under(u32(w.above, int(i))&^instance, others, depth+1) {
			return true
		}
	}
	return false
}

// find returns where the senses of a lemma begin and how many they are; of a plural
// those of its singular.
func (w wordnet) find(word string) (at, n int) {
	if v, ok := w.lemmas.find(word); ok {
		return int(v >> 4), int(v & 15)
	}
	for _, end := range [...][2]string{{"ies", "y"}, {"ves", "f"}, {"men", "man"}, {"people", "person"}, {"es", ""}, {"s", ""}, {"children", "child"}} {
		if stem, ok := strings.CutSuffix(word, end[0]); ok {
			if v, ok := w.lemmas.find(stem + end[1]); ok {
				return int(v >> 4), int(v & 15)
			}
		}
	}
	return 0, 0
}

// roots are the senses of nouns, counted from 1, below which lie the things of a class.
var roots = []struct {
	noun  string
	sense int
	class Class
}{
	{"person", 1, Person}, {"organization", 1, Organisation}, {"social group", 1, Organisation},
	{"country", 1, Country}, {"country", 2, Country}, {"american state", 1, State}, {"state", 1, State},
	{"municipality", 1, City}, {"city", 1, City}, {"location", 1, Place}, {"geological formation", 1, Place},
	{"body of water", 1, Place}, {"structure", 1, Place}, {"land", 1, Place}, {"publication", 1, Work}, {"work", 2, Work},
	{"show", 3, Work}, {"movie", 1, Work}, {"musical composition", 1, Work}, {"song", 1, Work}, {"written communication", 1, Work},
	{"dramatic composition", 1, Work}, {"event", 1, Event}, {"animal", 1, Animal}, {"team", 1, Team},
}

// senseClasses is the class of each sense and whether it is a single person, place or thing.
type senseClasses struct {
	class  []Class
	single []bool
}

var classesOfSenses = sync.OnceValue(func() senseClasses {
	w := nouns()
	n := len(w.starts)/4 - 1
	s := senseClasses{make([]Class, n), make([]bool, n)}
	for _, r := range roots {
		if at, m := w.find(r.noun); m >= r.sense {
			s.class[u32(w.senses, at+r.sense-1)] |= r.class
		}
	}
	done := make([]bool, n)
	var fill func(sense uint32)
	fill = func(sense uint32) {
		if done[sense] {
			return
		}
		done[sense] = true
		for i := u32(w.starts, int(sense)); i < u32(w.starts, int(sense)+1); i++ {
			up := u32(w.above, int(i))
			fill(up &^ instance)
			s.class[sense] |= s.class[up&^instance]
			s.single[sense] = s.single[sense] || up&instance != 0
		}
	}
	for i := range n {
		fill(uint32(i))
	}
	return s
})

// ClassOf returns what sort of thing a common noun names, by its most usual
// sense: Person for "singer", Organisation for "company"; 0 when it is none of the
// classes or no noun. The noun is lower case, in the singular or the plural.
func ClassOf(noun string) Class {
	w, s := nouns(), classesOfSenses()
	at, n := w.find(noun)
	if n == 0 {
		return 0
	}
	if sense := u32(w.senses, at); !s.single[sense] {
		return s.class[sense]
	}
	return 0
}
