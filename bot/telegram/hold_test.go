package telegram_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

// TestClosedTopic closes a topic in which something is followed and asked: nothing ends,
// and once it is open again what came meanwhile arrives.
func TestClosedTopic(t *testing.T) {
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
	here, err := r.store.SubscriptionsAt(t.Context(), knowledge.Place{Platform: "telegram", Chat: fmt.Sprint(group.ID), Thread: fmt.Sprint(ships.ID)})
	if err != nil || len(here) != 2 || here[0].Stopped != "" {
		t.Errorf("what is followed in the topic is %+v (%v)", here, err)
	}
}

// TestUnblocked has a person block the bot and start it again: what had ended goes on.
func TestUnblocked(t *testing.T) {
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	ana.Say(home, "/follow lighthouse")
	ana.Say(home, "/follow bridge")
	r.settle()
	at := knowledge.Place{Platform: "telegram", Chat: fmt.Sprint(ana.ID)}
	if stopped, err := r.store.StopChat(t.Context(), at.Platform, at.Chat, "the bot was blocked"); err != nil || len(stopped) != 2 {
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
