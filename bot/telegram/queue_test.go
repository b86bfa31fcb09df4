package telegram_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/telegram"
)

// TestPeopleAmongThemselves has people talk in a group whose administrator the bot
// is, and which so sends it all that they say. One of them asks something.
func TestPeopleAmongThemselves(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	ana := r.server.User("Ana")
	group := r.server.Group("Group", false)
	group.Add(ana)
	group.Promote(r.server.Bot)
	for n := range 90 {
		ana.Say(group, fmt.Sprint("Have you seen number ", n))
	}
	ana.Say(group, "/ask How many sailors stopped work?")
	r.start()
	if got := group.WaitMessages(1)[0].Text; !strings.Contains(got, "340 sailors") {
		t.Errorf("the answer is %q", got)
	}
	r.settle()
	if n := len(group.Sent()); n != 1 {
		t.Errorf("%d messages were sent", n)
	}
	if n := rows(t, r.file, "SELECT count(*) FROM receipts"); n == 0 || n > 5 {
		t.Errorf("there are receipts of %d updates", n)
	}
}

// TestBusyFromTheBeginning has a chat begin with an update that is no message.
func TestBusyFromTheBeginning(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, func(r *rig) { r.second = 20 * time.Millisecond })
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	ana.Block()
	ana.Unblock()
	for n := range 90 {
		ana.Say(home, fmt.Sprintf("/search nothing%d", n))
	}
	r.start()
	answered, passed := 0, 0
	r.server.Wait(func() bool {
		answered, passed = count(home.Sent())
		return answered+passed >= 90
	})
	if passed == 0 || answered+passed != 90 {
		t.Errorf("of 90 messages %d were answered and %d passed over", answered, passed)
	}
}

// TestPressInABusyChat presses a button where more waits than may.
func TestPressInABusyChat(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	r.answered(ana, "How many sailors stopped work?")
	r.halt()
	for n := range 80 {
		ana.Say(home, fmt.Sprintf("/search nothing%d", n))
	}
	press := ana.Press(home.Sent()[0], "Timeline")
	taken := make(chan struct{}) // until the button is answered, so that the chat stays busy
	r.server.Misbehave("sendMessage", 1, telegramtest.Held(taken))
	r.start()
	got := press.Wait().Text
	close(taken)
	if got != "There is much to do in this chat just now. Please press again in a moment." {
		t.Errorf("the button says %q", got)
	}
	answered, passed := 0, 0
	r.server.Wait(func() bool {
		answered, passed = count(home.Sent()[1:])
		return answered+passed >= 80
	})
	if passed == 0 || answered+passed != 80 {
		t.Errorf("of 80 messages %d were answered and %d passed over", answered, passed)
	}
}

// TestLongPause has Telegram want a chat left alone for longer than an update may
// take. The answer comes after it, and what was asked meanwhile.
func TestLongPause(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, func(r *rig) {
		r.tune = func(b *telegram.Bot) { b.Handling(3 * time.Second) }
	})
	r.server.Misbehave("sendMessage", 1, telegramtest.TooMany(4000)) // four seconds, as the rig counts
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	for n := range 2 {
		ana.Say(home, fmt.Sprintf("/search nothing%d", n))
	}
	for n, m := range home.WaitMessages(2) {
		if !strings.Contains(m.Text, fmt.Sprintf("“nothing%d”", n)) {
			t.Errorf("answer %d is %q", n, m.Text)
		}
	}
	r.settle()
	if n := len(home.Sent()); n != 2 {
		t.Errorf("%d messages were sent", n)
	}
}
