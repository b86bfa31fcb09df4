package chat_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/scheduler"
)

func supervisor(t *testing.T) *chat.Supervisor {
	return &chat.Supervisor{Platform: "test", Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Sleep: func(ctx context.Context, d time.Duration) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}}
}

// record is what ran, in its order.
type record struct {
	mu   sync.Mutex
	said []string
}

func (r *record) say(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

// saying is a job that says its name; key is server/channel/conversation/person.
func (r *record) saying(key string, name any) chat.Job {
	k := strings.Split(key, "/")
	return chat.Job{
		Key:     chat.Key{Server: k[0], Channel: k[1], Conversation: k[2], Person: k[3]},
		Run:     func(context.Context) error { r.say("%s %v", key, name); return nil },
		Refused: func(_ context.Context, n int) error { r.say("%s/%s refused %d", k[0], k[1], n); return nil },
	}
}

// finish runs what is in a queue.
func finish(t *testing.T, q *chat.Queue) {
	t.Helper()
	q.Start(t.Context())
	if err := q.Below(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
}

// TestTurns has one person flood a channel, another person ask there once, and others ask
// in another channel and on another server.
func TestTurns(t *testing.T) {
	q, r := chat.NewQueue(chat.Bounds{Workers: 1}, supervisor(t)), &record{}
	for n := range 4 {
		q.Add(r.saying("a/general/ana/ana", n))
	}
	for _, key := range []string{"a/general/ben/ben", "a/news/cleo/cleo", "b/general/dan/dan"} {
		q.Add(r.saying(key, 0))
	}
	finish(t, q)
	want := []string{
		"a/general/ana/ana 0", "b/general/dan/dan 0", "a/news/cleo/cleo 0", "a/general/ben/ben 0",
		"a/general/ana/ana 1", "a/general/ana/ana 2", "a/general/ana/ana 3",
	}
	if !slices.Equal(r.said, want) {
		t.Errorf("the order is\n%s", strings.Join(r.said, "\n"))
	}
}

// TestBounds goes beyond every bound. A channel is told so once, when it is empty.
func TestBounds(t *testing.T) {
	q, r := chat.NewQueue(chat.Bounds{Workers: 1, All: 6, PerChannel: 4, PerPerson: 3}, supervisor(t)), &record{}
	full := func(key string, person bool) {
		t.Helper()
		var err *chat.FullError
		if !errors.As(q.Add(r.saying(key, "too much")), &err) || err.Person != person {
			t.Errorf("%s: %v", key, err)
		}
	}
	for n := range 3 {
		q.Add(r.saying("a/general/ana/ana", n))
	}
	full("a/general/ana/ana", true)
	full("a/general/ana/ana", true)
	q.Add(r.saying("a/general/ben/ben", 0))
	full("a/general/cleo/cleo", false)
	q.Add(r.saying("b/general/dan/dan", 0))
	q.Add(r.saying("c/general/eve/eve", 0))
	full("d/general/fay/fay", false)
	always := r.saying("a/general/gus/gus", "always")
	always.Always = true
	if err := q.Add(always); err != nil {
		t.Error(err)
	}
	finish(t, q)
	var notices []string
	for n, s := range r.said {
		if strings.Contains(s, "refused") {
			notices = append(notices, s)
		}
		if s == "a/general refused 3" && slices.ContainsFunc(r.said[n:], func(s string) bool { return strings.HasPrefix(s, "a/general/") }) {
			t.Error("a channel had its notice before it was empty")
		}
	}
	slices.Sort(notices)
	if want := []string{"a/general refused 3", "d/general refused 1"}; !slices.Equal(notices, want) {
		t.Errorf("the notices are %q", notices)
	}
	if n := len(r.said); n != 9 {
		t.Errorf("%d jobs ran: %q", n, r.said)
	}
}

// TestYield has as many jobs as there are workers wait for something outside: another one
// runs meanwhile, and no more than there are workers do at once.
func TestYield(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, r := chat.NewQueue(chat.Bounds{Workers: 2}, supervisor(t)), &record{}
		var mu sync.Mutex
		atOnce, most := 0, 0
		at := func(n int) {
			mu.Lock()
			defer mu.Unlock()
			atOnce += n
			most = max(most, atOnce)
		}
		for n := range 40 {
			j := r.saying(fmt.Sprintf("%d/c/c/p", n), "")
			j.Run = func(ctx context.Context) error {
				at(1)
				defer at(-1)
				at(-1)
				chat.Yield(ctx, func() error { time.Sleep(time.Hour); return nil })
				at(1)
				time.Sleep(time.Millisecond)
				return nil
			}
			q.Add(j)
		}
		q.Add(r.saying("other/c/c/p", "answered"))
		began := time.Now()
		q.Start(t.Context())
		time.Sleep(time.Minute)
		synctest.Wait()
		if !slices.Equal(r.said, []string{"other/c/c/p answered"}) {
			t.Errorf("while the others wait, %q ran", r.said)
		}
		q.Below(t.Context(), 0)
		if took := time.Since(began); took > time.Hour+time.Minute {
			t.Errorf("they took %v", took)
		}
		if most > 2 {
			t.Errorf("%d ran at once", most)
		}
	})
}

// TestWait has a job be run again after a time. Its conversation waits for it, in order;
// others do not.
func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, r := chat.NewQueue(chat.Bounds{Workers: 1}, supervisor(t)), &record{}
		first, tries := r.saying("a/c/c/p", 0), 0
		run := first.Run
		first.Run = func(ctx context.Context) error {
			if tries++; tries < 3 {
				return fmt.Errorf("sending: %w", &bot.WaitError{For: time.Hour})
			}
			return run(ctx)
		}
		q.Add(first)
		q.Add(r.saying("a/c/c/p", 1))
		q.Add(r.saying("b/c/c/p", 0))
		began := time.Now()
		finish(t, q)
		if want := []string{"b/c/c/p 0", "a/c/c/p 0", "a/c/c/p 1"}; !slices.Equal(r.said, want) {
			t.Errorf("the order is %q", r.said)
		}
		if took := time.Since(began); took != 2*time.Hour {
			t.Errorf("they took %v", took)
		}
	})
}

// TestWaitingCounts has jobs wait for a worker, and then for their turn to be worked on: the
// first wait counts to the second, but not the one after which a job is run again.
func TestWaitingCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := chat.NewQueue(chat.Bounds{Workers: 1}, supervisor(t))
		turns := scheduler.New(1, 10*time.Second)
		leave, err := turns.Enter(t.Context(), "other", false)
		if err != nil {
			t.Fatal(err)
		}
		began, tries := time.Now(), 0
		var delays []time.Duration
		for _, name := range []string{"a", "b"} {
			q.Add(chat.Job{Key: chat.Key{Server: name, Channel: "c", Conversation: "c"}, Run: func(ctx context.Context) error {
				if _, err := turns.Enter(ctx, name, false); err != scheduler.ErrBusy {
					t.Errorf("%s: %v", name, err)
				}
				delays = append(delays, time.Since(began))
				if tries++; tries == 2 {
					return &bot.WaitError{For: time.Minute}
				}
				return nil
			}})
		}
		time.Sleep(4 * time.Second)
		finish(t, q)
		if want := []time.Duration{10 * time.Second, 10 * time.Second, 80 * time.Second}; !slices.Equal(delays, want) {
			t.Errorf("they were told after %v, want %v", delays, want)
		}
		leave()
	})
}

// TestClose ends a queue while a job runs, another waits within Yield, and others were not
// begun. One of the jobs panics.
func TestClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, r := chat.NewQueue(chat.Bounds{Workers: 1}, supervisor(t)), &record{}
		panics := r.saying("p/c/c/p", "")
		panics.Run = func(context.Context) error { panic("a broken job") }
		q.Add(panics)
		for n := range 4 {
			j := r.saying("a/c/c/p", n)
			j.Run = func(ctx context.Context) error {
				chat.Yield(ctx, func() error { time.Sleep(time.Minute); return nil })
				r.say("%d", n)
				return nil
			}
			q.Add(j)
		}
		q.Start(t.Context())
		time.Sleep(90 * time.Second)
		if err := q.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if !slices.Equal(r.said, []string{"0", "1"}) {
			t.Errorf("%q ran", r.said)
		}
		if err := q.Add(r.saying("a/c/c/p", 9)); err != chat.ErrClosed {
			t.Errorf("Add returns %v", err)
		}
	})
}
