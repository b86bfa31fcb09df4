package answer

import (
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

// TestLearnAgain learns twice from the same examples, over stores of their own. That the
// file in the program is what is learned from all examples is checked by .ci/run.
func TestLearnAgain(t *testing.T) {
	asked := []struct{ question, answer string }{
		{"When will the new bridge open?", "12 June 2023"},
		{"When did the fire destroy the mill?", "Tuesday"},
		{"How many hours did firefighters need?", "nine"},
		{"How many towns did firefighters come from?", "four"},
		{"How much did the damage at the paper mill come to?", "3.2 million"},
		{"How many years was the mayor in office?", "six"},
		{"How far away was smoke seen?", "forty"},
		{"Who resigned after six years in office?", "Tomas Okafor"},
		{"Who will lead the town until the vote?", "Ines Weller"},
		{"Who will cut the ribbon of the bridge?", "Tomas Okafor"},
		{"Who owns the mill?", "Petra Lindqvist"},
		{"Where was the bridge built?", "Norland"},
		{"Where was the mill that a fire destroyed?", "Ashford"},
		{"Who won the football match in Ashford?", ""},
		{"How many people live in Norland?", ""},
	}
	lessons := func(yield func(Lesson, error) bool) {
		l := Lesson{Store: open(t, town...).store}
		for _, x := range asked {
			example := Example{Set: "town", Group: x.question, Question: Question{Text: x.question, AsOf: day("2024-03-01")}, Known: x.answer != ""}
			if example.Known {
				example.Right = func(q knowledge.Quote) bool { return strings.Contains(shown(q), x.answer) }
				example.Answers = func(words, _ string) bool { return strings.Contains(words, x.answer) }
			}
			l.Examples = append(l.Examples, example)
		}
		yield(l, nil)
	}
	one, two := learned(t, lessons), learned(t, lessons)
	if d := cmp.Diff(one, two); d != "" {
		t.Errorf("learned anew it is another model:\n%s", d)
	}
	if len(one.First) == 0 || one.First["held"] == 0 && one.First["near"] == 0 {
		t.Error("nothing was learned")
	}
}

func learned(t *testing.T, lessons iter.Seq2[Lesson, error]) Model {
	t.Helper()
	m, err := Learn(t.Context(), lessons)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
