package dates

import (
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
