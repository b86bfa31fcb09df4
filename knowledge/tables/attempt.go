package tables

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"quoth/knowledge"
)

// Attempts implements knowledge.Attempts.
func (s *Store) Attempts(ctx context.Context, thing string) (knowledge.Attempted, error) {
	var a knowledge.Attempted
	var last int64
	err := s.read.QueryRowContext(ctx, "SELECT times, begun FROM attempts WHERE thing = ?", thing).Scan(&a.Times, &last)
	if errors.Is(err, sql.ErrNoRows) {
		return knowledge.Attempted{}, nil
	}
	a.Last = time.Unix(last, 0).UTC()
	return a, s.wrap(ctx, "attempts", err)
}

// BeginAttempt implements knowledge.Attempts.
func (s *Store) BeginAttempt(ctx context.Context, thing string, at time.Time) error {
	return s.exec(ctx, "begin attempt", `INSERT INTO attempts (thing, times, begun) VALUES (?, 1, ?)
		ON CONFLICT (thing) DO UPDATE SET times = attempts.times + 1, begun = excluded.begun`, thing, at.Unix())
}

// EndAttempts implements knowledge.Attempts.
func (s *Store) EndAttempts(ctx context.Context, things ...string) error {
	if len(things) == 0 {
		return nil
	}
	return s.change(ctx, "end attempts", func(tx *sql.Tx) error {
		for _, thing := range things {
			if _, err := tx.ExecContext(ctx, "DELETE FROM attempts WHERE thing = ?", thing); err != nil {
				return err
			}
		}
		return nil
	})
}

// ExpireAttempts implements knowledge.Attempts.
func (s *Store) ExpireAttempts(ctx context.Context, before time.Time) error {
	return s.exec(ctx, "expire attempts", "DELETE FROM attempts WHERE begun < ?", before.Unix())
}
