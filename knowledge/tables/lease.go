package tables

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"

	"quoth/knowledge"
)

// RenewHolder implements knowledge.Leases. The pulse begins anywhere, so that a holder which
// was ended and comes again is not taken for what was seen of it before.
func (s *Store) RenewHolder(ctx context.Context, holder string) error {
	return s.exec(ctx, "renew holder", "INSERT INTO holders (name, pulse) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET pulse = holders.pulse + 1", holder, rand.Int64N(1<<62))
}

// Holders implements knowledge.Leases.
func (s *Store) Holders(ctx context.Context) ([]knowledge.Holder, error) {
	var holders []knowledge.Holder
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		var h knowledge.Holder
		var lease sql.NullString
		if err := rows.Scan(&h.Name, &h.Pulse, &lease); err != nil {
			return err
		}
		if n := len(holders); n == 0 || holders[n-1].Name != h.Name {
			holders = append(holders, h)
		}
		if last := &holders[len(holders)-1]; lease.Valid {
			last.Leases = append(last.Leases, lease.String)
		}
		return nil
	}, "SELECT h.name, h.pulse, l.name FROM holders h LEFT JOIN leases l ON l.holder = h.name ORDER BY h.name, l.name")
	return holders, s.wrap(ctx, "holders", err)
}

// TakeLeases implements knowledge.Leases.
func (s *Store) TakeLeases(ctx context.Context, holder string, names ...string) (taken []string, err error) {
	err = s.change(ctx, "take leases", func(tx *sql.Tx) error {
		taken = nil
		for _, name := range names {
			n, err := affected(tx.ExecContext(ctx, "INSERT INTO leases (name, holder) SELECT ?, name FROM holders WHERE name = ? ON CONFLICT DO NOTHING", name, holder))
			if err != nil {
				return err
			}
			if n > 0 {
				taken = append(taken, name)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return taken, nil
}

// ReleaseLeases implements knowledge.Leases.
func (s *Store) ReleaseLeases(ctx context.Context, holder string, names ...string) error {
	return s.change(ctx, "release leases", func(tx *sql.Tx) error {
		for chunk := range slices.Chunk(names, idsPerQuery) {
			if _, err := tx.ExecContext(ctx, "DELETE FROM leases WHERE holder = ? AND name IN ("+marks(len(chunk))+")", append([]any{holder}, anys(chunk)...)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// EndHolder implements knowledge.Leases.
func (s *Store) EndHolder(ctx context.Context, h knowledge.Holder) (ended bool, err error) {
	err = s.change(ctx, "end holder", func(tx *sql.Tx) error {
		n, err := affected(tx.ExecContext(ctx, "DELETE FROM holders WHERE name = ? AND pulse = ?", h.Name, h.Pulse))
		ended = n > 0
		return err
	})
	return ended && err == nil, err
}
