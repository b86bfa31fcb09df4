package bot_test

import (
	"testing"

	"quoth/bot"
	"quoth/knowledge"
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
		{"/search ferry from:soon", "“from:” is read as plain words."},
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

func TestCompare(t *testing.T) {
	shared := "A strong earthquake shook the town of Elmstead in northern Karvonia on Monday morning. Rescue workers searched the collapsed houses of Elmstead through the day. The earthquake was felt as far as the capital Portmouth. "
	k := start(t,
		knowledge.Article{URL: "https://echo.example/1", Source: "Echo", Title: "Earthquake shakes Elmstead in Karvonia", Language: "en", Published: day(2024, 5, 1),
			Text: shared + "At least 13 people were killed when houses collapsed in the earthquake, the governor said."},
		knowledge.Article{URL: "https://herald.example/1", Source: "Herald", Title: "Earthquake in Elmstead, Karvonia, destroys houses", Language: "en", Published: day(2024, 5, 1),
			Text: shared + "At least 21 people were killed when houses collapsed in the earthquake, the ministry said. The railway to the town of Elmstead stays closed because its bridge has cracked."},
		knowledge.Article{URL: "https://echo.example/2", Source: "Echo", Title: "Ferry crews walk out", Language: "en", Published: day(2024, 5, 2),
			Text: "Crews of the ferry to Aldmere walked out over their pay on Monday. The ferry stays at its pier."},
	)
	k.dialogue(t, []line{
		{"/compare", "Which topic?"},
		{"/compare Elmstead earthquake", "How the outlets tell it: Elmstead earthquake"},
		{"/compare Elmstead earthquake", "The railway to the town of Elmstead stays closed because its bridge has cracked."},
		{"/compare Elmstead earthquake", "Figures that differ"},
		{"/compare https://echo.example/1", "How the outlets tell it: Earthquake shakes Elmstead in Karvonia"},
		{"compare how the papers cover the Elmstead earthquake", "Figures that differ"},
		{"/compare ferry", "Only Echo tells of this"},
		{"/compare zebra", "Nothing about “zebra” is stored."},
		{"/compare ferry source:Heralt", "did you mean “Herald”?"},
	})
	for _, a := range k.say(t, "/summary Elmstead earthquake").Actions {
		if a.Command == "compare" {
			return
		}
	}
	t.Error("a summary of a topic has no button that compares")
}
