package tables

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"quoth/knowledge"
)

// farthestPage is longer than any page waits to be read again, also one that is suspended.
const farthestPage = 8 * 24 * time.Hour

// DuePages implements knowledge.Feeds.
func (s *Store) DuePages(ctx context.Context, now time.Time, limit int) ([]knowledge.PageCheck, error) {
	var due []knowledge.PageCheck
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		var c knowledge.PageCheck
		var at sql.NullInt64
		err := rows.Scan(&c.Article, &c.Feed, &at, &c.Step, &c.ETag, &c.LastModified, &c.Mark)
		c.Due = atMillis(at)
		due = append(due, c)
		return err
	}, "SELECT article, feed, due, step, etag, last_modified, mark FROM page_checks WHERE due <= ? OR due > ? ORDER BY due, article LIMIT ?", now.UnixMilli(), now.Add(farthestPage).UnixMilli(), max(0, limit))
	return due, s.wrap(ctx, "due pages", err)
}

// PutPageCheck implements knowledge.FeedWriter.
func (w *writer) PutPageCheck(ctx context.Context, c knowledge.PageCheck) error {
	if c.Due.IsZero() {
		_, err := w.exec(ctx, "DELETE FROM page_checks WHERE article = ?", c.Article)
		return w.wrap("put page check", err)
	}
	_, err := w.exec(ctx, `INSERT INTO page_checks (article, feed, due, step, etag, last_modified, mark) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (article) DO UPDATE SET feed = excluded.feed, due = excluded.due, step = excluded.step, etag = excluded.etag,
		last_modified = excluded.last_modified, mark = excluded.mark`,
		c.Article, c.Feed, c.Due.UnixMilli(), c.Step, c.ETag, c.LastModified, c.Mark)
	return w.wrap("put page check", err)
}

// PutAddress implements knowledge.FeedWriter.
func (w *writer) PutAddress(ctx context.Context, url string, article int64) error {
	var audience knowledge.Audience
	err := w.row(ctx, "SELECT audience FROM articles WHERE id = ?", []any{article}, &audience)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		key := keyFor(keyHash((&knowledge.Article{URL: url}).Key()), audience)
		delete(w.absent, string(key))
		_, err = w.exec(ctx, `INSERT INTO addresses (key, article)
			SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM articles WHERE key = ?1) ON CONFLICT DO NOTHING`, key, article)
	}
	return w.wrap("put address", err)
}

// PruneVersion implements knowledge.FeedWriter.
func (w *writer) PruneVersion(ctx context.Context, article int64, version int) error {
	_, err := w.exec(ctx, `DELETE FROM versions WHERE article = ?1 AND version = ?2
		AND version > (SELECT min(version) FROM versions WHERE article = ?1)
		AND id <> (SELECT document FROM articles WHERE id = ?1)`, article, version)
	return w.wrap("prune version", err)
}
