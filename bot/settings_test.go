package bot_test

import (
	"strings"
	"testing"

	"quoth/bot"
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

// TestLanguagesOfPlace asks over the languages that the place has chosen, by name or by
// the keyboard.
func TestLanguagesOfPlace(t *testing.T) {
	k := start(t, ferry...)
	for _, c := range []struct{ line, want, not string }{
		{"/settings languages:Klingon", "I read no “Klingon”", "News in"},
		{"/settings languages:German", "News in: German", ""},
		{"/ask How many ferry sailors stopped work in Portmouth?", "Not found in what is stored in German.", "340 sailors"},
		{"/search sailors", "Searched: what is stored in German.", "340 sailors"},
		{"/latest", "", "Ferry crews walk out"},
		{"/timeline strike", "Searched: what is stored in German.", "signed an agreement"},
		{"/search sailors lang:en", "340 sailors", ""},
		{"/summary ferry strike", "Nothing about", "Ferry crews"},
		{`/ask How many ferry sailors stopped work? source:Gazette`, "Not found in what is stored from Gazette in German.", ""},
		{`/settings languages:"de, English, en"`, "News in: German, English", ""},
		{"/ask How many ferry sailors stopped work in Portmouth?", "340 sailors", ""},
		{"/settings languages:all", "News in: all languages", ""},
		{"/latest", "Ferry crews walk out", ""},
	} {
		got := words(k.say(t, c.line))
		if !strings.Contains(got, c.want) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s says %s, want %q and not %q", c.line, got, c.want, c.not)
		}
	}
	press := func(reply bot.Reply, label string) bot.Reply {
		t.Helper()
		for _, a := range reply.Actions {
			if a.Label == label {
				return k.converse(t, bot.Request{Person: somebody, Place: home, Private: true, Command: a.Command, Args: a.Args}, "")
			}
		}
		t.Fatalf("there is no button %q but %+v", label, reply.Actions)
		return bot.Reply{}
	}
	reply := press(press(press(k.say(t, "/settings"), "News languages"), "German"), "French")
	if got := words(press(press(reply, "✓ German"), "✓ French")); !strings.Contains(got, "In which languages") {
		t.Errorf("the keyboard ends with %s", got)
	}
	press(reply, "Turkish")
	if got := words(k.say(t, "/settings")); !strings.Contains(got, "News in: Turkish") {
		t.Errorf("after the presses it says %s", got)
	}
	if got := words(press(press(k.say(t, "/settings"), "News languages"), "All languages")); !strings.Contains(got, "News in: all languages") {
		t.Errorf("taking it back says %s", got)
	}
}
