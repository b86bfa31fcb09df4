package gateway

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"quoth/bot/chat"
)

const (
	// longestPause is the longest pause between two tries to connect.
	longestPause = 2 * time.Minute
	// longestInvalid is the longest pause after the gateway refused a session.
	longestInvalid = 15 * time.Minute
)

// A ClosedError is that Discord closed a connection and lets it connect no more before
// somebody changes something.
type ClosedError struct{ Code int }

func (e *ClosedError) Error() string {
	return fmt.Sprintf("the gateway closed the connection for good, with code %d", e.Code)
}

// shard is one of the gateway's connections and, between two connections, what is
// needed to resume its session.
type shard struct {
	*Client
	id      int
	count   int
	address string
	budget  *budget

	session    string // "": there is none to resume
	resume     string // where the session is resumed
	who        Identity
	progress   progress
	saving     sync.Mutex
	ended      bool // nothing is stored any more; guarded by saving
	identified bool // this process did so before
	invalid    int  // how often in a row the gateway refused a session
	healthy    bool // READY or RESUMED came on the last connection
}

// run keeps a shard connected until ctx is done or Discord will not have it.
func (s *shard) run(ctx context.Context) error {
	s.load(ctx)
	for failures := 0; ; {
		s.healthy = false
		err := s.guarded(ctx)
		if ctx.Err() != nil {
			return nil
		}
		var closed *websocket.CloseError
		if errors.As(err, &closed) {
			switch closed.Code {
			case 4004, 4010, 4011, 4012, 4013, 4014: // those that are not to be tried again
				return &ClosedError{closed.Code}
			case 4003, 4007, 4009: // not authenticated, wrong sequence, timed out: there is nothing to resume
				s.forget()
			}
			err = fmt.Errorf("the gateway closed the connection with code %d", closed.Code)
		}
		if failures++; s.healthy {
			failures, s.invalid = 1, 0
		}
		if errors.Is(err, errInvalid) {
			s.invalid++
		}
		if !s.healthy && failures > 4 {
			// Whatever is wrong, it may be wrong with the session.
			s.forget()
		}
		pause := s.pause(err, failures)
		s.Log.WarnContext(ctx, "gateway: connection ended", "shard", s.id, "error", err, "again_in", pause.Round(time.Millisecond))
		if s.Supervise.Sleep(ctx, pause) != nil {
			return nil
		}
	}
}

// guarded holds a connection; a panic ends that connection alone, and its session, which
// might bring again what caused it.
func (s *shard) guarded(ctx context.Context) error {
	err := s.Supervise.Catch(func() error { return s.hold(ctx) })
	var broke *chat.PanicError
	if errors.As(err, &broke) {
		s.Supervise.Failed(ctx, "connection", err)
		s.forget()
		return errPanicked
	}
	return err
}

// pause is how long to wait before the next connection.
func (s *shard) pause(err error, failures int) time.Duration {
	switch {
	case errors.Is(err, errInvalid) && s.session == "":
		// Discord wants a random pause of 1 to 5 seconds. One that is refused again and
		// again would use up the identifies of a day, after which the token is reset.
		return min((time.Second+rand.N(4*time.Second))<<min(s.invalid-1, 10), longestInvalid)
	case s.session != "" && failures == 1:
		return rand.N(100 * time.Millisecond) // to resume: the sooner, the less waits
	case s.session != "":
		return min(chat.Backoff(failures-2), longestPause)
	}
	return min(chat.Backoff(failures+1), longestPause)
}

// turn waits until the shard may identify.
func (s *shard) turn(ctx context.Context) error {
	turn := s.budget.take(ctx, s.id, s.identified, time.Now())
	s.identified = true
	if turn > longestPause {
		s.Log.WarnContext(ctx, "gateway: identify delayed", "shard", s.id, "again_in", turn.Round(time.Second))
	}
	return s.Supervise.Sleep(ctx, turn)
}
