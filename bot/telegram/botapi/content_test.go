package botapi

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestWordsOfMessages reads messages as people and other bots write them, in the shapes of
// the Bot API: what they say, and what they stand under.
func TestWordsOfMessages(t *testing.T) {
	data, err := os.ReadFile("testdata/messages.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, Words, Under string
		Message            json.RawMessage
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	me := User{ID: 1, Username: "quothbot"}
	line := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	right := 0
	for _, c := range cases {
		var m Message
		if err := json.Unmarshal(c.Message, &m); err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		text, entities := m.Words()
		words, _ := Without(text, entities, me)
		if words != line(c.Words) {
			t.Errorf("%s: it says %q, not %q", c.Name, words, c.Words)
		} else {
			right++
		}
		if under, _ := m.Under(me); under != c.Under {
			t.Errorf("%s: it stands under %q, not %q", c.Name, under, c.Under)
		}
	}
	t.Logf("the words of %d of %d messages are read right", right, len(cases))
}

// TestRichTextOfAnyShape reads what is no RichText as nothing, and loses nothing beside it.
func TestRichTextOfAnyShape(t *testing.T) {
	var m Message
	data := `{"rich_message":{"blocks":[{"type":"paragraph","text":7},{"type":"paragraph","text":[null,{"type":"new","text":{"type":"bold","text":"Dam"}}," safe"]},{"type":"newer"}]}}`
	if err := json.Unmarshal([]byte(data), &m); err != nil {
		t.Fatal(err)
	}
	if text, _ := m.Words(); text != "Dam safe" {
		t.Errorf("the message says %q", text)
	}
}
