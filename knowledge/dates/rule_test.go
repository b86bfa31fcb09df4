package dates

import (
	"os"
	"path/filepath"
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

// TestCandidates checks that no rule which reads something at a token is left out there untried, and that of
// those the one wins that reads farthest, and the first of the table among these.
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
		var s scanner
		s.begin(g, text, wednesday)
		for i := range s.toks {
			for number, rules := range g.programs {
				var best match
				rank, read := 0, false
				for _, p := range rules {
					m, _, ok := s.try(p, i)
					if ok && (!read || m.next > best.next || m.next == best.next && p.rank < rank) {
						best, rank, read = m, p.rank, true
					}
				}
				if m, ok := s.longest(table(number), i); ok != read || m != best {
					t.Fatalf("%s: table %d reads %+v at %q, and of its rules one %+v", language, number, m, s.text[s.toks[i].start:min(len(s.text), s.toks[i].start+40)], best)
				}
			}
		}
	}
}
