// Package session keeps what answers leave behind: what a conversation has in hand, the
// argument that was asked for, and the reply behind buttons.
package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

const (
	// conversationKept is how long what a conversation has in hand is kept after its
	// last word.
	conversationKept = 30 * time.Minute
	// saveTime is how long keeping a session of no event may take: half of what a program
	// that ends has left.
	saveTime = 5 * time.Second
)

// Sessions keeps what answers leave behind for the next message, reply or press: what a
// conversation has in hand, the argument that was asked for, the reply behind buttons. It
// may be used by any number of goroutines.
type Sessions struct {
	store  audience.Sessions
	engine *bot.Engine
	log    *slog.Logger
	now    func() time.Time
	leave  Leave

	mu     sync.Mutex
	saving map[string]Shown // those on their way into a chat, by key
}

// Leave has a session stored in one transaction with the end of handling the event that a
// context is for, and calls stored when that was tried. It returns false, and does nothing,
// for a context of no event.
type Leave func(ctx context.Context, s audience.Session, stored func()) bool

// New returns the sessions in a store, whose recalled replies an engine verifies. leave is
// nil where nothing is an event.
func New(store audience.Sessions, engine *bot.Engine, log *slog.Logger, now func() time.Time, leave Leave) *Sessions {
	return &Sessions{store: store, engine: engine, log: log, now: now, leave: leave, saving: map[string]Shown{}}
}

// Sent is a reply that was shown, and what is to be kept of it.
type Sent struct {
	Request bot.Request
	Reply   bot.Reply
	Shown   *Shown // what Show returned for it; nil when it was not shown with buttons
	Buttons bool   // it has buttons that need what Shown holds
	Message string // the platform's reference of its message; "" when that is not known
	Asked   Asked  // what it answers; zero for what was not said in words
	// Waits is set where the next plain text of the person is taken for the argument
	// that the reply asks for.
	Waits bool
}

// Resume sets what a request goes on from, unless it says so itself: what was shown in
// the message that it replies to, or else what the conversation has in hand. A read that
// fails is logged and leaves nothing in hand.
func (s *Sessions) Resume(ctx context.Context, r *bot.Request) {
	if r.Talk != nil {
		return
	}
	if r.Parent != "" {
		was, err := s.At(ctx, r.Place, r.Parent)
		if s.readable(ctx, err) && was.Reply.Talk != nil && was.Reply.Talk.Kept() {
			r.Talk = was.Reply.Talk
			return
		}
	}
	if shown, ok := s.onItsWay(*r, func(was bot.Reply) bool { return was.Talk != nil }); ok {
		r.Talk = shown.Reply.Talk
		return
	}
	kept, err := s.store.Conversation(ctx, r.Person, r.Place, s.now())
	if err == nil {
		err = json.Unmarshal(kept.Talk, &r.Talk)
	}
	if !s.readable(ctx, err) {
		r.Talk = nil
	}
}

// onItsWay returns the reply to the person of a request that is not saved yet and that
// fits: whoever goes on at once is understood, too.
func (s *Sessions) onItsWay(r bot.Request, fits func(bot.Reply) bool) (Shown, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, shown := range s.saving {
		if shown.Person == r.Person && shown.Place == r.Place && !shown.Hidden && fits(shown.Reply) {
			return shown, true
		}
	}
	return Shown{}, false
}

// readable reports whether a session was read, and logs why it was not.
func (s *Sessions) readable(ctx context.Context, err error) bool {
	if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
		s.log.WarnContext(ctx, "session: read failed", "error", err)
	}
	return err == nil
}

// Save keeps what an answer leaves behind; it is called when the answer was sent. That to
// an event of ctx is stored in one transaction with the end of handling it, and another at
// once, also when ctx ends just then. A reply that is about nothing leaves the conversation as it was, and so
// does a hidden one, of which others may not hear; one to a question of its own that
// nothing stored answers ends it.
func (s *Sessions) Save(ctx context.Context, a Sent) error {
	stored := func() {
		if a.Shown != nil {
			s.Drop(a.Shown)
		}
	}
	session, err := s.session(a)
	if err != nil {
		stored()
		return err
	}
	return s.keep(ctx, session, stored)
}

// session is what an answer leaves behind.
func (s *Sessions) session(a Sent) (session audience.Session, err error) {
	if session.Conversation, err = s.conversation(a); err != nil {
		return session, err
	}
	if session.Pending, err = s.pending(a); err != nil {
		return session, err
	}
	if a.Reply.Marker != nil {
		session.Markers = append(session.Markers, *a.Reply.Marker)
	}
	session.Shown, err = s.shown(a)
	return session, err
}

// keep stores a session, with the event of ctx where there is one, and calls stored when
// that was tried.
func (s *Sessions) keep(ctx context.Context, session audience.Session, stored func()) error {
	if s.leave != nil && !session.Empty() && s.leave(ctx, session, stored) {
		return nil
	}
	defer stored()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer cancel()
	return s.store.SaveSession(ctx, session)
}

// conversation is what an answer leaves in hand; nil when that is what was.
func (s *Sessions) conversation(a Sent) (*audience.Conversation, error) {
	left := a.Request.Left(a.Reply)
	if left == nil || a.Request.Person == (audience.Person{}) {
		return nil, nil
	}
	c := &audience.Conversation{Person: a.Request.Person, Place: a.Request.Place, Expires: s.now().Add(conversationKept)}
	if !left.Kept() {
		if a.Request.Talk == nil { // there is none to end
			return nil, nil
		}
		return c, nil
	}
	var err error
	if c.Talk, err = json.Marshal(left); err != nil {
		return nil, fmt.Errorf("keeping a conversation: %w", err)
	}
	return c, nil
}

// Marked reports whether something was done, so that it need not be done again. A read
// that fails is an error.
func (s *Sessions) Marked(ctx context.Context, kind audience.MarkerKind, platform, name string) (bool, error) {
	_, err := s.store.Marker(ctx, kind, platform, name, s.now())
	if errors.Is(err, knowledge.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Mark keeps for a time that something was done, with the person whom it is about; the
// zero Person for nobody. It is stored at once: another event may be waiting for it.
func (s *Sessions) Mark(ctx context.Context, kind audience.MarkerKind, platform, name string, who audience.Person, d time.Duration) error {
	m := audience.Marker{Kind: kind, Platform: platform, Name: name, Person: who, Expires: s.now().Add(d)}
	return s.store.SaveSession(ctx, audience.Session{Markers: []audience.Marker{m}})
}
