package telegram_test

import (
	"testing"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/knowledge/audience"
)

// TestReactions puts thumbs below an answer and takes them back, and presses its button:
// the last word of each person is kept, of answers alone, and the question with that of
// who asked it.
func TestReactions(t *testing.T) {
	t.Parallel()
	r := newRig(t, telegramtest.Config{Limits: telegramtest.Unlimited()}, nil)
	r.start()
	ana, bob := r.server.User("Ana"), r.server.User("Bob")
	square := r.server.Group("Square", false)
	square.Promote(r.server.Bot)
	asked := ana.Say(square, "/ask How many ferry sailors stopped work in Portmouth?")
	r.settle()
	answer := square.Sent()[0]
	said := func(want ...audience.Opinion) {
		t.Helper()
		r.settle()
		all, err := r.store.Reports(t.Context(), 9)
		if err != nil {
			t.Fatal(err)
		}
		left := map[audience.Opinion]int{}
		for _, report := range all {
			left[report.Opinion]++
			if question := "How many ferry sailors stopped work in Portmouth?"; (report.Question == question) != (report.Person.User == id(ana)) || report.End == 0 || report.Article == 0 {
				t.Errorf("kept is %+v", report)
			}
		}
		for _, o := range want {
			left[o]--
		}
		for o, n := range left {
			if n != 0 {
				t.Errorf("there are %+d reports of %q too many", n, o)
			}
		}
	}
	ana.React(answer, "👍")
	bob.React(answer, "🔥", "👎")
	ana.React(asked, "👎") // which is not the bot's
	said(audience.Helpful, audience.Unhelpful)
	ana.React(answer)
	bob.React(answer, "🔥")
	said()
	bob.React(answer, "👍")
	said(audience.Helpful)
	press := bob.Press(answer, "Wrong quote").Wait()
	if !press.Alert || press.Text == "" {
		t.Errorf("pressing the button says %+v", press)
	}
	said(audience.WrongQuote)
	if n := len(square.Sent()); n != 1 {
		t.Errorf("the bot sent %d messages", n)
	}
}
