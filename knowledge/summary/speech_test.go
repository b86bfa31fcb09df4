package summary

import "testing"

// TestSpeech tells sentences in quotation marks from those that say who said them, and titles.
func TestSpeech(t *testing.T) {
	for s, want := range map[string]bool{
		"“We lost everything, and nobody came.”": true, "“We don’t know.": true, "\"It burned.\"": true, "«On a tout perdu.»": true,
		"‘We can’t go back.’": true, "„Wir haben alles verloren.“": true,
		"“We lost everything,” said Ana Ruiz, “and nobody came.”": false, "“We lost everything,” said Ana Ruiz.": false,
		"“Dune” lost to “Sinners”": false, "\"It burned,\" he said, \"all night.\"": false, "„Alles“, sagte er, „ist weg.“": false, "It burned.": false,
	} {
		if got := speech(s); got != want {
			t.Errorf("%s: speech %t, want %t", s, got, want)
		}
	}
}
