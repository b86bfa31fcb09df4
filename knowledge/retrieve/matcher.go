package retrieve

import (
	"quoth/knowledge/text"
)

// Matcher finds the words of a resolved query in articles. It may be used by any
// number of goroutines at the same time.
type Matcher struct {
	stems   map[text.Key]uint64
	phrases map[text.Key][]phrase // by their last stem
	seems   bloom                 // of both
}

// phrase is stems, the last of which is left out, that stand together for words of the query.
type phrase struct {
	stems []text.Key
	words uint64
}

// MatcherOf returns the Matcher of at most 64 stems, each a word by itself.
func MatcherOf(stems []string) Matcher {
	m := Matcher{stems: make(map[text.Key]uint64, len(stems))}
	for i, s := range stems {
		m.add(s, 1<<i)
	}
	return m
}

// Matcher returns the query's.
func (q *Query) Matcher() Matcher {
	m := Matcher{stems: map[text.Key]uint64{}, phrases: map[text.Key][]phrase{}}
	for i, w := range q.Words {
		m.add(w.Stem, 1<<i)
	}
	for _, f := range q.Forms {
		last := len(f.Stems) - 1
		if last == 0 {
			m.add(f.Stems[0], f.Words)
			continue
		}
		p := phrase{words: f.Words}
		for _, stem := range f.Stems[:last] {
			p.stems = append(p.stems, text.KeyOf(stem))
		}
		key := text.KeyOf(f.Stems[last])
		m.phrases[key] = append(m.phrases[key], p)
		m.seems.add(key)
	}
	return m
}

func (m *Matcher) add(stem string, words uint64) {
	key := text.KeyOf(stem)
	m.stems[key] |= words
	m.seems.add(key)
}

// Word returns the words of the query, as bits, that a term of that Key is by itself.
func (m *Matcher) Word(key text.Key) uint64 {
	if !m.seems.has(key) {
		return 0
	}
	return m.stems[key]
}

// Match goes through the terms of a sentence or a title.
type Match struct {
	*Matcher
	recent [8]text.Key // of stems that are no function words, the newest first
}

// Start returns a Match before the first term.
func (m *Matcher) Start() Match { return Match{Matcher: m} }

// Next returns the words of the query, as bits, that end with the next term.
func (m *Match) Next(t *text.Term) uint64 { return m.NextKey(t.Key(), t.Stop) }

// NextKey is Next for a term of that Key, which may be a function word.
func (m *Match) NextKey(key text.Key, stop bool) uint64 {
	found := m.Word(key)
	if stop || len(m.phrases) == 0 {
		return found
	}
	if m.seems.has(key) {
		for _, p := range m.phrases[key] {
			if m.follows(p.stems) {
				found |= p.words
			}
		}
	}
	copy(m.recent[1:], m.recent[:])
	m.recent[0] = key
	return found
}

// follows reports whether stems are the newest terms.
func (m *Match) follows(stems []text.Key) bool {
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

// bloom is a Bloom filter of keys. Few of the stems of an article are in a query, and to find that in
// a map costs as much as all else that is done with a term.
type bloom [16]uint64

func (b *bloom) add(key text.Key) { b[key/64%text.Key(len(b))] |= 1 << (key % 64) }

// has reports whether a key may have been added; false is certain.
func (b *bloom) has(key text.Key) bool { return b[key/64%text.Key(len(b))]>>(key%64)&1 == 1 }
