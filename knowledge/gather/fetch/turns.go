package fetch

import (
	"context"
	"sync"
	"time"
)

// turns hands out the right to ask a host: to one goroutine at a time per host, not before the host has had its
// pause, and to a limited number over all hosts.
type turns struct {
	delay time.Duration
	now   func() time.Time
	sleep func(ctx context.Context, d time.Duration) error
	slots chan struct{} // one for each request at the same time

	mu    sync.Mutex
	hosts map[string]*hostTurn
}

type hostTurn struct {
	busy   chan struct{} // holds one while somebody has the turn
	users  int           // goroutines that have or await the turn
	last   time.Time     // the end of the last request
	closed time.Time     // the host asked to be left alone until then
}

const (
	// maxCrawlDelay bounds what a robots.txt can ask for, so that a host with many articles can be kept up with.
	maxCrawlDelay = 30 * time.Second
	// manyHosts is how many hosts are remembered before those whose pause is over are forgotten.
	manyHosts = 1024
)

func newTurns(concurrency int, delay time.Duration, now func() time.Time, sleep func(context.Context, time.Duration) error) *turns {
	return &turns{delay: delay, now: now, sleep: sleep, slots: make(chan struct{}, concurrency), hosts: make(map[string]*hostTurn)}
}

// take waits for the turn of a host, whose pause is at least that long; done gives it back. A host that asked to be
// left alone is not waited for: that is a *Error of kind Busy. The other error is ctx's.
func (t *turns) take(ctx context.Context, host string, pause time.Duration) (done func(), err error) {
	h := t.enter(host)
	select {
	case h.busy <- struct{}{}:
	case <-ctx.Done():
		t.leave(h)
		return nil, ctx.Err()
	}
	release := func() { <-h.busy; t.leave(h) }
	t.mu.Lock()
	closed, ready := h.closed, h.last.Add(max(t.delay, min(pause, maxCrawlDelay)))
	t.mu.Unlock()
	now := t.now()
	if closed.After(now) {
		release()
		return nil, &Error{Kind: Busy, Host: host, Until: closed}
	}
	if wait := ready.Sub(now); wait > 0 {
		if err := t.sleep(ctx, wait); err != nil {
			release()
			return nil, err
		}
	}
	select {
	case t.slots <- struct{}{}:
	case <-ctx.Done():
		release()
		return nil, ctx.Err()
	}
	return func() {
		<-t.slots
		t.mu.Lock()
		h.last = t.now()
		t.mu.Unlock()
		release()
	}, nil
}

// close keeps everyone from a host until then.
func (t *turns) close(host string, until time.Time) {
	if until.IsZero() {
		return
	}
	h := t.enter(host)
	t.mu.Lock()
	h.closed = until
	t.mu.Unlock()
	t.leave(h)
}

func (t *turns) enter(host string) *hostTurn {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.hosts[host]
	if h == nil {
		if len(t.hosts) >= manyHosts {
			t.forget()
		}
		h = &hostTurn{busy: make(chan struct{}, 1)}
		t.hosts[host] = h
	}
	h.users++
	return h
}

func (t *turns) leave(h *hostTurn) {
	t.mu.Lock()
	h.users--
	t.mu.Unlock()
}

// forget drops the hosts that nobody has to wait for. t.mu is held.
func (t *turns) forget() {
	now := t.now()
	for name, h := range t.hosts {
		if h.users == 0 && !h.closed.After(now) && !h.last.Add(max(t.delay, maxCrawlDelay)).After(now) {
			delete(t.hosts, name)
		}
	}
}
