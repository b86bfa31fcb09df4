package discord_test

import (
	"strings"
	"testing"

	"quoth/bot"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge/audience"
)

// TestSaidOnce loses Discord's answers to messages that it took: none is there twice.
func TestSaidOnce(t *testing.T) {
	t.Parallel()
	lost := func(route string) discordtest.Fault {
		return discordtest.Fault{Route: route, Status: 504, HTML: true, Done: true}
	}
	t.Run("alerts have ended", func(t *testing.T) {
		t.Parallel()
		w := begin(t, nil)
		w.Misbehave(lost(post))
		w.bot.Sender().(bot.Notifier).Ended(t.Context(), audience.Place{Platform: discord.Platform, Chat: w.general.ID}, "the thread is archived",
			[]audience.Subscription{{ID: 1, Owner: audience.Person{Platform: discord.Platform, User: w.ana.ID}}})
		if n := len(w.ana.DM().Messages()); n != 1 || len(w.Requests(post)) != 2 {
			t.Errorf("it is told %d times in %d requests", n, len(w.Requests(post)))
		}
	})
	t.Run("in place of an answer", func(t *testing.T) {
		t.Parallel()
		w := begin(t, []string{"ferry"}).start(1)
		w.Misbehave(discordtest.Fault{Route: edit, Status: 401, Body: `{"code":50027,"message":"Invalid Webhook Token"}`})
		w.Misbehave(lost(post))
		w.ana.Slash(w.general, "ask", map[string]any{"question": question})
		w.general.WaitMessages(1)
		w.settle()
		said := 0
		for _, m := range w.general.Messages() {
			if m.Flags&discordtest.FlagLoading == 0 {
				said++
			}
		}
		if said != 1 || len(w.Requests(post)) != 2 {
			t.Errorf("it is said %d times in %d requests", said, len(w.Requests(post)))
		}
	})
	t.Run("too many questions", func(t *testing.T) {
		t.Parallel()
		w := begin(t, []string{"ferry"}).start(1)
		answer := make(chan struct{})
		w.Misbehave(discordtest.Fault{Route: edit, Hold: answer, Times: 5})
		for range 5 {
			w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Response()
		}
		w.Misbehave(lost(post))
		w.ana.Say(w.general, w.Bot().Mention()+" "+question)
		w.ben.Slash(w.general, "ask", map[string]any{"question": question}).Response() // what came before it was refused by then
		close(answer)
		w.Await("another try", func() bool { return len(w.Requests(post)) == 2 })
		w.settle()
		busy := 0
		for _, m := range w.general.Messages() {
			if strings.Contains(m.Text(), "I did not take 1 of the messages") {
				busy++
			}
		}
		if busy != 1 {
			t.Errorf("it is said %d times", busy)
		}
	})
	t.Run("an answer for one alone", func(t *testing.T) {
		t.Parallel()
		w := begin(t, []string{"ferry"}).start(1)
		w.Misbehave(lost(followUp))
		i := w.ana.Slash(w.general, "ask", map[string]any{"question": "?"})
		i.FollowUps(1)
		w.settle()
		if n := len(i.FollowUps(1)); n != 1 || len(w.Requests(followUp)) != 1 {
			t.Errorf("it is said %d times in %d requests", n, len(w.Requests(followUp)))
		}
	})
}
