package main

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlite/disktest"
)

// errKilled is what a program gets from its store, its platforms and the web once it was killed.
var errKilled = errors.New("the program was killed")

// mortalStore is the store of a program that is killed at one of its writes: just before
// it, or when it is on the disk and the program does not know yet. From then on nothing that
// the program does has an effect.
type mortalStore struct {
	*sqlite.Store
	disk    *disktest.Disk
	sent    func()      // called when messages are marked as sent
	forgets func() bool // whether the next such mark is not written: a defect
	note    func(format string, args ...any)

	mu     sync.Mutex
	at     writer // who kills it
	left   int    // writes of that one until then; 0 for never
	after  bool   // that write is on the disk
	killed bool
}

// writer is what writes. What works does so where it is told to; what holds the connections
// writes at times of its own, too.
type writer string

const (
	working    writer = "working"
	connecting writer = "connecting"
)

// killAt has the program be killed at the n-th write of a writer from now; 0 for never.
func (s *mortalStore) killAt(at writer, n int, after bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at, s.left, s.after = at, n, after
}

// kill kills the program.
func (s *mortalStore) kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.killed = true
}

// client is a way out of the program, on which nothing goes out or comes in once it is dead.
func (s *mortalStore) client(net http.RoundTripper) *http.Client {
	return &http.Client{Transport: mortalNet{net, s}}
}

type mortalNet struct {
	net   http.RoundTripper
	store *mortalStore
}

func (n mortalNet) RoundTrip(r *http.Request) (*http.Response, error) {
	if n.store.dead() {
		return nil, errKilled
	}
	answer, err := n.net.RoundTrip(r)
	if err == nil && n.store.dead() {
		answer.Body.Close()
		return nil, errKilled
	}
	return answer, err
}

// dead reports whether the program was killed, or the power failed.
func (s *mortalStore) dead() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.killed || s.disk.Off()
}

// write does what writes, unless the program is dead before; it is dead behind it at the latest
// when its time has come.
func (s *mortalStore) write(by writer, do func() error) error {
	s.mu.Lock()
	counts := s.left > 0 && by == s.at
	last := counts && s.left == 1
	if counts {
		s.left--
	}
	s.killed = s.killed || last && !s.after
	dead := s.killed
	s.mu.Unlock()
	if last {
		s.note("killed at a write of what is %s, done: %t", by, s.after)
	}
	if dead {
		return errKilled
	}
	err := do()
	if last {
		s.mu.Lock()
		s.killed = true
		s.mu.Unlock()
		return errKilled
	}
	return err
}

// written is write for what returns something.
func written[T any](s *mortalStore, do func() (T, error)) (v T, err error) {
	err = s.write(working, func() error {
		v, err = do()
		return err
	})
	return v, err
}

func (s *mortalStore) Write(ctx context.Context, f func(knowledge.Writer) error) error {
	return s.write(working, func() error { return s.Store.Write(ctx, f) })
}

func (s *mortalStore) UpdateFeed(ctx context.Context, f knowledge.Feed) error {
	return s.write(working, func() error { return s.Store.UpdateFeed(ctx, f) })
}

func (s *mortalStore) BeginAttempt(ctx context.Context, thing string, at time.Time) error {
	return s.write(working, func() error { return s.Store.BeginAttempt(ctx, thing, at) })
}

func (s *mortalStore) EndAttempts(ctx context.Context, things ...string) error {
	return s.write(working, func() error { return s.Store.EndAttempts(ctx, things...) })
}

func (s *mortalStore) Subscribe(ctx context.Context, sub audience.Subscription) (id int64, created bool, err error) {
	err = s.write(working, func() error {
		id, created, err = s.Store.Subscribe(ctx, sub)
		return err
	})
	return id, created, err
}

func (s *mortalStore) UpdateSubscription(ctx context.Context, sub audience.Subscription) error {
	return s.write(working, func() error { return s.Store.UpdateSubscription(ctx, sub) })
}

func (s *mortalStore) Unsubscribe(ctx context.Context, id int64) error {
	return s.write(working, func() error { return s.Store.Unsubscribe(ctx, id) })
}

// Claim takes the alerts of one place at a time, so that they are delivered in an order.
func (s *mortalStore) Claim(ctx context.Context, platforms []string, now time.Time, lease time.Duration, _ int) ([]audience.Alert, error) {
	return written(s, func() ([]audience.Alert, error) { return s.Store.Claim(ctx, platforms, now, lease, 1) })
}

func (s *mortalStore) MarkSent(ctx context.Context, ids []int64, message string, at time.Time) error {
	return s.write(working, func() error {
		if s.forgets() {
			return nil
		}
		err := s.Store.MarkSent(ctx, ids, message, at)
		if err == nil {
			s.sent()
		}
		return err
	})
}

func (s *mortalStore) Postpone(ctx context.Context, ids []int64, due time.Time, reason string) error {
	return s.write(working, func() error { return s.Store.Postpone(ctx, ids, due, reason) })
}

func (s *mortalStore) Bury(ctx context.Context, ids []int64, reason string) error {
	return s.write(working, func() error { return s.Store.Bury(ctx, ids, reason) })
}

func (s *mortalStore) Drop(ctx context.Context, ids []int64) error {
	return s.write(working, func() error { return s.Store.Drop(ctx, ids) })
}

func (s *mortalStore) Notify(ctx context.Context, key, text string, at time.Time) (bool, error) {
	return written(s, func() (bool, error) { return s.Store.Notify(ctx, key, text, at) })
}

func (s *mortalStore) SaveSession(ctx context.Context, session audience.Session) error {
	return s.write(working, func() error { return s.Store.SaveSession(ctx, session) })
}

func (s *mortalStore) SetState(ctx context.Context, name, value string) error {
	return s.write(connecting, func() error { return s.Store.SetState(ctx, name, value) })
}

func (s *mortalStore) ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error {
	return s.write(connecting, func() error { return s.Store.ChangeState(ctx, name, change) })
}

func (s *mortalStore) SaveReceipts(ctx context.Context, receipts []audience.Receipt, sessions []audience.Session, now time.Time) error {
	return s.write(working, func() error { return s.Store.SaveReceipts(ctx, receipts, sessions, now) })
}

func (s *mortalStore) SetSettings(ctx context.Context, p audience.Place, by audience.Person, c audience.Settings) error {
	return s.write(working, func() error { return s.Store.SetSettings(ctx, p, by, c) })
}

func (s *mortalStore) HoldPlace(ctx context.Context, p audience.Place, reason string, now, until time.Time) (audience.Hold, error) {
	return written(s, func() (audience.Hold, error) { return s.Store.HoldPlace(ctx, p, reason, now, until) })
}

func (s *mortalStore) Release(ctx context.Context, p audience.Place) error {
	return s.write(working, func() error { return s.Store.Release(ctx, p) })
}

func (s *mortalStore) Reopen(ctx context.Context, p audience.Place, threads bool) ([]audience.Subscription, error) {
	return written(s, func() ([]audience.Subscription, error) { return s.Store.Reopen(ctx, p, threads) })
}
