package retrieve

import (
	"quoth/knowledge/text"
)

// Matcher finds the words of a resolved query in articles. It may be used by any
// number of goroutines at the same time.
type Matcher struct {
	stems   map[string]uint64
	phrases map[string][]Form // by their last stem
}

// Matcher returns the query's.
func (q *Query) Matcher() Matcher {
	m := Matcher{map[string]uint64{}, map[string][]Form{}}
	for i, w := range q.Words {
		m.stems[w.Stem] |= 1 << i
	}
	for _, f := range q.Forms {
		last := f.Stems[len(f.Stems)-1]
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
	found := m.stems[t.Stem]
	if t.Stop {
		return found
	}
	if len(m.phrases) == 0 {
		return found
	}
	for _, f := range m.phrases[t.Stem] {
		if m.follows(f.Stems[:len(f.Stems)-1]) {
			found |= f.Words
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
