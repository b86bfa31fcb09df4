package bot_test

import (
	"strings"
	"testing"
)

// TestOutletsOfPlace asks over the outlets that the place has chosen, unless one is named.
func TestOutletsOfPlace(t *testing.T) {
	k := start(t, ferry...)
	for _, c := range []struct{ line, want, not string }{
		{"/settings outlets:Nowhere", "No outlet called “Nowhere” is stored", "Asked over"},
		{"/ask How many ferry sailors stopped work in Portmouth?", "340 sailors", ""},
		{"/settings outlets:gazette", "Asked over: Gazette", ""},
		{"/ask How many ferry sailors stopped work in Portmouth?", "Not found in what is stored from Gazette.", "340 sailors"},
		{"/search sailors", "Searched: what is stored from Gazette.", "340 sailors"},
		{"/latest", "New bridge opens", "Ferry crews walk out"},
		{"/timeline strike", "No dated statement about", "signed an agreement"},
		{"/summary ferry strike", "Nothing about", "Ferry crews"},
		{`/ask How many ferry sailors stopped work in Portmouth? source:"Harbour Post"`, "340 sailors", ""},
		{`/settings outlets:"Gazette, harbour post, gazette"`, "Asked over: Gazette, Harbour Post", ""},
		{"/ask How many ferry sailors stopped work in Portmouth?", "340 sailors", ""},
		{"/settings outlets:all", "Asked over: all outlets", ""},
		{"/latest", "Ferry crews walk out", ""},
	} {
		got := words(k.say(t, c.line))
		if !strings.Contains(got, c.want) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s says %s, want %q and not %q", c.line, got, c.want, c.not)
		}
	}
}
