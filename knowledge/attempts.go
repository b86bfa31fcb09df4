package knowledge

import (
	"context"
	"time"
)

// Attempted is how often work on a thing was begun, and when last.
type Attempted struct {
	Times int
	Last  time.Time
}

// Attempts is the work on foreign bytes that was begun and has not come to an end: the
// program ended over it, or is at it. See package attempt.
type Attempts interface {
	// Attempts returns those at a thing since work on it last came to an end.
	Attempts(ctx context.Context, thing string) (Attempted, error)
	// BeginAttempt counts one more.
	BeginAttempt(ctx context.Context, thing string, at time.Time) error
	// EndAttempts forgets what was counted for things.
	EndAttempts(ctx context.Context, things ...string) error
	// ExpireAttempts forgets what was last begun before a time.
	ExpireAttempts(ctx context.Context, before time.Time) error
}
