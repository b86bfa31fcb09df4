package answer

import "testing"

// TestOfWhatever tells questions that say what happened, and not to whom or what: words that say
// so in English say other things in other languages.
func TestOfWhatever(t *testing.T) {
	for line, want := range map[string]bool{
		"was anyone hurt": true, "how many people died": true, "what was the cause": true, "who was to blame": true, "did the ferry burn": false,
		"wie viele Menschen starben": true, "Wo ist das Bad?": false, "Wer trägt die Last?": false,
		"combien de morts": true, "qui a payé la charge": false, "quelle est la cause": false, "quanti morti": true,
	} {
		q, err := parse(line, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := q.ofWhatever(); got != want {
			t.Errorf("%q, read as %s: %v", line, q.language, got)
		}
	}
}
