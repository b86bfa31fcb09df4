package discord_test

import (
	"regexp"
	"strings"
	"testing"

	"quoth/bot"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge/audience"
)

// guarded is a started world whose bot answers Ben and the operator alone.
func guarded(t *testing.T) *world {
	t.Helper()
	w := begin(t, []string{"ferry"})
	w.engine = bot.New(bot.Config{Store: w.store, Log: w.config.Log, Now: w.Now, Version: "test",
		Operators: []audience.Person{{Platform: discord.Platform, User: w.op.ID}},
		Allowed:   &bot.Allowlist{People: []audience.Person{{Platform: discord.Platform, User: w.ben.ID}}}})
	w.config.Engine = w.engine
	w.renew()
	return w.start(1)
}

// asksAs gives a slash command.
func (w *world) asksAs(u *discordtest.User) *discordtest.Interaction {
	return u.Slash(w.general, "ask", map[string]any{"question": question})
}

// refused looks that a command is refused: to whoever gave it, in place of an answer for all.
func (w *world) refused(i *discordtest.Interaction) {
	w.t.Helper()
	if m := i.FollowUps(1)[0]; !m.Ephemeral() || !strings.Contains(m.Text(), "for some people alone") {
		w.t.Errorf("who is not admitted is answered with %q", m.Text())
	}
}

// TestDoorOnDiscord has a stranger try each way in: a command is refused each time, since Discord
// wants an answer, a mention and a private word once, and nothing is suggested.
func TestDoorOnDiscord(t *testing.T) {
	w := guarded(t)
	for range 2 {
		w.refused(w.asksAs(w.ana))
	}
	if m := w.asksAs(w.ben).Message(); m.Ephemeral() || !strings.Contains(m.Text(), "340 sailors") {
		t.Errorf("who is admitted is answered with %q", m.Text())
	}
	if c := w.ana.Autocomplete(w.general, "latest", "source", "Har", nil).Choices(); len(c) > 0 {
		t.Errorf("a stranger is suggested %v", c)
	}
	for _, ch := range []*discordtest.Channel{w.general, w.ana.DM()} {
		before := len(ch.Messages())
		for range 3 {
			w.ana.Say(ch, w.Bot().Mention()+" "+question)
			w.settle()
		}
		ch.WaitMessage("a refusal", func(m discordtest.Message) bool { return strings.Contains(m.Text(), "for some people alone") })
		refused := 0
		for _, m := range ch.Messages()[before:] {
			if strings.Contains(m.Text(), "340 sailors") {
				t.Errorf("a stranger is answered with %q", m.Text())
			}
			if strings.Contains(m.Text(), "for some people alone") {
				refused++
			}
		}
		if refused > 1 {
			t.Errorf("a stranger is refused %d times in words", refused)
		}
	}
}

// TestInvitedServer has an invitation let a server in, and the operator withdraw that.
func TestInvitedServer(t *testing.T) {
	w := guarded(t)
	admin := func(options map[string]any) string {
		t.Helper()
		return w.op.Slash(w.general, "admin", options).Message().Text()
	}
	code := regexp.MustCompile(`q-[A-Z2-7]{16}`).FindString(admin(map[string]any{"what": "invite"}))
	w.ana.Say(w.general, w.Bot().Mention()+" "+code)
	w.general.WaitMessage("the server is let in", func(m discordtest.Message) bool { return strings.Contains(m.Text(), "You are let in") })
	if m := w.asksAs(w.ana).Message(); !strings.Contains(m.Text(), "340 sailors") {
		t.Errorf("in a server that was let in the answer is %q", m.Text())
	}
	server := "discord:server:" + w.guild.ID
	if said := admin(map[string]any{"what": "admitted"}); !strings.Contains(strings.ReplaceAll(said, `\`, ""), server+", since 6 May 2024") {
		t.Errorf("the list is %q", said)
	}
	if said := admin(map[string]any{"what": "withdraw", "who": server}); !strings.Contains(said, "not admitted any more") {
		t.Errorf("withdrawn, it says %q", said)
	}
	w.refused(w.asksAs(w.ana))
}
