package discord_test

import (
	"strings"
	"testing"

	"quoth/bot/discord/discordtest"
)

// TestHiddenSubject asks in hidden, and then before all with words that need a subject:
// what the hidden question was about is not shown. In hidden it is understood, and so is
// what was said before all.
func TestHiddenSubject(t *testing.T) {
	const bridge, ferry, cost = "Who opened the new bridge in Elmstead?", "When did the ferry strike in Portmouth end?", "How much did it cost?"
	w := begin(t, []string{"ferry", "bridge"}).start(1)
	ask := func(question string, hidden bool) string {
		t.Helper()
		options := map[string]any{"question": question}
		if hidden {
			options["private"] = true
		}
		m := w.ana.Slash(w.general, "ask", options).Message()
		w.settle()
		if m.Ephemeral() != hidden {
			t.Errorf("%q is answered to one alone: %v", question, m.Ephemeral())
		}
		return m.Text()
	}
	ask(bridge, true)
	if got := ask(cost, true); !strings.Contains(got, "About: bridge Elmstead") {
		t.Errorf("in hidden the hidden subject is not known: %s", got)
	}
	if got := ask(cost, false); strings.Contains(got, "About:") {
		t.Errorf("before all the hidden subject is shown: %s", got)
	}
	w.ana.Say(w.general, w.Bot().Mention()+" "+cost)
	w.general.WaitMessages(2)
	w.settle()
	for _, m := range w.general.Messages() {
		if strings.Contains(m.Text(), "About:") {
			t.Errorf("a mention shows the hidden subject: %s", m.Text())
		}
	}
	ask(ferry, true)
	ask(bridge, false)
	if got := ask(cost, true); !strings.Contains(got, "About: bridge Elmstead") {
		t.Errorf("in hidden the last subject is not known: %s", got)
	}
	shared := w.ana.Slash(w.general, "ask", map[string]any{"question": ferry, "private": true}).Message()
	w.settle()
	w.ana.Press(shared, "Share").Message()
	w.settle()
	w.ana.Say(w.general, w.Bot().Mention()+" Why did it end?")
	w.general.WaitMessage("the shared subject", func(m discordtest.Message) bool { return strings.Contains(m.Text(), "About: ferry") })
}

// TestFindInOwnAnswer uses "Find this quote" on an answer of the bot's, whose words are
// in an embed.
func TestFindInOwnAnswer(t *testing.T) {
	w := begin(t, []string{"ferry", "bridge"}).start(1)
	m := w.ana.Slash(w.general, "ask", map[string]any{"question": "Who opened the new bridge in Elmstead?"}).Message()
	if m.Content != "" {
		t.Fatalf("the answer has the content %q", m.Content)
	}
	if got := w.ben.MessageCommand(m, "Find this quote").Message().Text(); !strings.Contains(got, "These words are stored") || !strings.Contains(got, "gazette.example/bridge") {
		t.Errorf("of its own quote the bot says %s", got)
	}
}
