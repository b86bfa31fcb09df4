package bot_test

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"quoth/bot"
	"quoth/knowledge"
)

// outletsOf are the outlets of the articles that a reply quotes or lists, each once.
func outletsOf(r bot.Reply) (names []string) {
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, q := range blocks[bot.Quote](r) {
		add(q.Article.Source)
	}
	for _, h := range blocks[bot.Headline](r) {
		add(h.Article.Source)
	}
	slices.Sort(names)
	return names
}

// TestAmongOutlets asks what was asked before over one outlet, and over all again.
func TestAmongOutlets(t *testing.T) {
	k := start(t,
		knowledge.Article{URL: "https://post.example/1", Title: "Storm floods Dunmouth", Source: "The Harbour Post", Published: day(2024, 4, 1), DateOnly: true, Language: "en",
			Text: "The storm flooded the market of Dunmouth on Monday. Twelve people were rescued from the flooded market."},
		knowledge.Article{URL: "https://cnn.example/1", Title: "Dunmouth under water", Source: "CNN", Published: day(2024, 4, 2), DateOnly: true, Language: "en",
			Text: "The storm flooded the market of Dunmouth, where fourteen people were rescued. The mayor thanked the crews."},
		knowledge.Article{URL: "https://cnn.example/2", Title: "A new stadium", Source: "CNN", Published: day(2024, 4, 3), DateOnly: true, Language: "en",
			Text: "Elmstead opens its new stadium in June."})
	say := func(line string) bot.Reply { return k.hear(t, bot.Request{Text: line, Private: true}) }
	all := []string{"CNN", "The Harbour Post"}
	for _, x := range []struct {
		line    string
		outlets []string
	}{
		{"how many people were rescued from the flooded market of Dunmouth", all[:1]},
		{"and harbourpost.com?", all[1:]}, {"what does cnn say", all[:1]}, {"only the harbour post", all[1:]}, {"from all outlets again", all[:1]},
		{"/search Dunmouth", all}, {"nur aus der Harbour Post", all[1:]}, {"aus allen Zeitungen", all},
		{"latest", all}, {"solo cnn", all[:1]},
		{"/latest harbourpost", all[1:]}, {"/ask source:cnn.com how many people were rescued in Dunmouth", all[:1]},
	} {
		reply := say(x.line)
		if got := outletsOf(reply); !slices.Equal(got, x.outlets) {
			t.Errorf("%q is answered from %q: %s", x.line, got, said(reply))
		}
	}
	say("/timeline Dunmouth")
	if got := said(say("only from cnn")); !strings.HasPrefix(got, "Timeline: Dunmouth source:CNN") {
		t.Errorf("of one outlet the timeline is %q", got)
	}
	say("how many people were rescued in Dunmouth")
	say("only cnn")
	if got := said(say("and who drove the boats there?")); !strings.Contains(got, "Not found in what is stored from CNN.") {
		t.Errorf("what follows on one outlet is %q", got)
	}
	for _, x := range []struct {
		line    string
		outlets []string
	}{
		{"how many people were rescued from the flooded market of Dunmouth", all[:1]},
		{"not cnn", all[1:]}, {"from all outlets", all[:1]}, {"ohne cnn", all[1:]}, {"without the harbour post", nil}, {"from all outlets again", all[:1]}, {"only cnn", all[:1]},
		{"how many people were rescued from the flooded market of Dunmouth, without cnn", all[1:]},
		{"/ask -source:cnn how many people were rescued from the flooded market of Dunmouth", all[1:]},
		{"/search Dunmouth", all}, {"sin cnn", all[1:]}, {"from all outlets", all},
		{"latest", all}, {"без cnn", all[1:]}, {"latest news without the harbour post", all[:1]},
	} {
		reply := say(x.line)
		if got := outletsOf(reply); !slices.Equal(got, x.outlets) {
			t.Errorf("%q is answered from %q: %s", x.line, got, said(reply))
		}
	}
	say("how many people were rescued from the flooded market of Dunmouth")
	say("only cnn")
	say("not cnn")
	if got := said(say("from all outlets")); !strings.Contains(got, "people were rescued") {
		t.Errorf("of what was not found in one outlet, all say %q", got)
	}
	say("who won the regatta of Valparaiso")
	for _, line := range []string{"only from cnn", "again"} {
		if got := said(say(line)); !strings.Contains(got, "Not found in what is stored from CNN.") {
			t.Errorf("behind what found nothing, %q says %q", line, got)
		}
	}
	if got := said(say("follow it")); got != "Which topic?" {
		t.Errorf("what found nothing is followed: %q", got)
	}
	say("never mind")
	say("latest")
	if got := said(say("not cnn")); !strings.HasPrefix(got, "Latest news except from CNN") {
		t.Errorf("the latest of all but one outlet are %q", got)
	}
	say("how many people were rescued in Dunmouth, not from cnn")
	if got := said(say("and who drove the boats there?")); !strings.Contains(got, "Not found in what is stored except from CNN.") {
		t.Errorf("what follows on all but one outlet is %q", got)
	}
	if got := said(say("timeline of Dunmouth without cnn")); !strings.HasPrefix(got, "Timeline: Dunmouth -source:CNN") {
		t.Errorf("of all but one outlet the timeline is %q", got)
	}
	for line, want := range map[string]string{
		"only from the guardian":                   "No outlet called “the guardian” is stored; /sources lists those that are.",
		"/latest -source:cnn \"the harbour post\"": "Latest news from The Harbour Post",
		"/latest -source:cnn -source:harbourpost":  "Not found in what is stored except from CNN and The Harbour Post.",
		"/search zeppelin -source:cnn":             "except from CNN",
		"/latest cnm":                              "No outlet called “cnm” is stored: did you mean “CNN”?",
		"/search storm source:x":                   "No outlet called “x” is stored",
	} {
		if got := said(say(line)); !strings.Contains(got, want) {
			t.Errorf("%q: %s", line, got)
		}
	}
}

// TestLeftOutInPlace goes on without an outlet, and over one, in a place that has chosen outlets.
func TestLeftOutInPlace(t *testing.T) {
	k := start(t,
		knowledge.Article{URL: "https://post.example/1", Title: "Storm floods Dunmouth", Source: "The Harbour Post", Published: day(2024, 4, 1), DateOnly: true, Language: "en",
			Text: "The storm flooded the market of Dunmouth on Monday. Twelve people were rescued from the flooded market."},
		knowledge.Article{URL: "https://cnn.example/1", Title: "Dunmouth under water", Source: "CNN", Published: day(2024, 4, 2), DateOnly: true, Language: "en",
			Text: "The storm flooded the market of Dunmouth, where fourteen people were rescued. The mayor thanked the crews."})
	say := func(line string) string { return said(k.hear(t, bot.Request{Text: line, Private: true})) }
	const first, on = "how many people were rescued from the flooded market of Dunmouth", "and who drove the boats there?"
	for _, place := range []struct{ chosen, all, without, in string }{
		{"all", "articles up to", "except from CNN.", "from CNN."},
		{"CNN, The Harbour Post", "from CNN, The Harbour Post.", "from The Harbour Post.", "from CNN."},
	} {
		say("/settings outlets:\"" + place.chosen + "\"")
		for _, x := range []struct{ line, want string }{{first, place.all}, {first + ", without cnn", place.without}, {first + ", only from cnn", place.in}} {
			say(x.line)
			for range 2 { // what follows on what follows, too
				if got := say(on); !strings.Contains(got, x.want) {
					t.Errorf("over %s, after %q it says %q, want %q", place.chosen, x.line, got, x.want)
				}
			}
		}
	}
	say(first + ", only from cnn")
	say("/settings outlets:\"The Harbour Post\"")
	if got := say(first); strings.Contains(got, "fourteen") {
		t.Errorf("what names no outlet is answered from those of before: %q", got)
	}
}

// TestNearOutletKeepsOthers offers the outlet that is meant beside the others that were named.
func TestNearOutletKeepsOthers(t *testing.T) {
	k := start(t, ferry...)
	for line, want := range map[string]string{"/latest -source:gazete -source:\"Harbour Post\"": "-Gazette\n-Harbour Post", "/ask source:\"Harbour Post\" source:gazete who struck?": "Harbour Post\nGazette"} {
		reply := k.say(t, line)
		if len(reply.Actions) != 1 || reply.Actions[0].Args["source"] != want {
			t.Errorf("%s offers %+v", line, reply.Actions)
		}
	}
}

// TestOutletsUnread says that the store failed where a line may name an outlet.
func TestOutletsUnread(t *testing.T) {
	k := start(t, ferry...)
	e := bot.New(bot.Config{Store: faulty{k.store, knowledge.ErrLocked}, Log: slog.New(slog.DiscardHandler)})
	for _, line := range []string{"who struck in Portmouth, without the gazette", "latest from the gazette"} {
		if reply := e.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Text: line}); !reply.Failed || !strings.Contains(words(reply), "Another program") {
			t.Errorf("%q says %s", line, words(reply))
		}
	}
	if reply := e.Handle(t.Context(), bot.Request{Person: somebody, Place: square, To: "reply", Text: "told you so, not from the gazette"}); !reply.Silent {
		t.Errorf("what is nothing for the bot is answered: %s", words(reply))
	}
}

// TestPick opens one of several things, and goes back to the others.
func TestPick(t *testing.T) {
	k := start(t, append(slices.Clone(ferry),
		knowledge.Article{URL: "https://post.example/3", Title: "School meals get dearer", Source: "Harbour Post", Published: day(2024, 4, 3), DateOnly: true, Language: "en", Text: "A school meal costs 4.80 euros from August."},
		knowledge.Article{URL: "https://post.example/4", Title: "A new stadium", Source: "Harbour Post", Published: day(2024, 4, 4), DateOnly: true, Language: "en", Text: "Elmstead opens its new stadium in June."})...)
	say := func(line string) bot.Reply { return k.hear(t, bot.Request{Text: line, Private: true}) }
	titles := func(r bot.Reply) (titles []string) {
		for _, h := range blocks[bot.Headline](r) {
			titles = append(titles, h.Article.Title)
		}
		return titles
	}
	opened := func(r bot.Reply) string {
		if quotes := blocks[bot.Quote](r); len(quotes) > 0 {
			return quotes[0].Article.Title
		}
		return said(r)
	}
	if got := said(say("open 3")); !strings.HasPrefix(got, "There is nothing here yet") {
		t.Errorf("of nothing is opened %q", got)
	}
	list := titles(say("latest"))
	if len(list) < 3 {
		t.Fatalf("the list is %q", list)
	}
	for _, x := range []struct {
		line string
		at   int
	}{{"the second one", 1}, {"first one again", 0}, {"3", 2}, {"show me the last one", len(list) - 1}, {"open 2", 1}, {"longer", 1}, {"ouvre le premier", 0}, {"вторую", 1}} {
		if got := opened(say(x.line)); got != list[x.at] {
			t.Errorf("%q opens %q, not %q", x.line, got, list[x.at])
		}
	}
	if got := said(say("open 40")); got != "I did not show that many." {
		t.Errorf("of a short list the 40th is %q", got)
	}
	found := blocks[bot.Quote](say("/search strike OR bridge OR stadium"))
	if got := opened(say("3")); len(found) < 3 || got != found[2].Article.Title {
		t.Errorf("of what was found the third is %q", got)
	}
	first := said(say("When did the strike of the ferry crews begin?"))
	second := said(say("/search bridge"))
	if got := said(say("show that again")); got != second {
		t.Errorf("again is %q, not %q", got, second)
	}
	if got := said(say("first one again")); got == second {
		t.Errorf("the first reply again is %q, not %q", got, first)
	}
}

// TestFollowedAmongOutlets changes what was just followed where outlets are named.
func TestFollowedAmongOutlets(t *testing.T) {
	k := start(t, ferry...)
	for _, line := range []string{
		"without the gazette", "ohne Gazette", "sans gazette", "sin gazette", "senza gazette", "sem gazette", "без gazette", "gazette hariç",
	} {
		k.say(t, "/follow strike")
		if got := said(k.say(t, line)); !strings.HasPrefix(got, "“strike -source:Gazette” is changed") || !slices.Equal(k.topics(t), []string{"strike -source:Gazette"}) {
			t.Errorf("after following, %q says %q and leaves %q", line, got, k.topics(t))
		}
		k.say(t, "/unfollow")
	}
	k.say(t, "/follow strike")
	k.say(t, "only harbour post")
	if got := k.topics(t); !slices.Equal(got, []string{`strike source:"Harbour Post"`}) {
		t.Errorf("over one outlet it follows %q", got)
	}
	if k.say(t, "from all outlets"); !slices.Equal(k.topics(t), []string{"strike"}) {
		t.Errorf("over all outlets it follows %q", k.topics(t))
	}
	k.say(t, "/search bridge")
	if got := outletsOf(k.say(t, "without the gazette")); len(got) > 0 || !slices.Equal(k.topics(t), []string{"strike"}) {
		t.Errorf("of what was searched since it shows %q, and follows %q", got, k.topics(t))
	}
	k.say(t, "/follow bridge")
	k.say(t, "/unfollow bridge")
	if got := said(k.say(t, "without Gazette")); !strings.Contains(got, "bridge -source:Gazette") || !slices.Equal(k.topics(t), []string{"strike"}) {
		t.Errorf("of what is not followed any more it says %q and follows %q", got, k.topics(t))
	}
	group := bot.Request{Person: somebody, Place: square, Text: "/follow strike", Elsewhere: "#news", To: "mention", Manager: func(context.Context) (bool, error) { return true, nil }}
	k.Commands().Parse(&group, group.Text)
	k.converse(t, group, "")
	if got := k.converse(t, bot.Request{Person: somebody, Place: square, Text: "but not from Gazette", To: "mention"}, ""); !slices.Equal(outletsOf(got), []string{"Harbour Post"}) {
		t.Errorf("of what is followed elsewhere it says %s", words(got))
	}
}

// TestNearOutlet offers the outlet of whose name a line that names one is a slip.
func TestNearOutlet(t *testing.T) {
	k := start(t, ferry...)
	k.say(t, "How many ferry sailors stopped work in Portmouth?")
	for _, line := range []string{
		"without the gazete", "only gazete", "ohne Gazete", "sans gazete", "solo gazete", "senza gazete", "sem gazete", "без gazete", "gazete hariç",
		"who struck in Portmouth, without the gazete", "latest without gazete", "latest from gazete",
	} {
		reply := k.say(t, line)
		if got := said(reply); !strings.Contains(got, "did you mean “Gazette”?") || len(reply.Actions) != 1 {
			t.Errorf("%q is answered with %q", line, got)
		}
	}
	for _, line := range []string{"without the gazelle", "only from Gaza"} { // which are no slips
		if got := said(k.say(t, line)); strings.Contains(got, "did you mean") {
			t.Errorf("%q is answered with %q", line, got)
		}
	}
}

// TestWordOrOutlet asks what is to be left out where a name is a word, too.
func TestWordOrOutlet(t *testing.T) {
	k := start(t, knowledge.Article{URL: "https://fox.example/1", Title: "Storm floods Dunmouth", Source: "Fox News", Published: day(2024, 4, 1), DateOnly: true, Language: "en", Text: "The storm flooded the market of Dunmouth on Monday."})
	for _, line := range []string{"follow cats without fox", "send me daily news on cats without fox", "timeline of cats without fox", "suis les chats sans fox"} {
		reply := k.say(t, line)
		if got := said(reply); !strings.HasPrefix(got, "What is to be left out") && !strings.HasPrefix(got, "Que faut-il laisser de côté") || len(reply.Actions) != 2 {
			t.Errorf("%q is answered with %q %v", line, got, reply.Actions)
			continue
		}
		if line == "send me daily news on cats without fox" && (reply.Actions[0].Args["pace"] != "daily" || reply.Actions[1].Args["pace"] != "daily") {
			t.Errorf("%q loses its pace: %v", line, reply.Actions)
		}
		words, outlet := reply.Actions[0].Args["topic"], reply.Actions[1].Args["topic"]
		if !strings.HasSuffix(words, ` -"fox"`) || !strings.HasSuffix(outlet, ` -source:"Fox News"`) {
			t.Errorf("%q offers %q and %q", line, words, outlet)
		}
	}
	k.say(t, "/follow")
	r := bot.Request{Person: somebody, Place: home, Private: true, Text: "cats without fox", Waiting: &bot.Missing{Command: "follow", Option: "topic"}}
	if got := k.converse(t, r, ""); len(got.Actions) != 2 || got.Actions[1].Command != "follow" {
		t.Errorf("of what is waited for it says %s", words(got))
	}
	for line, want := range map[string]string{
		"follow cats, without fox": `-source:"Fox News”`, "follow cats without Fox": `-source:"Fox News”`, "follow cats without articles from fox": `-source:"Fox News”`,
		"follow dogs without fox news": `-source:"Fox News”`,
	} {
		if got := said(k.say(t, line)); !strings.Contains(got, strings.ReplaceAll(want, "”", `"`)) {
			t.Errorf("%q is answered with %q", line, got)
		}
	}
}
