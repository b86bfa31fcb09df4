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
