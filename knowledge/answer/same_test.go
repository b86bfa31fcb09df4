package answer

import (
	"fmt"
	"testing"

	"quoth/seeds"
)

// TestTheSameEachTime asks each of a few questions twenty times.
func TestTheSameEachTime(t *testing.T) {
	a := open(t, lines(t, seeds.Stories())...)
	for _, question := range []string{
		"When did the war in Nagorno-Karabakh begin?", "How many people died in the earthquake?", "Who walked on the Moon?", "What about the vaccine?",
	} {
		first := ""
		for i := range 20 {
			got, err := a.Ask(t.Context(), Question{Text: question, AsOf: day("2024-06-01")})
			if err != nil {
				t.Fatal(err)
			}
			if again := fmt.Sprintf("%+v", got); i == 0 {
				first = again
			} else if again != first {
				t.Fatalf("%s: first\n%s\nthen\n%s", question, first, again)
			}
		}
	}
}
