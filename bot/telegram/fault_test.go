package telegram_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/telegram"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

var unlimited = telegramtest.Config{Limits: telegramtest.Unlimited()}

// answered says something in a chat and waits for the answer to it.
func (r *rig) answered(u *telegramtest.User, text string) string {
	r.t.Helper()
	chat := r.server.Private(u)
	before := len(chat.Sent())
	u.Say(chat, text)
	sent := chat.WaitMessages(before + 1)
	r.settle()
	return sent[len(sent)-1].Content()
}

// logged waits until the log holds some words.
func (r *rig) logged(words string) {
	r.t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); !strings.Contains(r.log.String(), words); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			r.t.Fatalf("the log does not say %q:\n%s", words, r.log)
		}
	}
}

func TestTokenThatIsRefused(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]telegramtest.Fault{
		"401": telegramtest.Failure(401, "Unauthorized"), "404": telegramtest.Failure(404, "Not Found"),
	} {
		for _, method := range []string{"getMe", "getUpdates"} {
			t.Run(name+" "+method, func(t *testing.T) {
				r := newRig(t, unlimited, nil)
				r.server.Misbehave(method, 1000, fault)
				r.start()
				err := <-r.ended
				r.ended <- err
				if err == nil || err.Error() != "the token is not accepted by Telegram: set TELEGRAM_TOKEN to the one that @BotFather gave you" {
					t.Errorf("Run returns %v", err)
				}
			})
		}
	}
	for _, bad := range []string{"", "1:a b", "1:a/../b", "https://x"} {
		if _, err := telegram.New(telegram.Config{Token: bad}); err == nil || bad != "" && strings.Contains(err.Error(), bad) {
			t.Errorf("New with the token %q returns %v", bad, err)
		}
	}
}

// TestTroubleWithPolling has every kind of failure come before a question does.
func TestTroubleWithPolling(t *testing.T) {
	t.Parallel()
	faults := map[string]telegramtest.Fault{
		"bad gateway": telegramtest.BadGateway(), "server error": telegramtest.Failure(500, "Internal Server Error"),
		"HTML": {HTML: true, Body: "<html>Log in to the hotel's network</html>"}, "half an answer": telegramtest.HalfAnswer(),
		"no answer": telegramtest.Hangup(), "too many": telegramtest.TooMany(3), "no JSON array": {Body: `{"ok":true,"result":7}`},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, unlimited, nil)
			r.server.Misbehave("getUpdates", 3, fault)
			ana := r.server.User("Ana")
			chat := r.server.Private(ana)
			ana.Say(chat, "How many sailors stopped work?")
			r.start()
			if sent := chat.WaitMessages(1); !strings.Contains(sent[0].Text, "340 sailors") {
				t.Errorf("the answer is %q", sent[0].Text)
			}
			r.settle()
			if n := len(chat.Sent()); n != 1 {
				t.Errorf("%d messages were sent", n)
			}
			r.logged("polling resumed")
		})
	}
}

// TestPauses sees that outside of tests a pause is as long as it says.
func TestPauses(t *testing.T) {
	b, err := telegram.New(telegram.Config{Token: "1:a"})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []time.Duration{time.Second, time.Minute, time.Hour} {
		if got := b.Pause(d); got != d {
			t.Errorf("a pause of %v lasts %v", d, got)
		}
	}
}

func TestAnotherProcessPolls(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, func(r *rig) { r.second = 100 * time.Millisecond }) // or a busy machine calms down in between
	r.server.Misbehave("getUpdates", 5, telegramtest.Failure(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"))
	r.start()
	ana := r.server.User("Ana")
	r.answered(ana, "/sources")
	if n := strings.Count(r.log.String(), "another process polls with the same token"); n != 1 {
		t.Errorf("the log says %d times that another process polls:\n%s", n, r.log)
	}
}

// TestTwoStores has two bots poll with one token that know nothing of each other: each ends
// the other's polls in turn. They say so, and grow slow at it.
func TestTwoStores(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, func(r *rig) { r.second = 100 * time.Millisecond })
	r.start()
	conf := r.conf
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	conf.Store = store
	other, err := telegram.New(conf)
	if err != nil {
		t.Fatal(err)
	}
	other.Hasten(r.second)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- other.Run(ctx) }()
	for deadline := time.Now().Add(5 * time.Minute); r.server.Conflicts() < 12; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the two do not come across each other")
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	said, again := strings.Count(r.log.String(), "another process polls with the same token"), strings.Count(r.log.String(), "polling resumed")
	if said < 1 || said > 4 || again > 0 {
		t.Errorf("the log says %d times that another process polls, and %d times that polling resumed", said, again)
	}
}

// TestTroubleWithSending checks that each answer comes, once where it is known what became
// of it, or that the person is told that it did not.
func TestTroubleWithSending(t *testing.T) {
	t.Parallel()
	const answer, apology = "340 sailors", "Something went wrong"
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		n     int
		want  string
		times int
	}{
		"bad gateway":         {telegramtest.BadGateway(), 2, answer, 1},
		"server error":        {telegramtest.Failure(500, "Internal Server Error"), 2, answer, 1},
		"too many":            {telegramtest.TooMany(2), 3, answer, 1},
		"half an answer":      {telegramtest.HalfAnswer(), 1, answer, 1},
		"late":                {telegramtest.Late(time.Hour), 1, answer, 2},
		"gateway timeout":     {gatewayTimeout(), 1, answer, 2},
		"no answer":           {telegramtest.Hangup(), 1, answer, 1},
		"no answer twice":     {telegramtest.Hangup(), 2, apology, 1},
		"bad gateway forever": {telegramtest.BadGateway(), 5, apology, 1},
		"refused":             {telegramtest.Failure(400, "Bad Request: can't parse entities"), 1, apology, 1},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, unlimited, nil)
			r.server.Misbehave("sendMessage", c.n, c.fault)
			if c.fault.Delay > 0 {
				r.tune = func(b *telegram.Bot) { b.Patient(2 * time.Second) }
			}
			r.start()
			ana := r.server.User("Ana")
			r.answered(ana, "How many sailors stopped work?")
			sent := r.server.Private(ana).Sent()
			for _, m := range sent {
				if !strings.Contains(m.Text, c.want) {
					t.Errorf("a message is %q", m.Text)
				}
			}
			// On a busy machine the bot may lose patience once more than it has to.
			if len(sent) != c.times && (c.fault.Delay == 0 || len(sent) < c.times) {
				t.Errorf("%d messages were sent", len(sent))
			}
		})
	}
}

// TestPictureThatFails has a timeline come without its picture.
func TestPictureThatFails(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]telegramtest.Fault{
		"bad gateway": telegramtest.BadGateway(), "refused": telegramtest.Failure(400, "Bad Request: IMAGE_PROCESS_FAILED"),
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, unlimited, nil)
			r.server.Misbehave("sendPhoto", 5, fault)
			r.start()
			if got := r.answered(r.server.User("Ana"), "/timeline ferry strike"); !strings.Contains(got, "Timeline: ferry strike") || !strings.Contains(got, "“Ferry crews in Portmouth began") {
				t.Errorf("the answer is %q", got)
			}
			r.logged("picture send failed")
		})
	}
}

// gatewayTimeout is what a proxy says that passed a call on and got no answer: the
// call was carried out here.
func gatewayTimeout() telegramtest.Fault {
	return telegramtest.Fault{Status: http.StatusGatewayTimeout, HTML: true, Done: true}
}

// failing is a network that is not there at first.
type failing struct {
	left atomic.Int32
	err  error
}

func (f *failing) RoundTrip(r *http.Request) (*http.Response, error) {
	if f.left.Add(-1) >= 0 {
		return nil, f.err
	}
	return http.DefaultTransport.RoundTrip(r)
}

func TestNoNetwork(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"DNS":     &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "api.telegram.org", IsNotFound: true}},
		"refused": &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connect: connection refused")},
		"reset":   &net.OpError{Op: "read", Net: "tcp", Err: errors.New("connection reset by peer")},
	} {
		t.Run(name, func(t *testing.T) {
			network := &failing{err: err}
			network.left.Store(4)
			r := newRig(t, unlimited, func(r *rig) { r.conf.Client = &http.Client{Transport: network} })
			r.start()
			ana := r.server.User("Ana")
			if got := r.answered(ana, "/sources"); !strings.Contains(got, "Harbour Post") {
				t.Errorf("the answer is %q", got)
			}
			r.logged("connection failed")
		})
	}
}

// TestRedirects sees that the token is not sent on to another address.
func TestRedirects(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	away := make(chan string, 10)
	other := &http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) { away <- q.Referer() + q.URL.String() })}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go other.Serve(listener)
	defer other.Close()
	hotel := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		http.Redirect(w, q, "http://"+listener.Addr().String()+q.URL.Path, http.StatusTemporaryRedirect)
	})}
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go hotel.Serve(at)
	defer hotel.Close()
	r.conf.API = "http://" + at.Addr().String()
	r.start()
	r.logged("connection failed")
	r.halt()
	select {
	case got := <-away:
		t.Errorf("another server was asked: %s", got)
	default:
	}
}

func TestUpdatesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	for _, bad := range []string{`{"message_id":"seven"}`, `7`, `null`, `{}`, `{"message_id":1,"chat":null,"from":null}`} {
		for _, kind := range []string{"message", "channel_post", "callback_query", "inline_query", "my_chat_member", "chat_boost"} {
			r.server.Push(kind, json.RawMessage(bad))
		}
	}
	if got := r.answered(ana, "/sources"); !strings.Contains(got, "Harbour Post") {
		t.Errorf("the answer is %q", got)
	}
	if n := len(r.server.Private(ana).Sent()); n != 1 {
		t.Errorf("%d messages were sent", n)
	}
	r.logged("update decoding failed")
}

// TestClockThatJumps moves the clock between questions.
func TestClockThatJumps(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	for i, jump := range []time.Duration{0, 30 * 24 * time.Hour, -60 * 24 * time.Hour, time.Hour, 400 * 24 * time.Hour} {
		r.clock.move(jump)
		if got := r.answered(ana, "/sources"); !strings.Contains(got, "Harbour Post") {
			t.Errorf("after %v the answer is %q", jump, got)
		}
		if n := len(r.server.Private(ana).Sent()); n != i+1 {
			t.Errorf("after %v %d messages were sent", jump, n)
		}
	}
}

// TestOneBusyChat sees that a chat that writes more than may be answered holds
// nobody else up, and is told.
func TestOneBusyChat(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, func(r *rig) { r.second = 100 * time.Millisecond })
	ana, ben := r.server.User("Ana"), r.server.User("Ben")
	flood := r.server.Private(ana)
	for n := range 250 {
		ana.Say(flood, fmt.Sprintf("/search nothing%d", n))
	}
	r.start()
	ben.Say(r.server.Private(ben), "/sources")
	r.server.Private(ben).WaitMessages(1)
	before := 0
	for _, q := range r.server.Requests() {
		if q.Int("chat_id") == ben.ID {
			break
		}
		if q.Method == "sendMessage" {
			before++
		}
	}
	if before > 50 {
		t.Errorf("the busy chat got %d answers before another got its first", before)
	}
	r.settle()
	answered, passed := 0, 0
	r.server.Wait(func() bool {
		answered, passed = count(flood.Sent())
		return answered+passed >= 250
	})
	if answered < 50 || passed == 0 || answered+passed != 250 {
		t.Errorf("of 250 messages %d were answered and %d passed over", answered, passed)
	}
}

// count counts the answers, and the messages that were said to be passed over.
func count(sent []telegramtest.Message) (answered, passed int) {
	for _, m := range sent {
		if said := regexp.MustCompile(`passed over (\d+) message`).FindStringSubmatch(m.Text); said != nil {
			n, _ := strconv.Atoi(said[1])
			passed += n
		} else {
			answered++
		}
	}
	return answered, passed
}

// TestMembersThatAreHidden has Telegram refuse to say who administers a group.
func TestMembersThatAreHidden(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.server.Misbehave("getChatMember", 1, telegramtest.Failure(400, "Bad Request: member list is inaccessible"))
	r.start()
	ana := r.server.User("Ana")
	group := r.server.Group("Group", false)
	group.Add(ana)
	group.Promote(ana)
	for n, want := range []string{"I can't see who manages this chat.", "Following “ferry” here"} {
		ana.Say(group, "/follow ferry")
		if got := group.WaitMessages(n + 1)[n].Text; !strings.HasPrefix(got, want) {
			t.Errorf("the answer is %q, want %q", got, want)
		}
	}
}

// TestTypingOnInline asks three times while the first answer is on its way: the
// words in between are of no use to anybody any more.
func TestTypingOnInline(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	answered := make(chan struct{})
	r.server.Misbehave("answerInlineQuery", 1, telegramtest.Held(answered))
	r.start()
	ana := r.server.User("Ana")
	ana.Inline("f")
	r.server.Wait(func() bool { return r.server.Count("answerInlineQuery") == 1 })
	ana.Inline("fe")
	last := ana.Inline("ferry")
	r.server.Wait(func() bool { return r.server.Pending() == 0 })
	close(answered)
	if results := last.Wait(); len(results) == 0 {
		t.Error("the last words got no results")
	}
	r.settle()
	if n := r.server.Count("answerInlineQuery"); n != 2 {
		t.Errorf("%d queries were answered", n)
	}
}
