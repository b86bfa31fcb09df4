package botapi

import (
	"reflect"
	"strings"
	"testing"
)

// TestPassage finds words in a message, with their place and formatting in UTF-16 units.
func TestPassage(t *testing.T) {
	m := Message{Content: Content{
		Text: "🎉 So: when did it end? Well.",
		Entities: []Entity{{Type: "bold", Offset: 3, Length: 8}, {Type: "url", Offset: 0, Length: 20}, {Type: "italic", Offset: 24, Length: 3},
			{Type: "custom_emoji", Offset: 0, Length: 2}},
	}}
	for words, want := range map[string]Passage{
		" when did it end? ":            {Text: "when did it end?", Position: 7, Entities: []Mark{{"bold", 0, 4}}},
		"Well":                          {Text: "Well", Position: 24, Entities: []Mark{{"italic", 0, 3}}},
		"🎉 So":                          {}, // with an emoji of its own
		"🎉 So: when did it end? Well. ": {}, // all of it
		"when it ended":                 {},
		"":                              {},
	} {
		if got, ok := m.Passage(words); ok != (want.Text != "") || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is quoted as %+v, %v, want %+v", words, got, ok, want)
		}
	}
	long := strings.Repeat("ferry ", 200)
	m = Message{Content: Content{Caption: "Look: " + long + "."}}
	if got, ok := m.Passage(long); ok {
		t.Errorf("%d units are quoted", len(got.Text))
	}
	if got, ok := m.Passage("ferry ferry"); !ok || got.Position != 6 {
		t.Errorf("of a caption are quoted %+v, %v", got, ok)
	}
}
