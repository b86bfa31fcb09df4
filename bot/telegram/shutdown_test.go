package telegram_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/telegram"
	"quoth/knowledge/audience"
)

// TestEndFinishesWhatIsBegun ends the bot while an answer is on its way and others
// wait, and starts it again.
func TestEndFinishesWhatIsBegun(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	answered := make(chan struct{})
	r.server.Misbehave("sendMessage", 1, telegramtest.Held(answered))
	r.start()
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	for n := range 3 {
		ana.Say(chat, fmt.Sprintf("/search nothing%d", n))
	}
	r.server.Wait(func() bool { return r.server.Count("sendMessage") > 0 })
	r.stop()
	close(answered)
	if err := r.halt(); err != nil {
		t.Fatal(err)
	}
	if sent := chat.Sent(); len(sent) == 0 || !strings.Contains(sent[0].Text, "nothing0") {
		t.Fatalf("when the bot ended, %d messages were sent", len(sent))
	}
	r.start()
	sent := chat.WaitMessages(3)
	r.settle()
	for n, m := range sent {
		if !strings.Contains(m.Text, fmt.Sprintf("nothing%d", n)) {
			t.Errorf("answer %d is %q", n, m.Text)
		}
	}
	if n := len(chat.Sent()); n != 3 {
		t.Errorf("%d messages were sent", n)
	}
}

// cut ends the bot and its grace at once, and starts it again with the server
// behaving. before are the messages that stood in the chat in between.
func (r *rig) cut(chat *telegramtest.Chat) (before []telegramtest.Message) {
	r.t.Helper()
	r.bot.Grace(300 * time.Millisecond) // so that what Telegram took is known to be sent
	if err := r.halt(); err != nil {
		r.t.Fatal(err)
	}
	before = chat.Sent()
	r.server.Behave()
	r.second = time.Millisecond
	r.start()
	return before
}

// TestCutOff ends the bot while an answer can't be sent. After the next start the
// rest of it comes, and nothing twice but what was on its way.
func TestCutOff(t *testing.T) {
	t.Parallel()
	const forever = time.Hour // longer than the test
	for _, c := range []struct {
		name   string
		say    []string
		fault  telegramtest.Fault // of what is sent after the first message; the zero Fault for the limits alone
		before []string
		after  []string // in all
	}{
		{
			name: "before its turn", say: []string{"/search nothing1", "/search nothing2"},
			before: []string{"“nothing1”"}, after: []string{"“nothing1”", "“nothing2”"},
		},
		{
			name: "before the turn of a picture", say: []string{"/search nothing1", "/timeline ferry strike"},
			before: []string{"“nothing1”"}, after: []string{"“nothing1”", "Timeline: ferry strike"},
		},
		{
			name: "with an argument that was asked for", say: []string{"/timeline", "lighthouse"},
			before: []string{"Which topic?"}, after: []string{"Which topic?", "Timeline: lighthouse"},
		},
		{
			name: "while it is refused", say: []string{"/search nothing1"}, fault: telegramtest.BadGateway(),
			before: nil, after: []string{"“nothing1”"},
		},
		{
			name: "while it has to wait", say: []string{"/search nothing1"}, fault: telegramtest.TooMany(3600),
			before: nil, after: []string{"“nothing1”"},
		},
		{
			name: "sent, and not known to be", say: []string{"/search nothing1", "/search nothing2"}, fault: telegramtest.Late(forever),
			before: []string{"“nothing1”"}, after: []string{"“nothing1”", "“nothing1”", "“nothing2”"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, unlimited, func(r *rig) { r.second = forever })
			if c.fault != (telegramtest.Fault{}) {
				r.server.Misbehave("sendMessage", 1000, c.fault)
			}
			r.start()
			ana := r.server.User("Ana")
			chat := r.server.Private(ana)
			for _, text := range c.say {
				ana.Say(chat, text)
			}
			r.server.Wait(func() bool {
				if r.server.Count("sendMessage")+r.server.Count("sendPhoto") == 0 || r.server.Pending() > 0 {
					return false
				}
				if len(c.before) > 0 && c.fault == (telegramtest.Fault{}) {
					return r.bot.InHand() == 1 // the first is known to be sent
				}
				return r.bot.InHand() > 0
			})
			sent := r.cut(chat)
			check := func(when string, got []telegramtest.Message, want []string) {
				t.Helper()
				if len(got) != len(want) {
					t.Fatalf("%s there are %d messages: %+v", when, len(got), got)
				}
				for i, m := range got {
					if !strings.Contains(m.Content(), want[i]) {
						t.Errorf("%s message %d is %q, want %q", when, i, m.Content(), want[i])
					}
				}
			}
			check("when the bot ended", sent, c.before)
			chat.WaitMessages(len(c.after))
			r.settle()
			check("after the next start", chat.Sent(), c.after)
			r.halt()
			r.start()
			r.server.Repeat(20)
			r.answered(r.server.User("Ben"), "/sources")
			check("when Telegram had repeated itself", chat.Sent(), c.after)
		})
	}
}

// TestButtonCutOff ends the bot over a button.
func TestButtonCutOff(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, func(r *rig) { r.second = time.Hour })
	r.start()
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	ana.Say(chat, "/search lighthouse")
	press := ana.Press(chat.WaitMessages(1)[0], "Follow")
	r.server.Wait(func() bool {
		followed, err := r.store.SubscriptionsAt(t.Context(), place(chat))
		return err != nil || len(followed) > 0
	})
	r.cut(chat)
	sent := chat.WaitMessages(2)
	if press.Wait(); !strings.Contains(sent[1].Text, "“lighthouse”") {
		t.Errorf("the message is %q", sent[1].Text)
	}
	r.settle()
	if n := len(chat.Sent()); n != 2 {
		t.Errorf("%d messages were sent", n)
	}
}

// TestChangeCutOff ends the bot when a command has changed something and not said
// so. After the next start it says what it did, and not that nothing is left to do.
func TestChangeCutOff(t *testing.T) {
	t.Parallel()
	const kept, named = "SELECT count(*) FROM receipts WHERE length(reply) > 0", "SELECT count(*) FROM receipts WHERE user = ?"
	for say, want := range map[string]string{
		"/follow lighthouse": "Following “lighthouse” here", "/unfollow ferry": "“ferry” is not followed here any more.", "/forget yes": "Done: everything",
	} {
		t.Run(say, func(t *testing.T) {
			r := newRig(t, unlimited, nil)
			r.start()
			ana := r.server.User("Ana")
			r.answered(ana, "/follow ferry")
			r.halt()
			r.second = time.Hour
			r.start()
			chat := r.server.Private(ana)
			ana.Say(chat, "/search nothing") // takes the chat's turn
			chat.WaitMessages(2)
			ana.Say(chat, say)
			if say == "/forget yes" {
				waitRows(t, r.file, "SELECT count(*) FROM subscriptions", func(n int) bool { return n == 0 }, "nothing is forgotten")
				if n := rows(t, r.file, named, fmt.Sprint(ana.ID)); n > 0 {
					t.Error("the person who was forgotten is named")
				}
			} else {
				waitRows(t, r.file, kept, func(n int) bool { return n > 0 }, "what was done is not kept")
			}
			r.cut(chat)
			if got := chat.WaitMessages(3)[2].Text; !strings.HasPrefix(got, want) {
				t.Errorf("the answer is %q", got)
			}
			r.settle()
			waitRows(t, r.file, kept, func(n int) bool { return n == 0 }, "what was done is kept when it was said")
		})
	}
}

// waitRows waits until a count of rows is as it should be: what is written after a
// message was sent may come later than the message.
func waitRows(t *testing.T, file, query string, right func(int) bool, otherwise string) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); !right(rows(t, file, query)); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(otherwise)
		}
	}
}

// TestWebhookCutOff ends the bot over an update that Telegram need not deliver again.
func TestWebhookCutOff(t *testing.T) {
	r, address := hooked(t)
	r.server.Misbehave("sendMessage", 1000, telegramtest.TooMany(3600e3))
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	ana.Say(chat, "/sources")
	r.server.Wait(func() bool { return r.server.Count("sendMessage") > 0 })
	listener := func() net.Listener {
		for {
			if l, err := net.Listen("tcp", address); err == nil {
				return l
			}
		}
	}
	r.bot.Grace(time.Millisecond)
	if err := r.halt(); err != nil {
		t.Fatal(err)
	}
	if n := r.server.Pending(); n != 0 {
		t.Errorf("%d updates are not confirmed", n)
	}
	r.server.Behave()
	r.conf.Webhook.Listener = listener()
	r.start()
	chat.WaitMessages(1)
	r.settle()
	if n := len(chat.Sent()); n != 1 {
		t.Errorf("%d messages were sent", n)
	}
}

// stuck is a store that never answers for one chat, as a program that is killed.
type stuck struct {
	telegram.Store
	chat string
	held chan struct{} // gets a value whenever it does not answer
	free chan struct{} // closed at the end
}

func (s stuck) Settings(ctx context.Context, at audience.Place) (audience.Settings, error) {
	if at.Chat == s.chat {
		s.held <- struct{}{}
		<-s.free
	}
	return s.Store.Settings(ctx, at)
}

// TestUpdateThatEndsTheProgram begins an update that no start of the bot survives.
// The eleventh gives it up.
func TestUpdateThatEndsTheProgram(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	ana := r.server.User("Ana")
	kept := stuck{r.store, fmt.Sprint(ana.ID), make(chan struct{}), make(chan struct{})}
	defer close(kept.free)
	chat := r.server.Private(ana)
	ana.Say(chat, "/sources")
	for range 10 {
		r.clock.move(2 * time.Minute)
		r.conf.Store = kept
		r.start()
		<-kept.held
		r.bot.Grace(time.Millisecond)
		r.bot.Unwind(time.Millisecond)
		if err := r.halt(); err != nil {
			t.Fatal(err)
		}
	}
	r.conf.Store = r.store
	r.start()
	if got := chat.WaitMessages(1)[0].Text; !strings.Contains(got, "Something went wrong on my side") {
		t.Errorf("the message is %q", got)
	}
	r.settle()
	r.logged("the program ended over it again and again")
}

// TestStoredBurst ends the bot within a burst that is larger than what Telegram shows at
// once. What was confirmed and not handled comes from the store again, and what was on its
// way perhaps twice.
func TestStoredBurst(t *testing.T) {
	t.Parallel()
	const chats, each = 20, 12
	r := newRig(t, unlimited, func(r *rig) { r.second = time.Hour })
	people := make([]*telegramtest.User, chats)
	for i := range people {
		people[i] = r.server.User(fmt.Sprint("Person ", i))
	}
	for n := range each {
		for _, p := range people {
			p.Say(r.server.Private(p), fmt.Sprintf("/search nothing%d", n))
		}
	}
	r.start()
	r.server.Wait(func() bool { return r.server.Pending() == 0 })
	r.bot.Grace(time.Millisecond)
	if err := r.halt(); err != nil {
		t.Fatal(err)
	}
	if begun := r.server.Count("sendMessage"); begun > chats {
		t.Errorf("%d answers were sent: nothing was left", begun)
	}
	r.second = time.Millisecond
	r.start()
	for _, p := range people {
		chat := r.server.Private(p)
		last := func() bool {
			sent := chat.Sent()
			return len(sent) > 0 && strings.Contains(sent[len(sent)-1].Text, fmt.Sprintf("“nothing%d”", each-1))
		}
		r.server.Wait(last)
		sent := chat.Sent()
		if len(sent) == each+1 && sent[0].Text == sent[1].Text {
			sent = sent[1:]
		}
		if len(sent) != each {
			t.Errorf("%d answers came", len(sent))
		}
		for n, m := range sent {
			if !strings.Contains(m.Text, fmt.Sprintf("“nothing%d”", n)) {
				t.Fatalf("answer %d of a chat is %q", n, m.Text)
			}
		}
	}
	r.settle()
}
