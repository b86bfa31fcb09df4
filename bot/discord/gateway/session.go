package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

const (
	// sessionLife is how long after its process ended a session is tried to be resumed.
	// Discord does not say how long it keeps one; a resume that it refuses costs no
	// identify.
	sessionLife = 5 * time.Minute
	// saveTime is how long storing a session may take: a heartbeat waits for it.
	saveTime = 2 * time.Second
	// settleTime is how long a shard that ends waits for the events that came to be stored:
	// as long as Discord gives for an answer. What is not stored then comes to the process
	// that is next, too.
	settleTime = 3 * time.Second
)

// savedSession is what a process needs to resume the session of the one before it.
type savedSession struct {
	Session, Resume   string
	Seq               int64 // of the last event that need not come again
	User, Application string
	At                time.Time
}

// progress is how far a shard got in its session.
type progress struct {
	mu      sync.Mutex
	last    int64          // the number of the last event
	pending map[int64]bool // events that are not stored yet
	stored  int64          // what savedSession holds
	settled chan struct{}  // closed when nothing is pending any more; nil: nobody waits for that
}

// begin notes that an event came. It need not come again once done is called.
func (p *progress) begin(seq int64) (done func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = max(p.last, seq)
	if p.pending == nil {
		p.pending = map[int64]bool{}
	}
	p.pending[seq] = true
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.pending, seq)
		if p.settled != nil && len(p.pending) == 0 {
			close(p.settled)
			p.settled = nil
		}
	}
}

// settle waits until every event that came need not come again, but not for long. No more
// may come.
func (p *progress) settle() {
	p.mu.Lock()
	if len(p.pending) == 0 {
		p.mu.Unlock()
		return
	}
	settled := make(chan struct{})
	p.settled = settled
	p.mu.Unlock()
	select {
	case <-settled:
	case <-time.After(settleTime):
	}
}

// safe is the number of the last event of which neither it nor one before need come again.
func (p *progress) safe() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.pending) > 0 {
		return slices.Min(slices.Collect(maps.Keys(p.pending))) - 1
	}
	return p.last
}

func (p *progress) set(last, stored int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last, p.stored, p.pending = last, stored, nil
}

// saved is the number of the last event that a later process does not ask for again.
func (p *progress) saved() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stored
}

func (s *shard) state() string {
	return fmt.Sprintf("discord.session.%s.%d/%d", s.Account, s.id, s.count)
}

// load takes the session of an earlier process up, if there is one.
func (s *shard) load(ctx context.Context) {
	var was savedSession
	data, err := s.Store.State(ctx, s.state())
	if err == nil && data != "" {
		err = json.Unmarshal([]byte(data), &was)
	}
	if err != nil {
		s.Supervise.Failed(ctx, "session read", err)
	}
	if was.Session == "" || time.Since(was.At) > sessionLife {
		return
	}
	s.begin(was.Session, was.Resume, Identity{was.User, was.Application})
	s.progress.set(was.Seq, was.Seq)
	s.Known(s.who) // what was missed comes before RESUMED
}

// begin sets the session that is held, which save may look at meanwhile; "" for none.
func (s *shard) begin(session, resume string, who Identity) {
	s.progress.mu.Lock()
	defer s.progress.mu.Unlock()
	s.session, s.resume, s.who = session, resume, who
}

// forget ends the session: the next connection identifies.
func (s *shard) forget() {
	s.begin("", "", Identity{})
	s.progress.set(0, 0)
}

// end stores how far the session got, from where the next process resumes it. After it
// nothing is stored of the shard.
func (s *shard) end(ctx context.Context) {
	s.progress.settle()
	s.save(context.WithoutCancel(ctx))
	s.saving.Lock()
	defer s.saving.Unlock()
	s.ended = true
}

// save stores what a later process needs to resume the session, if there is one.
func (s *shard) save(ctx context.Context) {
	s.saving.Lock()
	defer s.saving.Unlock()
	if s.ended {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, saveTime)
	defer cancel()
	seq := s.progress.safe()
	s.progress.mu.Lock()
	now := savedSession{s.session, s.resume, seq, s.who.User, s.who.Application, time.Now()}
	s.progress.mu.Unlock()
	if now.Session == "" {
		return
	}
	data, err := json.Marshal(now)
	if err == nil {
		err = s.Store.SetState(ctx, s.state(), string(data))
	}
	if err != nil {
		s.Supervise.Failed(ctx, "session save", err)
		return
	}
	s.progress.mu.Lock()
	s.progress.stored = max(s.progress.stored, seq)
	s.progress.mu.Unlock()
}
