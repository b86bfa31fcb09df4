package page

import (
	"unicode"
	"unicode/utf8"
)

// coverage is the share of the words of title and description, in [0, 1], that the blocks hold too. It is 1 when title and
// description say next to nothing.
func (m *metadata) coverage(blocks []block) float64 {
	if m.said == nil {
		m.said = m.stumps()
	}
	return m.said.shareIn(func(yield func(string) bool) {
		for _, b := range blocks {
			if !yield(b.text) {
				return
			}
		}
	})
}

// stumps are the words of the headline, or of the declared titles, and of the descriptions.
func (m *metadata) stumps() stumps {
	said := make(stumps)
	titles := m.declared()
	if m.headline != "" { // less than is declared: without the names of site and section
		titles = []string{m.headline}
	}
	for _, d := range append(titles, m.descriptions()...) {
		said.add(d, m.isSite)
	}
	return said
}

// Tells reports whether the page's text tells what the title and the teaser say that a feed or another page gives
// of the article: a fourth of their words. Where the teaser says next to nothing, it is enough that the page has
// that title.
func (p Page) Tells(title, teaser string) bool {
	said := make(stumps)
	said.add(teaser, nil)
	bare := len(said) < fewestSaid
	said.add(title, nil)
	return said.shareIn(func(yield func(string) bool) {
		if yield(p.Text) && bare {
			yield(p.Title)
		}
	}) >= leastTeaserCoverage
}

const (
	leastTeaserCoverage = 0.25
	fewestSaid          = 2 // fewer words say nothing
)

// stumps are words by the letters with which they begin, so that inflected forms are the same; short words are left
// out.
type stumps map[string]bool

// labels are the stumps of words that say what sort of page it is, and nothing of what it tells, in the eight languages.
var labels = map[string]bool{
	"live": true, "liveb": true, "updat": true, "ticke": true, "newst": true, "direc": true, "diret": true, "canlı": true, "онлай": true, "транс": true,
	"video": true, "vidéo": true, "видео": true, "podca": true, "подка": true, "galle": true, "galer": true, "фото": true,
}

// add adds the words of s but labels and those that skip refuses.
func (t stumps) add(s string, skip func(string) bool) {
	for w := range eachWord(s) {
		if k := stump(w); k != "" && !labels[k] && (skip == nil || !skip(w)) {
			t[k] = true
		}
	}
}

// shareIn is the share of t, in [0, 1], that stands in the texts; 1 when t is next to nothing.
func (t stumps) shareIn(texts func(func(string) bool)) float64 {
	if len(t) < fewestSaid {
		return 1
	}
	found := make(map[string]bool)
	for text := range texts {
		for w := range eachWord(text) {
			if k := stump(w); t[k] {
				found[k] = true
			}
		}
	}
	return float64(len(found)) / float64(len(t))
}

// stump is the beginning of a word by which it is known, "" for short words and for scripts that put no blanks between
// words.
func stump(w string) string {
	n := 0
	for i, r := range w {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			return ""
		}
		if n == stumpLetters {
			return w[:i]
		}
		n++
	}
	if utf8.RuneCountInString(w) < shortestStump {
		return ""
	}
	return w
}

const (
	stumpLetters  = 5
	shortestStump = 4
)
