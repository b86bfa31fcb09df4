// Package signal lets a test wait for a change at the server of a double.
package signal

import (
	"sync"
	"testing"
	"time"
)

// Signal is fired at each change. The zero value is usable. It is for one goroutine at a
// time: a double guards it with its own lock.
type Signal struct {
	c     chan struct{}
	fired time.Time
}

// Next is closed when those who wait are woken the next time.
func (s *Signal) Next() <-chan struct{} {
	if s.c == nil {
		s.c = make(chan struct{})
	}
	return s.c
}

// Fire wakes all who wait, since something happened.
func (s *Signal) Fire() {
	s.fired = time.Now()
	s.Wake()
}

// Wake wakes all who wait. Unlike Fire it does not count as something that happened.
func (s *Signal) Wake() {
	if s.c != nil {
		close(s.c)
		s.c = nil
	}
}

// Patience is for how long nothing may happen before a test that waits is failed.
const Patience = 5 * time.Minute

// Waiter waits for conditions on behalf of a test.
type Waiter struct {
	Lock     sync.Locker // guards the signals
	Patience time.Duration
	Report   func() string // what to look at when it waited in vain
}

// Until returns when the condition holds, which is looked at when the signal wakes it, and
// in steps of every unless that is 0. It fails the test when the signal is not fired for so
// long as its patience.
func (w *Waiter) Until(t testing.TB, changed *Signal, every time.Duration, what string, condition func() bool) {
	t.Helper()
	begin := time.Now()
	var tick <-chan time.Time
	if every > 0 {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		tick = ticker.C
	}
	limit := time.NewTimer(w.Patience)
	defer limit.Stop()
	for {
		w.Lock.Lock()
		next, last := changed.Next(), changed.fired
		w.Lock.Unlock()
		if condition() {
			return
		}
		if last.Before(begin) {
			last = begin
		}
		limit.Reset(w.Patience - time.Since(last))
		select {
		case <-next:
		case <-tick:
		case <-limit.C:
			t.Fatalf("waited in vain for %s\n%s", what, w.Report())
		}
	}
}
