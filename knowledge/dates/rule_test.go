package dates

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestRules checks that the example of every rule of every language has its value.
func TestRules(t *testing.T) {
	for language, g := range languages {
		for _, rules := range g.rules {
			for _, r := range rules {
				before, rest, ok := strings.Cut(r.example, "[")
				expression, after, closed := strings.Cut(rest, "]")
				if !ok || !closed {
					t.Errorf("%s: the rule %q has no example with an expression in brackets", language, r.pattern)
					continue
				}
				text, found := before+expression+after, false
				var got []string
				for _, e := range FindIn(text, language, wednesday) {
					found = found || e.Start == len(before) && e.End == len(before)+len(expression) && e.Value == r.value
					got = append(got, text[e.Start:e.End]+" = "+e.Value)
				}
				if !found {
					t.Errorf("%s: the rule %q: %q should be %s; found %q", language, r.pattern, r.example, r.value, got)
				}
			}
		}
	}
}

// TestCandidates checks that no rule which reads something at a token is left out there untried.
func TestCandidates(t *testing.T) {
	unbracketed := strings.NewReplacer("[", "", "]", "")
	for language, g := range languages {
		var texts strings.Builder
		for _, rules := range g.rules {
			for _, r := range rules {
				texts.WriteString(unbracketed.Replace(r.example) + "\n")
			}
		}
		running, err := os.ReadFile(filepath.Join("testdata", language+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		texts.Write(running)
		text := texts.String()
		grammarOf(language) // prepares it
		s := newScanner(g, text, g.appendTokens(nil, text), wednesday)
		for i := range s.toks {
			for number, rules := range g.programs {
				candidates := s.candidates(table(number), i)
				for k, p := range rules {
					if s.try(p, i, new(match)) && !(slices.Contains(candidates, p) && s.mayBegin(p, i)) {
						t.Fatalf("%s: rule %d of table %d reads %q, and is not tried there", language, k, number, s.text[s.toks[i].start:min(len(s.text), s.toks[i].start+40)])
					}
				}
			}
		}
	}
}
