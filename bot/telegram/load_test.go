package telegram_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/telegram"
)

// TestBurst sends what 20 chats write at once, or 500 with LONG_TESTS. The server's clock runs faster, and
// the limits with it, so that the limits and not the test take the time: none of
// the messages may be lost, answered twice or out of order, and the server, which
// counts by its clock, may find no limit broken.
func TestBurst(t *testing.T) {
	const faster = 36 // 30 messages a second are 1,080 then
	chats, each := 20, 20
	if os.Getenv("LONG_TESTS") != "" {
		chats = 500
	}
	began := time.Now()
	conf := telegramtest.Config{Clock: func() time.Time { return began.Add(time.Since(began) * faster) }}
	r := newRig(t, conf, func(r *rig) { r.second = time.Second / faster })
	var all []*telegramtest.Chat
	var people []*telegramtest.User
	for i := range chats {
		u := r.server.User(fmt.Sprint("Person ", i))
		c := r.server.Private(u)
		if i%10 == 0 { // every tenth is a group
			c = r.server.Group(fmt.Sprint("Group ", i), false)
			c.Add(u)
		}
		people, all = append(people, u), append(all, c)
	}
	for n := range each {
		for i, c := range all {
			people[i].Say(c, fmt.Sprintf("/search nothing%d", n))
		}
	}
	most := 0
	var memory runtime.MemStats
	var heap uint64
	start := time.Now()
	r.start()
	for r.server.Count("sendMessage") < chats*each || r.bot.InHand() > 0 || r.server.Pending() > 0 {
		if n := r.bot.InHand(); n > most {
			most = n
		}
		runtime.ReadMemStats(&memory)
		heap = max(heap, memory.HeapInuse)
		time.Sleep(50 * time.Millisecond)
	}
	took := time.Since(start)
	for i, c := range all {
		sent := c.Sent()
		if len(sent) != each {
			t.Errorf("chat %d got %d answers", i, len(sent))
			continue
		}
		for n, m := range sent {
			if want := fmt.Sprintf("No stored article holds “nothing%d”.", n); m.Text[:len(want)] != want {
				t.Errorf("answer %d of chat %d is %q", n, i, m.Text)
			}
		}
	}
	if most > telegram.MostInHand {
		t.Errorf("%d updates were in memory", most)
	}
	t.Logf("%d updates in %v: %.0f a second; at most %d in memory, %d MB heap with the server's",
		chats*each, took.Round(time.Millisecond), float64(chats*each)/took.Seconds(), most, heap>>20)
}

// TestAlertsAndAnswersShareTheLimits sends both into one group and some private chats.
func TestAlertsAndAnswersShareTheLimits(t *testing.T) {
	t.Parallel()
	const faster, each = 200, 18
	began := time.Now()
	conf := telegramtest.Config{Clock: func() time.Time { return began.Add(time.Since(began) * faster) }}
	r := newRig(t, conf, func(r *rig) { r.second = time.Second / faster })
	r.start()
	ana := r.server.User("Ana")
	group := r.server.Group("Group", false)
	group.Add(ana)
	chats := []*telegramtest.Chat{group, r.server.Private(ana), r.server.Private(r.server.User("Ben")), r.server.Private(r.server.User("Cleo"))}
	var sending sync.WaitGroup
	for n := range each {
		for _, c := range chats {
			sending.Go(func() {
				if _, err := r.bot.Sender().Send(t.Context(), place(c), note(fmt.Sprint("Alert ", n))); err != nil {
					t.Error(err)
				}
			})
		}
		ana.Say(group, fmt.Sprintf("/search nothing%d", n))
	}
	sending.Wait()
	group.WaitMessages(2 * each)
	r.settle()
	for i, want := range []int{2 * each, each, each, each} {
		if n := len(chats[i].Sent()); n != want {
			t.Errorf("chat %d got %d messages, want %d", i, n, want)
		}
	}
}

// flooded is a network on which Telegram wants some chats left alone for hours, or takes their
// messages late.
type flooded struct {
	chats map[string]bool
	until <-chan struct{} // messages to them are on their way until it is closed; nil: Telegram wants them left alone
	waits atomic.Int32    // how many messages to them came
}

func (f *flooded) RoundTrip(r *http.Request) (*http.Response, error) {
	if path.Base(r.URL.Path) != "sendMessage" {
		return http.DefaultTransport.RoundTrip(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if form, _ := url.ParseQuery(string(body)); !f.chats[form.Get("chat_id")] {
		return http.DefaultTransport.RoundTrip(r)
	}
	f.waits.Add(1)
	if f.until != nil {
		select {
		case <-f.until:
			return http.DefaultTransport.RoundTrip(r)
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	answer := `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 99999999","parameters":{"retry_after":99999999}}`
	return &http.Response{StatusCode: http.StatusTooManyRequests, Body: io.NopCloser(strings.NewReader(answer)), Header: http.Header{}, Request: r}, nil
}

// TestFloodWait has 40 chats in a flood wait of hours with many questions each. Questions
// elsewhere are answered, before any of theirs, and Telegram is asked for updates no more
// often than there are some. How long they took is printed.
func TestFloodWait(t *testing.T) {
	t.Parallel()
	const chats = 40
	each, questions := 5, 10
	if os.Getenv("LONG_TESTS") != "" {
		each, questions = 20, 60
	}
	check := func(t *testing.T, make func(*testing.T, *flooded) *rig) {
		network := &flooded{chats: map[string]bool{}}
		r := make(t, network)
		ben := r.server.User("Ben")
		home := r.server.Private(ben)
		for i := range chats {
			u := r.server.User(fmt.Sprint("Person ", i))
			network.chats[fmt.Sprint(r.server.Private(u).ID)] = true
			for n := range each {
				u.Say(r.server.Private(u), fmt.Sprintf("/search nothing%d", n))
			}
		}
		r.start()
		for network.waits.Load() < chats || r.server.Pending() > 0 {
			time.Sleep(time.Millisecond)
		}
		asked := r.server.Count("getUpdates")
		var took []time.Duration
		for n := range questions {
			began := time.Now()
			ben.Say(home, fmt.Sprintf("/search other%d", n))
			home.WaitMessages(n + 1)
			took = append(took, time.Since(began))
		}
		r.server.Wait(func() bool { return r.server.Pending() == 0 })
		slices.Sort(took)
		t.Logf("half in %v, 99%% in %v", took[questions/2], took[questions*99/100])
		if n := r.server.Count("sendMessage"); n != questions {
			t.Errorf("%d of the flood were answered", n-questions)
		}
		if n := network.waits.Load(); n > chats {
			t.Errorf("%d messages were sent into a flood wait", n-chats)
		}
		if n := r.server.Count("getUpdates") - asked; n > questions+1 {
			t.Errorf("for %d questions %d polls were made", questions, n)
		}
		r.bot.Grace(time.Millisecond)
	}
	eachTransport(t, check)
}

// eachTransport runs a test over both ways in which updates come, with a rig on a network.
func eachTransport(t *testing.T, check func(*testing.T, func(*testing.T, *flooded) *rig)) {
	t.Run("polling", func(t *testing.T) {
		check(t, func(t *testing.T, f *flooded) *rig {
			return newRig(t, unlimited, func(r *rig) { r.conf.Client = &http.Client{Transport: f} })
		})
	})
	t.Run("webhook", func(t *testing.T) {
		check(t, func(t *testing.T, f *flooded) *rig {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			r := newRig(t, unlimited, func(r *rig) {
				r.conf.Client = &http.Client{Transport: f}
				r.conf.Webhook = telegram.Webhook{URL: "https://bot.example/telegram", Listener: listener}
			})
			r.server.Proxy(listener.Addr().String())
			return r
		})
	})
}

// TestFlood has 50 accounts write into one group, and as many posts of a channel come, while
// Telegram takes no message there. Questions elsewhere are answered before ten of the flood; how
// long they took is printed. Once Telegram takes the messages, each command is answered once, those
// of an account in their order, or is counted as passed over.
func TestFlood(t *testing.T) {
	t.Parallel()
	const accounts = 50
	each, questions := 2, 10
	if os.Getenv("LONG_TESTS") != "" {
		each, questions = 4, 100
	}
	// Each floods a chat, and returns it with the number, from 1, of the command of each message.
	for where, flood := range map[string]func(*rig) (*telegramtest.Chat, map[int]int){
		"group": func(r *rig) (*telegramtest.Chat, map[int]int) {
			group, commands := r.server.Group("Square", false), map[int]int{}
			for n := range accounts {
				u := r.server.User(fmt.Sprint("Person ", n))
				group.Add(u)
				for i := range each {
					commands[u.Say(group, fmt.Sprintf("/search nothing%d", n*each+i)).ID] = n*each + i + 1
				}
			}
			return group, commands
		},
		"channel": func(r *rig) (*telegramtest.Chat, map[int]int) {
			channel, commands := r.server.Channel("Wire"), map[int]int{}
			for n := range accounts * each {
				commands[channel.Post(fmt.Sprintf("/search nothing%d", n)).ID] = n + 1
			}
			return channel, commands
		},
	} {
		t.Run(where, func(t *testing.T) {
			eachTransport(t, func(t *testing.T, begin func(*testing.T, *flooded) *rig) {
				taken := make(chan struct{})
				network := &flooded{chats: map[string]bool{}, until: taken}
				r := begin(t, network)
				chat, commands := flood(r)
				network.chats[fmt.Sprint(chat.ID)] = true
				r.start()
				for network.waits.Load() == 0 { // the server does not know of it
					time.Sleep(time.Millisecond)
				}
				var took []time.Duration
				for n := range questions {
					u := r.server.User(fmt.Sprint("Asker ", n))
					began := time.Now()
					u.Say(r.server.Private(u), fmt.Sprintf("/search other%d", n))
					r.server.Private(u).WaitMessages(1)
					took = append(took, time.Since(began))
				}
				slices.Sort(took)
				t.Logf("half in %v, 99%% in %v", took[questions/2], took[questions*99/100])
				if n := network.waits.Load(); n >= 10 {
					t.Errorf("%d of the flood were being answered before", n)
				}
				close(taken)
				r.settle()
				sent := chat.Sent()
				answered, passed := count(sent)
				if answered+passed != accounts*each {
					t.Errorf("of %d commands %d were answered and %d passed over", accounts*each, answered, passed)
				}
				last := map[int]int{} // the last command of each account that was answered; a channel is one
				for _, m := range sent {
					if _, notice := count([]telegramtest.Message{m}); notice > 0 {
						continue
					}
					if m.ReplyTo == nil {
						t.Fatalf("%q replies to nothing", m.Text)
					}
					n, account := commands[m.ReplyTo.ID], 0
					if where == "group" {
						account = 1 + (n-1)/each
					}
					if n <= last[account] {
						t.Errorf("command %d is answered after command %d of the same account: %q", n, last[account], m.Text)
					}
					last[account] = n
				}
			})
		})
	}
}
