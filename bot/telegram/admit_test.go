package telegram_test

import (
	"strconv"
	"strings"
	"testing"

	"quoth/bot"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/knowledge/audience"
)

// admitting is a rig whose bot answers Ana and Bob alone.
func admitting(t *testing.T, hourly int) (r *rig, ana, bob *telegramtest.User) {
	t.Helper()
	r = newRig(t, telegramtest.Config{Limits: telegramtest.Unlimited()}, func(r *rig) {
		ana, bob = r.server.User("Ana"), r.server.User("Bob")
		admitted := &bot.Allowlist{People: []audience.Person{{Platform: "telegram", User: id(ana)}, {Platform: "telegram", User: id(bob)}}}
		r.engine = bot.New(bot.Config{Store: r.store, Log: r.conf.Log, Now: r.clock.Now, Allowed: admitted, Hourly: hourly})
		r.conf.Engine = r.engine
	})
	r.start()
	return r, ana, bob
}

func id(u *telegramtest.User) string { return strconv.FormatInt(u.ID, 10) }

// TestInlineIsPersonal has people type inline: each spends what is the person's own, who is
// turned away reads why, and Telegram shows nobody the results of another.
func TestInlineIsPersonal(t *testing.T) {
	r, ana, bob := admitting(t, 2)
	type typed struct {
		by   *telegramtest.User
		want string // on the button
	}
	eve := r.server.User("Eve")
	for _, c := range []typed{{ana, ""}, {ana, ""}, {ana, "a lot in a short time"}, {eve, "for some people alone"}, {bob, ""}} {
		inline := c.by.Inline("ferry")
		n := len(inline.Wait())
		if button := inline.Button().Text; !strings.Contains(button, c.want) || (n == 0) != (c.want != "") {
			t.Errorf("%s is shown %d results and the button %q, want %q", c.by.FirstName, n, button, c.want)
		}
	}
	for _, call := range r.server.Requests() {
		if strings.EqualFold(call.Method, "answerInlineQuery") && call.Params["is_personal"] != "true" {
			t.Errorf("others are shown the results of %v", call.Params)
		}
	}
}

// TestGroupThatIsNotAdmitted adds the bot to a group: it is not asked for questions that
// would be refused.
func TestGroupThatIsNotAdmitted(t *testing.T) {
	r, _, _ := admitting(t, 0)
	square := r.server.Group("Square", false)
	square.Kick()
	r.settle()
	square.AddBot()
	r.settle()
	if sent := square.Sent(); len(sent) != 1 || !strings.Contains(sent[0].Text, "for some people alone") {
		t.Errorf("the group is told %+v", sent)
	}
}

// TestReactionOfAStranger says nothing to it, and keeps nothing of it.
func TestReactionOfAStranger(t *testing.T) {
	r, ana, _ := admitting(t, 0)
	square := r.server.Group("Square", false)
	ana.Say(square, "/ask How many ferry sailors stopped work in Portmouth?")
	r.settle()
	eve := r.server.User("Eve")
	eve.React(square.Sent()[0], "👍")
	r.settle()
	if held := holding(t, r.file, id(eve)); len(held) > 0 || rows(t, r.file, "SELECT count(*) FROM markers") > 0 {
		t.Errorf("kept of it is %v", held)
	}
}

// TestDoorOnTelegram has a stranger write and press, and a group that an invitation let in
// become a supergroup.
func TestDoorOnTelegram(t *testing.T) {
	r, ana, _ := admitting(t, 0)
	eve := r.server.User("Eve")
	const question = "How many ferry sailors stopped work in Portmouth?"
	for range 3 {
		eve.Say(r.server.Private(eve), question)
		r.settle()
	}
	if sent := r.server.Private(eve).Sent(); len(sent) != 1 || !strings.Contains(sent[0].Text, "for some people alone") {
		t.Errorf("a stranger is told %+v", sent)
	}
	ana.Say(r.server.Private(ana), question)
	r.settle()
	if sent := r.server.Private(ana).Sent(); len(sent) != 1 || !strings.Contains(sent[0].Text, "340 sailors") {
		t.Errorf("who is admitted is told %+v", sent)
	}
	group := r.server.BasicGroup("Harbour")
	if err := r.store.SetState(t.Context(), audience.AdmittedState("telegram:chat:"+strconv.FormatInt(group.ID, 10)), "2024-05-06T12:00:00Z"); err != nil {
		t.Fatal(err)
	}
	super := group.Migrate()
	r.settle()
	eve.Say(super, "/ask "+question)
	r.settle()
	if sent := super.Sent(); len(sent) == 0 || !strings.Contains(sent[len(sent)-1].Text, "340 sailors") {
		t.Errorf("the supergroup of a group that was let in is told %+v", sent)
	}
}
