package telegram_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/chattest/victim"
	"quoth/bot/telegram"
	"quoth/knowledge/sqlite"
)

// runVictim runs a bot until it is killed.
func runVictim(ctx context.Context, file, api string) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		return err
	}
	b, err := telegram.New(telegram.Config{Engine: bot.New(bot.Config{Store: store, Log: log}), Store: store, Log: log, Token: telegramtest.Token, API: api})
	if err != nil {
		return err
	}
	b.Hasten(time.Millisecond)
	return b.Run(ctx)
}

// TestKilledBot kills the bot again and again while it answers: no question stays without
// an answer. Those that were answered twice are counted.
func TestKilledBot(t *testing.T) {
	const people, each = 12, 3
	r := newRig(t, unlimited, nil)
	var users []*telegramtest.User
	asked := make([]int, people)
	for i := range people {
		users = append(users, r.server.User(fmt.Sprint("Person ", i)))
	}
	ask := func() {
		for range each {
			i := rand.IntN(people)
			users[i].Say(r.server.Private(users[i]), fmt.Sprintf("/search nothing%d", asked[i]))
			asked[i]++
		}
	}
	start := func() *victim.Process { return victim.Start(t, r.file, r.server.URL) }
	for kill := range *victim.Kills {
		ask()
		v := start()
		before := r.server.Count("sendMessage")
		r.server.Wait(func() bool { return r.server.Count("sendMessage") >= before+min(each, kill+1) })
		ask()
		time.Sleep(rand.N(15 * time.Millisecond)) // wherever it is then
		v.Kill()
	}
	v := start()
	defer v.Kill()
	answers := func(i, n int) int {
		found := 0
		for _, m := range r.server.Private(users[i]).Sent() {
			if strings.Contains(m.Text, fmt.Sprintf("“nothing%d”", n)) {
				found++
			}
		}
		return found
	}
	total, repeats := 0, 0
	for i := range people {
		for n := range asked[i] {
			for deadline := time.Now().Add(time.Minute); answers(i, n) == 0; time.Sleep(10 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("question %d of %d of person %d was not answered; what the person read:\n%v", n, asked[i], i, r.server.Private(users[i]).Sent())
				}
			}
			total++
			repeats += answers(i, n) - 1
		}
	}
	t.Logf("%d kills: all of %d questions were answered, %d of the answers came twice", *victim.Kills, total, repeats)
}
