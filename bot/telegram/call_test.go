package telegram_test

import (
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	telegramtest "quoth/bot/chattest/telegram"
)

// closed is a network on which a proxy in front of Telegram refuses one message, in HTML,
// and which remembers when each request came after that.
type closed struct {
	mu      sync.Mutex
	refused time.Time
	later   []time.Time
}

func (c *closed) RoundTrip(r *http.Request) (*http.Response, error) {
	if !c.refuses(path.Base(r.URL.Path)) {
		return http.DefaultTransport.RoundTrip(r)
	}
	body := io.NopCloser(strings.NewReader("<html><h1>429 Too Many Requests</h1></html>"))
	return &http.Response{StatusCode: http.StatusTooManyRequests, Body: body, Header: http.Header{}, Request: r}, nil
}

// refuses reports whether a request for a method is the one that is refused.
func (c *closed) refuses(method string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case !c.refused.IsZero():
		c.later = append(c.later, time.Now())
	case method == "sendMessage":
		c.refused = time.Now()
		return true
	}
	return false
}

// early is how many requests came within d of the refusal.
func (c *closed) early(d time.Duration) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, at := range c.later {
		if at.Sub(c.refused) < d {
			n++
		}
	}
	return n
}

// TestNothingIsAskedWhileAllIsRefused has all that the bot does wait for the end of such a
// refusal: answers, buttons, and the asking for updates but for a poll that was begun.
func TestNothingIsAskedWhileAllIsRefused(t *testing.T) {
	t.Parallel()
	network := &closed{}
	r := newRig(t, unlimited, func(r *rig) {
		r.second = 20 * time.Millisecond
		r.conf.Client = &http.Client{Transport: network}
	})
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	for n := range 3 {
		ana.Say(home, fmt.Sprintf("/search nothing%d", n))
	}
	ana.Inline("ferry")
	home.WaitMessages(3)
	r.settle()
	if n := network.early(r.bot.Pause(time.Minute)); n > 1 {
		t.Errorf("%d requests were made while Telegram refused all", n)
	}
}

// TestButtonIsAcknowledgedAfterARefusal has Telegram want the method left alone.
func TestButtonIsAcknowledgedAfterARefusal(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	r.answered(ana, "How many sailors stopped work?")
	r.server.Misbehave("answerCallbackQuery", 1, telegramtest.TooMany(30))
	ana.Press(r.server.Private(ana).Sent()[0], "Timeline").Wait()
	if n := r.server.Count("answerCallbackQuery"); n != 2 {
		t.Errorf("the button was acknowledged in %d requests", n)
	}
}
