package discord_test

import (
	"strings"
	"testing"

	discordtest "quoth/bot/chattest/discord"
)

// TestPassedOn gives the bot other people's words: in a forward, below its bare name (where Discord keeps them back), and
// by the entries of a message's menu.
func TestPassedOn(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry", "bridge"}).start(1)
	said := w.ben.Say(w.general, "They say that **340 sailors** stopped work <:ferry:1122334455667788>")
	w.ana.Forward(said, w.ana.DM())
	w.ana.DM().WaitMessage("what can be done with a forward", func(m discordtest.Message) bool {
		return strings.Contains(m.Text(), "whether these words were printed")
	})
	w.ana.Reply(said, w.Bot().Mention())
	w.general.WaitMessage("where the bot is shown the words", func(m discordtest.Message) bool {
		return m.Author.ID == w.Bot().ID && strings.Contains(m.Text(), "“Ask about this”")
	})
	if got := w.ana.MessageCommand(said, "Ask about this").Message().Text(); !strings.Contains(got, "340 sailors") {
		t.Errorf("asked about a message the bot says %s", got)
	}
}
