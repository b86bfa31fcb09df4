package kind

import (
	"strings"

	"quoth/knowledge/text"
)

// word is a word of a text: as it stands, and folded.
type word struct {
	text.Span
	fold string
}

// words are the words of a text.
func words(s string) []word {
	var out []word
	for sp := range text.Words(s) {
		if f := text.Fold(sp.In(s)); f != "" {
			out = append(out, word{sp, f})
		}
	}
	return out
}

// set makes a set of the words of a list.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// list maps the words of lists to what they stand for.
func list[V any](lists map[string]V) map[string]V {
	m := map[string]V{}
	for l, v := range lists {
		for _, w := range strings.Fields(l) {
			m[strings.ReplaceAll(w, "_", " ")] = v
		}
	}
	return m
}

func stem(w string) string { return text.Stem(w, "en") }

// capitalised reports whether a word as written begins with a capital.
func capitalised(s string) bool {
	for _, r := range s {
		return r >= 'A' && r <= 'Z' || r >= 0x80 && strings.ToLower(string(r)) != string(r)
	}
	return false
}

// allCapitals reports whether a word is two or more capitals, digits aside.
func allCapitals(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case r >= 'A' && r <= 'Z':
			n++
		case r >= '0' && r <= '9', r == '.', r == '&':
		default:
			return false
		}
	}
	return n >= 2
}
