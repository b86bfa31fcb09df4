package event

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
		var m Message
		if err := json.Unmarshal(c.Message, &m); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
		if words := m.Words(); words != c.Words {
			t.Errorf("%s: it says %q, not %q", c.Name, words, c.Words)
		}
	}
}
