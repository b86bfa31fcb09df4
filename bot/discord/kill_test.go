package discord_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"quoth/bot"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge/sqlite"
)

var kills = flag.Int("kills", 6, "how often the bot is killed with questions in flight")

// victimDB names the database of a bot that is run to be killed, and victimAPI the address
// of its server.
const victimDB, victimAPI = "QUOTH_DISCORD_TEST_DB", "QUOTH_DISCORD_TEST_API"

func TestMain(m *testing.M) {
	if os.Getenv(victimDB) != "" {
		os.Exit(runVictim())
	}
	os.Exit(m.Run())
}

// runVictim runs a bot until it is killed.
func runVictim() int {
	ctx := context.Background()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	store, err := sqlite.Open(ctx, os.Getenv(victimDB), sqlite.Options{})
	if err == nil {
		var b *discord.Bot
		b, err = discord.New(discord.Config{Engine: bot.New(bot.Config{Store: store, Log: log}), Store: store, Log: log, Token: token, API: os.Getenv(victimAPI)})
		if err == nil {
			b.PaceIdentify(5 * time.Millisecond)
			err = b.Run(ctx)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// TestKilledBot kills the bot again and again while it answers commands and mentions: no
// question stays without an answer. Those that were answered twice are counted.
func TestKilledBot(t *testing.T) {
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) {
		d.Spec, d.AnswerTime, d.Heartbeat = nil, time.Hour, 300*time.Millisecond
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
	start := func() *exec.Cmd {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), victimDB+"="+w.file, victimAPI+"="+w.URL()+"/api/v10/")
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	end := func(c *exec.Cmd) {
		c.Process.Kill()
		c.Wait()
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
	for range *kills {
		c := start()
		w.Ready(1)
		ask()
		w.Await("most answers", func() bool { return waiting() <= 3 })
		time.Sleep(rand.N(30 * time.Millisecond)) // wherever it is then
		ask()
		time.Sleep(rand.N(15 * time.Millisecond))
		end(c)
	}
	c := start()
	defer end(c)
	repeats := 0
	for n, i := range commands {
		for deadline := time.Now().Add(time.Minute); i.Edits() == 0; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				said, heard := i.Answered()
				t.Fatalf("command %d of %d was not answered: it was delivered %t, acknowledged %t with %+v", n, len(commands), i.Delivered(), heard, said)
			}
		}
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
		*kills, len(commands)+len(mentions), repeats, len(w.Resumes()), len(w.Identifies()))
}
