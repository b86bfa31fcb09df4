package telegram_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/knowledge"
)

// TestGuestLongAnswer calls the bot elsewhere for more than a message holds: the answer says
// that there is more, and where.
func TestGuestLongAnswer(t *testing.T) {
	t.Parallel()
	r := newRig(t, telegramtest.Config{}, nil)
	for n := range 150 {
		r.add(knowledge.Article{
			URL: fmt.Sprintf("https://outlet%d.example/", n), Title: fmt.Sprintf("Pier %d opens", n), Source: fmt.Sprintf("The Long Named Outlet of Harbour %d", n),
			Published: time.Date(2024, 6, 1, n, 0, 0, 0, time.UTC), Language: "en", Text: fmt.Sprintf("The pier of harbour %d opened on Saturday after %d years of work.", n, n+2),
		})
	}
	r.start()
	ana := r.server.User("ana")
	for line, long := range map[string]bool{"/sources@quoth_test_bot": true, "@quoth_test_bot When did the ferry strike in Portmouth end?": false} {
		called := ana.Call(line)
		r.settle()
		answer, ok := called.Answer()
		if said := strings.HasSuffix(answer.Text, "Ask me in private for all of it: t.me/quoth_test_bot"); !ok || said != long {
			t.Errorf("%s is answered %v with\n%s", line, ok, answer.Text)
		}
	}
}
