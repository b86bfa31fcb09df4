package alert_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// deaf is a platform that does not answer.
type deaf struct{ receiver }

func (d *deaf) Send(ctx context.Context, _ audience.Place, _ bot.Message) (string, error) {
	<-ctx.Done()
	return "", ctx.Err()
}

// TestEndWhileSending ends the delivery while a message is on its way: it is given
// eight seconds, and waits for the next deliverer.
func TestEndWhileSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		d := alert.New(alert.Config{Store: w.store, Engine: bot.New(bot.Config{Store: w.store, Now: time.Now}), Now: time.Now})
		d.Add(&deaf{})
		w.follow("1", "harbour", audience.Now, 0)
		w.print("harbour")
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		begun := time.Now()
		if err := d.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begun); took != 13*time.Second {
			t.Errorf("it ended after %v", took)
		}
		w.run(time.Minute)
		if n := len(w.r.all()); n != 1 {
			t.Errorf("%d messages were sent then", n)
		}
	})
}

// illReads is a store whose reads of quotes fail as fault says, which is given the
// number of the read from 1 on.
type illReads struct {
	knowledge.Store
	fault func(ctx context.Context, read int) error
	reads int
}

func (s *illReads) Excerpts(ctx context.Context, spans []knowledge.Span) (map[knowledge.Span]knowledge.Excerpt, error) {
	s.reads++
	if err := s.fault(ctx, s.reads); err != nil {
		return nil, err
	}
	return s.Store.Excerpts(ctx, spans)
}

// TestReadThatFails has the reading of an alert's sentence fail once, and the time
// of a message end within it: the alert arrives whole, after another try.
func TestReadThatFails(t *testing.T) {
	for name, fault := range map[string]func(ctx context.Context, read int) error{
		"locked": func(_ context.Context, read int) error {
			if read == 1 {
				return knowledge.ErrLocked
			}
			return nil
		},
		"deadline": func(ctx context.Context, read int) error {
			if read == 1 {
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		},
		"held long": func(_ context.Context, read int) error {
			if read <= 20 {
				return knowledge.ErrLocked
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				defer w.store.Close()
				ill := &illReads{Store: w.store, fault: fault}
				w.d = alert.New(alert.Config{Store: ill, Engine: bot.New(bot.Config{Store: ill, Now: time.Now}), Now: time.Now})
				w.d.Add(w.r)
				w.follow("1", "harbour", audience.Now, 0)
				w.print("harbour")
				w.run(10 * time.Minute)
				got := w.r.all()
				if len(got) != 1 || ill.reads < 2 {
					t.Fatalf("%d messages were sent after %d reads", len(got), ill.reads)
				}
				quotes := 0
				for _, b := range got[0].m.Reply.Blocks {
					if _, ok := b.(bot.Quote); ok {
						quotes++
					}
				}
				if quotes != 1 || len(got[0].stories()) != 1 || len(got[0].remarks()) != 1 {
					t.Errorf("the alert is %+v", got[0].m.Reply.Blocks)
				}
			})
		})
	}
}

// breaking is a store that panics at the first claims.
type breaking struct {
	knowledge.Store
	left int
}

func (b *breaking) Claim(ctx context.Context, platforms []string, now time.Time, lease time.Duration, limit int) ([]audience.Alert, error) {
	if b.left--; b.left >= 0 {
		panic("a broken outbox")
	}
	return b.Store.Claim(ctx, platforms, now, lease, limit)
}

func TestOutboxThatPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.d = alert.New(alert.Config{Store: &breaking{w.store, 2}, Engine: bot.New(bot.Config{Store: w.store, Now: time.Now}), Now: time.Now})
		w.d.Add(w.r)
		w.follow("1", "harbour", audience.Now, 0)
		w.print("harbour")
		w.run(time.Minute)
		if n := len(w.r.all()); n != 1 {
			t.Errorf("%d messages were sent", n)
		}
	})
}

// TestPanicEndsNothing has the telling of one alert panic, each time: it is given up in
// the end, and what waits behind it arrives.
func TestPanicEndsNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.follow("a", "ferry", audience.Now, 0)
		tries, first := 0, ""
		w.r.answer = func(_ audience.Place, m bot.Message) error {
			if first == "" {
				first = m.Nonce
			}
			if m.Nonce == first {
				tries++
				panic("out of order")
			}
			return nil
		}
		w.print("ferry")
		w.run(time.Minute)
		w.print("ferry")
		w.pass(72*time.Hour, time.Minute)
		if n := len(w.r.to("a")); n != 1 || tries != 10 {
			t.Errorf("%d alerts arrived, and the first was tried %d times", n, tries)
		}
		dead, err := w.store.DeadAlerts(t.Context(), 10)
		if err != nil || len(dead) != 1 {
			t.Errorf("given up: %+v (%v)", dead, err)
		}
	})
}

// notified is a receiver that is told whose subscriptions were stopped.
type notified struct {
	*receiver
	held, ended []string
}

func (m *notified) Ended(_ context.Context, p audience.Place, reason string, stopped []audience.Subscription) {
	m.ended = append(m.ended, fmt.Sprint(p.Chat, ": ", reason, " ", len(stopped)))
}

func (m *notified) Held(_ context.Context, p audience.Place, reason string, held []audience.Subscription) {
	m.held = append(m.held, fmt.Sprint(p.Chat, ": ", reason, " ", len(held)))
}

// TestEveryEndIsTold stops a place twice within a week: each end is told, once.
func TestEveryEndIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		m := &notified{receiver: w.r}
		w.d.Add(m)
		w.follow("a", "ferry", audience.Now, 0)
		w.r.answer = func(audience.Place, bot.Message) error { return &bot.GoneError{Reason: "it was closed"} }
		for range 2 {
			w.print("ferry")
			w.print("ferry")
			w.run(time.Hour)
			w.follow("a", "ferry", audience.Now, 0)
		}
		if got := strings.Join(m.ended, "; "); got != "a: it was closed 1; a: it was closed 1" {
			t.Errorf("the notices are %q", got)
		}
	})
}

// deadlyArticle is a store that panics when one article is read.
type deadlyArticle struct {
	knowledge.Store
	url string
}

func (s *deadlyArticle) Article(ctx context.Context, id int64) (knowledge.Article, error) {
	a, err := s.Store.Article(ctx, id)
	if err == nil && a.URL == s.url {
		panic("a fault in the reading of articles")
	}
	return a, err
}

// TestArticleThatPanicsIsSuspended has the work on the alert of one article panic: after
// three attempts it is put off and tried again, then given up; the operator is told once, and
// what is told with it arrives.
func TestArticleThatPanicsIsSuspended(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		w.d = w.deliverer(&deadlyArticle{w.store, "https://p.example/1"})
		w.follow("a", "ferry", audience.Daily, 0)
		w.print("ferry")
		w.print("ferry")
		w.pass(6*24*time.Hour, time.Minute)
		told := 0
		for _, s := range w.r.to("a") {
			told += len(s.stories())
		}
		if told != 1 {
			t.Errorf("%d stories arrived, want the one that does not panic", told)
		}
		if notices := w.r.to("home-boss"); len(notices) != 1 || !strings.Contains(notices[0].remarks()[0], "suspended") {
			t.Errorf("the operator is told %+v", notices)
		}
		if dead, err := w.store.DeadAlerts(t.Context(), 10); err != nil || len(dead) != 1 {
			t.Errorf("given up: %+v (%v)", dead, err)
		}
	})
}
