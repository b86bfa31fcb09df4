package telegram_test

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"quoth/bot"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/knowledge"
)

// TestButtonUnderAMessageThatIsGone presses buttons under a message in a topic that
// Telegram does not show to the bot any more. The answers stay in the topic.
func TestButtonUnderAMessageThatIsGone(t *testing.T) {
	t.Parallel()
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

// unreadable is a store whose quotes can't be read while it is set.
type unreadable struct {
	knowledge.Store
	now atomic.Bool
}

func (u *unreadable) Excerpts(ctx context.Context, spans []knowledge.Span) (map[knowledge.Span]knowledge.Excerpt, error) {
	if u.now.Load() {
		return nil, knowledge.ErrCorrupt
	}
	return u.Store.Excerpts(ctx, spans)
}

// TestButtonWhileNothingCanBeRead presses a button while the store can't be read: that is
// said over the chat, the message stays, and works once the store does.
func TestButtonWhileNothingCanBeRead(t *testing.T) {
	t.Parallel()
	store := &unreadable{}
	r := newRig(t, unlimited, func(r *rig) {
		store.Store = r.store
		r.conf.Engine = bot.New(bot.Config{Store: store, Log: r.conf.Log, Now: r.clock.Now})
	})
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	ana.Say(home, "/ask How many ferry sailors stopped work in Portmouth?")
	answer := home.WaitMessages(1)[0]
	r.settle()
	store.now.Store(true)
	if got := ana.Press(answer, "More").Wait(); !strings.Contains(got.Text, "Please try again") {
		t.Errorf("the pop-up is %q", got.Text)
	}
	r.settle()
	if now := home.Now(answer); now.Content() != answer.Content() {
		t.Errorf("the message became %q", now.Content())
	}
	store.now.Store(false)
	ana.Press(answer, "More").Wait()
	if now := home.WaitEdit(answer); now.Content() == answer.Content() || strings.Contains(now.Content(), "stored words are others") {
		t.Errorf("pressed again the message became %q", now.Content())
	}
}

// TestCopiedQuote looks at the button that copies a quote: it holds the exact words, and
// is there for one quote alone.
func TestCopiedQuote(t *testing.T) {
	t.Parallel()
	r := newRig(t, telegramtest.Config{Limits: telegramtest.Unlimited()}, nil)
	r.start()
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	copied := func(line string) string {
		t.Helper()
		ana.Say(chat, line)
		r.settle()
		sent := chat.Sent()
		for _, row := range sent[len(sent)-1].Keyboard.Rows {
			for _, b := range row {
				if b.Copy != nil {
					return b.Copy.Text
				}
			}
		}
		return ""
	}
	if got, want := copied("How many ferry sailors stopped work in Portmouth?"), "About 340 sailors stopped work, the union said."; got != want {
		t.Errorf("below an answer the button copies %q, want %q", got, want)
	}
	if got := copied("/search sailors"); got != "" {
		t.Errorf("below several quotes a button copies %q", got)
	}
}

// TestBackToReason goes back from what changed an alert to why it came, and not to how the alert
// was before.
func TestBackToReason(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	ana.Say(home, "/follow storm")
	followed := home.WaitMessages(1)[0]
	ana.Say(home, "/why 1")
	why := home.WaitMessages(2)[1]
	r.settle()
	ana.Press(followed, "Hourly")
	if changed := home.WaitEdit(followed); slices.Contains(changed.Buttons(), "↩ Back") {
		t.Errorf("behind a change are %q", changed.Buttons())
	}
	ana.Press(why, "Pause")
	paused := home.WaitEdit(why)
	if !slices.Contains(paused.Buttons(), "↩ Back") {
		t.Fatalf("behind the reason are %q", paused.Buttons())
	}
	ana.Press(paused, "↩ Back")
	if got := home.WaitEdit(paused).Content(); got != why.Content() {
		t.Errorf("back is %q", got)
	}
}
