package sqlite

import (
	"context"
	"database/sql"
	"time"

	"quoth/knowledge"
)

// undatedAtMost is how many articles without a date are looked through for those that were
// stored of late.
const undatedAtMost = 10_000

// Signatures implements knowledge.Signatures.
func (s *Store) Signatures(ctx context.Context, which knowledge.SignatureRange, f func(knowledge.Signature) error) error {
	return s.view(ctx, "signatures", func(tx *sql.Tx) error { return eachSignature(ctx, tx, which, f) })
}

func eachSignature(ctx context.Context, tx *sql.Tx, which knowledge.SignatureRange, f func(knowledge.Signature) error) error {
	return each(ctx, tx, func(rows *sql.Rows) error {
		var signature knowledge.Signature
		var time sql.NullInt64
		if err := rows.Scan(&signature.ArticleID, &signature.StoryID, &time, &signature.Data, &signature.For); err != nil {
			return err
		}
		signature.Published = at(time)
		return f(signature)
	}, `SELECT g.article, coalesce(a.story, 0), g.time, g.data, a.audience
		FROM signatures g JOIN articles a ON a.id = g.article
		WHERE g.article IN (
			SELECT id FROM articles WHERE published >= ?1 AND id > ?2
			UNION SELECT g.article FROM signatures g JOIN (SELECT id FROM articles WHERE published IS NULL ORDER BY id DESC LIMIT ?3) a ON a.id = g.article
				WHERE g.time >= ?1 AND g.article > ?2
			UNION SELECT id FROM (SELECT id FROM articles ORDER BY id DESC LIMIT ?4) WHERE id > ?2)
		ORDER BY g.article`, which.Since.Unix(), which.After, undatedAtMost, max(0, which.Last))
}

// ExpireSignatures implements knowledge.Signatures.
func (s *Store) ExpireSignatures(ctx context.Context, before time.Time, last, limit int) (int, error) {
	return s.expire(ctx, "expire signatures", `DELETE FROM signatures WHERE article IN (SELECT article FROM signatures WHERE time < ?
		AND article < (SELECT coalesce(min(id), 9223372036854775807) FROM (SELECT id FROM articles ORDER BY id DESC LIMIT ?)) ORDER BY article LIMIT ?)`, before.Unix(), last, limit)
}

// expire removes rows in one transaction and returns how many.
func (s *Store) expire(ctx context.Context, operation, statement string, args ...any) (int, error) {
	removed := int64(0)
	err := s.change(ctx, operation, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, statement, args...)
		if err == nil {
			removed, err = result.RowsAffected()
		}
		return err
	})
	return int(removed), err
}
