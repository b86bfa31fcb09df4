package retrieve

import (
	"quoth/knowledge/text"
)

// Matcher finds the words of a resolved query in articles. It may be used by any
// number of goroutines at the same time.
type Matcher struct {
	stems   map[string]uint64
	phrases map[string][]Form // by their last stem
	seems   bloom             // of both
}

// MatcherOf returns the Matcher of at most 64 stems, each a word by itself.
func MatcherOf(stems []string) Matcher {
	m := Matcher{stems: make(map[string]uint64, len(stems))}
	for i, s := range stems {
		m.stems[s] |= 1 << i
		m.seems.add(s)
	}
	return m
}

// Matcher returns the query's.
func (q *Query) Matcher() Matcher {
	m := Matcher{stems: map[string]uint64{}, phrases: map[string][]Form{}}
	for i, w := range q.Words {
		m.stems[w.Stem] |= 1 << i
		m.seems.add(w.Stem)
	}
	for _, f := range q.Forms {
		last := f.Stems[len(f.Stems)-1]
		m.seems.add(last)
		if len(f.Stems) == 1 {
			m.stems[last] |= f.Words
		} else {
			m.phrases[last] = append(m.phrases[last], f)
		}
	}
	return m
}

// Match goes through the terms of a sentence or a title.
type Match struct {
	*Matcher
	recent [8]string // stems that are no function words, the newest first
}

// Start returns a Match before the first term.
func (m *Matcher) Start() Match { return Match{Matcher: m} }

// Next returns the words of the query, as bits, that end with the next term.
func (m *Match) Next(t *text.Term) uint64 {
	found := uint64(0)
	seems := m.seems.has(t.Code())
	if seems {
		found = m.stems[t.Stem]
	}
	if t.Stop || len(m.phrases) == 0 {
		return found
	}
	if seems {
		for _, f := range m.phrases[t.Stem] {
			if m.follows(f.Stems[:len(f.Stems)-1]) {
				found |= f.Words
			}
		}
	}
	copy(m.recent[1:], m.recent[:])
	m.recent[0] = t.Stem
	return found
}

// follows reports whether stems are the newest terms.
func (m *Match) follows(stems []string) bool {
	if len(stems) > len(m.recent) {
		return false
	}
	for i := range stems {
		if m.recent[i] != stems[len(stems)-1-i] {
			return false
		}
	}
	return true
}

// bloom is a Bloom filter of the codes of stems. Few of the stems of an article are in a
// query, and to find that in a map costs as much as all else that is done with a term.
type bloom [16]uint64

func (b *bloom) add(stem string) {
	code := text.Code(stem) % (64 * uint32(len(b)))
	b[code/64] |= 1 << (code % 64)
}

// has reports whether the stem of a term with that code may have been added; false is
// certain. What has no code may be any.
func (b *bloom) has(code uint32) bool {
	at := code % (64 * uint32(len(b)))
	return code == 0 || b[at/64]>>(at%64)&1 == 1
}
