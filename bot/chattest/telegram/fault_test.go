package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestMisbehave(t *testing.T) {
	s := New(t, Config{})
	chat := s.Private(s.User("Ana"))
	body, _ := json.Marshal(say(chat, "x"))
	send := func() (int, []byte, error) { return raw(t, s, "sendMessage", "application/json", body) }

	s.Misbehave("sendMessage", 2, BadGateway())
	for range 2 {
		if status, data, err := send(); status != 502 || !strings.Contains(string(data), "<h1>502 Bad Gateway</h1>") || err != nil {
			t.Errorf("a bad gateway: %d %q %v", status, data, err)
		}
	}
	s.Misbehave("", 1, TooMany(7))
	if a := try(t, s, "getMe", nil); a.Code != 429 || a.Parameters.RetryAfter != 7 {
		t.Errorf("too many: %+v", a)
	}
	s.Misbehave("sendMessage", 1, Failure(500, "Internal Server Error"))
	if a := try(t, s, "sendMessage", say(chat, "x")); a.Code != 500 {
		t.Errorf("a failure: %+v", a)
	}
	s.Misbehave("sendMessage", 1, Hangup())
	if _, _, err := send(); !errors.Is(err, io.EOF) {
		t.Errorf("a hangup: %v", err)
	}
	if n := len(chat.Sent()); n != 0 {
		t.Errorf("%d messages were sent", n)
	}
	s.Misbehave("sendMessage", 1, HalfAnswer())
	if status, data, err := send(); status != 200 || !errors.Is(err, io.ErrUnexpectedEOF) || len(data) == 0 || json.Valid(data) {
		t.Errorf("half an answer: %d %q %v", status, data, err)
	}
	s.Misbehave("sendMessage", 1, Late(time.Millisecond))
	if a := try(t, s, "sendMessage", say(chat, "y")); !a.OK || len(chat.Sent()) != 2 {
		t.Errorf("a late answer: %+v", a)
	}
	s.Misbehave("sendMessage", 1, BadGateway())
	s.Behave()
	refused(t, s, "sendMessage", say(chat, "z"), "")
	var statuses []int
	for _, r := range s.Requests() {
		if r.Method == "sendMessage" {
			statuses = append(statuses, r.Status)
		}
	}
	if !slices.Equal(statuses, []int{502, 502, 500, 0, 0, 200, 200}) || s.Count("SENDMESSAGE") != len(statuses) {
		t.Errorf("the log has %v", statuses)
	}
}

// An order for getUpdates ends the poll that waits, and comes with the next.
func TestMisbehavingPoll(t *testing.T) {
	s := New(t, Config{})
	done := make(chan answer)
	go func() { done <- try(t, s, "getUpdates", map[string]any{"timeout": 600}) }()
	s.Wait(s.Polling)
	s.Misbehave("getUpdates", 1, Failure(401, "Unauthorized"))
	if a := <-done; string(a.Result) != "[]" {
		t.Errorf("the poll that waited: %+v", a)
	}
	if a := try(t, s, "getUpdates", nil); a.Code != 401 {
		t.Errorf("the next poll: %+v", a)
	}
}

// A bot that hangs up gets the update with its next poll.
func TestHangupOfTheBot(t *testing.T) {
	s := New(t, Config{})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		r, _ := http.NewRequestWithContext(ctx, "GET", s.URL+"/bot"+s.Token+"/getUpdates?timeout=600", nil)
		_, err := http.DefaultClient.Do(r)
		done <- err
	}()
	s.Wait(s.Polling)
	stop()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	s.Wait(func() bool { return !s.Polling() })
	ana := s.User("Ana")
	ana.Say(s.Private(ana), "hello")
	if got := texts(get(t, s, 0)); !slices.Equal(got, []string{"hello"}) {
		t.Errorf("then: %q", got)
	}
}

// Webhooks come in order with their secret, again until they are taken, and keep
// getUpdates away.
func TestWebhook(t *testing.T) {
	s := New(t, Config{})
	var mu sync.Mutex
	var got []string
	refuse := true
	bot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		var u received
		if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
			t.Error(err)
		}
		got = append(got, r.Host+r.URL.Path+" "+r.Header.Get("X-Telegram-Bot-Api-Secret-Token")+" "+u.Message.Text)
		if refuse {
			refuse = false
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	defer bot.Close()
	s.Proxy(strings.TrimPrefix(bot.URL, "http://"))
	refused(t, s, "setWebhook", map[string]any{"url": bot.URL}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
	refused(t, s, "setWebhook", map[string]any{"url": "https://bot.example:1234/"}, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	refused(t, s, "setWebhook", map[string]any{"url": "https://bot.example/", "secret_token": "a b"}, "Bad Request: secret token contains unallowed characters")
	refused(t, s, "setWebhook", map[string]any{"url": "https://bot.example/hook", "secret_token": "a_b"}, "")
	refused(t, s, "getUpdates", nil, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	ana := s.User("Ana")
	chat := s.Private(ana)
	ana.Say(chat, "one")
	ana.Say(chat, "two")
	s.Wait(func() bool { return s.Pending() == 0 })
	want := []string{"bot.example/hook a_b one", "bot.example/hook a_b one", "bot.example/hook a_b two"}
	mu.Lock()
	if !slices.Equal(got, want) {
		t.Errorf("the bot got %q, want %q", got, want)
	}
	mu.Unlock()
	info := do[struct {
		URL   string `json:"url"`
		Error string `json:"last_error_message"`
	}](t, s, "getWebhookInfo", nil)
	if info.URL != "https://bot.example/hook" || !strings.Contains(info.Error, "500") || s.Webhook() != info.URL {
		t.Errorf("the webhook is %+v", info)
	}
	refused(t, s, "deleteWebhook", nil, "")
	ana.Say(chat, "three")
	if got := texts(get(t, s, 0)); !slices.Equal(got, []string{"three"}) {
		t.Errorf("by getUpdates: %q", got)
	}
}
