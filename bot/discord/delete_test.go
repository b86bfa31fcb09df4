package discord_test

import (
	"strings"
	"testing"

	"quoth/bot"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge/audience"
)

// TestDeleteAnswer deletes answers by the menu of their messages: for who asked and who manages
// the messages of the place, and nothing that is not the bot's.
func TestDeleteAnswer(t *testing.T) {
	t.Parallel()
	const entry = "Delete this answer"
	w := begin(t, []string{"ferry"}).start(1)
	warden := w.User("warden")
	w.guild.Join(warden, discordtest.ManageMessages)
	deletes := func(who *discordtest.User, m discordtest.Message, want string, gone bool) {
		t.Helper()
		said := who.MessageCommand(m, entry).Message()
		now, _ := w.Message(m.ID)
		if !said.Ephemeral() || !strings.Contains(said.Text(), want) || now.Deleted != gone {
			t.Errorf("%s, who deletes, is told %q; it is deleted: %v", who.Name, said.Text(), now.Deleted)
		}
	}
	ask := func() discordtest.Message {
		m := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message()
		w.settle()
		return m
	}
	first, second := ask(), ask()
	deletes(w.ben, first, "Only who asked", false)
	deletes(w.ana, first, "Deleted", true)
	deletes(warden, second, "Deleted", true)
	w.ana.Say(w.general, w.Bot().Mention()+" "+question)
	third := w.general.WaitMessage("an answer to a mention", func(m discordtest.Message) bool {
		return m.Author == w.Bot() && !m.Deleted && strings.Contains(m.Text(), "340")
	})
	w.settle()
	deletes(w.ana, third, "Deleted", true)
	deletes(warden, w.ben.Say(w.general, "hello"), "no message of mine", false)
	deletes(w.ben, w.ben.Say(w.general, "hello"), "no message of mine", false)
	private := w.ana.DM()
	m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "The ferry sails."}}}}
	ref, err := w.bot.Sender().Send(t.Context(), audience.Place{Platform: discord.Platform, Chat: private.ID}, m)
	if err != nil {
		t.Fatal(err)
	}
	alert, _ := w.Message(ref)
	deletes(w.ana, alert, "Deleted", true)
}
