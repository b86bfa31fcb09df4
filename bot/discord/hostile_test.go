package discord

import (
	"testing"
	"time"

	"quoth/bot/chattest/hostile"
	"quoth/bot/chattest/reply"
)

// TestHostileReply renders a reply whose every string acts on what shows it.
func TestHostileReply(t *testing.T) {
	out := render(reply.Hostile(), time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC))
	for n := range out.pages {
		if found := hostile.Find(out.message(n, true)); len(found) > 0 {
			t.Errorf("page %d shows %q", n, found)
		}
	}
	if found := hostile.Find(button(hostile.Text, "id", 2)); len(found) > 0 {
		t.Errorf("a button shows %q", found)
	}
}
