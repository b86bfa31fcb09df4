package sqlite

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"time"
)

// Writers take turns. SQLite keeps no queue for its lock: who waits looks again
// after 1, 3, 8, 18 and 33 ms and, after a quarter of a second, every 100 ms, so a
// process that writes one transaction after another, and frees the lock for less
// than that between them, would be looked past for as long as it likes. Hence a
// writer here looks more often, and one that held the lock for long leaves it for
// longer than others take to look again.
const (
	// lookTime is the busy timeout of the writing connection, after which its
	// looking begins anew: it is never more than about 10 ms from one look to
	// the next.
	lookTime = 18 * time.Millisecond
	// longTurn and restTime keep the rest below a fifth of the time; a thousand
	// articles take seconds.
	longTurn = 100 * time.Millisecond
	restTime = 25 * time.Millisecond
)

// begin begins a transaction of the writer when it is its turn. done must be
// called when the transaction has ended.
func (s *Store) begin(ctx context.Context) (tx *sql.Tx, done func(), err error) {
	if err := sleep(ctx, time.Until(time.Unix(0, s.rest.Load()))); err != nil {
		return nil, nil, err
	}
	err = patiently(ctx, s.writeTimeout, func() error {
		tx, err = s.write.BeginTx(ctx, nil)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	begun := time.Now()
	return tx, func() {
		if ended := time.Now(); ended.Sub(begun) >= longTurn {
			s.rest.Store(ended.Add(restTime).UnixNano())
		}
	}, nil
}

// patiently calls f until it fails for another reason than a lock of another
// process, but no longer than timeout after the first such failure.
func patiently(ctx context.Context, timeout time.Duration, f func() error) error {
	err := f()
	for give := time.Now().Add(timeout); locked(err) && time.Now().Before(give); err = f() {
		if err := sleep(ctx, time.Millisecond+rand.N(3*time.Millisecond)); err != nil {
			return err
		}
	}
	return err
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
