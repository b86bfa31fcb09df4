package discord_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge/audience"
)

// asks lets a new member ask something in a channel, with a mention of the bot.
func (w *world) asks(ch *discordtest.Channel) {
	u := w.User(fmt.Sprint("asker ", w.Count(), ch.ID, len(w.Requests())))
	ch.Guild.Join(u)
	u.Say(ch, w.Bot().Mention()+" "+question)
}

// elsewhere is a channel of another server.
func (w *world) elsewhere() *discordtest.Channel {
	ch := w.Guild("elsewhere").Channel("general")
	ch.Guild.Join(w.ana)
	return ch
}

// status counts the requests with a status.
func (w *world) status(status int, patterns ...string) (found []discordtest.Request) {
	for _, r := range w.Requests(patterns...) {
		if r.Status == status {
			found = append(found, r)
		}
	}
	return found
}

// TestNoRight mentions the bot again and again where it may not write: Discord has to
// refuse it once in five minutes, and not at all once a command shows that it may.
func TestNoRight(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	quiet := w.guild.Channel("quiet")
	quiet.Deny(w.guild.BotRole(), discordtest.SendMessages)
	general := 0
	mention := func() {
		for range 12 {
			w.asks(quiet)
		}
		w.asks(w.general) // the events come in order
		general++
		w.general.WaitMessages(general)
		w.settle()
	}
	mention()
	if n := len(w.status(http.StatusForbidden)); n != 1 {
		t.Errorf("Discord refused %d requests", n)
	}
	w.Advance(6 * time.Minute)
	mention()
	if n := len(w.status(http.StatusForbidden)); n != 2 {
		t.Errorf("after more than five minutes Discord had refused %d requests", n)
	}
	quiet.Allow(w.Bot(), discordtest.SendMessages)
	w.ana.Slash(quiet, "ask", map[string]any{"question": question}).Message()
	w.asks(quiet)
	quiet.WaitMessages(2)
}

// TestNoEmbeds asks where the bot may write and show no embeds: it is answered, for what is
// made of components needs no such right. An alert, which is an embed, is held, and not tried
// again.
func TestNoEmbeds(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	quiet := w.guild.Channel("quiet")
	quiet.Deny(w.guild.BotRole(), discordtest.EmbedLinks)
	there := audience.Place{Platform: discord.Platform, Chat: quiet.ID}
	for n := range 2 {
		m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "News on ferries"}}}}
		if _, err := w.bot.Sender().Send(t.Context(), there, m); !held(err) {
			t.Errorf("an alert: %v", err)
		}
		w.asks(quiet)
		if m := quiet.WaitMessages(n + 1)[n]; !strings.Contains(m.Text(), "stopped work") {
			t.Errorf("it says %s", m.Text())
		}
	}
	if n := len(w.status(http.StatusForbidden)); n != 1 {
		t.Errorf("Discord refused %d requests", n)
	}
}

// TestDoor lets Discord's door refuse a request in HTML: nothing at all is requested until
// that is over.
func TestDoor(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	w.registered(2)
	const pause = 1500 * time.Millisecond
	w.Misbehave(discordtest.Fault{Route: post, Status: http.StatusTooManyRequests, HTML: true, RetryAfter: pause})
	w.asks(w.general)
	w.Await("the refusal", func() bool { return len(w.status(http.StatusTooManyRequests)) == 1 })
	w.until("that is known", func() bool { return w.bot.Refused() || len(w.Requests(post)) > 1 })
	before := len(w.Requests())
	i := w.ana.Slash(w.elsewhere(), "ask", map[string]any{"question": question})
	w.asks(w.guild.Channel("another"))
	i.Message()
	w.general.WaitMessages(1)
	refused := w.status(http.StatusTooManyRequests)
	if len(refused) != 1 {
		t.Errorf("%d requests were refused", len(refused))
	}
	for _, r := range w.Requests()[before:] {
		if d := r.At.Sub(refused[0].At); d < pause {
			t.Errorf("%s was requested %v after it", r.Route, d)
		}
	}
}

// TestSharedLimit refuses answers to many commands for a limit that all of them share:
// after the pause one goes ahead.
func TestSharedLimit(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	const pause = time.Second
	w.Misbehave(discordtest.Fault{
		Route: edit, Status: http.StatusTooManyRequests, RetryAfter: pause, Times: 10_000, Scope: "shared",
	})
	refusals := func(n int) func() bool {
		return func() bool { return len(w.status(http.StatusTooManyRequests)) >= n }
	}
	asked := []*discordtest.Interaction{w.ana.Slash(w.general, "ask", map[string]any{"question": question})}
	w.Await("one to have waited, so that the limit is known", refusals(2))
	for n := range 60 {
		u := w.User(fmt.Sprint("asker", n))
		w.guild.Join(u)
		asked = append(asked, u.Slash(w.general, "ask", map[string]any{"question": question}))
	}
	for _, i := range asked {
		i.Response()
	}
	w.Await("two more pauses", refusals(4))
	w.Behave()
	for _, i := range asked {
		i.Message()
	}
	refused := w.status(http.StatusTooManyRequests)
	for n := 1; n < len(refused); n++ {
		if between := refused[n].At.Sub(refused[n-1].At); between < pause {
			t.Errorf("two requests were refused within %v", between)
		}
	}
}

// TestTenInOneChannel lets ten accounts write to the bot in one channel faster than the channel may
// be answered: a command on another server is answered before any of them.
func TestTenInOneChannel(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Limits = discordtest.Limits{} }).start(1)
	other := w.elsewhere()
	answers := make(chan struct{})
	w.Misbehave(discordtest.Fault{Route: post, Hold: answers, Times: 40})
	for n := range 10 {
		u := w.User(fmt.Sprint("asker", n))
		w.guild.Join(u)
		for range 4 {
			u.Say(w.general, w.Bot().Mention()+" "+question)
		}
	}
	w.ana.Slash(other, "ask", map[string]any{"question": question}).Message()
	close(answers)
	w.general.WaitMessages(1)
	w.bot.EndWithin(time.Millisecond) // the channel's limit leaves much to be answered
}

// TestManyWait lets more channels than there are workers refuse answers for an hour: a
// command is answered all the same.
func TestManyWait(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	const channels = 34
	w.Misbehave(discordtest.Fault{Route: post, Status: http.StatusTooManyRequests, RetryAfter: time.Hour, Times: channels})
	for n := range channels {
		w.asks(w.guild.Channel(fmt.Sprint("place", n)))
	}
	w.Await("the refusals", func() bool { return len(w.status(http.StatusTooManyRequests)) == channels })
	for range 3 {
		w.ana.Slash(w.elsewhere(), "ask", map[string]any{"question": question}).Message()
	}
	w.asks(w.general)
	w.general.WaitMessages(1)
	if n := len(w.status(http.StatusTooManyRequests)); n != channels {
		t.Errorf("%d requests were refused", n)
	}
	w.bot.EndWithin(time.Millisecond) // the others wait for an hour
}
