package postgres

import (
	"context"
	"database/sql"
	"log/slog"
	"sync"
	"time"

	"quoth/knowledge/tables"
)

// standby is a database that follows the one that takes changes, and how far it is behind. No
// clock of a server counts: it holds what was committed before a moment once it has the turn
// that the other one had at that moment.
type standby struct {
	db, primary *sql.DB
	schema      int
	bound       time.Duration
	clock       func() time.Time
	log         *slog.Logger

	mu      sync.Mutex
	looked  time.Time
	turns   []turn    // of the primary, ascending, that the standby did not have and are within the bound
	follows time.Time // the standby has what was committed before
	failed  bool      // the last look
}

// turn is one of the primary, and when it was read there.
type turn struct {
	number int64
	at     time.Time
}

// How often at most a standby is looked at, and how long one that can't be reached is left alone.
const (
	lookEvery  = time.Second
	lookTime   = time.Second
	retryAfter = 5 * time.Second
)

// current reports whether the standby is behind by no more than the bound. It looks there once a
// second at most; meanwhile others go by the last look.
func (s *standby) current(ctx context.Context) bool {
	if !s.mu.TryLock() {
		return false // somebody looks: one answer is read from the primary instead
	}
	defer s.mu.Unlock()
	now := s.clock()
	every := lookEvery
	if s.failed {
		every = retryAfter
	}
	if now.Sub(s.looked) >= every || now.Before(s.looked) {
		s.looked = now
		err := s.look(context.WithoutCancel(ctx), now)
		if err != nil && !s.failed {
			s.log.WarnContext(ctx, "postgres: standby look failed", "error", err)
		}
		s.failed = err != nil
	}
	return !s.failed && now.Sub(s.follows) <= s.bound
}

// look reads the turns of both.
func (s *standby) look(ctx context.Context, now time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	latest := turn{at: now}
	if err := s.primary.QueryRowContext(ctx, "SELECT turn FROM writer").Scan(&latest.number); err != nil {
		return err
	}
	s.turns = append(s.turns, latest)
	var has int64
	var schema int
	if err := s.db.QueryRowContext(ctx, "SELECT turn, (SELECT version FROM schema_version) FROM writer").Scan(&has, &schema); err != nil {
		return err
	}
	if schema != s.schema {
		s.follows = time.Time{}
		return nil
	}
	for len(s.turns) > 0 && (s.turns[0].number <= has || now.Sub(s.turns[0].at) > s.bound) {
		if s.turns[0].number <= has {
			s.follows = s.turns[0].at
		}
		s.turns = s.turns[1:]
	}
	return nil
}

// openStandby connects to the server at an address lazily: what is read there is read from the
// primary while it is away.
func (s *Store) openStandby(address string, opts Options, steps []tables.Migration) error {
	config, err := parse(address)
	if err != nil {
		return err
	}
	configure(config)
	db := openPool(config, readers(), map[string]string{"default_transaction_read_only": "on"})
	s.standby = &standby{db: db, primary: s.read, schema: len(steps), bound: opts.Behind, clock: opts.Clock, log: opts.Logger}
	return nil
}
