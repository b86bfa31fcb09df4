package tables

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"quoth/knowledge/audience"
)

const holdColumns = "held_since, held_reason"

func scanHold(row scanner) (audience.Hold, error) {
	var h audience.Hold
	var since sql.NullInt64
	err := row.Scan(&since, &h.Reason)
	if errors.Is(err, sql.ErrNoRows) {
		return audience.Hold{}, nil
	}
	h.Since = atMillis(since)
	return h, err
}

// HoldPlace implements audience.Outbox.
func (s *Store) HoldPlace(ctx context.Context, p audience.Place, reason string, now, until time.Time) (audience.Hold, error) {
	var h audience.Hold
	err := s.change(ctx, "hold place", func(tx *sql.Tx) error {
		var err error
		h, err = scanHold(tx.QueryRowContext(ctx, `UPDATE places SET held_since = coalesce(held_since, ?), held_until = ?, held_reason = ?
			WHERE platform = ? AND chat = ? AND thread = ? RETURNING `+holdColumns, now.UnixMilli(), until.UnixMilli(), reason, p.Platform, p.Chat, p.Thread))
		return err
	})
	return h, err
}

// Held implements audience.Outbox.
func (s *Store) Held(ctx context.Context, p audience.Place) (audience.Hold, error) {
	h, err := scanHold(s.read.QueryRowContext(ctx, "SELECT "+holdColumns+" FROM places WHERE platform = ? AND chat = ? AND thread = ?", p.Platform, p.Chat, p.Thread))
	return h, s.wrap(ctx, "held", err)
}

// Release implements audience.Outbox.
func (s *Store) Release(ctx context.Context, p audience.Place) error {
	return s.change(ctx, "release place", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE places SET held_since = NULL, held_until = NULL, held_reason = ''
			WHERE platform = ? AND chat = ? AND thread = ? AND held_since IS NOT NULL`, p.Platform, p.Chat, p.Thread)
		return err
	})
}

// Reopen implements audience.Subscriptions.
func (s *Store) Reopen(ctx context.Context, p audience.Place, threads bool) ([]audience.Subscription, error) {
	condition, args := "platform = ? AND chat = ? AND thread = ?", []any{p.Platform, p.Chat, p.Thread}
	if threads {
		condition, args = "platform = ? AND chat = ?", args[:2]
	}
	// Most calls find nothing, and need not wait for the writer.
	var any bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM places p WHERE `+condition+` AND
		(held_until IS NOT NULL OR EXISTS (SELECT 1 FROM subscriptions WHERE place = p.id AND stopped <> '')))`, args...).Scan(&any)
	if err != nil || !any {
		return nil, s.wrap(ctx, "reopen", err)
	}
	var stopped []audience.Subscription
	err = s.change(ctx, "reopen", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE places SET held_until = NULL WHERE "+condition, args...); err != nil {
			return err
		}
		var err error
		stopped, err = querySubscriptions(ctx, tx, "WHERE b.stopped <> '' AND b.place IN (SELECT id FROM places WHERE "+condition+") ORDER BY b.id", args...)
		if err != nil {
			return err
		}
		for i := range stopped {
			revision, err := s.nextRevision(ctx, tx)
			if err != nil {
				return err
			}
			stopped[i].Stopped = ""
			if _, err := tx.ExecContext(ctx, "UPDATE subscriptions SET stopped = '', revision = ? WHERE id = ?", revision, stopped[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return stopped, nil
}
