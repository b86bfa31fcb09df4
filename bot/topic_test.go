package bot_test

import (
	"testing"

	"quoth/bot"
)

// TestTopicLanguage writes topics as each command takes them.
func TestTopicLanguage(t *testing.T) {
	k := start(t, ferry...)
	k.dialogue(t, []line{
		{"/search ferry source:Nowhere", "No outlet called “Nowhere” is stored; /sources lists those that are."},
		{"/search ferry -source:harbor", "No outlet called “harbor” is stored"},
		{"/search ferry source:Harbour", "No outlet called “Harbour” is stored: did you mean “Harbour Post”?"},
		{`/timeline ferry source:"Harbor Post"`, "No outlet called “Harbor Post” is stored: did you mean “Harbour Post”?"},
		{`/follow source:"Harbour Pots"`, "did you mean “Harbour Post”?"},
		{"/summary ferry source:harbour", "did you mean “Harbour Post”?"},
		{"/search ferry site:x.example", "“site:” is read as plain words."},
		{"/follow ferry OR", "“OR” is read as plain words."},
		{"/search ferry from:soon", "A date is written 2026-11-29"},
		{"/timeline ferry from:2024 to:2023", "The date of from: lies after that of to:."},
		{"/summary the", "The topic has no word to look for"},
		{`/search zebra OR ferry source:"Harbour Post"`, "Articles that hold “zebra OR ferry source:\\\"Harbour Post\\\"”"},
		{`/search source:"Harbour Post"`, "ferry"},
		{"/search ferry since:2031", "Searched: what is stored, published on or after 1 January 2031."},
		{`/follow source:"Harbour Post"`, "Following “source:\\\"Harbour Post\\\"” here, now."},
		{`/follow   source:“harbour post”`, "is followed here already"},
		{"/follow Streik der Fährleute", "Words are read in the language “German”."},
		{"/alerts edit 1 source:nowhere", "No outlet called “nowhere” is stored"},
	})
	reply := k.say(t, "/follow strike source:harbour -pay")
	if len(reply.Actions) != 1 {
		t.Fatalf("an outlet that is likely meant has %d buttons", len(reply.Actions))
	}
	pressed := k.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Command: reply.Actions[0].Command, Args: reply.Actions[0].Args})
	if got := pressed.Following; len(got) != 1 || got[0].Topic != `strike -pay source:"Harbour Post"` {
		t.Errorf("the button follows %v", got)
	}
}
