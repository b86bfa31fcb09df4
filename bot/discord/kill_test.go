package discord_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"quoth/bot"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/chattest/victim"
	"quoth/bot/discord"
	"quoth/knowledge/lease"
	"quoth/knowledge/sqlite"
)

func TestMain(m *testing.M) {
	victim.Main(runVictim)
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		f.Value.Set("16") // most of these tests wait for limits and pauses
	}
	os.Exit(m.Run())
}

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
	b, err := discord.New(discord.Config{
		Engine: bot.New(bot.Config{Store: store, Log: log}), Store: store, Log: log, Token: token, API: api,
		Leases: lease.New(lease.Config{Store: store, Life: victimLife}),
	})
	if err != nil {
		return err
	}
	b.PaceIdentify(5 * time.Millisecond)
	return b.Run(ctx)
}

// TestKilledBot kills the bot again and again while it answers commands and mentions: no
// question stays without an answer. Those that were answered twice are counted.
func TestKilledBot(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) {
		d.Spec, d.AnswerTime, d.Heartbeat = nil, time.Hour, time.Second
	})
	w.wrong = true // an acknowledgement that a killed process made is made again
	var commands []*discordtest.Interaction
	var mentions []discordtest.Message
	ask := func() {
		for range 3 {
			u := w.User(fmt.Sprint("asker", len(commands)))
			w.guild.Join(u)
			commands = append(commands, u.Slash(w.general, "ask", map[string]any{"question": question}))
			mentions = append(mentions, u.Say(w.general, w.Bot().Mention()+" "+question))
		}
	}
	start := func() *victim.Process { return victim.Start(t, w.file, w.URL()+"/api/v10/") }
	end := func(v *victim.Process) {
		v.Kill()
		w.Shard(0).WaitGone()
	}
	// A channel in which more waits than may is told so; here every question is to be answered.
	waiting := func() (n int) {
		for _, i := range commands {
			if i.Edits() == 0 {
				n++
			}
		}
		return n
	}
	kills := *victim.Kills
	if raced && testing.Short() {
		kills = min(kills, 2) // the detector watches this process alone
	}
	for range kills {
		v := start()
		w.Ready(1)
		ask()
		w.Await("most answers", func() bool { return waiting() <= 3 })
		time.Sleep(rand.N(30 * time.Millisecond)) // wherever it is then
		ask()
		time.Sleep(rand.N(15 * time.Millisecond))
		end(v)
	}
	v := start()
	defer end(v)
	repeats := 0
	for n, i := range commands {
		said, heard := i.Answered()
		w.until(fmt.Sprintf("command %d of %d is answered, which was delivered %t, acknowledged %t with %+v", n, len(commands), i.Delivered(), heard, said),
			func() bool { return i.Edits() > 0 })
		repeats += i.Edits() - 1
	}
	replies := func(id string) int {
		n := 0
		for _, m := range w.general.Messages() {
			if m.ReplyTo() == id {
				n++
			}
		}
		return n
	}
	for _, m := range mentions {
		w.Await("the answer to a mention", func() bool { return replies(m.ID) > 0 })
		repeats += replies(m.ID) - 1
	}
	t.Logf("%d kills: all of %d questions were answered, %d of the answers came twice; %d resumes, %d identifies",
		kills, len(commands)+len(mentions), repeats, len(w.Resumes()), len(w.Identifies()))
}
