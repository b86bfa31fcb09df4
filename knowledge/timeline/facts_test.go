package timeline_test

import (
	"slices"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/timeline"
)

// TestNamedDayOfSomethingElse makes facts of what happened on a day that names an event, and none
// of what is only named by it or about it.
func TestNamedDayOfSomethingElse(t *testing.T) {
	const attack, riot = "2001-09-11", "2021-01-06"
	for text, want := range map[string]string{
		"The 9/11 attacks killed nearly 3,000 people.":                         attack,
		"The town was hit by the Sept. 11 attacks.":                            attack,
		"Seven police officers were among the victims of the Jan. 6 riot.":     riot,
		"On 9/11 he was in Boston.":                                            attack,
		"He was in the Capitol during the Jan. 6 attack.":                      riot,
		"The Jan. 6 riot began at noon.":                                       riot,
		"Since 9/11 the rules are stricter.":                                   attack,
		"He always wears a 9/11 lapel pin.":                                    "",
		"The 9/11 volunteers were thanked with a party.":                       "",
		"He was one of the masterminds behind the 9/11 attacks.":               "",
		"People charged with crimes related to the Jan. 6 attack are hopeful.": "",
		"Several Jan. 6 defendants were set free.":                             "",
	} {
		published := time.Date(2025, 3, 12, 9, 0, 0, 0, time.UTC)
		facts := timeline.Facts(text, "en", []knowledge.Range{{Start: 0, End: len(text)}}, published)
		for _, day := range []string{attack, riot} {
			if got := slices.ContainsFunc(facts, func(f knowledge.Fact) bool { return f.Date == day }); got != (day == want) {
				t.Errorf("%q has a fact of %s: %t", text, day, got)
			}
		}
	}
}
