package terminal

import (
	"strings"
	"testing"

	"quoth/bot"
	"quoth/bot/chattest/hostile"
	"quoth/bot/chattest/reply"
)

// TestHostileReply shows a reply whose every string acts on a terminal: nothing but the
// escape sequences of a style arrives, and none at all without one.
func TestHostileReply(t *testing.T) {
	for _, style := range []Style{{}, {Colour: true, Width: 40}} {
		var shown, alert strings.Builder
		if err := Render(&shown, reply.Hostile(), style); err != nil {
			t.Fatal(err)
		}
		sender := NewSender(&alert, style)
		if _, err := sender.Send(t.Context(), Here, bot.Message{Reply: reply.Hostile()}); err != nil {
			t.Fatal(err)
		}
		if _, err := sender.Write([]byte("quoth: feed failed (title " + hostile.Text + ")\n")); err != nil {
			t.Fatal(err)
		}
		for what, s := range map[string]string{"a reply": shown.String(), "an alert and a line of the log": alert.String()} {
			if style.Colour {
				s = painted.ReplaceAllString(s, "")
			}
			if found := hostile.Find(s); len(found) > 0 {
				t.Errorf("%s holds %q:\n%q", what, found, s)
			}
		}
		if !style.Colour && strings.Contains(shown.String(), "\x1b") {
			t.Error("a reply without colours has an escape sequence")
		}
	}
	if found := hostile.Find(reply.Hostile()); len(found) < 100 {
		t.Errorf("the reply is hostile in %d places alone", len(found))
	}
}

// TestWriter writes what is split anywhere: within characters, too.
func TestWriter(t *testing.T) {
	text := "“Größe” 👩‍👧 " + bold + "bold" + reset + "\n" + hostile.Text
	for at := range len(text) {
		var b strings.Builder
		w := NewWriter(&b, Style{Colour: true})
		for _, part := range []string{text[:at], text[at:]} {
			if n, err := w.Write([]byte(part)); n != len(part) || err != nil {
				t.Fatal(n, err)
			}
		}
		got := strings.ReplaceAll(painted.ReplaceAllString(b.String(), ""), "\u0334", "") // marks are counted within a call
		if found := hostile.Find(got); len(found) > 0 || !strings.HasPrefix(got, "“Größe” 👩") || !strings.Contains(got, "👧") {
			t.Errorf("split at %d it is %q", at, b.String())
		}
	}
}
