package sqlite

import (
	"context"
	"database/sql"
	"time"

	"quoth/knowledge"
)

// bytesUsed is how many bytes of the file are in use.
const bytesUsed = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"

// Footprint implements knowledge.Store. Pages of the file that are free are not counted:
// what is stored next takes them.
func (s *Store) Footprint(ctx context.Context) (knowledge.Footprint, error) {
	var f knowledge.Footprint
	err := s.view(ctx, "footprint", func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, bytesUsed).Scan(&f.Bytes); err != nil {
			return err
		}
		return each(ctx, tx, func(rows *sql.Rows) error {
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
			GROUP BY a.source, day ORDER BY day`, secondsOfDay)
	})
	return f, err
}

const secondsOfDay = 24 * 60 * 60
