package telegram_test

import (
	"strings"
	"testing"
)

// TestReplyGoesOn replies to an older answer, and to an alert: each goes on from what that
// message was about, whatever was asked since.
func TestReplyGoesOn(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	ana.Say(home, "When did the ferry strike in Portmouth end?")
	ferry := home.WaitMessages(1)[0]
	ana.Say(home, "Who opened the new bridge in Elmstead?")
	home.WaitMessages(2)
	r.settle()
	ana.Reply(ferry, "why did it begin?")
	if got := home.WaitMessages(3)[2].Content(); !strings.Contains(got, "About:") || !strings.Contains(got, "ferry") || strings.Contains(got, "bridge") {
		t.Errorf("a reply to the older answer is answered with %s", got)
	}
	ana.Say(home, "/ask why?")
	if got := home.WaitMessages(4)[3].Content(); strings.Contains(got, "About:") {
		t.Errorf("a command borrows: %s", got)
	}
}
