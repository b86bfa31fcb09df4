package telegram_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/telegram"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// TestClosedTopic closes a topic in which something is followed and asked: nothing ends,
// and once it is open again what came meanwhile arrives.
func TestClosedTopic(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	group := r.server.Group("Harbour", true)
	group.Add(ana)
	group.Promote(ana)
	ships, other := group.Topic("ships"), group.Topic("other")
	r.settle()
	for _, topic := range []string{"lighthouse", "bridge"} {
		ana.Say(ships, "/follow "+topic)
	}
	ana.Say(other, "/follow lighthouse")
	r.settle()
	n := 0
	print := func() {
		n++
		r.add(knowledge.Article{URL: fmt.Sprint("https://news.example/h", n), Title: fmt.Sprintf("Lighthouse number%d of town%d painted", n, n*7), Source: "Coast Weekly", Published: r.clock.Now(), Language: "en",
			Text: fmt.Sprintf("The lighthouse of town%d was painted in colour%d by person%d for street%d in harbour%d.", n*7, n*11, n*13, n*17, n*19)})
		r.deliver()
	}
	ships.Close()
	before := len(ships.Sent())
	ana.Say(ships, "/help")
	r.settle()
	for range 3 {
		print()
		r.clock.move(5 * time.Hour)
	}
	if got := len(ships.Sent()); got != before {
		t.Errorf("%d messages came into a closed topic", got-before)
	}
	if got := other.Sent(); !strings.Contains(got[len(got)-1].Text, "town21") {
		t.Errorf("in the other topic the last message is %q", got[len(got)-1].Text)
	}
	ships.Open()
	r.settle()
	r.deliver()
	got := ships.Sent()[before:]
	if len(got) != 1 || !strings.Contains(got[0].Text, "no alert could be shown here: the topic is closed") || !strings.Contains(got[0].Text, "town7 ") && !strings.Contains(got[0].Text, "town7 was") || !strings.Contains(got[0].Text, "town21") {
		t.Errorf("once it is open came %+v", got)
	}
	here, err := r.store.SubscriptionsAt(t.Context(), audience.Place{Platform: "telegram", Chat: fmt.Sprint(group.ID), Thread: fmt.Sprint(ships.ID)})
	if err != nil || len(here) != 2 || here[0].Stopped != "" {
		t.Errorf("what is followed in the topic is %+v (%v)", here, err)
	}
}

// TestUnblocked has a person block the bot and start it again: what had ended goes on.
func TestUnblocked(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	ana.Say(home, "/follow lighthouse")
	ana.Say(home, "/follow bridge")
	r.settle()
	at := audience.Place{Platform: "telegram", Chat: fmt.Sprint(ana.ID)}
	if stopped, err := r.store.StopChat(t.Context(), at.Platform, at.Chat, "reason.blocked"); err != nil || len(stopped) != 2 {
		t.Fatal(stopped, err)
	}
	before := len(home.Sent())
	ana.Say(home, "/start")
	r.settle()
	got := home.Sent()[before:]
	if len(got) != 2 || !strings.Contains(got[0].Text, "the alerts go on: “lighthouse”, “bridge”.") {
		t.Errorf("after /start came %+v", got)
	}
	here, err := r.store.SubscriptionsAt(t.Context(), at)
	if err != nil || len(here) != 2 || here[0].Stopped+here[1].Stopped != "" {
		t.Errorf("what is followed is %+v (%v)", here, err)
	}
}

// TestAlertsInAFloodWait has Telegram want more chats left alone for half a day than there are
// workers: others are answered and alerted, and those chats are sent nothing.
func TestAlertsInAFloodWait(t *testing.T) {
	t.Parallel()
	const chats = 40
	r := newRig(t, unlimited, func(r *rig) {
		r.tune = func(b *telegram.Bot) { b.Grace(time.Millisecond) }
	})
	r.second = 100 * time.Millisecond // the wait is longer than the test
	r.server.Misbehave("sendMessage", chats, telegramtest.TooMany(43_838))
	r.start()
	var flooded []*telegramtest.Chat
	for n := range chats {
		u := r.server.User(fmt.Sprint("Ana ", n))
		flooded = append(flooded, r.server.Private(u))
		u.Say(flooded[n], "/search nothing0")
		u.Say(flooded[n], "/search nothing1")
	}
	r.server.Wait(func() bool { return r.server.Count("sendMessage") == chats })
	ben := r.server.User("Ben")
	for n := range 3 {
		ben.Say(r.server.Private(ben), "How many sailors stopped work?")
		r.server.Private(ben).WaitMessages(n + 1)
	}
	if _, err := r.bot.Sender().Send(t.Context(), place(r.server.Private(ben)), note("Hello")); err != nil {
		t.Errorf("an alert to another chat: %v", err)
	}
	var wait *bot.WaitError
	if _, err := r.bot.Sender().Send(t.Context(), place(flooded[0]), note("Hello")); !errors.As(err, &wait) || !wait.Untried || wait.Global {
		t.Errorf("an alert to one of the chats: %v", err)
	}
	if n := r.server.Count("sendMessage"); n != chats+4 {
		t.Errorf("%d messages were tried", n)
	}
}

// TestRefusedOnce writes again and again to a group where the bot may not write: Telegram
// has to refuse it once in five minutes.
func TestRefusedOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	group := r.server.Group("Group", false)
	group.Add(ana)
	r.settle()
	group.Mute()
	refused := func() (n int) {
		for _, q := range r.server.Requests() {
			if q.Status >= 400 {
				n++
			}
		}
		return n
	}
	for pause := range 2 {
		before := refused()
		for range 8 {
			ana.Say(group, "/ask How many sailors stopped work?")
		}
		r.settle()
		if n := refused() - before; n != 1 {
			t.Errorf("after %d pauses %d calls were refused", pause, n)
		}
		r.clock.move(6 * time.Minute)
	}
}
