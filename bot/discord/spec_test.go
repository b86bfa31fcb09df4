package discord_test

import (
	"os"
	"testing"

	"quoth/bot/discord/discordtest"
)

// specFile is Discord's own description of its interface.
const specFile = "../../../shared/specs/discord-openapi.json"

// spec is what every request of a test is checked with; nil where it is absent.
func spec(t *testing.T) *discordtest.Spec {
	t.Helper()
	if _, err := os.Stat(specFile); err != nil {
		return nil
	}
	s, err := discordtest.ReadSpec(specFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSpec says whether the requests of all other tests were checked.
func TestSpec(t *testing.T) {
	if spec(t) == nil {
		t.Skip("shared data absent")
	}
	w := begin(t, []string{"ferry"}).start(1)
	w.ana.Slash(w.general, "timeline", map[string]any{"topic": "ferry"}).Message()
	if n := len(w.Requests()); n < 4 {
		t.Errorf("only %d requests were checked", n)
	}
}
