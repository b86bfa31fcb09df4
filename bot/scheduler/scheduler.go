// Package scheduler bounds how much work is done at the same time, and lets those who ask
// for it take turns.
package scheduler

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"time"
)

// ErrBusy is that so much waits that a turn would come too late.
var ErrBusy = errors.New("too much work waits")

// meanOf is over about how many pieces of work the mean of their durations goes.
const meanOf = 16

// Scheduler gives out slots. A name that has several pieces of work waiting gets no more
// turns than one that has a single one (round robin). Its methods may be called by any
// number of goroutines.
type Scheduler struct {
	slots    int
	patience time.Duration

	mu      sync.Mutex
	running int
	mean    time.Duration        // that a piece of work lately took
	waiting map[string][]*ticket // by name, in the order of their coming; none is empty
	turns   []string             // the names that wait, in the order of their turns
}

// ticket is a piece of work that waits.
type ticket struct {
	turn    chan struct{} // closed when it has a slot
	granted bool
}

// New returns a Scheduler of so many slots, at least one, in which a piece of work waits for
// one no longer than patience.
func New(slots int, patience time.Duration) *Scheduler {
	return &Scheduler{slots: max(1, slots), patience: patience, waiting: map[string][]*ticket{}}
}

type sinceKey struct{}

// WithSince returns a context for work that has waited elsewhere since a time, which counts to
// the patience.
func WithSince(ctx context.Context, since time.Time) context.Context {
	return context.WithValue(ctx, sinceKey{}, since)
}

// left is how long the work of a context may wait yet.
func (s *Scheduler) left(ctx context.Context) time.Duration {
	if since, ok := ctx.Value(sinceKey{}).(time.Time); ok {
		return max(0, s.patience-time.Since(since))
	}
	return s.patience
}

// Enter waits for a slot, and returns the function that gives it back, which must be called
// once. The error is ErrBusy where the wait is, or can be expected to be, longer than what is
// left of the patience, or that of ctx. A patient caller waits for as long as it takes.
func (s *Scheduler) Enter(ctx context.Context, name string, patient bool) (leave func(), err error) {
	longest := time.Duration(math.MaxInt64)
	if !patient {
		longest = s.left(ctx)
	}
	t, err := s.line(name, longest)
	if err != nil {
		return nil, err
	}
	if err := s.await(ctx, t, longest); err != nil {
		s.giveUp(name, t)
		return nil, err
	}
	start := time.Now()
	return func() { s.leave(time.Since(start)) }, nil
}

// await waits until a piece of work has a slot, but no longer than longest.
func (s *Scheduler) await(ctx context.Context, t *ticket, longest time.Duration) error {
	select {
	case <-t.turn: // even when ctx is done or the patience is none
		return nil
	default:
	}
	timer := time.NewTimer(longest)
	defer timer.Stop()
	select {
	case <-t.turn:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return ErrBusy
	}
}

// line puts a piece of work, which may wait no longer than longest, into the line of its
// name, and gives it a slot when one is free.
func (s *Scheduler) line(name string, longest time.Duration) (*ticket, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.expected(name) > longest {
		return nil, ErrBusy
	}
	t := &ticket{turn: make(chan struct{})}
	if len(s.waiting[name]) == 0 {
		s.turns = append(s.turns, name)
	}
	s.waiting[name] = append(s.waiting[name], t)
	s.grant()
	return t, nil
}

// expected is how long one more piece of work of a name would wait: in the rounds until its
// turn each other name has at most one turn a round.
func (s *Scheduler) expected(name string) time.Duration {
	if s.running < s.slots {
		return 0
	}
	rounds := len(s.waiting[name]) + 1
	before := 0
	for _, line := range s.waiting {
		before += min(len(line), rounds)
	}
	return s.mean * time.Duration(before+1) / time.Duration(s.slots)
}

// grant gives the free slots to those whose turn it is. The lock is held.
func (s *Scheduler) grant() {
	for s.running < s.slots && len(s.turns) > 0 {
		name := s.turns[0]
		s.turns = s.turns[1:]
		line := s.waiting[name]
		t := line[0]
		if len(line) > 1 {
			s.waiting[name] = line[1:]
			s.turns = append(s.turns, name)
		} else {
			delete(s.waiting, name)
		}
		s.running++
		t.granted = true
		close(t.turn)
	}
}

// leave gives back a slot that was held for so long.
func (s *Scheduler) leave(held time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mean == 0 {
		s.mean = held
	}
	s.mean += (held - s.mean) / meanOf
	s.running--
	s.grant()
}

// giveUp takes a piece of work out of its line, or gives back the slot that it was given
// meanwhile.
func (s *Scheduler) giveUp(name string, t *ticket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.granted {
		s.running--
		s.grant()
		return
	}
	line := slices.DeleteFunc(s.waiting[name], func(other *ticket) bool { return other == t })
	if s.waiting[name] = line; len(line) == 0 {
		delete(s.waiting, name)
		s.turns = slices.DeleteFunc(s.turns, func(other string) bool { return other == name })
	}
}
