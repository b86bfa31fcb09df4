package postgres

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"slices"
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
	asCopy      *tables.Copy

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

// A standby is looked at this often in its bound at most. A look that takes longer than such a
// part fails, and the next one comes after several.
const (
	looksInBound = 10
	partsToRetry = 5
)

// current reports whether the standby is behind by no more than the bound, by a look at it or by
// the last one.
func (s *standby) current(ctx context.Context) bool {
	if !s.mu.TryLock() {
		return false // somebody looks: one answer is read from the primary instead
	}
	defer s.mu.Unlock()
	now := s.clock()
	every := s.bound / looksInBound
	if s.failed {
		every *= partsToRetry
	}
	if now.Sub(s.looked) >= every || now.Before(s.looked) {
		s.looked = now
		err := s.look(context.WithoutCancel(ctx), now)
		if err != nil && !s.failed {
			s.log.WarnContext(ctx, "postgres: standby look failed", "error", s.asCopy.Explain(ctx, err))
		}
		s.failed = err != nil
	}
	return !s.failed && now.Sub(s.follows) <= s.bound
}

// look reads the turns of both.
func (s *standby) look(ctx context.Context, now time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, s.bound/looksInBound)
	defer cancel()
	latest := turn{at: now}
	if err := s.primary.QueryRowContext(ctx, "SELECT turn FROM writer").Scan(&latest.number); err != nil {
		return err
	}
	s.turns = slices.DeleteFunc(append(s.turns, latest), func(t turn) bool { return now.Sub(t.at) > s.bound })
	var has int64
	var schema int
	if err := s.db.QueryRowContext(ctx, "SELECT turn, (SELECT version FROM schema_version) FROM writer").Scan(&has, &schema); err != nil {
		return err
	}
	if schema != s.schema {
		s.follows = time.Time{}
		return nil
	}
	for len(s.turns) > 0 && s.turns[0].number <= has {
		s.follows, s.turns = s.turns[0].at, s.turns[1:]
	}
	return nil
}

// errSeveral is that a standby is named by an address of several servers: what one of them has
// tells nothing of the others.
var errSeveral = errors.New("the address of the standby names several servers; write one")

// openStandby connects to the server at an address lazily: what is read there is read from the
// primary while it is away.
func (s *Store) openStandby(address string, opts Options, steps []tables.Migration) error {
	config, err := parse(address)
	if err != nil {
		return err
	}
	for _, other := range config.Fallbacks { // the same server again is one without TLS
		if other.Host != config.Host || other.Port != config.Port {
			return errSeveral
		}
	}
	configure(config)
	db, name := openPool(config, readers(), map[string]string{"default_transaction_read_only": "on"}), nameOf(config)
	b := &standby{db: db, primary: s.read, schema: len(steps), bound: opts.Behind, clock: opts.Clock, log: opts.Logger}
	explainHere := func(ctx context.Context, err error) error { return explain(ctx, name, err) }
	b.asCopy = &tables.Copy{DB: db, Current: b.current, Explain: explainHere}
	s.standby = b
	return nil
}
