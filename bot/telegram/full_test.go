package telegram_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"quoth/bot/telegram"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// full is a store that nothing can be written to.
type full struct{ telegram.Store }

func (full) SaveSession(context.Context, audience.Session) error { return knowledge.ErrFull }
func (full) SaveReceipts(context.Context, []audience.Receipt, []audience.Session, time.Time) error {
	return knowledge.ErrFull
}
func (full) SetState(context.Context, string, string) error { return knowledge.ErrFull }

// TestFullDisk asks where nothing can be stored.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.conf.Store = full{r.store}
	r.start()
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	if got := r.answered(ana, "How many sailors stopped work?"); !strings.Contains(got, "340 sailors") {
		t.Errorf("the answer is %q", got)
	}
	if got := ana.Press(chat.Sent()[0], "Timeline").Wait(); got.Text != "This button is too old. Please ask again." {
		t.Errorf("a button says %q", got.Text)
	}
	r.settle()
	if n := len(chat.Sent()); n != 1 {
		t.Errorf("%d messages were sent", n)
	}
}
