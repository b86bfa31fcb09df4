package manner

import "testing"

func TestPart(t *testing.T) {
	for s, want := range map[string]bool{
		"The mayor spoke of the flood on Monday:":                      true,
		`Before this morning, those were the largest floods we knew."`: true,
		"Before this morning, those were the largest floods we knew.”": true,
		`Before this morning, those were the largest floods we knew".`: true,
		"Ce sont les plus fortes crues que nous ayons connues.»":       true,
		"Es waren die stärksten Fluten seit Jahren.“":                  false, // an opening mark in English
		`"We are safe," she said on Monday.`:                           false,
		`The mayor said on Monday: "We are safe."`:                     false,
		"The mayor said on Monday: “We are safe.”":                     false,
		"Die Bürgermeisterin sagte am Montag: „Wir sind sicher.“":      false,
		"«Nous sommes en sécurité», a dit la maire, «tous.»":           false,
		`The dam, "the old lady", broke on Monday at 9:30.`:            false,
		"The dam broke on Monday.":                                     false,
		"":                                                             false,
	} {
		if got := Part(s); got != want {
			t.Errorf("%q is a part: %v, want %v", s, got, want)
		}
	}
}
