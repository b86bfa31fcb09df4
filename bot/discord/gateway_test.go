package discord_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
)

const question = "How many ferry sailors stopped work in Portmouth?"

// works fails the test unless the bot answers.
func (w *world) works(when string) {
	w.t.Helper()
	w.Await("the shard "+when, func() bool { return w.Shard(0).Connected() })
	m := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message()
	if !strings.Contains(m.Text(), "340") {
		w.t.Errorf("%s the answer is %s", when, m.Text())
	}
}

// fatal are the close codes after which nothing but the operator helps, and a part of
// what is said then.
var fatal = map[int]string{4004: "DISCORD_TOKEN", 4010: "DISCORD_SHARDS", 4011: "DISCORD_SHARDS", 4012: "newer version", 4013: "newer version", 4014: "Developer Portal"}

func TestCloseCodes(t *testing.T) {
	t.Parallel()
	for _, code := range append(discordtest.CloseCodes(), 1000, 1001, 1006, 1011, 1012) {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			w := begin(t, []string{"ferry"}).start(1)
			w.works("before")
			w.Shard(0).Close(code)
			if part, ends := fatal[code]; ends {
				err := <-w.stopped
				w.stop = nil
				if err == nil || !strings.Contains(err.Error(), part) || strings.Contains(err.Error(), "\n") {
					t.Errorf("the bot ends with %v", err)
				}
				return
			}
			w.Shard(0).WaitGone()
			w.Ready(1)
			w.works("after")
			// A session that the code ended is not resumed.
			ended := code == 4003 || code == 4007 || code == 4009
			if n := len(w.Identifies()); code != 1000 && code != 1001 && ended != (n == 2) {
				t.Errorf("%d identifies, %d resumes", n, len(w.Resumes()))
			}
		})
	}
}

func TestRefusedAtTheDoor(t *testing.T) {
	t.Parallel()
	for code, part := range fatal {
		w := begin(t, nil)
		w.RefuseIdentify(code)
		w.wrong = true
		if err := w.bot.Run(t.Context()); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("refused with %d the bot ends with %v", code, err)
		}
	}
	w := begin(t, nil, func(_ *discordtest.Config, c *discord.Config) { c.Token = token + "x" })
	err := w.bot.Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "refused by Discord") {
		t.Errorf("a wrong token ends with %v", err)
	}
	w.secrets(fmt.Sprint(err))
	if n := len(w.Requests()); n != 1 {
		t.Errorf("a wrong token was tried %d times", n)
	}
	w.wrong = true // Discord's rules say that such a token is not to be used
}

func TestIdentify(t *testing.T) {
	t.Parallel()
	w := begin(t, nil).start(1)
	in := w.Identifies()[0]
	const privileged = 1<<1 | 1<<8 | 1<<15
	if in.Intents&privileged != 0 || in.Version != 10 || in.Shard != 0 || in.Shards != 1 {
		t.Errorf("the bot identifies as %+v", in)
	}
	if !strings.Contains(w.Shard(0).Presence(), `Ask me with /ask`) {
		t.Errorf("the presence is %s", w.Shard(0).Presence())
	}
}

// TestIdentifyIsPaced connects two shards of four, as one of two processes does, where one
// may identify at a time. The pauses are Discord's five seconds when they are sent; the
// double wants less, since a busy machine may connect one shard seconds later than the next.
func TestIdentifyIsPaced(t *testing.T) {
	if testing.Short() {
		t.Skip("takes five seconds")
	}
	t.Parallel()
	w := begin(t, nil, func(d *discordtest.Config, c *discord.Config) {
		d.MaxConcurrency, d.IdentifyEvery, d.Shards = 1, time.Second, 4
		c.Shards = "2-3/4"
	})
	w.bot.PaceIdentify(0)
	w.start(0)
	w.Await("two shards", func() bool { return w.Shard(2).Connected() && w.Shard(3).Connected() })
	for _, in := range w.Identifies() {
		if in.Refused != 0 || in.Shards != 4 || in.Shard < 2 {
			t.Errorf("identified as %+v", in)
		}
	}
}

func TestConfigIsRead(t *testing.T) {
	for _, s := range []string{"1", "0-3", "3-1/4", "0-4/4", "-1-2/4", "0-1/2 x", "a-b/c", "0-1/0"} {
		if _, err := discord.New(discord.Config{Token: token, Shards: s}); err == nil || !strings.Contains(err.Error(), "DISCORD_SHARDS") {
			t.Errorf("%q is taken: %v", s, err)
		}
	}
	for _, s := range []string{"", "0-0/1", "0-3/8", "4-7/8"} {
		if _, err := discord.New(discord.Config{Token: token, Shards: s}); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, s := range []string{"nonsense", "127.0.0.1:8080", "ftp://discord.com/api", "https://"} {
		if _, err := discord.New(discord.Config{Token: token, API: s}); err == nil || !strings.Contains(err.Error(), "DISCORD_API") {
			t.Errorf("the address %q is taken: %v", s, err)
		}
	}
	for _, s := range []string{"", " ", "two words", "line\nbreak"} {
		if _, err := discord.New(discord.Config{Token: s}); err == nil || !strings.Contains(err.Error(), "DISCORD_TOKEN") {
			t.Errorf("the token %q is taken: %v", s, err)
		}
	}
}

func TestInvalidSession(t *testing.T) {
	t.Parallel()
	t.Run("resumable", func(t *testing.T) {
		t.Parallel()
		w := begin(t, []string{"ferry"}).start(1)
		w.Shard(0).Invalidate(true)
		w.Await("a resume", func() bool { return len(w.Resumes()) == 1 })
		w.works("after it")
	})
	t.Run("ended", func(t *testing.T) {
		t.Parallel()
		w := begin(t, []string{"ferry"}).start(1)
		w.Shard(0).Invalidate(false)
		w.Await("an identify", func() bool { return len(w.Identifies()) == 2 })
		w.works("after it")
		if len(w.Resumes()) != 0 {
			t.Error("a session that had ended was resumed")
		}
	})
	t.Run("refused resume", func(t *testing.T) {
		t.Parallel()
		w := begin(t, []string{"ferry"}).start(1)
		w.RefuseResume(1)
		w.Shard(0).Cut()
		w.Await("an identify", func() bool { return len(w.Identifies()) == 2 })
		w.works("after it")
	})
	t.Run("at the identify", func(t *testing.T) {
		t.Parallel()
		w := begin(t, []string{"ferry"})
		w.RefuseIdentify(9)
		w.start(1)
		w.works("after it")
		in := w.Identifies()
		if gap := in[1].At.Sub(in[0].At); gap < time.Second {
			t.Errorf("identified again after %v", gap)
		}
	})
}

func TestReconnectOrder(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	w.Shard(0).Reconnect()
	w.Await("a resume", func() bool { return len(w.Resumes()) == 1 })
	w.works("after it")
	before := w.Shard(0).Heartbeats()
	w.Shard(0).AskHeartbeat()
	w.Await("a heartbeat", func() bool { return w.Shard(0).Heartbeats() > before })
}

// TestNotReady lets the gateway leave an identify and a resume without an answer.
func TestNotReady(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Heartbeat = time.Minute })
	w.bot.BePatient(2 * time.Second)
	w.Ignore(1)
	w.start(1)
	w.works("after an identify without an answer")
	w.Ignore(1)
	w.Shard(0).Cut()
	w.Await("another resume", func() bool { return len(w.Resumes()) > 1 })
	w.works("after a resume without an answer")
	// On a busy machine the bot may lose patience once more than it has to.
	if n := len(w.Identifies()); n < 2 {
		t.Errorf("identified %d times", n)
	}
	if n := strings.Count(w.log.String(), "does not let the session begin"); n < 2 {
		t.Errorf("the log says %d times why a connection ended", n)
	}
}

// panicking is a log whose first record of a text ends in a panic.
type panicking struct {
	slog.Handler
	text string
	once sync.Once
}

func (p *panicking) Handle(ctx context.Context, r slog.Record) error {
	if r.Message == p.text {
		p.once.Do(func() { panic("the log is out of order") })
	}
	return p.Handler.Handle(ctx, r)
}

// TestConnectionPanics lets what holds the connection panic: the next one works.
func TestConnectionPanics(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(_ *discordtest.Config, c *discord.Config) {
		c.Log = slog.New(&panicking{Handler: c.Log.Handler(), text: "gateway: connection established"})
	}).start(1)
	w.works("afterwards")
	if !strings.Contains(w.log.String(), "the log is out of order") {
		t.Error("the panic is not in the log")
	}
}

// TestMissedHeartbeats lets the gateway fall silent: the watchdog rebuilds the
// connection, and the session goes on.
func TestMissedHeartbeats(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Heartbeat = 500 * time.Millisecond }).start(1)
	w.Await("heartbeats", func() bool { return w.Shard(0).Heartbeats() > 1 })
	w.Shard(0).WithholdAcks(true)
	w.Await("a resume", func() bool { return len(w.Resumes()) > 0 })
	w.Shard(0).WithholdAcks(false)
	w.works("after it")
	if !strings.Contains(w.log.String(), "does not answer heartbeats") {
		t.Error("the log does not say why the connection ended")
	}
}

// TestEventsWithMissingParts sends what no gateway should, and looks whether the bot
// goes on.
func TestEventsWithMissingParts(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	me := w.Bot().ID
	data := []string{
		`null`, `{}`, `[]`, `""`, `7`, `{"id":null}`, `{"id":7}`, `{"id":"1"}`, `{"id":"2","token":"t"}`, `{"id":"3","token":"t","type":2}`,
		`{"id":"4","token":"t","type":2,"data":null,"member":null,"user":null,"channel_id":"9"}`,
		`{"id":"5","token":"t","type":2,"data":{"name":"ask"},"member":{},"channel_id":"9"}`,
		`{"id":"6","token":"t","type":2,"data":{"name":"ask","options":[null,{"name":"question"}]},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"7","token":"t","type":2,"data":{"name":"ask","options":{"a":1}},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"8","token":"t","type":2,"data":{"name":"Find this quote","type":3,"target_id":"5"},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"9","token":"t","type":2,"data":{"name":"nonsense"},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"10","token":"t","type":3,"data":{},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"11","token":"t","type":3,"data":{"custom_id":"do:x:99999999999999999999"},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"12","token":"t","type":3,"data":{"custom_id":"run:admin:what=status"},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"13","token":"t","type":3,"data":{"custom_id":"run::%zz"},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"14","token":"t","type":4,"data":{"name":"ask","options":[{"name":"source","focused":true,"value":{}}]},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"15","token":"t","type":5,"data":{"custom_id":"answer","components":[null,{"components":[null]}]},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"16","token":"t","type":99,"data":"x","user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"22","token":"t","type":2,"channel":{"type":11,"thread_metadata":{"archive_timestamp":7,"locked":"x"}},"data":{"name":"ask"},"user":{"id":"1"},"channel_id":"9"}`,
		`{"id":"17","channel_id":"9","author":null,"content":"x"}`, `{"id":"18","channel_id":"9","author":{},"mentions":null}`,
		fmt.Sprintf(`{"id":"19","channel_id":"9","author":{"id":"1"},"mentions":[{"id":%q}],"guild_id":"3","referenced_message":null,"message_reference":{}}`, me),
		fmt.Sprintf(`{"id":"20","channel_id":"9","author":{"id":"1"},"content":"<@%s>","mentions":[null],"referenced_message":{"author":null}}`, me),
		fmt.Sprintf(`{"id":"21","channel_id":"9","author":{"id":%q},"content":"my own"}`, me),
	}
	for _, name := range []string{"INTERACTION_CREATE", "MESSAGE_CREATE", "GUILD_CREATE", "READY", "RESUMED", "VOICE_STATE_UPDATE", "NEWS_OF_TOMORROW", ""} {
		for _, d := range data {
			if name == "READY" && d != `null` && d != `{}` {
				continue
			}
			w.Shard(0).Event(name, d)
		}
	}
	w.works("after them")
	for _, text := range []string{`null`, `[]`, `{"op":77}`, `{"op":"x"}`, `{`, ``} {
		w.Ready(1)
		shard := w.Shard(0)
		since, beats := shard.Since(), shard.Heartbeats()
		shard.Text(text)
		shard.Text(`{"op":1}`) // which is answered, unless the connection ended before
		w.Await("what the bot makes of "+text, func() bool { return shard.Heartbeats() > beats || shard.Since().After(since) })
	}
	w.works("after the texts")
	if strings.Contains(w.log.String(), "panicked") {
		t.Error("a handler panicked")
	}
	w.wrong = true // the answers to interactions that Discord never made
}

// TestCuts cuts the connection twelve times, or a hundred with LONG_TESTS, while questions run: what was
// acknowledged is answered, and nothing is answered twice.
func TestCuts(t *testing.T) {
	if testing.Short() {
		t.Skip("takes many reconnections")
	}
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Shards = 2 }).start(2)
	other := w.Guild("other")
	square := other.Channel("square")
	var mu sync.Mutex
	var asked []*discordtest.Interaction
	count := func(is func(*discordtest.Interaction) bool) (n int) {
		mu.Lock()
		defer mu.Unlock()
		for _, i := range asked {
			if is(i) {
				n++
			}
		}
		return n
	}
	answered := func(i *discordtest.Interaction) bool { _, ok := i.Answered(); return ok }
	waiting := func() int {
		return count(func(i *discordtest.Interaction) bool { return i.Delivered() && !answered(i) })
	}
	done := make(chan struct{})
	var askers sync.WaitGroup
	for n := range 4 {
		u, ch := w.User(fmt.Sprint("asker", n)), w.general
		if n%2 == 1 {
			ch = square
		}
		ch.Guild.Join(u)
		askers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if waiting() < 20 { // or each connection brings again more than a busy machine answers until the next
					i := u.Slash(ch, "ask", map[string]any{"question": question})
					mu.Lock()
					asked = append(asked, i)
					mu.Unlock()
				}
				time.Sleep(100 * time.Millisecond) // a tenth of what one processor answers
			}
		})
	}
	cuts := 12
	if os.Getenv("LONG_TESTS") != "" {
		cuts = 100
	}
	for n := range cuts {
		w.Await("another question", func() bool { return count(answered) > n })
		shard := w.Shard(rand.N(2))
		shard.Wait()
		switch n % 3 {
		case 0:
			shard.Close(4000)
		case 1:
			shard.Reconnect()
		default:
			shard.Cut()
		}
		time.Sleep(rand.N(200 * time.Millisecond))
	}
	close(done)
	askers.Wait()
	w.Ready(2)
	acknowledged := 0
	for _, i := range asked {
		if i.Delivered() {
			i.Response()
			acknowledged++
		}
	}
	w.settle()
	for _, i := range asked {
		if r, ok := i.Answered(); ok && r.Type == discordtest.ResponseDeferred && i.Edits() != 1 {
			t.Errorf("a question was acknowledged and answered %d times", i.Edits())
		}
	}
	t.Logf("%d questions, %d acknowledged, %d resumes, %d identifies", len(asked), acknowledged, len(w.Resumes()), len(w.Identifies()))
}
