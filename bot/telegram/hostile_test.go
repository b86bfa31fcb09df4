package telegram

import (
	"testing"
	"time"

	"quoth/bot/chattest/hostile"
	"quoth/bot/chattest/reply"
	"quoth/bot/telegram/page"
)

// TestHostileReply renders a reply whose every string acts on what shows it.
func TestHostileReply(t *testing.T) {
	r := reply.Hostile()
	c := r.Calendar(time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC))
	if found := hostile.Find([]string{page.Render(r.Blocks, c).String(), page.Plain(r.Blocks, c)}); len(found) > 0 {
		t.Errorf("shown is %q", found)
	}
}
