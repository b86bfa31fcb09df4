package telegram_test

import (
	"slices"
	"strings"
	"testing"

	"quoth/bot/telegram/telegramtest"
)

// TestButtonUnderAMessageThatIsGone presses buttons under a message in a topic that
// Telegram does not show to the bot any more. The answers stay in the topic.
func TestButtonUnderAMessageThatIsGone(t *testing.T) {
	for label, want := range map[string]string{"Timeline": "Timeline: ferry strike", "More": "Portmouth"} {
		t.Run(label, func(t *testing.T) {
			r := newRig(t, unlimited, nil)
			r.start()
			ana := r.server.User("Ana")
			group := r.server.Group("Group", true)
			group.Add(ana)
			news := group.Topic("News")
			ana.Say(news, "/ask How many ferry sailors stopped work in Portmouth?")
			answer := news.WaitMessages(1)[0]
			if label == "Timeline" {
				ana.Say(news, "/search ferry strike")
				answer = news.WaitMessages(2)[1]
			}
			r.settle()
			data := ""
			for _, row := range answer.Keyboard.Rows {
				for _, b := range row {
					if b.Text == label {
						data = b.Data
					}
				}
			}
			before := len(news.Sent())
			ana.Delete(answer)
			if got := ana.PressData(answer, data).Wait(); got.Text != "" {
				t.Errorf("the pop-up is %q", got.Text)
			}
			r.settle()
			sent := news.Sent()
			if len(sent) < before || !slices.ContainsFunc(sent, func(m telegramtest.Message) bool { return strings.Contains(m.Content(), want) }) {
				t.Errorf("in the topic are %d messages: %+v", len(sent), sent)
			}
			if len(group.Sent()) != len(sent) {
				t.Error("an answer is outside of the topic")
			}
		})
	}
}
