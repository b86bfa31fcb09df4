package message

import (
	"testing"
	"time"

	"quoth/bot/chattest/hostile"
	"quoth/bot/chattest/reply"
)

// TestHostileReply renders a reply whose every string acts on what shows it.
func TestHostileReply(t *testing.T) {
	out := Render(reply.Hostile(), true, time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC))
	for n := range out.Len() {
		if found := hostile.Find(out.Show(View{Page: n, Upload: true})); len(found) > 0 {
			t.Errorf("page %d shows %q", n, found)
		}
	}
	unasked, _ := out.Notify("")
	if found := hostile.Find(unasked); len(found) > 0 {
		t.Errorf("unasked it shows %q", found)
	}
	if found := hostile.Find(Button(hostile.Text, "id", 2)); len(found) > 0 {
		t.Errorf("a button shows %q", found)
	}
}
