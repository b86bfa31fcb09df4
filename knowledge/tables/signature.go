package tables

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
	dated := "published >= ?1 AND id > ?2"
	if which.After > 0 { // few articles are newer: they are looked up by their numbers, not by their dates
		dated = "+" + dated
	}
	return Each(ctx, tx, func(rows *sql.Rows) error {
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
			SELECT id FROM articles WHERE `+dated+`
			UNION SELECT g.article FROM signatures g JOIN (SELECT id FROM articles WHERE published IS NULL AND id > ?2 ORDER BY id DESC LIMIT ?3) a ON a.id = g.article
				WHERE g.time >= ?1
			UNION SELECT id FROM (SELECT id FROM articles WHERE id > ?2 ORDER BY id DESC LIMIT ?4) AS newest)
		ORDER BY g.article`, which.Since.Unix(), which.After, undatedAtMost, max(0, which.Last))
}

// ExpireSignatures implements knowledge.Signatures. It looks for them outside of the
// transaction: as a rule there are none, and all have to be looked at to know that.
func (s *Store) ExpireSignatures(ctx context.Context, before time.Time, last, limit int) (int, error) {
	var old []any
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		var article int64
		err := rows.Scan(&article)
		old = append(old, article)
		return err
	}, `SELECT article FROM signatures WHERE time < ?
		AND article < (SELECT coalesce(min(id), 9223372036854775807) FROM (SELECT id FROM articles ORDER BY id DESC LIMIT ?) AS newest) ORDER BY article LIMIT ?`, before.Unix(), last, limit)
	if err != nil || len(old) == 0 {
		return 0, s.wrap(ctx, "expire signatures", err)
	}
	return s.expire(ctx, "expire signatures", "DELETE FROM signatures WHERE article IN ("+marks(len(old))+")", old...)
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
