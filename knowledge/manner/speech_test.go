package manner

import "testing"

func TestSpeech(t *testing.T) {
	for s, want := range map[string]bool{
		`"We are safe," she said.`:                                             true,
		"„Wir sind sicher“, sagte sie am Montag vor dem Rathaus.":              true,
		`The mayor said "we are all safe and nobody is missing".`:              true,
		`The dam broke in what the mayor called "a disaster" on Monday night.`: false,
		"«Le barrage a cédé dans la nuit de lundi», dit-il.":                   true,
		`The mayor said the town was safe after "all of it and more`:           false,
		"The dam broke on Monday.":                                             false,
		"":                                                                     false,
	} {
		if got := Speech(s); got != want {
			t.Errorf("%q is speech: %v, want %v", s, got, want)
		}
	}
}

// TestQuotation tells sentences in quotation marks from those that say who said them, and titles.
func TestQuotation(t *testing.T) {
	for s, want := range map[string]bool{
		"“We lost everything, and nobody came.”": true, "“We don’t know.": true, "\"It burned.\"": true, "«On a tout perdu.»": true,
		"‘We can’t go back.’": true, "„Wir haben alles verloren.“": true,
		"“We lost everything,” said Ana Ruiz, “and nobody came.”": false, "“We lost everything,” said Ana Ruiz.": false,
		"“Dune” lost to “Sinners”": false, "\"It burned,\" he said, \"all night.\"": false, "„Alles“, sagte er, „ist weg.“": false, "It burned.": false,
	} {
		if got := Quotation(s); got != want {
			t.Errorf("%s: quotation %t, want %t", s, got, want)
		}
	}
}
