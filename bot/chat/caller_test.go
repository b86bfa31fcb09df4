package chat

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
	"quoth/bot/chat/limit"
)

// bubble runs a test on a clock of its own, with what a platform is called through.
func bubble(t *testing.T, f func(t *testing.T, c *Caller)) {
	synctest.Test(t, func(t *testing.T) {
		f(t, &Caller{Limiter: limit.NewLimiter(), Refusals: limit.NewRefusals(nil), Budget: &limit.Budget{}, Backoff: Backoff})
	})
}

// rest lets time pass, and what is done in it.
func rest(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// failure is a failed call of a class.
type failure Failure

func (failure) Error() string      { return "a failed call" }
func (f failure) Failure() Failure { return Failure(f) }

// calls makes calls, and keeps which were made in their order, and when.
type calls struct {
	t    *testing.T
	c    *Caller
	mu   sync.Mutex
	made []string
	at   []time.Time
}

// call makes one with a name. Its answers fail as errs say, one after another.
func (s *calls) call(name string, r Request, errs ...error) error {
	return s.do(s.t.Context(), name, r, errs...)
}

func (s *calls) do(ctx context.Context, name string, r Request, errs ...error) error {
	r.Make = func(context.Context) (limit.Window, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.made, s.at = append(s.made, name), append(s.at, time.Now())
		if len(errs) > 0 {
			err := errs[0]
			errs = errs[1:]
			return limit.Window{}, err
		}
		return limit.Window{}, nil
	}
	return s.c.Do(ctx, r)
}

func (s *calls) order() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.made, " ")
}

var perSecond = limit.Limit{Name: "all", Calls: 1, Window: time.Second}

// TestPriorities lets calls of each priority wait for one limit.
func TestPriorities(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		s := &calls{t: t, c: c}
		for _, name := range []string{"first", "other", "alert", "answer", "acknowledgement"} {
			p := map[string]limit.Priority{"other": limit.Other, "alert": limit.Alert, "answer": limit.Answer}[name]
			go s.call(name, Request{Call: limit.Call{Limits: []limit.Limit{perSecond}, Priority: p}})
			synctest.Wait()
		}
		rest(time.Minute)
		if got := s.order(); got != "first acknowledgement answer alert other" {
			t.Errorf("they went in the order %s", got)
		}
	})
}

// TestWindow makes more calls than a window takes, which are answered late: no window
// of the platform's own clock holds more, whether it looks at their coming or its answer.
func TestWindow(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		const most = 5
		var mu sync.Mutex
		var at []time.Time
		for range 40 {
			go c.Do(t.Context(), Request{Call: limit.Call{Limits: []limit.Limit{{Name: "all", Calls: most, Window: time.Second}}}, Make: func(context.Context) (limit.Window, error) {
				time.Sleep(300 * time.Millisecond)
				mu.Lock()
				defer mu.Unlock()
				at = append(at, time.Now())
				return limit.Window{}, nil
			}})
		}
		rest(time.Hour)
		if len(at) != 40 {
			t.Fatalf("%d calls were made", len(at))
		}
		for n := most; n < len(at); n++ {
			if d := at[n].Sub(at[n-most]); d < time.Second {
				t.Errorf("%d calls within %v", most+1, d)
			}
		}
	})
}

// TestChatHoldsUpNoOther has a chat wait for hours, and many calls wait for it.
func TestChatHoldsUpNoOther(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		s := &calls{t: t, c: c}
		limits := func(chat string) limit.Call {
			return limit.Call{Limits: []limit.Limit{perSecond, {Name: "chat", Scope: chat, Calls: 1, Window: time.Second}}}
		}
		go s.call("flood", Request{Call: limits("a")}, failure{Class: NotNow, Wait: 43838 * time.Second})
		synctest.Wait()
		for range 1000 {
			go s.call("flood", Request{Call: limits("a")})
		}
		synctest.Wait()
		for n := range 3 {
			s.call(fmt.Sprint("other", n), Request{Call: limits(fmt.Sprint("b", n))})
		}
		if got := s.order(); got != "flood other0 other1 other2" {
			t.Errorf("they went in the order %s", got)
		}
		hasty := limits("a")
		hasty.Patience = time.Minute
		var wait *bot.WaitError
		if err := s.call("hasty", Request{Call: hasty}); !errors.As(err, &wait) || !wait.Untried || wait.Global || wait.For < 12*time.Hour {
			t.Errorf("one that can't wait so long gets %v", err)
		}
		rest(24 * time.Hour)
		if len(s.made) != 1005 {
			t.Errorf("in the end %d calls were made", len(s.made))
		}
	})
}

// TestLimitOfTheAnswers keeps to a limit that the headers of answers name.
func TestLimitOfTheAnswers(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		var mu sync.Mutex
		var at []time.Duration
		began, left, ends := time.Now(), 0, time.Now()
		send := func(took time.Duration) {
			c.Do(t.Context(), Request{Call: limit.Call{Limits: []limit.Limit{{Name: "route", Scope: "1"}}}, Make: func(context.Context) (limit.Window, error) {
				mu.Lock()
				at = append(at, time.Since(began))
				if !time.Now().Before(ends) {
					left, ends = 3, time.Now().Add(5*time.Second)
				}
				if left--; left < 0 {
					t.Errorf("a call too many after %v", time.Since(began))
				}
				told := limit.Window{Left: left, Reset: time.Until(ends), Until: ends}
				mu.Unlock()
				time.Sleep(took)
				return told, nil
			}})
		}
		send(0)
		send(0)
		for n := range 7 {
			go send(time.Duration(n%3) * 100 * time.Millisecond)
		}
		rest(time.Minute)
		if len(at) != 9 || at[8] > 16*time.Second {
			t.Errorf("%d calls were made at %v", len(at), at)
		}
	})
}

// TestLateAnswer lets the answer of an earlier call come in after a refusal that asks for
// a long pause.
func TestLateAnswer(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		route, began := limit.Limit{Name: "route", Scope: "1"}, time.Now()
		first, err := c.Limiter.Wait(t.Context(), limit.Call{Limits: []limit.Limit{route}})
		if err != nil {
			t.Fatal(err)
		}
		c.Limiter.Block(route, 20*time.Second)
		first.Done(true, limit.Window{Left: 3, Reset: time.Second, Until: time.Now().Add(time.Second)})
		s := &calls{t: t, c: c}
		s.call("second", Request{Call: limit.Call{Limits: []limit.Limit{route}}})
		if d := s.at[0].Sub(began); d != 20*time.Second {
			t.Errorf("the next call went after %v", d)
		}
	})
}

// TestSharedPause refuses many calls of one route, each with a token of its own, for a
// limit that they share: after the pause one goes ahead.
func TestSharedPause(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		route, open := limit.Limit{Name: "route", Calls: -1}, time.Now().Add(95*time.Second)
		var mu sync.Mutex
		done, refused := 0, 0
		for n := range 60 {
			if n == 10 {
				synctest.Wait() // the first ten are on their way before the first answer
				time.Sleep(time.Second)
			}
			go c.Do(t.Context(), Request{Call: limit.Call{Limits: []limit.Limit{route, {Name: "route", Scope: fmt.Sprint(n)}}}, Make: func(context.Context) (limit.Window, error) {
				time.Sleep(100 * time.Millisecond)
				mu.Lock()
				defer mu.Unlock()
				if time.Now().Before(open) {
					refused++
					return limit.Window{}, failure{Class: NotNow, Wait: 30 * time.Second, Limit: &route}
				}
				done++
				return limit.Window{}, nil
			}})
		}
		rest(time.Hour)
		if done != 60 || refused != 13 { // the ten, and one after each of three pauses
			t.Errorf("%d were done and %d refused", done, refused)
		}
	})
}

// TestCircuit refuses everything at the door: nothing goes until that is over, and then
// one call ahead of the others.
func TestCircuit(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		began := time.Now()
		var mu sync.Mutex
		var refused []time.Duration
		done := 0
		one := func(context.Context) (limit.Window, error) {
			mu.Lock()
			defer mu.Unlock()
			if time.Since(began) < 10*time.Minute {
				refused = append(refused, time.Since(began).Round(time.Second))
				return limit.Window{}, failure{Class: Down, Wait: 30 * time.Second}
			}
			done++
			return limit.Window{}, nil
		}
		for range 20 {
			go c.Do(t.Context(), Request{Make: one})
			synctest.Wait()
		}
		var wait *bot.WaitError
		if err := c.Do(t.Context(), Request{Call: limit.Call{Patience: time.Second}, Make: one}); !errors.As(err, &wait) || !wait.Global || !wait.Untried {
			t.Errorf("one that can't wait gets %v", err)
		}
		rest(time.Hour)
		if got := fmt.Sprint(refused); got != "[0s 30s 1m30s 3m30s 7m30s]" || done != 20 {
			t.Errorf("after %v calls were refused, and %d done", got, done)
		}
	})
}

// TestBudget makes calls that the platform counts as abuse.
func TestBudget(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		c.Budget = &limit.Budget{Calls: 10, Window: 10 * time.Minute}
		s := &calls{t: t, c: c}
		for n := range 100 {
			go s.call("bad", Request{Places: []string{fmt.Sprint(n)}}, failure{Class: Forbidden, Abuse: true})
			time.Sleep(time.Second)
		}
		rest(time.Hour)
		for n := 10; n < len(s.at); n++ {
			if d := s.at[n].Sub(s.at[n-10]); d < 10*time.Minute {
				t.Fatalf("eleven calls within %v", d)
			}
		}
	})
}

// TestRefusedPlace writes again and again where the bot may not.
func TestRefusedPlace(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		s := &calls{t: t, c: c}
		no := failure{Class: Forbidden, As: &bot.HeldError{Reason: "I may not post there"}}
		for range 60 {
			if err := s.call("write", Request{Places: []string{"a"}}, no); !errors.Is(Translate(err), no.As) {
				t.Fatalf("it says %v", err)
			}
			s.call("elsewhere", Request{Places: []string{"b"}})
			time.Sleep(10 * time.Second)
		}
		if n := strings.Count(s.order(), "write"); n != 2 {
			t.Errorf("%d calls were made within ten minutes", n)
		}
		done := 0
		rest(10 * time.Minute)
		for range 10 {
			go c.Do(t.Context(), Request{Places: []string{"a"}, Make: func(context.Context) (limit.Window, error) {
				time.Sleep(time.Second)
				done++
				return limit.Window{}, no
			}})
		}
		if rest(time.Minute); done != 1 {
			t.Errorf("after the pause %d calls were made side by side", done)
		}
		c.Refusals.Forget("a")
		if err := s.call("write", Request{Places: []string{"a"}}); err != nil {
			t.Errorf("after the right came back: %v", err)
		}
	})
}

// TestAgain sees which failed calls are made again.
func TestAgain(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		for class, want := range map[Class][2]int{Lasting: {1, 1}, Passing: {3, 3}, Unknown: {2, 1}, Forbidden: {1, 1}, NotNow: {1, 1}} {
			for n, once := range []bool{false, true} {
				s := &calls{t: t, c: c}
				s.call("x", Request{Once: once}, failure{Class: class}, failure{Class: class})
				if len(s.made) != want[n] {
					t.Errorf("a call of class %d (once: %v) was made %d times", class, once, len(s.made))
				}
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		made := 0
		err := c.Do(ctx, Request{Make: func(ctx context.Context) (limit.Window, error) {
			made++
			cancel()
			return limit.Window{}, ctx.Err()
		}})
		if made != 1 || Classify(err).Class != Cancelled {
			t.Errorf("a call that was cancelled was made %d times: %v", made, err)
		}
	})
}

// TestWorkerGoesOn has the jobs of many channels wait for a platform that wants each left
// alone for half a day, while the only worker goes on with others. What can't wait so long
// is begun again in its time.
func TestWorkerGoesOn(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		q := NewQueue(Bounds{Workers: 1}, &Supervisor{Platform: "test", Log: slog.New(slog.DiscardHandler)})
		q.Start(t.Context())
		s := &calls{t: t, c: c}
		add := func(channel string, patience time.Duration, errs ...error) {
			one := limit.Limit{Name: "chat", Scope: channel, Calls: 1, Window: time.Second}
			r := Request{Call: limit.Call{Limits: []limit.Limit{one}, Patience: patience}}
			err := q.Add(Job{Key: Key{Channel: channel}, Run: func(ctx context.Context) error {
				err := s.do(ctx, channel, r, errs...)
				errs = nil
				return Translate(err)
			}})
			if err != nil {
				t.Error(err)
			}
		}
		for n := range 40 {
			add(fmt.Sprint("flood", n), time.Duration(n%2)*time.Minute, failure{Class: NotNow, Wait: 43838 * time.Second})
		}
		add("other", 0)
		synctest.Wait()
		s.mu.Lock()
		if n := len(s.made); n != 41 || !slices.Contains(s.made, "other") || q.Len() != 40 {
			t.Errorf("made were %v, and %d jobs are left", s.made, q.Len())
		}
		s.mu.Unlock()
		rest(13 * time.Hour)
		s.mu.Lock()
		defer s.mu.Unlock()
		if n := len(s.made); n != 81 || q.Len() != 0 {
			t.Errorf("in the end %d calls were made, and %d jobs are left", n, q.Len())
		}
	})
}

// TestOpenCall has a platform hold a call open while it refuses everything: others go when
// that is over, and do not wait for it; the next one of its kind waits as they do.
func TestOpenCall(t *testing.T) {
	bubble(t, func(t *testing.T, c *Caller) {
		s := &calls{t: t, c: c}
		poll := Request{Call: limit.Call{Open: true, Priority: limit.Other}}
		go c.Try(t.Context(), Request{Call: poll.Call, Make: func(context.Context) (limit.Window, error) {
			time.Sleep(3 * time.Minute)
			return limit.Window{}, nil
		}})
		synctest.Wait()
		go s.call("answer", Request{Call: limit.Call{Limits: []limit.Limit{{Name: "method", Calls: -1}}}}, failure{Class: Down, Wait: time.Minute})
		synctest.Wait()
		go s.call("poll", poll)
		rest(59 * time.Second)
		if got := s.order(); got != "answer" {
			t.Errorf("before the minute was over the calls were %s", got)
		}
		rest(time.Minute)
		if got := s.order(); got != "answer answer poll" {
			t.Errorf("after it they were %s", got)
		}
		rest(time.Hour)
	})
}
