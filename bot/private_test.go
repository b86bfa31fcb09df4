package bot_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
)

// scores are sums whose last digits depend on the order.
var scores = regexp.MustCompile(`"Score":[0-9.e-]+`)

// TestPrivateNewsStaysWhereItIs stores articles that are for one server alone, and gives
// every command there and elsewhere: what they say is shown there alone, and nothing of
// it can be told from an answer elsewhere.
func TestPrivateNewsStaysWhereItIs(t *testing.T) {
	server := knowledge.ServerAudience("test", "s1")
	secret := []knowledge.Article{
		{
			URL: "https://inside.example/merger", Title: "Zorblatt Mills to merge with Quexley", Source: "Inside Letter", Published: day(2024, 5, 4), DateOnly: true, Language: "en", For: server,
			Text: "Zorblatt Mills will merge with Quexley on 9 June 2024, its owners agreed on Friday. The merger brings 4,100 workers under one roof.",
		},
		{
			URL: "https://inside.example/strike", Title: "Zorblatt workers of the ferry strike", Source: "Inside Letter", Published: day(2024, 5, 5), DateOnly: true, Language: "en", For: server,
			Text: "Workers of Zorblatt Mills began a strike in Portmouth on Sunday. About 77 of the Zorblatt workers joined the ferry sailors.",
		},
	}
	k := start(t, append(append([]knowledge.Article{}, ferry...), secret...)...)
	without := start(t, ferry...)
	article, err := k.store.ArticleByURL(knowledge.AskedBy(t.Context(), server), secret[0].URL)
	if err != nil {
		t.Fatal(err)
	}
	request := func(k *talk, r bot.Request, line string) string {
		k.Commands().Parse(&r, line)
		return scores.ReplaceAllString(words(k.Handle(t.Context(), r)), "")
	}
	inside := bot.Request{Person: somebody, Place: audience.Place{Platform: "test", Chat: "g1"}, Server: "s1"}
	elsewhere := []bot.Request{
		{Person: somebody, Place: home, Private: true}, {Person: somebody, Place: square, Server: "s2"}, {Person: somebody, Place: square},
		{Person: somebody, Place: audience.Place{Platform: "other", Chat: "g1"}, Server: "s1"}, {Person: somebody, Place: audience.Place{Platform: "test", Chat: "s1"}},
		{Person: operator, Place: home, Private: true},
	}
	lines := map[string][]string{ // by command: those that show it inside come first, up to ""
		"ask":      {"How many workers come under one roof when Zorblatt merges with Quexley?", "", "How many ferry sailors stopped work?"},
		"summary":  {fmt.Sprintf("/summary #%d", article.ID), "/summary https://inside.example/merger", "/summary Zorblatt Quexley", "", "/summary ferry strike"},
		"timeline": {"/timeline Zorblatt Quexley", "", "/timeline ferry strike"},
		"compare":  {"", "/compare Zorblatt Quexley", "/compare ferry strike"},
		"search":   {"/search Zorblatt", `/search "Zorblatt Mills"`, "", "/search ferry source:\"Inside Letter\"", "/search strike"},
		"latest":   {"/latest", "/latest Inside Letter", ""},
		"sources":  {"/sources", ""},
		"find":     {"/find The merger brings 4,100 workers under one roof.", ""},
		"cited":    {fmt.Sprintf("/cited #%d", article.ID), ""},
		"more":     {"", "/more from:1 Zorblatt workers strike"},
		"follow":   {"", "/follow Zorblatt"}, "alerts": {"", "/alerts test", "/alerts"}, "unfollow": {"", "/unfollow Zorblatt"}, "why": {"", "/why 1"},
		"settings": {"", "/settings"}, "privacy": {"", "/privacy"}, "export": {"", "/export"}, "forget": {"", "/forget"}, "admin": {"", "/admin", "/admin feeds"}, "feedback": {"", "/feedback"},
		"report": {"", fmt.Sprintf("/report wrong #%d.1 0-20 Why?", article.ID)},
		"help":   {"", "/help"}, "start": {"", "/start"},
	}
	for _, c := range k.Commands() {
		all, ok := lines[c.Name]
		if !ok {
			t.Errorf("the test gives no line for /%s", c.Name)
			continue
		}
		shows := true
		for _, line := range all {
			if line == "" {
				shows = false
				continue
			}
			for _, r := range elsewhere {
				got, want := request(k, r, line), request(without, r, line)
				if got != want && c.Name != "export" { // which has times
					t.Errorf("%s in %+v says %s, and without what is private %s", line, r.Place, got, want)
				}
				for _, word := range []string{"Quexley", "Mills", "4,100", "Inside Letter"} {
					if strings.Contains(got, word) && !strings.Contains(line, word) {
						t.Errorf("%s in %+v shows %q: %s", line, r.Place, word, got)
					}
				}
			}
			if got := request(k, inside, line); shows && !strings.Contains(got, "Inside Letter") {
				t.Errorf("%s inside says %s", line, got)
			}
		}
	}
	// What was shown inside can't be shown elsewhere.
	r := inside
	k.Commands().Parse(&r, lines["ask"][0])
	reply := k.Handle(t.Context(), r)
	if kept, err := k.Verify(r.In(t.Context()), reply); err != nil || len(blocks[bot.Quote](kept)) == 0 {
		t.Errorf("inside it is shown again as %s (%v)", words(kept), err)
	}
	if kept, err := k.Verify(elsewhere[0].In(t.Context()), reply); err != nil || strings.Contains(words(kept), "4,100") {
		t.Errorf("elsewhere it is shown again as %s (%v)", words(kept), err)
	}
}

// TestPrivateAlerts follows one topic inside and outside: private news is told inside, what
// becomes public outside, and nothing twice.
func TestPrivateAlerts(t *testing.T) {
	k := start(t)
	server := knowledge.ServerAudience("test", "s1")
	follow := func(r bot.Request) int64 {
		r.Person, r.Manager = somebody, func(context.Context) (bool, error) { return true, nil }
		k.Commands().Parse(&r, "/follow quarry")
		if reply := k.Handle(t.Context(), r); reply.Failed || len(reply.Following) != 1 {
			t.Fatalf("following says %s", words(reply))
		}
		subs, err := k.store.SubscriptionsAt(t.Context(), r.Place)
		if err != nil || len(subs) != 1 {
			t.Fatal(subs, err)
		}
		return subs[0].ID
	}
	in := follow(bot.Request{Place: audience.Place{Platform: "test", Chat: "g1"}, Server: "s1"})
	out := follow(bot.Request{Place: audience.Place{Platform: "test", Chat: "g2"}, Server: "s2"})
	door := intake.New(intake.Config{Store: k.store, Now: func() time.Time { return k.now }})
	add := func(a knowledge.Article) {
		t.Helper()
		if _, err := door.Add(t.Context(), []knowledge.Article{a}); err != nil {
			t.Fatal(err)
		}
	}
	told := func(id int64) []audience.Alert {
		all, err := k.store.AlertsOf(t.Context(), id, 9)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	closes := knowledge.Article{URL: "https://inside.example/q", Title: "Quarry at Elmstead closes after 90 years", Source: "Inside Letter", Published: k.now, Language: "en", For: server,
		Text: "The quarry at Elmstead closes after 90 years, its owner Marlow said. The 60 workers of the quarry lose their posts in June."}
	add(closes)
	if len(told(in)) != 1 || len(told(out)) != 0 {
		t.Fatalf("private news was told %d times inside and %d outside", len(told(in)), len(told(out)))
	}
	sub, err := k.store.Subscription(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	if reply, err := alert.NewWriter(k.store, k.Engine).Write(t.Context(), sub, told(in)); err != nil || len(reply.Blocks) != 0 {
		t.Errorf("an alert of it is told outside as %s (%v)", words(reply), err)
	}
	if sub, err = k.store.Subscription(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if reply, err := alert.NewWriter(k.store, k.Engine).Write(t.Context(), sub, told(in)); err != nil || len(blocks[bot.Quote](reply)) != 1 {
		t.Errorf("an alert of it is told inside as %s (%v)", words(reply), err)
	}
	public := closes
	public.For = ""
	add(public)
	if len(told(in)) != 1 || len(told(out)) != 1 {
		t.Errorf("once it is public it was told %d times inside and %d outside", len(told(in)), len(told(out)))
	}
	// A private copy of a public story is not told again, nor counted outside.
	copied := closes
	copied.URL, copied.Source = "https://other.example/q", "Outside Letter"
	add(copied)
	if n := len(told(in)); n != 2 && n != 1 {
		t.Errorf("a private copy makes %d alerts inside", n)
	}
	if a := told(out); len(a) != 1 || a[0].Outlets != 0 {
		t.Errorf("outside the alerts are %+v", a)
	}
}
