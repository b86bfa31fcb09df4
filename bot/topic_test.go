package bot_test

import (
	"strings"
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
		{"/search ferry lang:fr", "Searched: what is stored in French."},
		{"/search ferry lang:fr lang:de", "Searched: what is stored in French and German."},
		{"/timeline ferry from:2031", "No dated statement about “ferry from:2031” is stored. Searched: 2 articles up to 2 April 2024."},
		{"/timeline zebra source:Gazette lang:en from:2020", "Searched: what is stored from Gazette in English."},
		{`/follow source:"Harbour Post"`, "Following “source:\\\"Harbour Post\\\"” here, now."},
		{`/follow   source:“harbour post”`, "is followed here already"},
		{"/follow Streik der Fährleute", "Words are read in the language “German”."},
		{"/alerts edit 1 source:nowhere", "No outlet called “nowhere” is stored"},
	})
	if found := k.say(t, "/search zebra OR ferry site:x.example OR strike"); len(blocks[bot.Quote](found)) == 0 || found.Blocks[len(found.Blocks)-1] != blocks[bot.Notice](found)[0] {
		t.Errorf("what was read as plain words does not stand behind what was found: %s", words(found))
	}
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
			Text: shared + "At least 13 people were killed when houses collapsed in the earthquake, the governor said. About 40 soldiers of the army cleared the rubble in the streets of Elmstead."},
		knowledge.Article{URL: "https://herald.example/1", Source: "Herald", Title: "Earthquake in Elmstead, Karvonia, destroys houses", Language: "en", Published: day(2024, 5, 1),
			Text: shared + "At least 21 people were killed when houses collapsed in the earthquake, the ministry said. The railway to the town of Elmstead stays closed because its bridge has cracked. About 70 soldiers of the army cleared the rubble in the streets of Elmstead."},
		knowledge.Article{URL: "https://nowhere.example/1", Title: "Lighthouse of Aldmere repaired", Language: "en", Published: day(2024, 5, 2),
			Text: "The lighthouse of Aldmere was repaired after a storm. Its lamp burns again, the keeper of the lighthouse said."},
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
		{"/compare ferry", "\"Only Echo tells of this"},
		{"/compare Elmstead earthquake source:Herald", "Of what I searched, only Herald tells of this"},
		{"/compare Elmstead earthquake -source:Herald", "Of what I searched, only Echo tells of this"},
		{"/compare lighthouse", "Of what I searched, one article alone tells of this"},
		{"/compare zebra", "Nothing about “zebra” is stored."},
		{"/compare ferry source:Heralt", "did you mean “Herald”?"},
	})
	figures := words(k.say(t, "/compare Elmstead earthquake"))
	if heads, groups := strings.Count(figures, "Figures that differ"), strings.Count(figures, "soldiers of the army")/2; heads != 1 || groups != 1 {
		t.Errorf("figures that differ have %d headings: %s", heads, figures)
	}
	k.say(t, "/settings outlets:Herald")
	k.dialogue(t, []line{{"/compare Elmstead earthquake", "Of what I searched, only Herald tells of this"}, {"/timeline zebra", "Searched: what is stored from Herald."}})
	k.say(t, "/settings outlets:all")
	for _, a := range k.say(t, "/summary Elmstead earthquake").Actions {
		if a.Command == "compare" {
			return
		}
	}
	t.Error("a summary of a topic has no button that compares")
}

// TestNamesInTopic names outlets and feeds in another spelling than the store, which finds
// and says them as stored.
func TestNamesInTopic(t *testing.T) {
	storm := knowledge.Article{URL: "https://zurich.example/1", Source: "L’Équipe Zürich", Title: "Storm closes the harbour of Portmouth", Language: "en", Published: day(2024, 4, 3),
		Text: "A storm closed the harbour of Portmouth on Wednesday. The storm broke 12 masts in the harbour, the harbour master said."}
	k := start(t, append([]knowledge.Article{storm}, ferry...)...)
	addFeed(t, k, knowledge.Feed{Title: "Überblick Zürich"}, storm.URL)
	addFeed(t, k, knowledge.Feed{Title: "WHO"}, storm.URL)
	k.dialogue(t, []line{
		{`/search storm harbour source:"l'equipe zurich"`, "Storm closes the harbour"},
		{`/search storm harbour feed:"uberblick zurich"`, "Storm closes the harbour"},
		{`/search storm feed:who`, "Storm closes the harbour"},
		{`/search feed:"uberblick zurich"`, "Storm closes the harbour"},
		{`/summary storm feed:"uberblick zurich"`, "Storm closes the harbour"},
		{`/search zebra source:"l'equipe zurich"`, "Searched: what is stored from L’Équipe Zürich."},
		{`/search zebra feed:"uberblick zurich"`, "Searched: what is stored from the feed “Überblick Zürich”."},
		{`/search zebra feed:"Uberblick Zurich" -source:Gazette`, "Searched: what is stored from the feed “Überblick Zürich” except from Gazette."},
		{`/search zebra source:"Harbour Post" -source:Gazette`, "Searched: what is stored from Harbour Post."},
		{`/settings feeds:"uberblick zurich"`, "Feeds: Überblick Zürich"},
		{`/follow storm feed:"uberblick zurich"`, `Following “storm feed:\"Überblick Zürich\"” here`},
		{`/alerts edit 1 storm source:"l'equipe zurich"`, `storm source:\"L’Équipe Zürich\"`},
	})
}
