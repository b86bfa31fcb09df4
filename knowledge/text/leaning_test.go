package text

import "testing"

func TestLeans(t *testing.T) {
	for _, c := range []struct {
		language, sentence string
		leans              bool
	}{
		{"en", "It was the first official figure.", true},
		{"en", "“He’s gone,” the mayor said.", true},
		{"en", "IT workers met on Monday.", false},
		{"en", "The bridge fell on Monday.", false},
		{"en-GB", "However, nobody was hurt.", true},
		{"de", "Außerdem fehlten 40 Boote.", true},
		{"de", "Das Parlament stimmte zu.", false},
		{"es", "El puente cayó el lunes.", false},
		{"es", "También faltan 40 barcos.", true},
		{"it", "È caduto il ponte.", false},
		{"ru", "Однако мост закрыли.", true},
		{"ja", "He was there.", false},
		{"en", "…", false},
	} {
		if got := Leans(c.sentence, c.language); got != c.leans {
			t.Errorf("%s: %q leans: %v, want %v", c.language, c.sentence, got, c.leans)
		}
	}
}
