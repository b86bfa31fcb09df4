package discord_test

import (
	"sync"
	"testing"

	discordtest "quoth/bot/chattest/discord"
)

// specFile is those parts of Discord's own description of its interface (openapi.json of
// discord/discord-api-spec, MIT licence) that the bot and the tests use, without prose.
const specFile = "../chattest/discord/testdata/spec.json"

var readSpec = sync.OnceValues(func() (*discordtest.Spec, error) { return discordtest.ReadSpec(specFile) })

// spec is what every request of a test is checked with. All tests share it: what bots send at
// their start is the same, and is checked once.
func spec(t *testing.T) *discordtest.Spec {
	t.Helper()
	s, err := readSpec()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSpec says that the requests of all other tests are checked.
func TestSpec(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	w.ana.Slash(w.general, "timeline", map[string]any{"topic": "ferry"}).Message()
	if n := len(w.Requests()); n < 4 {
		t.Errorf("only %d requests were checked", n)
	}
}
