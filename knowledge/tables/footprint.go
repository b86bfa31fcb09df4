package tables

import (
	"context"
	"database/sql"
	"time"

	"quoth/knowledge"
)

// Footprint implements knowledge.Store. What is free within the database is not counted: what is
// stored next takes it.
func (s *Store) Footprint(ctx context.Context) (knowledge.Footprint, error) {
	var f knowledge.Footprint
	err := s.view(ctx, "footprint", func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, s.engine.BytesUsed()).Scan(&f.Bytes); err != nil {
			return err
		}
		return Each(ctx, tx, func(rows *sql.Rows) error {
			var t knowledge.Texts
			var day sql.NullInt64
			if err := rows.Scan(&t.Source, &day, &t.Bytes); err != nil {
				return err
			}
			if day.Valid {
				t.Day = time.Unix(day.Int64*secondsOfDay, 0).UTC()
			}
			f.Texts = append(f.Texts, t)
			return nil
		}, `SELECT s.name, (a.published + v.zone) / ? AS day, sum(octet_length(v.text)) FROM versions v JOIN articles a ON a.id = v.article JOIN sources s ON s.id = a.source
			GROUP BY s.id, day ORDER BY day NULLS FIRST`, secondsOfDay)
	})
	return f, err
}

// Bytes implements knowledge.Store.
func (s *Store) Bytes(ctx context.Context) (n int64, err error) {
	err = s.read.QueryRowContext(ctx, s.engine.BytesUsed()).Scan(&n)
	return n, s.wrap(ctx, "bytes", err)
}

const secondsOfDay = 24 * 60 * 60
