package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"quoth/bot"
	"quoth/knowledge/audience"
)

// TestFeedback reports a quote, has the operator read that, and withholds the article.
func TestFeedback(t *testing.T) {
	k := start(t, ferry...)
	asked := "How many ferry sailors stopped work in Portmouth?"
	first := k.say(t, asked)
	wrong := first.Actions[len(first.Actions)-1]
	if wrong.Label != "Wrong quote" {
		t.Fatalf("the answer has the buttons %+v", first.Actions)
	}
	use := func(who audience.Person, line string, a bot.Action) bot.Reply {
		r := bot.Request{Person: who, Asker: somebody, Place: home, Private: true, Command: a.Command, Args: a.Args}
		if line != "" {
			k.Commands().Parse(&r, line)
		}
		return k.Handle(t.Context(), r)
	}
	if reply := use(somebody, "", wrong); reply.Failed || !reply.Passing || !strings.Contains(words(reply), "for the operator") {
		t.Fatalf("pressing it says %s", words(reply))
	}
	liked, ok := bot.Reporting(first, audience.Helpful)
	if !ok {
		t.Fatal("the answer has no quote to report")
	}
	use(operator, "", liked)
	for line, want := range map[string]string{
		"/report wrong #1.1 0-99999 Why?": "not stored any more",
		"/report wrong #9.1 0-9 Why?":     "not stored any more",
		"/report wrong #1 0 Why?":         "not stored any more",
		"/report great #1.1 0-9 Why?":     "should be one of",
		"/feedback":                       "Only the operator",
	} {
		if got := words(use(somebody, line, bot.Action{})); !strings.Contains(got, want) {
			t.Errorf("%s says %s, want %q", line, got, want)
		}
	}
	kept, err := k.store.Reports(t.Context(), 9)
	if err != nil || len(kept) != 2 {
		t.Fatalf("kept is %+v (%v)", kept, err)
	}
	for _, report := range kept { // who forgets what was asked is who asked
		if (report.Question == asked) != (report.Person == somebody) {
			t.Errorf("kept of %v is the question %q", report.Person, report.Question)
		}
	}
	list := use(operator, "/feedback", bot.Action{})
	for _, want := range []string{"Wrong quote: 1 · 👎 0 · 👍 1", "wrong quote · 6 May 2024 · “" + asked, "340 sailors"} {
		if !strings.Contains(words(list), want) {
			t.Errorf("the list lacks %q: %s", want, words(list))
		}
	}
	if strings.Contains(words(list), somebody.User) {
		t.Errorf("the list names who said it: %s", words(list))
	}
	id := fmt.Sprint(blocks[bot.Quote](first)[0].Article.ID)
	if len(list.Actions) != 2 || list.Actions[0].Label != "Withhold #"+id || list.Actions[1].Label != "Done #"+id {
		t.Fatalf("the list has the buttons %+v", list.Actions)
	}
	withheld := use(operator, "", list.Actions[0])
	if got := words(withheld); !strings.Contains(got, "shown to nobody any more") || !strings.Contains(got, "dealt with: 2") || len(withheld.Actions) != 1 {
		t.Fatalf("withholding says %s with the buttons %+v", got, withheld.Actions)
	}
	if got := words(k.say(t, asked)); strings.Contains(got, "340 sailors") {
		t.Errorf("the withheld article answers: %s", got)
	}
	if got := words(use(operator, "/feedback", bot.Action{})); !strings.Contains(got, "Nobody has said anything") {
		t.Errorf("the list says %s", got)
	}
	if got := words(use(operator, "", withheld.Actions[0])); !strings.Contains(got, "is shown again") {
		t.Errorf("releasing says %s", got)
	}
	if got := words(k.say(t, asked)); !strings.Contains(got, "340 sailors") {
		t.Errorf("the released article does not answer: %s", got)
	}
	if got := words(use(operator, "", withheld.Actions[0])); !strings.Contains(got, "is not withheld") {
		t.Errorf("releasing it twice says %s", got)
	}
	use(operator, "/feedback withhold "+id, bot.Action{})
	for line, want := range map[string]string{
		"/feedback withhold " + id: "not stored, or withheld already",
		"/feedback clear " + id:    "dealt with: 0",
		"/feedback clear":          "Which article?",
	} {
		if got := words(use(operator, line, bot.Action{})); !strings.Contains(got, want) {
			t.Errorf("%s says %s, want %q", line, got, want)
		}
	}
}

// TestFeedbackIsForgotten exports and forgets what somebody said of quotes.
func TestFeedbackIsForgotten(t *testing.T) {
	k := start(t, ferry...)
	first := k.say(t, "How many ferry sailors stopped work in Portmouth?")
	wrong, _ := bot.Reporting(first, audience.WrongQuote)
	r := bot.Request{Person: somebody, Place: home, Private: true, Command: wrong.Command, Args: wrong.Args}
	if reply := k.Handle(t.Context(), r); reply.Failed {
		t.Fatal(words(reply))
	}
	if got := words(k.say(t, "/privacy")); !strings.Contains(got, "what you say of a quote") {
		t.Errorf("/privacy says %s", got)
	}
	kept, err := k.store.Export(t.Context(), somebody)
	if err != nil || len(kept["reports"]) != 1 {
		t.Errorf("the export is %v (%v)", kept, err)
	}
	k.say(t, "/forget yes")
	if left, err := k.store.Reports(t.Context(), 9); err != nil || len(left) != 0 {
		t.Errorf("after /forget there is %v (%v)", left, err)
	}
}
