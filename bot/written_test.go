package bot

import (
	"testing"

	"quoth/knowledge/audience"
)

// TestWritten tells the language of lines from what a platform and a place say of it.
func TestWritten(t *testing.T) {
	for _, c := range []struct{ platform, chosen, want string }{
		{"pt-BR", "", "pt"}, {"de", "", "de"}, {"en-US", "", ""}, {"", "", ""}, {"en-US", "pt", "pt"}, {"pt-BR", "en", "en"}, {"fr", "tr", "tr"},
	} {
		r := Request{Language: c.platform, voice: &voice{settings: audience.Settings{Language: c.chosen}}}
		if got := written(r); got != c.want {
			t.Errorf("of %q with %q chosen: %q, want %q", c.platform, c.chosen, got, c.want)
		}
		if r.voice = nil; c.chosen == "" && written(r) != c.want {
			t.Errorf("of %q: %q, want %q", c.platform, written(r), c.want)
		}
	}
}
