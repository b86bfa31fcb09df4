package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

func place(c *telegramtest.Chat) audience.Place {
	return audience.Place{Platform: "telegram", Chat: fmt.Sprint(c.ID)}
}

func note(text string) bot.Message {
	return bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: text}}}}
}

// TestSenderSaysWhyNot checks what package alert learns of a message that was refused.
func TestSenderSaysWhyNot(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	s := r.bot.Sender()
	ana := r.server.User("Ana")
	home, group, channel, old := r.server.Private(ana), r.server.Group("Group", true), r.server.Channel("Channel"), r.server.BasicGroup("Old")
	ref, err := s.Send(t.Context(), place(home), note("Hello"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Edit(t.Context(), place(home), ref, note("Hello")); err != nil {
		t.Errorf("an edit that changes nothing: %v", err)
	}
	if err := s.Edit(t.Context(), place(home), ref, note("Goodbye")); err != nil || home.Sent()[0].Text != "Goodbye" {
		t.Errorf("an edit: %v, %q", err, home.Sent()[0].Text)
	}
	topic := group.Topic("News")
	inTopic := place(group)
	inTopic.Thread = fmt.Sprint(topic.ID)
	if _, err := s.Send(t.Context(), inTopic, note("Hello")); err != nil || len(topic.Sent()) != 1 {
		t.Errorf("to a topic: %v", err)
	}
	ben, cleo := r.server.User("Ben"), r.server.User("Cleo")
	blocked, deleted := r.server.Private(ben), r.server.Private(cleo)
	ben.Block()
	cleo.DeleteAccount()
	topic.Delete()
	moved := old.Migrate()
	for _, c := range []struct {
		name    string
		to      audience.Place
		message bot.Message
		reason  string
		held    string
		moved   string
		is      error
		prepare func()
	}{
		{name: "blocked", to: place(blocked), reason: "reason.blocked"},
		{name: "deleted account", to: place(deleted), reason: "reason.deleted"},
		{name: "stranger", to: place(&telegramtest.Chat{ID: 99}), reason: "reason.gone"},
		{name: "topic", to: inTopic, reason: "reason.topic"},
		{name: "migrated", to: place(old), reason: "reason.moved", moved: fmt.Sprint(moved.ID)},
		{name: "muted", to: place(group), held: "reason.no_rights", prepare: group.Mute},
		{name: "kicked", to: place(channel), reason: "reason.removed", prepare: channel.Kick},
		{name: "too long", to: place(home), message: note(strings.Repeat("word ", 1000)), is: bot.ErrTooLong},
	} {
		if c.prepare != nil {
			c.prepare()
		}
		if c.message.Reply.Blocks == nil {
			c.message = note("Hello")
		}
		_, err := s.Send(t.Context(), c.to, c.message)
		var gone *bot.GoneError
		var held *bot.HeldError
		switch {
		case c.held != "":
			if !errors.As(err, &held) || string(held.Reason) != c.held {
				t.Errorf("%s: %v", c.name, err)
			}
		case c.is != nil:
			if !errors.Is(err, c.is) {
				t.Errorf("%s: %v", c.name, err)
			}
		case !errors.As(err, &gone) || string(gone.Reason) != c.reason || gone.MovedTo != c.moved:
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, ref := range []string{"4711", "0", "?"} {
		if err := s.Edit(t.Context(), place(home), ref, note("Hello")); !errors.Is(err, bot.ErrCannotEdit) {
			t.Errorf("editing message %q: %v", ref, err)
		}
	}
	r.settle()                                                         // the groups are greeted
	r.server.Misbehave("sendMessage", 1, telegramtest.TooMany(90_000)) // more than an alert waits, as the rig counts
	var wait *bot.WaitError
	if _, err := s.Send(t.Context(), place(r.server.Private(r.server.User("Dan"))), note("Hello")); !errors.As(err, &wait) || wait.For.Seconds() != 90_000 {
		t.Errorf("told to wait: %v", err)
	}
	r.server.Misbehave("sendMessage", 5, telegramtest.BadGateway())
	var gone *bot.GoneError
	if _, err := s.Send(t.Context(), place(home), note("Hello")); err == nil || errors.As(err, &gone) {
		t.Errorf("a bad gateway: %v", err)
	}
	before := len(home.Sent())
	r.server.Misbehave("sendMessage", 1, telegramtest.HalfAnswer())
	if _, err := s.Send(t.Context(), place(home), note("Hello")); err != nil || len(home.Sent()) != before+1 {
		t.Errorf("a message that was sent, and its number lost: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Send(ended, place(home), note("Hello")); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that ended: %v", err)
	}
}

// TestAlertThatIsCut has the time of an alert end while it is on its way: that never counts
// as sent.
func TestAlertThatIsCut(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	home := r.server.Private(r.server.User("Ana"))
	r.server.Misbehave("sendMessage", 1, telegramtest.Late(time.Hour))
	ctx, cut := context.WithCancel(t.Context())
	go func() {
		home.WaitMessages(1)
		cut()
	}()
	if ref, err := r.bot.Sender().Send(ctx, place(home), note("Hello")); !errors.Is(err, context.Canceled) {
		t.Errorf("Send returns %q, %v", ref, err)
	}
}

// TestAlertPreview shows a preview of the article that an alert is about, where that is wished.
func TestAlertPreview(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	home := r.server.Private(r.server.User("Ana"))
	const address = "https://post.example/ferry#:~:text=It%20sails"
	m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Headline{Article: knowledge.Article{Title: "Ferry sails again"}, Link: address}}}}
	for n, want := range []string{"", address} {
		m.Previews = want != ""
		if _, err := r.bot.Sender().Send(t.Context(), place(home), m); err != nil {
			t.Fatal(err)
		}
		if got := home.WaitMessages(n + 1)[n]; got.Preview != m.Previews || got.Previewed != want {
			t.Errorf("with previews %v, there is one: %v, of %q", m.Previews, got.Preview, got.Previewed)
		}
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	s := r.bot.Sender()
	if at, err := s.Home(t.Context(), audience.Person{Platform: "telegram", User: "123"}); err != nil || at != (audience.Place{Platform: "telegram", Chat: "123"}) {
		t.Errorf("the private chat is %v, %v", at, err)
	}
	for _, p := range []audience.Person{{Platform: "telegram", User: "ana"}, {Platform: "telegram", User: "-100123"}, {Platform: "discord", User: "123"}} {
		if _, err := s.Home(t.Context(), p); err == nil {
			t.Errorf("%v has a private chat", p)
		}
	}
}

// TestMenus checks what Telegram shows of the commands, and that it is told once.
func TestMenus(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	r.logged("telegram: menus registered")
	names := func(scope string) string {
		var all []string
		for _, c := range r.server.Commands(scope, "") {
			all = append(all, c.Name)
		}
		return strings.Join(all, " ")
	}
	for scope, want := range map[string]string{
		"all_private_chats":       "ask summary timeline compare search latest sources find follow alerts unfollow settings privacy export help cancel",
		"all_group_chats":         "ask summary timeline compare search latest sources find alerts settings help",
		"all_chat_administrators": "ask summary timeline compare search latest sources find follow alerts unfollow settings help",
		"default":                 "ask summary timeline compare search latest sources find follow alerts unfollow settings privacy export help",
	} {
		if got := names(scope); got != want {
			t.Errorf("the menu of %s is %q, want %q", scope, got, want)
		}
	}
	if !strings.Contains(r.server.Description(""), "exact words") || !strings.Contains(r.server.ShortDescription(""), "exact words") {
		t.Error("the bot is not described")
	}
	before := r.server.Count("setMyCommands")
	if err := r.halt(); err != nil {
		t.Fatal(err)
	}
	r.start()
	r.answered(r.server.User("Ben"), "/help")
	if n := r.server.Count("setMyCommands"); n != before {
		t.Errorf("the second start set %d menus", n-before)
	}
}

// TestMenuButton opens the pages by the button beside the field for messages where that is wanted, and
// gives the usual one back when it is wanted no more.
func TestMenuButton(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, func(r *rig) { r.conf.App = "https://news.example.org/app" })
	r.start()
	r.logged("telegram: menus registered")
	if b := r.server.MenuButton(); b.Type != "web_app" || b.WebApp.URL != "https://news.example.org/app" {
		t.Errorf("the button is %+v", b)
	}
	for n, want := range []int{2, 2} { // the second time there is nothing to give back
		if err := r.halt(); err != nil {
			t.Fatal(err)
		}
		r.conf.App = ""
		r.start()
		r.server.Wait(func() bool { return r.server.MenuButton().Type == "default" })
		r.answered(r.server.User("Ben"), "/help")
		if got := r.server.Count("setChatMenuButton"); got != want {
			t.Errorf("after start %d the button was set %d times", n+2, got)
		}
	}
}

// TestMenusHoldNothingUp has Telegram not answer the first of the calls that set the menus:
// questions are answered meanwhile.
func TestMenusHoldNothingUp(t *testing.T) {
	t.Parallel()
	refuse := func(r *rig) { r.server.Misbehave("setMyDescription", 1, telegramtest.Fault{Delay: time.Hour}) }
	for name, begin := range map[string]func(t *testing.T) *rig{
		"polling": func(t *testing.T) *rig {
			r := newRig(t, unlimited, refuse)
			r.start()
			return r
		},
		"webhook": func(t *testing.T) *rig {
			r, _ := hookedWith(t, refuse)
			return r
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := begin(t)
			if got := r.answered(r.server.User("Ana"), "How many sailors stopped work?"); !strings.Contains(got, "340 sailors") {
				t.Errorf("the answer is %q", got)
			}
			if n := r.server.Count("setMyCommands"); n > 0 {
				t.Errorf("%d menus were set", n)
			}
		})
	}
}

// TestMenusAreSetInTheEnd has the calls that set the menus fail in every way that passes.
func TestMenusAreSetInTheEnd(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.server.Misbehave("setMyDescription", 7, telegramtest.Failure(500, "Internal Server Error"))
	r.server.Misbehave("setMyShortDescription", 2, telegramtest.TooMany(3))
	r.server.Misbehave("setMyCommands", 7, telegramtest.BadGateway())
	r.start()
	r.logged("telegram: menus registered")
	if n := len(r.server.Commands("all_group_chats", "de")); n == 0 {
		t.Error("a menu is missing")
	}
}

// TestMenuThatIsRefused has a server that lacks one of the calls: the others are made, and
// all are made again with the next start.
func TestMenuThatIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.server.Misbehave("setMyShortDescription", 1000, telegramtest.Failure(404, "Not Found"))
	r.start()
	set := len(text.Languages()) * 4
	r.server.Wait(func() bool { return r.server.Count("setMyCommands") == set })
	if err := r.halt(); err != nil {
		t.Fatal(err)
	}
	r.start()
	r.server.Wait(func() bool { return r.server.Count("setMyCommands") == 2*set })
}

// TestDigestIsWhole has more stories at once than a message holds: none stands behind a
// button, twenty and more stand in one message, and an edit leaves it so.
func TestDigestIsWhole(t *testing.T) {
	s := newStage(t)
	do := func(steps ...string) {
		for _, step := range steps {
			s.do(step)
			s.settle()
		}
	}
	do("ana says: /follow quarry")
	const stories = 46
	for n := range stories {
		do(fmt.Sprintf("Coast Weekly prints Quarry%d of village%d is closed by owner%d, the council of the county says: The quarry of village%d is closed by owner%d since winter%d.", n, n*7, n*13, n*11, n*13, n*17))
	}
	do("alerts are delivered")
	sent := s.chat("ana").Sent()
	digests := sent[1:]
	seen := ""
	for _, m := range digests {
		seen += m.Text + "\n"
		if !strings.HasPrefix(m.Text, "Digest on “quarry”: 23 stories") || slices.Contains(m.Buttons(), "Next ›") {
			t.Errorf("a digest is %q with %q", m.Text, m.Buttons())
		}
	}
	if len(digests) != 2 {
		t.Errorf("%d digests came", len(digests))
	}
	for n := range stories {
		if !strings.Contains(seen, fmt.Sprintf("• Quarry%d of", n)) {
			t.Errorf("story %d stands in no digest", n)
		}
	}
	do("Harbour Post prints Quarry0 of village0 is closed by owner0, the council of the county says: The quarry of village0 is closed by owner0 since winter0.", "alerts are delivered")
	if digest := s.chat("ana").Sent()[1]; !strings.Contains(digest.Text, "+1 outlet") || len(s.chat("ana").Sent()) != 3 {
		t.Errorf("after another outlet the digest is %q", digest.Text)
	}
}
