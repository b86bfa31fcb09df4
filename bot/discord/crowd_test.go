package discord_test

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge/audience"
)

// TestBusy holds the queue full: those who come then are told so, at once.
func TestBusy(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	answers := make(chan struct{})
	w.Misbehave(discordtest.Fault{Route: edit, Hold: answers, Times: 10_000})
	said := map[string]int{}
	var asked []*discordtest.Interaction
	for range 8 {
		asked = append(asked, w.ana.Slash(w.general, "ask", map[string]any{"question": question}))
	}
	for _, i := range asked {
		switch i.Response().Type {
		case discordtest.ResponseDeferred:
			said["promised"]++
		case discordtest.ResponseMessage:
			if m := i.Message(); m.Ephemeral() && strings.Contains(m.Text(), "still working on your last questions") {
				said["one by one"]++
			}
		}
	}
	if said["promised"] != 5 || said["one by one"] != 3 {
		t.Errorf("one person with many questions: %v", said)
	}
	if m := w.ben.Slash(w.general, "ask", map[string]any{"question": question}).Response(); m.Type != discordtest.ResponseDeferred {
		t.Error("another person has to wait for it")
	}
	close(answers)
}

// TestSlowTyping mentions the bot more often than it has workers for acknowledgements while
// Discord does not say that it took the notice of typing: a command is acknowledged before
// all of them could have waited for that.
func TestSlowTyping(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	const mentions = 2 * discord.AckWorkers
	notices := make(chan struct{})
	w.Misbehave(discordtest.Fault{Route: typing, Hold: notices, Times: mentions})
	for n := range mentions {
		u := w.User(fmt.Sprint("asker", n))
		w.guild.Join(u)
		u.Say(w.general, w.Bot().Mention()+" "+question)
	}
	if r := w.boss.Slash(w.general, "ask", map[string]any{"question": question}).Response(); r.Type != discordtest.ResponseDeferred {
		t.Errorf("the command is answered with %v", r.Type)
	}
	if n := len(w.Requests(typing)); n >= discord.AckWorkers {
		t.Errorf("before that %d notices were waited for", n)
	}
	close(notices)
}

// TestSlowRefusals mentions the bot more often than one person may while Discord does not
// say that it took what is said to that: a command is acknowledged all the same.
func TestSlowRefusals(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	const mentions = 2 * discord.AckWorkers
	messages := make(chan struct{})
	w.Misbehave(discordtest.Fault{Route: post, Hold: messages, Times: mentions})
	for range mentions {
		w.ana.Say(w.general, w.Bot().Mention()+" "+question)
	}
	if r := w.boss.Slash(w.general, "ask", map[string]any{"question": question}).Response(); r.Type != discordtest.ResponseDeferred {
		t.Errorf("the command is answered with %v", r.Type)
	}
	if n := len(w.Requests(post)); n >= discord.AckWorkers {
		t.Errorf("before that %d messages were waited for", n)
	}
	close(messages)
}

// TestPassedOver mentions the bot more often than one person may, in a channel that then has
// to wait for its rate limit: how many messages were not taken is said there once.
func TestPassedOver(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Limits = discordtest.Limits{} }).start(1)
	answers := make(chan struct{})
	w.Misbehave(discordtest.Fault{Route: post, Hold: answers})
	const mentions, taken = 12, 5
	for range mentions {
		w.ana.Say(w.general, w.Bot().Mention()+" "+question)
	}
	w.Await("what is not taken", func() bool {
		receipts, err := w.store.UnfinishedReceipts(t.Context(), discord.Platform, discord.Account(token))
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(receipts, func(r audience.Receipt) bool { return r.Refused == mentions-taken })
	})
	close(answers)
	said := w.general.WaitMessages(taken + 1)
	if notice := said[taken].Text(); !strings.Contains(notice, "did not take 7 of the messages") {
		t.Errorf("the notice is %q", notice)
	}
}

// TestLimits asks more often than Discord lets answers be written, in one channel and in
// many at once, with its limits on: nothing goes over them.
func TestLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes several seconds")
	}
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Limits = discordtest.Limits{} }).start(1)
	places, mentions := 20, 7 // of which the channel lets five be answered in five seconds
	if os.Getenv("LONG_TESTS") != "" {
		places, mentions = 100, 12
	}
	say := func(n int, ch *discordtest.Channel) {
		u := w.User(fmt.Sprint("asker", n))
		w.guild.Join(u)
		u.Say(ch, w.Bot().Mention()+" "+question)
	}
	for n := range mentions {
		say(n, w.general)
	}
	var channels []*discordtest.Channel
	for n := range places {
		channels = append(channels, w.guild.Channel(fmt.Sprint("place", n)))
		say(mentions+n, channels[n])
	}
	w.general.WaitMessages(mentions)
	for _, ch := range channels {
		ch.WaitMessages(1)
	}
	w.settle()
	for _, r := range w.Requests() {
		if r.Status == http.StatusTooManyRequests {
			t.Errorf("%s went over the limit", r.Route)
		}
	}
}
