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
	right := 0
	for _, c := range cases {
		var m Message
		if err := json.Unmarshal(c.Message, &m); err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		words := m.Words()
		if words != c.Words {
			t.Errorf("%s: it says %q, not %q", c.Name, words, c.Words)
			continue
		}
		right++
	}
	t.Logf("the words of %d of %d messages are read right", right, len(cases))
}

// TestAnswers tells whom a message answers: whose command, or else whose message.
func TestAnswers(t *testing.T) {
	for message, want := range map[string]bool{
		`{"interaction_metadata":{"user":{"id":"3"}}}`:                                            true,
		`{"interaction_metadata":{"user":{"id":"4"}}}`:                                            false,
		`{"interaction_metadata":{"user":{"id":"4"}},"referenced_message":{"author":{"id":"3"}}}`: false,
		`{"interaction_metadata":{}}`:                                                             false,
		`{"referenced_message":{"author":{"id":"3"}}}`:                                            true,
		`{"referenced_message":{"author":{"id":"4"}}}`:                                            false,
		`{"referenced_message":null,"interaction_metadata":null,"author":{"id":"3"}}`:             false,
	} {
		var c Content
		if err := json.Unmarshal([]byte(message), &c); err != nil {
			t.Fatal(err)
		}
		if got := c.Answers("3"); got != want {
			t.Errorf("%s answers the person: %v", message, got)
		}
	}
}
