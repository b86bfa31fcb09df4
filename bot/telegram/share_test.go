package telegram_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"quoth/bot/telegram"
	"quoth/knowledge/lease"
)

// TestNextProcess has a second process wait while the first polls, and go on when that one
// ends: with the argument that was asked for, the buttons that were shown, and no update
// twice.
func TestNextProcess(t *testing.T) {
	t.Parallel()
	keeper := func(r *rig) *lease.Keeper { return lease.New(lease.Config{Store: r.store, Life: 5 * time.Minute}) }
	r := newRig(t, unlimited, func(r *rig) { r.conf.Leases = keeper(r) })
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	r.answered(ana, "How many sailors stopped work?")
	r.answered(ana, "/follow")

	conf := r.conf
	conf.Leases = keeper(r)
	next, err := telegram.New(conf)
	if err != nil {
		t.Fatal(err)
	}
	next.Hasten(r.second)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- next.Run(ctx) }()
	r.answered(ana, "/sources")
	if err := r.halt(); err != nil {
		t.Error(err)
	}
	r.bot = next
	if got := r.answered(ana, "/follow"); got == "" {
		t.Error("the next process says nothing")
	}
	if got := r.answered(ana, "ferry"); !strings.Contains(got, "ferry") {
		t.Errorf("to the argument it says %q", got)
	}
	if got := ana.Press(home.Sent()[0], "Timeline").Wait(); strings.Contains(got.Text, "too old") {
		t.Errorf("to a button of the first process it says %q", got.Text)
	}
	r.settle()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if strings.Contains(r.log.String(), "another process polls") {
		t.Error("the two polled at the same time")
	}
}
