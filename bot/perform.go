package bot

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"quoth/bot/intent"
	"quoth/bot/scheduler"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// ErrBusy is that a request was not worked on, since too much was asked before it.
var ErrBusy = scheduler.ErrBusy

const (
	// turnTime is how long somebody waits until their request is begun.
	turnTime = 10 * time.Second
	// replyKept is how long a reply stands for the same request: "today" and the titles of
	// feeds, which a revision of the store does not tell, change meanwhile at most.
	replyKept = time.Minute
	// maxReplies is how many are kept: with the picture of a timeline 30 kB each.
	maxReplies = 256
)

// WithSince returns a context for a request that somebody has waited with since a time, which
// counts to how long they wait until it is begun.
func WithSince(ctx context.Context, since time.Time) context.Context {
	return scheduler.WithSince(ctx, since)
}

// perform calls the handler of a command. Heavy work is done when it is the turn of the chat,
// so that what is asked for is not more than the cores and the memory have room for; and what
// all ask for is done once.
func (e *Engine) perform(ctx context.Context, c *Command, r Request) (Reply, error) {
	reading := ctx
	if c.Page() && !r.exact { // as a page, which is seconds old when it is looked at
		reading = knowledge.MayBeStale(ctx)
	}
	if c.Work == Light {
		return c.handle(reading, e, r)
	}
	work := func() (Reply, error) {
		leave, err := e.scheduler.Enter(ctx, r.Place.Platform+":"+r.Place.Chat, r.Patient)
		if err != nil {
			return Reply{}, err
		}
		defer leave()
		return c.handle(reading, e, r)
	}
	if c.Work != Shared {
		return work()
	}
	key, err := e.replyKey(reading, r)
	if err != nil {
		return Reply{}, err
	}
	use := knowledge.CopyUseOf(reading)
	return e.replies.do(ctx, key, r.Patient, work, func() bool { return use == nil || !use.Left() })
}

// replyKey is the same for requests that have the same reply. All of a request is in it but
// who asks and how that came in, which handlers of shared work do not read: a field that
// Request gets is in it, too.
func (e *Engine) replyKey(ctx context.Context, r Request) (key replyKey, err error) {
	revision, err := e.store.Revision(ctx)
	if err != nil {
		return key, err
	}
	talk, settings := inHand(r), r.voice.settings
	r.Person, r.Place, r.Server, r.Private, r.Hidden, r.Elsewhere = audience.Person{}, audience.Place{}, "", false, false, ""
	r.Asker, r.Parent, r.Forwarded, r.To, r.Under, r.Waiting = audience.Person{}, "", false, "", intent.Under{}, nil
	r.Patient, r.Manager, r.At, r.Intent, r.admitted, r.exact = false, nil, time.Time{}, intent.Intent{}, false, false
	r.Talk, r.voice, r.topic = nil, nil, nil // of which there are talk and settings, and which Args name
	if r.Text != "" {
		r.Text = "said" // in plain words, which go on from the talk; Args hold them
	}
	digest := sha256.New()
	fmt.Fprintf(digest, "%#v", []any{revision, talk, settings, r})
	digest.Sum(key[:0])
	return key, nil
}

type replyKey [sha256.Size]byte

// replies are those of a moment ago and those that are worked on. One that is done is held
// for replyKept at most, as it tells what was asked.
type replies struct {
	now func() time.Time

	mu    sync.Mutex
	known map[replyKey]*sharedReply
	kept  []*sharedReply // those that are done, the oldest first
}

type sharedReply struct {
	key   replyKey
	until time.Time
	done  chan struct{} // closed when what follows is set
	reply Reply
	err   error
}

func newReplies(now func() time.Time) *replies {
	return &replies{now: now, known: map[replyKey]*sharedReply{}}
}

// do returns the reply of work, which the first of those who ask at the same time does for
// all, in its context. It fails for itself alone: the others do it themselves. But where it
// waited in vain for its turn, so did they, unless they are patient.
//
// A reply is held for those who ask later where whole says that it is of the revision that its
// key tells.
func (s *replies) do(ctx context.Context, key replyKey, patient bool, work func() (Reply, error), whole func() bool) (Reply, error) {
	for {
		shared, first := s.join(key)
		if first {
			return s.lead(shared, work, whole)
		}
		select {
		case <-shared.done:
			if shared.err == nil || errors.Is(shared.err, ErrBusy) && !patient {
				return shared.copy(), shared.err
			}
		case <-ctx.Done():
			return Reply{}, ctx.Err()
		}
	}
}

// join returns the reply of a key, and whether it is to be worked on.
func (s *replies) join(key replyKey) (shared *sharedReply, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prune()
	shared = s.known[key]
	if shared != nil {
		return shared, false
	}
	shared = &sharedReply{key: key, done: make(chan struct{}), err: errPanicked} // unless work returns
	s.known[key] = shared
	return shared, true
}

// prune drops the replies that are too old or too many. The lock is held.
func (s *replies) prune() {
	for len(s.kept) > maxReplies || len(s.kept) > 0 && !s.now().Before(s.kept[0].until) {
		delete(s.known, s.kept[0].key)
		s.kept[0] = nil
		s.kept = s.kept[1:]
	}
}

// drop drops all that are done. They do not tell who asked, but may hold the words of somebody
// of whom nothing is to be kept.
func (s *replies) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.kept {
		delete(s.known, r.key)
	}
	s.kept = nil
}

// lead works on a reply.
func (s *replies) lead(shared *sharedReply, work func() (Reply, error), whole func() bool) (Reply, error) {
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if shared.err != nil || !whole() {
			delete(s.known, shared.key)
		} else {
			shared.until = s.now().Add(replyKept)
			s.kept = append(s.kept, shared)
			time.AfterFunc(replyKept, func() { // also when nobody asks for anything more
				s.mu.Lock()
				defer s.mu.Unlock()
				s.prune()
			})
		}
		close(shared.done)
	}()
	shared.reply, shared.err = work()
	return shared.copy(), shared.err
}

// copy is the reply with lists of its own, which others may add to.
func (s *sharedReply) copy() Reply {
	r := s.reply
	r.Blocks, r.Actions = slices.Clone(r.Blocks), slices.Clone(r.Actions)
	return r
}
