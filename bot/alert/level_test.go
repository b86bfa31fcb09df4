package alert

import (
	"testing"

	"quoth/knowledge/audience"
	"quoth/knowledge/topic"
)

// TestLevels asks at each level for a story and its change, on the topic and merely mentioning it.
func TestLevels(t *testing.T) {
	on, mention := &topic.Reading{About: .9}, &topic.Reading{About: .3}
	for level, want := range map[audience.Level][4]bool{
		audience.Calm:   {true, false, false, false},
		audience.Normal: {true, true, false, false},
		audience.All:    {true, true, true, true},
	} {
		got := [4]bool{
			wanted(level, audience.Alert{Kind: audience.NewStory}, on),
			wanted(level, audience.Alert{Kind: audience.Change}, on),
			wanted(level, audience.Alert{Kind: audience.NewStory}, mention),
			wanted(level, audience.Alert{Kind: audience.Change}, mention),
		}
		if got != want {
			t.Errorf("level %q brings %v, want %v", level, got, want)
		}
	}
}
