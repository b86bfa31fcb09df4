package telegram_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"regexp"
	"testing"
	"time"

	"quoth/bot"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/chattest/victim"
	"quoth/bot/telegram"
	"quoth/knowledge/lease"
	"quoth/knowledge/sqlite"
)

// victimLife is after how long a bot that was killed is gone.
const victimLife = 200 * time.Millisecond

// runVictim runs a bot, or adds articles, until it is killed.
func runVictim(ctx context.Context, file, api string) error {
	if api == adds {
		return addArticles(ctx, file)
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		return err
	}
	b, err := telegram.New(telegram.Config{
		Engine: bot.New(bot.Config{Store: store, Log: log}), Store: store, Log: log, Token: telegramtest.Token, API: api,
		Leases: lease.New(lease.Config{Store: store, Life: victimLife}),
	})
	if err != nil {
		return err
	}
	b.Hasten(time.Millisecond)
	return b.Run(ctx)
}

// TestKilledBot kills the bot again and again while it answers: no question stays without
// an answer, or without a word that it was passed over where too many waited. Those that
// were answered twice are counted.
func TestKilledBot(t *testing.T) {
	t.Parallel()
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
	named := regexp.MustCompile("“(nothing[0-9]+)”")
	// tally counts the questions of a person that wait, the answers that came twice, and the
	// questions that were passed over.
	tally := func(i int) (waiting, repeats, passed int) {
		sent := r.server.Private(users[i]).Sent()
		answers := map[string]int{}
		for _, m := range sent {
			if q := named.FindStringSubmatch(m.Text); q != nil {
				answers[q[1]]++
			}
		}
		for _, n := range answers {
			repeats += n - 1
		}
		_, passed = count(sent)
		return asked[i] - len(answers) - passed, repeats, passed
	}
	waiting := func() (n int) {
		for i := range people {
			wait, _, _ := tally(i)
			n += max(0, wait)
		}
		return n
	}
	start := func() *victim.Process { return victim.Start(t, r.file, r.server.URL) }
	for kill := range *victim.Kills {
		ask()
		v := start()
		before := r.server.Count("sendMessage")
		// Those that many kills in a row left unanswered would be given up.
		r.server.Wait(func() bool { return r.server.Count("sendMessage") >= before+min(each, kill+1) && waiting() <= each })
		ask()
		time.Sleep(rand.N(15 * time.Millisecond)) // wherever it is then
		v.Kill()
	}
	v := start()
	defer v.Kill()
	r.server.Wait(func() bool { return waiting() <= 0 })
	total, repeats, over := 0, 0, 0
	for i := range people {
		_, again, passed := tally(i)
		total, repeats, over = total+asked[i], repeats+again, over+passed
	}
	t.Logf("%d kills: all of %d questions were answered, %d of the answers came twice, %d questions were passed over, which was said", *victim.Kills, total, repeats, over)
}

// TestKilledBeforeNotice kills the bot when it took more of a chat in than it answers, and
// before it said so: the notice comes after that.
func TestKilledBeforeNotice(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	const asked = 90
	for n := range asked {
		ana.Say(home, fmt.Sprintf("/search nothing%d", n))
	}
	r.server.Misbehave("sendMessage", asked, telegramtest.Fault{Delay: time.Hour})
	v := victim.Start(t, r.file, r.server.URL)
	r.server.Wait(func() bool { return r.server.Pending() == 0 })
	v.Kill()
	r.server.Behave()
	v = victim.Start(t, r.file, r.server.URL)
	defer v.Kill()
	answered, passed := 0, 0
	r.server.Wait(func() bool {
		answered, passed = count(home.Sent())
		return answered+passed >= asked
	})
	if passed == 0 {
		t.Error("nothing was passed over")
	}
}
