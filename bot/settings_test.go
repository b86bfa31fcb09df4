package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"quoth/bot"
	"quoth/knowledge"
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

// addFeed adds a feed that brought the stored articles of some addresses.
func addFeed(t *testing.T, k *talk, f knowledge.Feed, urls ...string) {
	t.Helper()
	f.URL = "https://feeds.example/?token=secret&of=" + f.Title
	id, _, err := k.store.AddFeed(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	err = k.store.Write(t.Context(), func(w knowledge.Writer) error {
		for _, url := range urls {
			a, err := k.store.ArticleByURL(knowledge.Unrestricted(t.Context()), url)
			if err != nil {
				return err
			}
			if err := w.PutEntry(t.Context(), id, url, "digest", a.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFeedsOfPlace asks over the feeds that the place has chosen, unless an outlet or a feed
// is named, and never over one that is for another place.
func TestFeedsOfPlace(t *testing.T) {
	k := start(t, ferry...)
	addFeed(t, k, knowledge.Feed{Title: "Bridges, roads"}, ferry[1].URL)
	addFeed(t, k, knowledge.Feed{Title: "The coast"}, ferry[0].URL)
	addFeed(t, k, knowledge.Feed{Title: `"Quoted" things`}, ferry[0].URL)
	addFeed(t, k, knowledge.Feed{Site: "https://www.untitled.example/"}, ferry[0].URL)
	addFeed(t, k, knowledge.Feed{Title: "“”"}, ferry[1].URL)
	addFeed(t, k, knowledge.Feed{Title: "Insiders", FeedSettings: knowledge.FeedSettings{For: knowledge.ChatAudience("test", "elsewhere")}}, ferry[0].URL)
	const asked = "/ask How many ferry sailors stopped work in Portmouth?"
	for _, c := range []struct{ line, want, not string }{
		{"/sources", "Bridges, roads\nThe coast", "Insiders"},
		{"/sources", "'Quoted' things\nuntitled.example\n#5", "Insiders"},
		{"/settings feeds:\"'quoted' things\"", "Feeds: 'Quoted' things", ""},
		{asked, "340 sailors", ""},
		{"/settings feeds:#5", "Feeds: #5", ""},
		{asked, "Not found in what is stored from the feed “#5”.", "340 sailors"},
		{"/search sailors feed:untitled.example", "340 sailors", ""},
		{"/search sailors feed:#5", "No stored article holds", "340 sailors"},
		{"/follow ferry feed:untitled.example", "untitled.example", "No feed"},
		{"/follow ferry feed:\"'quoted' things\"", "'Quoted' things", "No feed"},
		{"/settings feeds:Nowhere", "No feed called “Nowhere” is read here", "Feeds:"},
		{"/settings feeds:Insiders", "No feed called “Insiders” is read here", "Feeds:"},
		{`/settings feeds:"bridges, roads"`, "Feeds: Bridges, roads", ""},
		{asked, "Not found in what is stored from the feed “Bridges, roads”.", "340 sailors"},
		{"/search sailors", "from the feed “Bridges, roads”", "340 sailors"},
		{"/latest", "New bridge opens", "Ferry crews walk out"},
		{"/timeline strike", "No dated statement about", "signed an agreement"},
		{"/summary ferry strike", "Nothing about", "Ferry crews"},
		{asked + ` source:"Harbour Post"`, "340 sailors", ""},
		{`/search sailors feed:"the coast"`, "340 sailors", ""},
		{`/search sailors feed:"the coast" -source:"harbour post"`, "except from Harbour Post", "340 sailors"},
		{"/search sailors feed:Insiders", "No feed called “Insiders” is read here", "340 sailors"},
		{"/search sailors feed:coast", "did you mean “The coast”", "340 sailors"},
		{`/follow feed:"The coast"`, "The coast", "No feed"},
		{`/settings feeds:"the coast, Bridges, roads, the coast"`, "Feeds: The coast, Bridges, roads", ""},
		{asked, "340 sailors", ""},
		{"/settings feeds:all", "Feeds: all feeds", ""},
		{"/latest", "Ferry crews walk out", ""},
	} {
		got := words(k.say(t, c.line))
		if !strings.Contains(got, strings.ReplaceAll(c.want, "\n", `\n`)) || c.not != "" && strings.Contains(got, c.not) || strings.Contains(got, "token") {
			t.Errorf("%s says %s, want %q and not %q", c.line, got, c.want, c.not)
		}
	}
}

// TestFeedsInHand goes on from an answer after the place has chosen other feeds: what it
// leaves in hand is not asked any more.
func TestFeedsInHand(t *testing.T) {
	k := start(t, ferry...)
	addFeed(t, k, knowledge.Feed{Title: "Bridges"}, ferry[1].URL)
	if got := words(k.say(t, "How many ferry sailors stopped work in Portmouth?")); !strings.Contains(got, "340 sailors") {
		t.Fatalf("the answer is %s", got)
	}
	k.say(t, "/settings feeds:Bridges")
	if got := words(k.say(t, "when did it end?")); strings.Contains(got, "9 March") {
		t.Errorf("of other feeds it says %s", got)
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
	reply := k.press(t, k.press(t, k.press(t, k.say(t, "/settings"), "News languages"), "German"), "French")
	if got := words(k.press(t, k.press(t, reply, "✓ German"), "✓ French")); !strings.Contains(got, "In which languages") {
		t.Errorf("the keyboard ends with %s", got)
	}
	k.press(t, reply, "Turkish")
	if got := words(k.say(t, "/settings")); !strings.Contains(got, "News in: Turkish") {
		t.Errorf("after the presses it says %s", got)
	}
	if got := words(k.press(t, k.press(t, k.say(t, "/settings"), "News languages"), "All languages")); !strings.Contains(got, "News in: all languages") {
		t.Errorf("taking it back says %s", got)
	}
}

// press answers a press on a button of a reply.
func (k *talk) press(t *testing.T, reply bot.Reply, label string) bot.Reply {
	t.Helper()
	for _, a := range reply.Actions {
		if a.Label == label {
			return k.converse(t, bot.Request{Person: somebody, Place: home, Private: true, Command: a.Command, Args: a.Args}, "")
		}
	}
	t.Fatalf("there is no button %q but %+v", label, reply.Actions)
	return bot.Reply{}
}

// labels are those of the buttons of a reply.
func labels(reply bot.Reply) string {
	var all []string
	for _, a := range reply.Actions {
		all = append(all, a.Label)
	}
	return strings.Join(all, " | ")
}

// TestChooseOutlets chooses the outlets of a place by its buttons, page by page.
func TestChooseOutlets(t *testing.T) {
	articles := slices.Clone(ferry)
	for i := range 10 {
		articles = append(articles, knowledge.Article{URL: fmt.Sprint("https://more.example/", i), Title: "Bridge", Source: fmt.Sprintf("Paper, %02d", i), Language: "en", Text: fmt.Sprintf("The bridge number %d is open.", i)})
	}
	articles = append(articles, knowledge.Article{URL: "https://post.example/second", Title: "Harbour", Source: "Harbour Post", Language: "en", Text: "The harbour is open."})
	k := start(t, articles...)
	first := k.press(t, k.say(t, "/settings"), "Sources")
	if got := labels(first); !strings.HasPrefix(got, "Harbour Post | ") || !strings.HasSuffix(got, " | Next › | Settings") || len(first.Actions) != 12 {
		t.Errorf("the buttons are %s", got)
	}
	second := k.press(t, first, "Next ›")
	if got := labels(second); got != "Paper, 08 | Paper, 09 | ‹ Before | Settings" {
		t.Errorf("the buttons of the second page are %s", got)
	}
	ticked := k.press(t, second, "Paper, 09")
	if got := labels(ticked); got != "Paper, 08 | ✓ Paper, 09 | ‹ Before | All outlets | Settings" {
		t.Errorf("after a press the buttons are %s", got)
	}
	k.press(t, k.press(t, ticked, "‹ Before"), "Gazette")
	if got := words(k.say(t, "/settings")); !strings.Contains(got, "Asked over: Paper, 09, Gazette") {
		t.Errorf("after the presses it says %s", got)
	}
	if got := labels(k.press(t, ticked, "✓ Paper, 09")); got != "Paper, 08 | Paper, 09 | ‹ Before | All outlets | Settings" {
		t.Errorf("after another press the buttons are %s", got)
	}
	if got := words(k.press(t, ticked, "All outlets")); !strings.Contains(got, "Asked over: all outlets") {
		t.Errorf("taking it back says %s", got)
	}
}

// TestChooseFeeds chooses the feeds of a place by its buttons: those that brought the most
// come first, and none that is for another place.
func TestChooseFeeds(t *testing.T) {
	k := start(t, ferry...)
	if got := labels(k.say(t, "/settings")); strings.Contains(got, "Feeds") {
		t.Errorf("without feeds the buttons are %s", got)
	}
	addFeed(t, k, knowledge.Feed{Title: "Bridges, roads"}, ferry[1].URL)
	addFeed(t, k, knowledge.Feed{Title: "The coast"}, ferry[0].URL)
	coast, err := k.store.Feed(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	coast.Articles = 5
	if err := k.store.UpdateFeed(t.Context(), coast); err != nil {
		t.Fatal(err)
	}
	addFeed(t, k, knowledge.Feed{Title: "Insiders", FeedSettings: knowledge.FeedSettings{For: knowledge.ChatAudience("test", "elsewhere")}}, ferry[0].URL)
	all := k.press(t, k.say(t, "/settings"), "Feeds")
	if got := labels(all); got != "The coast | Bridges, roads | Settings" {
		t.Errorf("the buttons are %s", got)
	}
	if got := labels(k.press(t, all, "Bridges, roads")); got != "The coast | ✓ Bridges, roads | All feeds | Settings" {
		t.Errorf("after a press the buttons are %s", got)
	}
	if got := words(k.say(t, "/settings feeds:+Insiders")); !strings.Contains(got, "No feed called") {
		t.Errorf("the feed of another place is %s", got)
	}
	if got := words(k.say(t, "/settings")); !strings.Contains(got, "Feeds: Bridges, roads") {
		t.Errorf("after the press it says %s", got)
	}
}

// TestForgetDeclined takes a no to the question of /forget as one, in each of the languages.
func TestForgetDeclined(t *testing.T) {
	k := start(t, ferry...)
	for line, want := range map[string]string{
		"no thanks": "Fine: nothing was deleted.", "no": "Fine: nothing was deleted.", "no, keep it": "Fine: nothing was deleted.", "never mind": "Fine: nothing was deleted.",
		"nein danke": "Gut: Es wurde nichts gelöscht.", "lieber nicht": "Gut: Es wurde nichts gelöscht.", "non merci": "D'accord : rien n'a été supprimé.", "no gracias": "De acuerdo: no se ha borrado nada.",
		"no grazie": "Va bene: non è stato eliminato niente.", "não, obrigado": "Tudo bem: nada foi apagado.", "нет, спасибо": "Хорошо: ничего не удалено.", "hayır teşekkürler": "Peki: hiçbir şey silinmedi.",
	} {
		k.say(t, "/follow strike")
		k.say(t, "/forget")
		if got := said(k.say(t, line)); !strings.Contains(got, want) {
			t.Errorf("%q is answered with %q", line, got)
		}
		if here, err := k.store.SubscriptionsAt(t.Context(), home); err != nil || len(here) != 1 {
			t.Errorf("%q leaves %v, %v", line, here, err)
		}
	}
	if got := said(k.say(t, "no thanks")); strings.Contains(got, "deleted") {
		t.Errorf("what asks nothing is declined: %q", got)
	}
	k.say(t, "/forget")
	if got := said(k.say(t, "when did the ferry strike end?")); !strings.Contains(got, "9 March 2024") {
		t.Errorf("a question is answered with %q", got)
	}
	if got := said(k.say(t, "no thanks")); strings.Contains(got, "deleted") {
		t.Errorf("what was asked before is declined: %q", got)
	}
}

// TestForgetAssented tells who says yes to the question of /forget which button does it, and deletes
// nothing.
func TestForgetAssented(t *testing.T) {
	k := start(t, ferry...)
	k.say(t, "/follow strike")
	k.say(t, "/forget")
	for _, line := range []string{"yes", "ja, löschen", "delete it"} {
		reply := k.say(t, line)
		if got := said(reply); !strings.Contains(got, "Delete all of it") && !strings.Contains(got, "Alles löschen") || len(reply.Actions) != 1 || reply.Actions[0].Command != "forget" {
			t.Errorf("%q is answered with %q %v", line, got, reply.Actions)
		}
	}
	if here, err := k.store.SubscriptionsAt(t.Context(), home); err != nil || len(here) != 1 {
		t.Errorf("a yes leaves %v, %v", here, err)
	}
	if got := said(k.say(t, "no")); !strings.Contains(got, "nothing was deleted") {
		t.Errorf("a no behind it is answered with %q", got)
	}
}

// TestForgetLetGo takes a cancel of what was asked since, or a no behind another reply, for no
// answer to the question of /forget.
func TestForgetLetGo(t *testing.T) {
	k := start(t, ferry...)
	k.say(t, "/follow strike")
	k.say(t, "/forget")
	k.say(t, "/follow")
	r := bot.Request{Person: somebody, Place: home, Private: true, Text: "cancel", Waiting: &bot.Missing{Command: "follow", Option: "topic"}}
	if got := said(k.converse(t, r, "")); strings.Contains(got, "deleted") {
		t.Errorf("cancelling what is waited for says %q", got)
	}
	k.say(t, "/forget")
	k.say(t, "/help")
	if got := said(k.say(t, "no thanks")); strings.Contains(got, "deleted") {
		t.Errorf("a no behind another reply says %q", got)
	}
}

// TestForgetsTalk keeps nothing of a talk behind the press that deletes.
func TestForgetsTalk(t *testing.T) {
	k := start(t, ferry...)
	k.say(t, "when did the ferry strike end?")
	k.press(t, k.say(t, "/forget"), "Delete all of it")
	if kept, err := k.store.Export(t.Context(), somebody); err != nil || len(kept) > 0 {
		t.Errorf("kept is %s, %v", kept, err)
	}
}
