package discord_test

import (
	"fmt"
	"strings"
	"testing"

	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge/audience"
)

// TestHiddenSubject asks in hidden, and then before all with words that need a subject:
// what the hidden question was about is not shown. A command stands for itself, and
// what was shared is shown to all.
func TestHiddenSubject(t *testing.T) {
	t.Parallel()
	const ferry, cost = "When did the ferry strike in Portmouth end?", "How much did it cost?"
	w := begin(t, []string{"ferry", "bridge"}).start(1)
	ask := func(question string, hidden bool) (discordtest.Message, string) {
		t.Helper()
		m := w.ana.Slash(w.general, "ask", map[string]any{"question": question, "private": hidden}).Message()
		w.settle()
		if m.Ephemeral() != hidden {
			t.Errorf("%q is answered to one alone: %v", question, m.Ephemeral())
		}
		return m, m.Text()
	}
	ask("Who opened the new bridge in Elmstead?", true)
	w.ana.Say(w.general, w.Bot().Mention()+" "+cost)
	w.general.WaitMessages(1)
	w.settle()
	for _, m := range w.general.Messages() {
		if strings.Contains(m.Text(), "About:") {
			t.Errorf("a mention shows the hidden subject: %s", m.Text())
		}
	}
	shared, _ := ask(ferry, true)
	w.ana.Press(shared, "Share").Message()
	w.settle()
	if _, got := ask("Why did it end?", false); strings.Contains(got, "About:") {
		t.Errorf("a command borrows a subject: %s", got)
	}
}

// TestMentionGoesOn asks by mention, after an answer by mention.
func TestMentionGoesOn(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry", "bridge"}).start(1)
	w.ana.Say(w.general, w.Bot().Mention()+" When did the ferry strike in Portmouth end?")
	w.general.WaitMessages(1)
	w.settle()
	w.ana.Say(w.general, w.Bot().Mention()+" Why did it end?")
	w.general.WaitMessage("the subject", func(m discordtest.Message) bool { return strings.Contains(m.Text(), "About: ferry") })
}

// TestRoleMention mentions the bot's own role instead of the bot: with the words, where Discord
// brings them, and without; also after a restart, when nothing was told of the server.
func TestRoleMention(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"bridge"}).start(1)
	own, other := w.guild.BotRole(), w.guild.Role("watchers", 0)
	own.AllowMention(true)
	other.AllowMention(true)
	said := func(what, answer string) {
		t.Helper()
		n := len(w.general.Messages())
		w.general.WaitMessage(what, func(m discordtest.Message) bool { return strings.Contains(m.Text(), answer) })
		w.settle()
		if more := len(w.general.Messages()) - n; more > 1 {
			t.Errorf("%s: %d messages", what, more)
		}
	}
	w.ana.Say(w.general, other.Mention()+" Who opened the new bridge in Elmstead?")
	w.ana.Say(w.general, own.Mention()+" Who opened the new bridge in Elmstead?")
	said("what to do", "beside my role")
	if n := len(w.general.Messages()); n != 3 {
		t.Errorf("%d messages, with that on another role", n)
	}
	w.restart()
	w.Shard(0).Event("MESSAGE_CREATE", fmt.Sprintf(`{"id":"99","channel_id":%q,"guild_id":%q,"author":{"id":%q},"mention_roles":[%q],"content":"%s Who opened the new bridge in Elmstead?"}`,
		w.general.ID, w.guild.ID, w.ana.ID, own.ID, own.Mention()))
	said("the answer", "The mayor of Elmstead")
}

// TestFindInOwnAnswer uses "Find this quote" on an answer of the bot's, whose words are
// in an embed.
func TestFindInOwnAnswer(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry", "bridge"}).start(1)
	m := w.ana.Slash(w.general, "ask", map[string]any{"question": "Who opened the new bridge in Elmstead?"}).Message()
	if m.Content != "" {
		t.Fatalf("the answer has the content %q", m.Content)
	}
	if got := w.ben.MessageCommand(m, "Find this quote").Message().Text(); !strings.Contains(got, "These words are stored") || !strings.Contains(got, "gazette.example/bridge") {
		t.Errorf("of its own quote the bot says %s", got)
	}
}

// TestAlertsGoOn has what is followed in a channel end, and the bot answer there again.
func TestAlertsGoOn(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	at := audience.Place{Platform: discord.Platform, Chat: w.general.ID}
	id, _, err := w.store.Subscribe(t.Context(), audience.Subscription{Owner: audience.Person{Platform: discord.Platform, User: w.boss.ID}, Place: at, Topic: "ferry", Pace: audience.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.StopPlace(t.Context(), at, "reason.rights"); err != nil {
		t.Fatal(err)
	}
	w.ana.Say(w.general, w.Bot().Mention()+" "+question)
	w.general.WaitMessage("that the alerts go on", func(m discordtest.Message) bool { return strings.Contains(m.Text(), "the alerts go on: “ferry”") })
	if s, err := w.store.Subscription(t.Context(), id); err != nil || s.Stopped != "" {
		t.Errorf("the subscription is %+v (%v)", s, err)
	}
}

// TestReplyGoesOn replies to an older answer: it goes on from what that was about, whatever
// was asked since.
func TestReplyGoesOn(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry", "bridge"}).start(1)
	ask := func(question, answer string) discordtest.Message {
		t.Helper()
		w.ana.Say(w.general, w.Bot().Mention()+" "+question)
		m := w.general.WaitMessage(answer, func(m discordtest.Message) bool { return strings.Contains(m.Text(), answer) })
		w.settle()
		return m
	}
	ferry := ask("When did the ferry strike in Portmouth end?", "strike on")
	ask("Who opened the new bridge in Elmstead?", "mayor of Elmstead")
	w.ana.Reply(ferry, "when did it begin?")
	w.general.WaitMessage("the older subject", func(m discordtest.Message) bool {
		return strings.Contains(m.Text(), "About:") && strings.Contains(m.Text(), "ferry") && !strings.Contains(m.Text(), "bridge")
	})
}
