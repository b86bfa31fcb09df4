// Package corpus makes up any number of news articles that behave as real ones do, to
// measure a store with: it mixes the sentences of real articles.
//
// Words follow the frequencies of the real sentences. New names keep coming: the number of
// names that N articles hold grows as N^.6 (Heaps, Information Retrieval, 1978; an exponent
// between .4 and .6 is usual for text). The articles of outlets are as unequal as those of
// Zipf's law, articles come in the order of their time, and several outlets tell of one
// event within two days.
package corpus

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
)

const (
	outlets        = 400
	outletExponent = 1.1

	namesAtFirst  = 40 // names after the first article; namesAtFirst·N^namesExponent after N
	namesExponent = .6
	renamed       = .5 // share of the names in a sentence that are replaced

	eventsAtOnce = 1500 // events that are told of at one time, about two days of articles
	toldAgain    = .4   // share of the articles that tell of a known event
	kept         = .6   // share of an event's sentences in one telling
	added        = .3   // sentences from elsewhere, as a share of the event's

	articlesPerDay = 1000
)

// Maker makes up articles. It is for one goroutine.
type Maker struct {
	Longest int // bytes of text behind which no sentence is added, as in the items of a wire; 0: as long as real articles

	random  *rand.Rand
	outlet  *rand.Zipf
	real    []article
	events  []event
	made    int
	started time.Time
}

// article is a real article, taken apart.
type article struct {
	title     string
	sentences []string // each with what stands behind it
}

// event is what several articles tell of.
type event struct {
	base  int
	names uint64 // decides which names replace those of the base
}

// New returns a Maker that mixes real articles, of which there must be one at least; the
// same seed makes the same articles. The first is published on the day started.
func New(real []knowledge.Article, seed uint64, started time.Time) *Maker {
	random := rand.New(rand.NewPCG(seed, seed))
	m := &Maker{random: random, outlet: rand.NewZipf(random, outletExponent, 3, outlets-1), started: started}
	for _, a := range real {
		m.real = append(m.real, article{a.Title, sentences(a.Text)})
	}
	return m
}

// All makes up n articles.
func (m *Maker) All(n int) iter.Seq[knowledge.Article] {
	return func(yield func(knowledge.Article) bool) {
		for range n {
			if !yield(m.Next()) {
				return
			}
		}
	}
}

// Next makes up an article.
func (m *Maker) Next() knowledge.Article {
	m.made++
	e := m.event()
	base := &m.real[e.base]
	var text strings.Builder
	for _, s := range base.sentences {
		if m.Longest > 0 && text.Len() >= m.Longest {
			break
		}
		if m.random.Float64() < kept {
			text.WriteString(m.rename(s, e.names))
		}
		if m.random.Float64() < added*kept {
			text.WriteString(m.rename(m.sentence(), m.random.Uint64()))
		}
	}
	if text.Len() == 0 {
		text.WriteString(m.rename(m.sentence(), e.names))
	}
	outlet := m.outlet.Uint64()
	return knowledge.Article{
		URL:       fmt.Sprintf("https://outlet%d.example/news/%d", outlet, m.made),
		Title:     m.rename(base.title, e.names),
		Source:    fmt.Sprintf("Outlet %d", outlet),
		Published: m.started.Add(time.Duration(m.made) * 24 * time.Hour / articlesPerDay),
		Language:  "en",
		Text:      strings.TrimSpace(text.String()),
	}
}

// event picks a known event or a new one, which takes the place of a known one.
func (m *Maker) event() event {
	if len(m.events) > 0 && m.random.Float64() < toldAgain {
		return m.events[m.random.IntN(len(m.events))]
	}
	e := event{m.random.IntN(len(m.real)), m.random.Uint64()}
	if len(m.events) < eventsAtOnce {
		m.events = append(m.events, e)
	} else {
		m.events[m.random.IntN(len(m.events))] = e
	}
	return e
}

// sentence picks a sentence of any article.
func (m *Maker) sentence() string {
	a := &m.real[m.random.IntN(len(m.real))]
	if len(a.sentences) == 0 {
		return a.title + ".\n\n"
	}
	return a.sentences[m.random.IntN(len(a.sentences))]
}

// rename replaces names of a sentence; those of one event always by the same ones.
func (m *Maker) rename(s string, event uint64) string {
	var b strings.Builder
	b.Grow(len(s) + 16)
	first := true
	for word := range strings.SplitAfterSeq(s, " ") {
		if name := strings.TrimRightFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); !first && isName(name) {
			b.WriteString(m.nameFor(name, event))
			word = word[len(name):]
		}
		b.WriteString(word)
		first = false
	}
	return b.String()
}

// isName reports whether a word within a sentence is a name: a capital and small letters.
func isName(word string) bool {
	if len(word) < 4 || word[0] < 'A' || word[0] > 'Z' {
		return false
	}
	for _, c := range []byte(word[1:]) {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// nameFor is what a name is replaced by in an event's articles: itself, or one of the names
// that are known by now, of which the first are the most frequent.
func (m *Maker) nameFor(name string, event uint64) string {
	h := event
	for _, c := range []byte(name) {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	r := rand.New(rand.NewPCG(h, event))
	if r.Float64() > renamed {
		return name
	}
	known := namesAtFirst * math.Pow(float64(m.made), namesExponent)
	return nameOf(int(math.Pow(known, r.Float64()))) // log-uniform: as Zipf's law with exponent 1
}

// nameOf spells the name of a number.
func nameOf(n int) string {
	const onsets, vowels, codas = "bdfgklmnprstvz", "aeiou", "lnrst"
	coda := codas[n%len(codas)]
	var b []byte
	for n += len(onsets) * len(vowels); n > 0; {
		b = append(b, onsets[n%len(onsets)])
		n /= len(onsets)
		b = append(b, vowels[n%len(vowels)])
		n /= len(vowels)
	}
	b = append(b, coda)
	b[0] -= 'a' - 'A'
	return string(b)
}

// sentences cuts a text behind what ends a sentence; each keeps the white space behind it.
func sentences(s string) []string {
	var out []string
	start := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '\n' && (c != ' ' || i == 0 || !strings.ContainsRune(".!?”\"", lastRune(s[:i]))) {
			continue
		}
		for i+1 < len(s) && (s[i+1] == ' ' || s[i+1] == '\n') {
			i++
		}
		out = append(out, s[start:i+1])
		start = i + 1
	}
	if start < len(s) {
		out = append(out, s[start:]+"\n\n")
	}
	return out
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
