package intent

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Model is a logistic regression over the labels of a line.
type Model struct {
	Notes   []string             `json:"notes"`   // how it did in cross-validation
	Labels  []string             `json:"labels"`  // ask, talk, thanks, react, and the commands
	Weights map[string][]float64 `json:"weights"` // of each feature for each label; a word that has none is unknown
}

//go:embed model.json
var modelFile []byte

var builtIn = sync.OnceValue(func() *Model {
	var m Model
	if err := json.Unmarshal(modelFile, &m); err != nil {
		panic(fmt.Sprintf("intent: model.json: %v", err)) // it is a part of the program
	}
	return &m
})

// lexical are the kinds of features that stand for words.
var lexical = []string{"word:", "pair:", "first:", "last:", "begins:"}

func isLexical(feature string) bool {
	for _, kind := range lexical {
		if strings.HasPrefix(feature, kind) {
			return true
		}
	}
	return false
}

// unknown counts the words that a model does not know: names and other matter of
// the news, for the most part.
func unknown(features []string, known func(string) bool) []string {
	n, all, size := 0, 0, ""
	for _, f := range features {
		if strings.HasPrefix(f, "word:") {
			all++
			if !known(f) {
				n++
			}
		}
		if strings.HasPrefix(f, "core of ") {
			size = f
		}
	}
	count := ""
	switch {
	case n == 0:
		count = "no word unknown"
	case n == all:
		count = "all words unknown"
	case n < 3:
		count = []string{"", "one word unknown", "two words unknown"}[n]
	default:
		count = "more words unknown"
	}
	return []string{count, count + " in a " + size}
}

// scores are those of the labels for features.
func (m *Model) scores(features []string) []float64 {
	out := make([]float64, len(m.Labels))
	known := func(f string) bool { _, ok := m.Weights[f]; return ok }
	for _, f := range append(features, unknown(features, known)...) {
		for i, w := range m.Weights[f] {
			out[i] += w
		}
	}
	return out
}

// choose returns the best label. A command must be one that the grammar found, or
// one that needs no words.
func (m *Model) choose(features []string, found map[string]reading) string {
	best, at := 0.0, ""
	for i, s := range m.scores(features) {
		label := m.Labels[i]
		if _, ok := found[label]; !ok && !wordless[label] {
			continue
		}
		if at == "" || s > best {
			best, at = s, label
		}
	}
	return at
}

// wordless are the labels that need nothing of the grammar.
var wordless = map[string]bool{"ask": true, "talk": true, "thanks": true, "react": true,
	"latest": true, "help": true, "sources": true, "privacy": true, "export": true}
