package telegram

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// updates is the queue of what the bot was not told yet.
type updates struct {
	lastID    int64
	pending   []update
	confirmed []update // those last confirmed, for Repeat
	again     []update // to be told once more
	allowed   []string // nil for the usual ones
	poll      *poll    // the getUpdates that waits, or nil
	ended     int      // polls that another one ended
}

type update struct {
	id   int64
	data json.RawMessage
}

// poll is a getUpdates that waits.
type poll struct {
	end   func()
	other bool // ended since another one came
}

// kept is how many confirmed updates Repeat can reach back.
const kept = 1000

// asked are the kinds of updates that a bot only gets when it asks for them.
var asked = []string{"chat_member", "message_reaction", "message_reaction_count"}

// tell queues an update of one field. The lock is held.
func (s *Server) tell(field string, value any) {
	u := &s.updates
	if u.allowed == nil && slices.Contains(asked, field) || u.allowed != nil && !slices.Contains(u.allowed, field) {
		return
	}
	u.lastID++
	data, err := json.Marshal(map[string]any{"update_id": u.lastID, field: value})
	if err != nil {
		s.violate("spec", "an update cannot be written: %v", err)
		return
	}
	u.pending = append(u.pending, update{u.lastID, data})
	s.touch()
}

// Push queues an update of one field that a User or Chat cannot make, such as one
// that is malformed.
func (s *Server) Push(field string, value json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &s.updates
	u.lastID++
	data, _ := json.Marshal(map[string]any{"update_id": u.lastID, field: value})
	u.pending = append(u.pending, update{u.lastID, data})
	s.touch()
}

// Repeat tells the bot the last n updates that it confirmed once more, as
// Telegram does at times.
func (s *Server) Repeat(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	confirmed := s.updates.confirmed
	s.updates.again = append(s.updates.again, confirmed[max(0, len(confirmed)-n):]...)
	s.touch()
}

// Pending is how many updates the bot has not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates.pending)
}

// Polling reports whether the bot waits for updates.
func (s *Server) Polling() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.updates.poll != nil
}

// Conflicts is how many polls were ended since another one came.
func (s *Server) Conflicts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.updates.ended
}

// confirm forgets the updates before offset; a negative one leaves as many of the
// last. The lock is held.
func (u *updates) confirm(offset int64) {
	n := 0
	switch {
	case offset < 0:
		n = max(0, len(u.pending)+int(offset))
	default:
		for n < len(u.pending) && u.pending[n].id < offset {
			n++
		}
	}
	u.confirmed = append(u.confirmed, u.pending[:n]...)
	u.confirmed = slices.Clone(u.confirmed[max(0, len(u.confirmed)-kept):])
	u.pending = u.pending[n:]
}

// getUpdates waits for updates. It takes the lock itself.
func (s *Server) getUpdates(ctx context.Context, c *call) (any, error) {
	offset, err := c.int("offset")
	if err != nil {
		return nil, err
	}
	limit, err := c.int("limit")
	if err != nil {
		return nil, err
	}
	if limit < 1 || limit > 100 {
		limit = 100
	}
	seconds, err := c.int("timeout")
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := c.allow(); err != nil {
		return nil, err
	}
	if s.hook.url != "" {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	u := &s.updates
	if u.poll != nil {
		u.poll.other = true
		u.poll.end()
	}
	u.confirm(int64(offset))
	timeout := time.NewTimer(time.Duration(seconds) * time.Second)
	defer timeout.Stop()
	ended, end := context.WithCancel(ctx)
	defer end()
	p := &poll{end: end}
	u.poll = p
	s.changed.Wake()
	defer func() {
		if u.poll == p {
			u.poll = nil
			s.changed.Wake()
		}
	}()
	for len(u.pending) == 0 && len(u.again) == 0 {
		changed := s.changed.Next()
		s.mu.Unlock()
		over := false
		select {
		case <-changed:
		case <-timeout.C:
			over = true
		case <-ended.Done():
			over = true
		case <-s.quit.Done():
			over = true
		}
		s.mu.Lock()
		if p.other {
			u.ended++
			return nil, conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
		}
		if over {
			break
		}
	}
	batch := []json.RawMessage{}
	for _, again := range u.again {
		batch = append(batch, again.data)
	}
	u.again = nil
	for _, one := range u.pending[:min(limit, len(u.pending))] {
		batch = append(batch, one.data)
	}
	return batch, nil
}

func conflict(why string) *apiError {
	return &apiError{code: http.StatusConflict, description: "Conflict: " + why}
}

// allow takes over allowed_updates: an empty list is the usual ones, and none
// leaves what was set before.
func (c *call) allow() error {
	if !c.has("allowed_updates") {
		return nil
	}
	var kinds []string
	if err := c.decode("allowed_updates", &kinds); err != nil {
		return err
	}
	if len(kinds) == 0 {
		kinds = nil
	}
	c.s.updates.allowed = kinds
	return nil
}
