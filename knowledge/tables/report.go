package tables

import (
	"context"
	"database/sql"

	"quoth/knowledge/audience"
)

// SaveReport implements audience.Reports.
func (s *Store) SaveReport(ctx context.Context, r audience.Report) error {
	if r.Person.Platform == "" || r.Person.User == "" {
		return errNoPerson
	}
	if r.Opinion == "" {
		return s.exec(ctx, "take back a report", `DELETE FROM reports WHERE platform = ? AND user = ? AND article = ? AND range_start = ? AND range_end = ? AND question = ?`,
			r.Person.Platform, r.Person.User, r.Article, r.Start, r.End, r.Question)
	}
	return s.exec(ctx, "save report", `INSERT INTO reports (platform, user, question, article, version, range_start, range_end, opinion, created, expires)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (platform, user, article, range_start, range_end, question)
		DO UPDATE SET version = excluded.version, opinion = excluded.opinion, created = excluded.created, expires = excluded.expires`,
		r.Person.Platform, r.Person.User, r.Question, r.Article, r.Version, r.Start, r.End, r.Opinion, r.Created.UnixMilli(), r.Expires.UnixMilli())
}

// Reports implements audience.Reports.
func (s *Store) Reports(ctx context.Context, limit int) ([]audience.Report, error) {
	var reports []audience.Report
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		var r audience.Report
		var created, expires sql.NullInt64
		err := rows.Scan(&r.Person.Platform, &r.Person.User, &r.Question, &r.Article, &r.Version, &r.Start, &r.End, &r.Opinion, &created, &expires)
		r.Created, r.Expires = atMillis(created), atMillis(expires)
		reports = append(reports, r)
		return err
	}, "SELECT platform, user, question, article, version, range_start, range_end, opinion, created, expires FROM reports ORDER BY created DESC, id DESC LIMIT ?", limit)
	return reports, s.wrap(ctx, "reports", err)
}

// CountReports implements audience.Reports.
func (s *Store) CountReports(ctx context.Context) (map[audience.Opinion]int, error) {
	count := map[audience.Opinion]int{}
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		var o audience.Opinion
		var n int
		err := rows.Scan(&o, &n)
		count[o] = n
		return err
	}, "SELECT opinion, count(*) FROM reports GROUP BY opinion")
	return count, s.wrap(ctx, "count reports", err)
}

// DropReports implements audience.Reports.
func (s *Store) DropReports(ctx context.Context, article int64) (int, error) {
	var n int64
	err := s.change(ctx, "drop reports", func(tx *sql.Tx) (err error) {
		n, err = affected(tx.ExecContext(ctx, "DELETE FROM reports WHERE article = ?", article))
		return err
	})
	return int(n), err
}
