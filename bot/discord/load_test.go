package discord_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// most is how many people ask at once in the tests of many: 5,000 with LONG_TESTS.
func most() int {
	if os.Getenv("LONG_TESTS") != "" {
		return 5000
	}
	return 120
}

// crowd is people in servers over four shards.
type crowd struct {
	*world
	channels []*discordtest.Channel
	users    []*discordtest.User
}

func gather(t *testing.T, people int) *crowd {
	t.Helper()
	w := begin(t, []string{"ferry", "bridge"}, func(d *discordtest.Config, c *discord.Config) {
		d.Shards, d.Spec, d.AnswerTime = 4, nil, time.Hour
		c.Log = nil
	})
	c := &crowd{world: w}
	for n := range 8 {
		c.channels = append(c.channels, w.Guild(fmt.Sprint("server", n)).Channel("general"))
	}
	for n := range people {
		u := w.User(fmt.Sprint("person", n))
		c.channels[n%8].Guild.Join(u)
		c.users = append(c.users, u)
	}
	return c
}

// ask lets everybody ask at once, and returns how many were promised an answer, how many
// were told that the bot is busy, and how long each waited for that word, the longest last.
func (c *crowd) ask() (asked []*discordtest.Interaction, promised, busy int, waits []time.Duration) {
	c.t.Helper()
	for n, u := range c.users {
		asked = append(asked, u.Slash(c.channels[n%8], "ask", map[string]any{"question": question}))
	}
	for _, i := range asked {
		r := i.Response()
		waits = append(waits, r.At.Sub(i.Created))
		if r.Type == discordtest.ResponseDeferred {
			promised++
		} else {
			busy++
		}
	}
	slices.Sort(waits)
	return asked, promised, busy, waits
}

// kept waits until every promise is kept, once.
func (c *crowd) kept(asked []*discordtest.Interaction) {
	c.t.Helper()
	c.settle()
	for _, i := range asked {
		if r, _ := i.Answered(); r.Type == discordtest.ResponseDeferred && i.Edits() != 1 {
			c.t.Errorf("a promised answer was written %d times", i.Edits())
		}
	}
}

// closed is a store in which no conversation is found before it opens, so that nothing is
// answered.
type closed struct {
	knowledge.Store
	opened chan struct{}
}

func (s *closed) Conversation(ctx context.Context, who audience.Person, at audience.Place, now time.Time) (audience.Conversation, error) {
	<-s.opened
	return s.Store.Conversation(ctx, who, at, now)
}

// TestBurst lets many people ask at once while all who answer are held up: each is promised
// an answer or told that the bot is busy, once, before anybody is answered, and every
// promise is kept, once. How long that took is printed.
func TestBurst(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of interactions")
	}
	c := gather(t, most())
	store := &closed{c.store, make(chan struct{})}
	c.config.Store = store
	c.renew()
	c.start(4)
	began := time.Now()
	asked, promised, busy, waits := c.ask()
	if n := len(c.Requests(edit)); n != 0 {
		t.Errorf("before the last acknowledgement %d answers were written", n)
	}
	close(store.opened)
	c.kept(asked)
	t.Logf("promised %d, busy %d; waits: half %v, 99%% %v, longest %v; all done in %v",
		promised, busy, waits[len(waits)/2], waits[len(waits)*99/100], waits[len(waits)-1], time.Since(began).Round(time.Millisecond))
	if promised+busy != most() || promised < min(most(), 2000) {
		t.Errorf("%d were promised an answer, %d told to wait", promised, busy)
	}
}

// TestMemoryIsFlat looks at the memory between bursts: nothing is kept of an
// interaction that is over but its number, and of those the last ones.
func TestMemoryIsFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of interactions")
	}
	people := most() / 6
	c := gather(t, people)
	c.start(4)
	heap := func() float64 {
		c.Forget()
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	var sizes []float64
	for n := range 10 {
		asked, _, _, _ := c.ask()
		c.kept(asked)
		if n%5 == 4 {
			sizes = append(sizes, heap())
		}
	}
	// What is kept stays; what a busy machine has not got to the end of is gone some time.
	w := c.world
	most := sizes[0] + float64(people)/200 // a kilobyte for each
	w.until("the heap is as small as before", func() bool { sizes[1] = heap(); return sizes[1] <= most })
	t.Logf("heap after every %d interactions in MB: %.1f", 5*people, sizes)
}

// TestFlood has 50 accounts mention the bot in one channel, as often as each may, with
// Discord's limits on. A command on another server is answered while not one of the flood's
// answers is taken. How long commands there take when they are is printed.
func TestFlood(t *testing.T) {
	t.Parallel()
	const accounts, each = 50, 4
	questions := 10
	if os.Getenv("LONG_TESTS") != "" {
		questions = 100
	}
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Spec, d.Limits = nil, discordtest.Limits{} }).start(1)
	elsewhere := w.Guild("elsewhere")
	square := elsewhere.Channel("square")
	var askers []*discordtest.User
	for n := range questions {
		u := w.User(fmt.Sprint("asker", n))
		elsewhere.Join(u)
		askers = append(askers, u)
	}
	w.works("before") // what it reads at the first question is no part of the flood
	answers := make(chan struct{})
	w.Misbehave(discordtest.Fault{Route: post, Hold: answers, Times: accounts * each})
	for n := range accounts {
		u := w.User(fmt.Sprint("flooder", n))
		w.guild.Join(u)
		for range each {
			u.Say(w.general, w.Bot().Mention()+" "+question)
		}
	}
	flood := func() int { return len(w.Requests(post)) }
	var took []time.Duration
	for n, u := range askers {
		began := time.Now()
		i := u.Slash(square, "ask", map[string]any{"question": question})
		i.Message()
		took = append(took, time.Since(began))
		if n == 0 {
			close(answers)
		}
	}
	slices.Sort(took)
	w.bot.EndWithin(time.Millisecond) // what the channel's limit leaves to be answered is not waited for
	t.Logf("half in %v, 99%% in %v; %d of the flood's %d were answered", took[questions/2], took[questions*99/100], flood(), accounts*each)
}
