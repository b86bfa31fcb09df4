package bot_test

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/answer"
)

// TestSteps goes on from a reply to what is older, newer, longer and shorter.
func TestSteps(t *testing.T) {
	var stored []knowledge.Article
	for n := 1; n <= 25; n++ {
		stored = append(stored, knowledge.Article{
			URL: fmt.Sprintf("https://gazette.example/tide-%d", n), Title: fmt.Sprintf("Tide of day %d", n), Source: "Gazette", Published: day(2024, 4, n), DateOnly: true, Language: "en",
			Text: fmt.Sprintf("The spring tide of day %d flooded the market in Dunmouth. The water rose for %d hours.", n, n),
		})
	}
	const report = "https://gazette.example/harbour"
	stored = append(stored, knowledge.Article{URL: report, Title: "The harbour of Elmstead grows", Source: "Gazette", Published: day(2024, 3, 1), DateOnly: true, Language: "en", Text: strings.Join([]string{
		"The council of Elmstead voted on Thursday to build a second harbour.", "Mayor Ines Holt said that the old one was full.", "The builders begin in June.", "Four cranes come from Rotterdam.",
		"Fishermen fear for their berths.", "Their union wants a quay of its own.", "The region pays a third of the costs.", "A bank lends the remaining money.", "Two farms must move for the new road.", "The opening is planned for 2028.",
	}, " ")})
	k := start(t, stored...)
	ask := func(line string) bot.Reply { return k.hear(t, bot.Request{Text: line, Private: true}) }
	days := func(r bot.Reply) (newest, oldest int) {
		for _, h := range blocks[bot.Headline](r) {
			n := h.Article.Published.Day()
			newest, oldest = max(newest, n), min(cmp.Or(oldest, n), n)
		}
		return newest, oldest
	}
	for _, step := range []struct {
		line           string
		newest, oldest int
	}{{"latest", 25, 16}, {"older", 15, 6}, {"newer please", 25, 16}, {"weiter", 15, 6}, {"más antiguo", 5, 1}} {
		if newest, oldest := days(ask(step.line)); newest != step.newest || oldest != step.oldest {
			t.Errorf("%q lists the days from %d to %d, not %d to %d", step.line, oldest, newest, step.oldest, step.newest)
		}
	}
	if got := said(ask("older")); got != "There is nothing older on this." {
		t.Errorf("behind the oldest it says %q", got)
	}

	answered := func(line string) int {
		reply := ask(line)
		quotes := blocks[bot.Quote](reply)
		if len(quotes) == 0 {
			t.Fatalf("%q is answered with %q", line, said(reply))
		}
		return quotes[0].Article.Published.Day()
	}
	first := answered("spring tide flooded the market in Dunmouth")
	older := answered("something older")
	if older >= first && first > 1 {
		t.Errorf("older than the %d. is the %d.", first, older)
	}
	if newer := answered("anything newer?"); newer <= older {
		t.Errorf("newer than the %d. is the %d.", older, newer)
	}

	ask("latest")
	ask("older")
	for _, step := range []struct {
		line   string
		newest int
	}{{"older", 5}, {"previous", 15}, {"zurück", 25}, {"older", 15}, {"go back", 25}} {
		if newest, _ := days(ask(step.line)); newest != step.newest {
			t.Errorf("%q goes to day %d, not %d", step.line, newest, step.newest)
		}
	}

	sentences := func(line string) int { return len(blocks[bot.Quote](ask(line))) }
	usual := sentences("summary of " + report)
	shorter := sentences("shorter")
	if shorter >= usual || shorter == 0 {
		t.Errorf("shorter than %d sentences are %d", usual, shorter)
	}
	if longer := sentences("make it longer"); longer <= shorter {
		t.Errorf("longer than %d sentences are %d", shorter, longer)
	}
	if got := said(ask("/summary " + report + " length:10")); strings.Contains(got, "no longer form") {
		t.Errorf("the longest summary is %q", got)
	}
	if got := said(ask("longer")); got != "I show what was printed as it is: there is no longer form of this." {
		t.Errorf("longer than the longest summary is %q", got)
	}
	ask("spring tide flooded the market in Dunmouth")
	if got := said(ask("shorter")); got != "I show what was printed as it is: there is no shorter form of this." {
		t.Errorf("an answer is made shorter: %q", got)
	}
	if got := blocks[bot.Headline](ask("longer")); len(got) != 1 {
		t.Errorf("no article is summed up: %v", got)
	}
}

// TestNoStep goes on from nothing, and from what found nothing.
func TestNoStep(t *testing.T) {
	k := start(t, ferry...)
	say := func(line string) string { return said(k.hear(t, bot.Request{Text: line, Private: true})) }
	for _, line := range []string{"older", "longer", "kürzer", "more"} {
		if got := say(line); got != "There is nothing here yet to go on from. Ask about something first." {
			t.Errorf("%q to nothing: %q", line, got)
		}
	}
	for _, nothing := range []string{"/search nothingatall", "/timeline nothingatall", "/latest nobody's gazette", "/find nothing at all of this kind"} {
		say("/search strike")
		say(nothing)
		if got := say("older"); got != "There is nothing older on this." {
			t.Errorf("older than %s: %q", nothing, got)
		}
	}
	say("/search bridge")
	if got := say("older"); !strings.HasPrefix(got, "No stored article holds “bridge”") {
		t.Errorf("older than all: %q", got)
	}
	if got := say("newer"); !strings.HasPrefix(got, "Articles that hold “bridge”") {
		t.Errorf("newer than that: %q", got)
	}
}

// TestLongTalk keeps what a talk is about after a question that is too long to be kept with all
// that goes on from it.
func TestLongTalk(t *testing.T) {
	question := "When did the strike of the ferry crews in Portmouth end, " + strings.Repeat("which everybody in town spoke of for days, ", 18) + "and who signed?"
	k := start(t, ferry...)
	first := k.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Text: question})
	if first.Talk == nil || len(first.Talk.Steps) == 0 {
		t.Fatalf("it says %q", said(first))
	}
	if kept := bot.DecodeTalk(bot.EncodeTalk(first.Talk)); kept == nil || len(kept.Articles) == 0 || len(kept.Asked) == 0 {
		t.Errorf("of a long question is kept %+v", kept)
	}
	long := &answer.Talk{Subject: strings.Repeat("strike ", 900), Asked: []string{strings.Repeat("стачка ", 900)}, Articles: []int64{1}}
	if kept := bot.DecodeTalk(bot.EncodeTalk(long)); kept == nil || len(kept.Articles) != 1 {
		t.Errorf("of a very long question is kept %+v", kept)
	}
	same := strings.Repeat("стачка ", 500) // which packs to little
	step := answer.Step{Command: "ask", Arguments: bot.Args{"question": same, "about": same}}
	long = &answer.Talk{Subject: same, Asked: []string{same}, Articles: []int64{1}, Steps: map[string]answer.Step{"more": step}, Trail: []answer.Step{step, step, step, step}}
	if kept := bot.DecodeTalk(bot.EncodeTalk(long)); kept == nil || len(kept.Asked) != 1 || len(kept.Trail) == 0 {
		t.Errorf("of a question that says one word again and again is kept %.300v", kept)
	}
}

// TestOldTalk goes on from talks that were written before they were packed, and reads nothing
// out of what is no talk.
func TestOldTalk(t *testing.T) {
	old, err := json.Marshal(answer.Talk{Subject: "strike", Articles: []int64{7}})
	if err != nil {
		t.Fatal(err)
	}
	if kept := bot.DecodeTalk(base64.RawURLEncoding.EncodeToString(old)); kept == nil || kept.Subject != "strike" || !slices.Equal(kept.Articles, []int64{7}) {
		t.Errorf("of an old talk is kept %+v", kept)
	}
	for _, none := range []string{"", "\n", "e30x!", "AA", "eA", base64.RawURLEncoding.EncodeToString([]byte("{")), base64.RawURLEncoding.EncodeToString([]byte("[]"))} {
		if kept := bot.DecodeTalk(none); kept != nil {
			t.Errorf("%q is the talk %+v", none, kept)
		}
	}
}

// TestLongTrail goes back to the reply before after questions that are too long for all of them
// to be kept.
func TestLongTrail(t *testing.T) {
	talk := &answer.Talk{Subject: "strike"}
	noise := rand.New(rand.NewPCG(1, 2))
	for n := range 4 {
		var words []string
		for range 120 {
			words = append(words, strconv.FormatUint(noise.Uint64(), 36))
		}
		talk.Trail = append(talk.Trail, answer.Step{Command: "search", Arguments: bot.Args{"from": strconv.Itoa(n), "words": strings.Join(words, " ")[:1300]}})
	}
	kept := bot.DecodeTalk(bot.EncodeTalk(talk))
	if kept == nil || len(kept.Trail) < 2 || len(kept.Trail) == 4 {
		t.Fatalf("of four long searches is kept %.300v", kept)
	}
	if last := kept.Trail[len(kept.Trail)-1]; last.Arguments["from"] != "3" {
		t.Errorf("the last is gone: %v", last)
	}

	k := start(t, ferry...)
	var hand *answer.Talk
	hear := func(line string) bot.Reply {
		reply := k.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Text: line, Talk: hand})
		hand = bot.DecodeTalk(bot.EncodeTalk(reply.Talk))
		return reply
	}
	for n := range 6 {
		hear(fmt.Sprintf("When did the strike of the ferry crews in Portmouth end, %d %sand who signed?", n, strings.Repeat("which everybody in town spoke of for days, ", 12)))
	}
	if got := hear("previous").Question; !strings.Contains(got, "end, 4 ") {
		t.Errorf("before the last question is %q", got)
	}
}

// TestForeignStep goes on to nothing that changes anything, whatever a talk that comes back says.
func TestForeignStep(t *testing.T) {
	k := start(t, ferry...)
	for _, command := range []string{"forget", "follow", "export", "admin", "nothing"} {
		talk := &answer.Talk{Steps: map[string]answer.Step{"more": {Command: command, Arguments: map[string]string{"topic": "ferry"}}}}
		if got := said(k.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Text: "more", Talk: talk})); got != "There is nothing more on this." {
			t.Errorf("%s is carried out: %q", command, got)
		}
	}
}
