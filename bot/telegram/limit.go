package telegram

import (
	"context"
	"sync"
	"time"
)

// How fast Telegram may be sent to (core.telegram.org/bots/faq, "My bot is
// hitting limits"). Edits count as messages do.
const (
	AllPerSecond  = 30 // messages over all
	ChatPerSecond = 1  // messages to one chat
	ChatPerMinute = 20 // messages to one group or channel, on top
)

// turns are as many messages as may be sent within a window: one is taken for
// each, and comes back one window after Telegram's answer, so that no window of
// Telegram's own clock ever holds more.
type turns chan struct{}

func newTurns(n int) turns {
	t := make(turns, n)
	for range n {
		t <- struct{}{}
	}
	return t
}

func (t turns) take(ctx context.Context) error {
	select {
	case <-t:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// turnError is that a chat's turn did not come before a context ended.
type turnError struct{ cause error }

func (e *turnError) Error() string { return "waiting for the chat's turn: " + e.cause.Error() }
func (e *turnError) Unwrap() error { return e.cause }

// limiter holds every message back until it may be sent: replies and alerts
// alike. It may be used by any number of goroutines; those that wait for one chat
// are served in their order.
type limiter struct {
	second, minute time.Duration // shortened in tests
	all            turns

	mu    sync.Mutex
	chats map[string]*chatTurns // of the chats with a turn taken or waited for
}

type chatTurns struct {
	second, minute turns // minute is nil for a private chat
	users          int
}

func newLimiter() *limiter {
	return &limiter{second: time.Second, minute: time.Minute, all: newTurns(AllPerSecond), chats: map[string]*chatTurns{}}
}

// wait waits until a message to a chat may be sent. The caller must call done
// when Telegram has answered, with how long Telegram wants the chat left alone (0
// for no wish of its own).
func (l *limiter) wait(ctx context.Context, chat string) (done func(pause time.Duration), err error) {
	c := l.enter(chat)
	var taken []turns
	for _, t := range []turns{c.second, c.minute, l.all} {
		if t == nil {
			continue
		}
		if err := t.take(ctx); err != nil {
			for _, t := range taken {
				t <- struct{}{}
			}
			l.leave(chat, c)
			return nil, &turnError{err}
		}
		taken = append(taken, t)
	}
	return func(pause time.Duration) {
		pause = l.scaled(pause)
		time.AfterFunc(l.second, func() { l.all <- struct{}{} })
		if c.minute == nil {
			time.AfterFunc(max(l.second, pause), func() {
				c.second <- struct{}{}
				l.leave(chat, c)
			})
			return
		}
		time.AfterFunc(max(l.second, pause), func() { c.second <- struct{}{} })
		time.AfterFunc(max(l.minute, pause), func() {
			c.minute <- struct{}{}
			l.leave(chat, c)
		})
	}, nil
}

// scaled shortens a pause as the limits are shortened.
func (l *limiter) scaled(d time.Duration) time.Duration {
	return time.Duration(float64(d) * l.second.Seconds())
}

func (l *limiter) enter(chat string) *chatTurns {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.chats[chat]
	if c == nil {
		c = &chatTurns{second: newTurns(ChatPerSecond)}
		if shared(chat) {
			c.minute = newTurns(ChatPerMinute)
		}
		l.chats[chat] = c
	}
	c.users++
	return c
}

// leave forgets a chat whose turns are all back.
func (l *limiter) leave(chat string, c *chatTurns) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c.users--; c.users == 0 {
		delete(l.chats, chat)
	}
}

// shared reports whether a chat is a group or a channel: their numbers are
// negative.
func shared(chat string) bool { return len(chat) > 0 && chat[0] == '-' }
