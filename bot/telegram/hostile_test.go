package telegram

import (
	"testing"
	"time"

	"quoth/bot/chattest/hostile"
	"quoth/bot/chattest/reply"
)

// TestHostileReply renders a reply whose every string acts on what shows it.
func TestHostileReply(t *testing.T) {
	r := reply.Hostile()
	c := r.Calendar(time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC))
	if found := hostile.Find([]string{render(r.Blocks, c).String(), renderPlain(r.Blocks, c)}); len(found) > 0 {
		t.Errorf("shown is %q", found)
	}
}
