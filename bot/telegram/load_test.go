package telegram_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"quoth/bot/telegram"
	"quoth/bot/telegram/telegramtest"
)

// TestBurst sends what 500 chats write at once. The server's clock runs faster, and
// the limits with it, so that the limits and not the test take the time: none of
// the messages may be lost, answered twice or out of order, and the server, which
// counts by its clock, may find no limit broken.
func TestBurst(t *testing.T) {
	const faster = 36 // 30 messages a second are 1,080 then
	chats, each := 500, 20
	if testing.Short() {
		chats = 50
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
