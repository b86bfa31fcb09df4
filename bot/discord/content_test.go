package discord

import (
	"encoding/json"
	"os"
	"testing"
)

// TestWordsOfMessages reads messages as people and other bots write them, in the shapes of
// Discord's interface.
func TestWordsOfMessages(t *testing.T) {
	data, err := os.ReadFile("testdata/messages.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, Words string
		Message     json.RawMessage
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		var m messageEvent
		if err := json.Unmarshal(c.Message, &m); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
		if words := m.words(); words != c.Words {
			t.Errorf("%s: it says %q, not %q", c.Name, words, c.Words)
		}
	}
}

// TestUnmarkedKeepsAddresses has marks in and around addresses.
func TestUnmarkedKeepsAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"**https://echo.example/_a_/b*c**":        "https://echo.example/_a_/b*c",
		"see <https://echo.example/a_b> *please*": "see https://echo.example/a_b please",
		`follow "dam of Norland" -ferry`:          `follow "dam of Norland" -ferry`,
		"2 * 3 and snake_case":                    "2 * 3 and snake_case",
	} {
		if got := unmarked(text); got != want {
			t.Errorf("%q is read as %q, not %q", text, got, want)
		}
	}
}
