package telegram_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"path"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quoth/bot/telegram"
	"quoth/knowledge/audience"
)

// panicky is a store that breaks in one chat.
type panicky struct {
	telegram.Store
	chat string
}

func (p panicky) Settings(ctx context.Context, at audience.Place) (audience.Settings, error) {
	if at.Chat == p.chat {
		panic("a broken chat")
	}
	return p.Store.Settings(ctx, at)
}

func TestPanicInAHandler(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	ana, ben := r.server.User("Ana"), r.server.User("Ben")
	r.conf.Store = panicky{r.store, fmt.Sprint(ana.ID)}
	r.start()
	if got := r.answered(ana, "/sources"); !strings.Contains(got, "Something went wrong on my side") {
		t.Errorf("the chat with the panic gets %q", got)
	}
	if got := r.answered(ben, "/sources"); !strings.Contains(got, "Harbour Post") {
		t.Errorf("another chat gets %q", got)
	}
	r.logged("a panic: a broken chat")
}

// explosive is a network that panics at the first calls of a method, with the
// address in its words.
type explosive struct {
	method string
	left   atomic.Int32
}

func (e *explosive) RoundTrip(r *http.Request) (*http.Response, error) {
	if path.Base(r.URL.Path) == e.method && e.left.Add(-1) >= 0 {
		panic("broken at " + r.URL.String())
	}
	return http.DefaultTransport.RoundTrip(r)
}

// TestPanicsOutsideOfHandlers breaks every part of the bot that calls Telegram.
// The bot goes on, and what it logs, which the rig checks, has no secrets.
func TestPanicsOutsideOfHandlers(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"getMe", "setMyCommands", "deleteWebhook", "getUpdates", "sendChatAction"} {
		t.Run(method, func(t *testing.T) {
			network := &explosive{method: method}
			network.left.Store(2)
			r := newRig(t, unlimited, func(r *rig) { r.conf.Client = &http.Client{Transport: network} })
			r.start()
			ana := r.server.User("Ana")
			for n := 0; n < 3 || network.left.Load() == 2; n++ { // typing is not said of the quickest answers
				if got := r.answered(ana, "/sources"); !strings.Contains(got, "Harbour Post") {
					t.Errorf("the answer is %q", got)
				}
			}
			r.logged("a panic: broken at ")
		})
	}
}

func TestPanicWhileSending(t *testing.T) {
	t.Parallel()
	network := &explosive{method: "sendMessage"}
	r := newRig(t, unlimited, func(r *rig) { r.conf.Client = &http.Client{Transport: network} })
	r.start()
	home := r.server.Private(r.server.User("Ana"))
	network.left.Store(1)
	if _, err := r.bot.Sender().Send(t.Context(), place(home), note("Hello")); err == nil {
		t.Error("an alert that was not sent counts as sent")
	} else {
		r.keepsToken(err.Error())
	}
	if _, err := r.bot.Sender().Send(t.Context(), place(home), note("Hello")); err != nil {
		t.Errorf("the next alert: %v", err)
	}
}

// alarm is a clock that panics when it is told to, while an update is taken in.
type alarm struct {
	*clock
	rings atomic.Int32
	words string
}

func (a *alarm) Now() time.Time {
	if bytes.Contains(debug.Stack(), []byte(".(*Bot).take(")) && a.rings.Add(-1) >= 0 {
		panic(a.words)
	}
	return a.clock.Now()
}

// TestPanicAtTheWebhook breaks the taking in of an update, which Telegram then
// delivers again.
func TestPanicAtTheWebhook(t *testing.T) {
	var a *alarm
	r, _ := hookedWith(t, func(r *rig) {
		a = &alarm{clock: r.clock, words: "it is late for " + r.server.Token + " and Only-Telegram_knows"}
		r.conf.Now = a.Now
	})
	ana := r.server.User("Ana")
	a.rings.Store(1)
	if got := r.answered(ana, "/sources"); !strings.Contains(got, "Harbour Post") {
		t.Errorf("the answer is %q", got)
	}
	r.logged("a panic: it is late for … and …")
	if n := len(r.server.Private(ana).Sent()); n != 1 {
		t.Errorf("%d messages were sent", n)
	}
}
