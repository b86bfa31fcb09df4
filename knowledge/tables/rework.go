package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"quoth/knowledge"
	"quoth/knowledge/index"
)

// analysis is what was worked out about an article, as it is stored.
type analysis struct {
	sentences, parts, posts, facts []byte
}

// encodeAnalysis refuses ranges that lie outside the text or are in disorder.
func encodeAnalysis(e *knowledge.Entry) (analysis, error) {
	for _, r := range e.Sentences {
		if r.Start < 0 || r.End < r.Start || r.End > len(e.Text) {
			return analysis{}, fmt.Errorf("sentence [%d, %d) lies outside the text of %d bytes", r.Start, r.End, len(e.Text))
		}
	}
	last := 0
	for _, p := range e.Parts {
		if p.Start < last || p.End < p.Start || p.End > len(e.Text) || !p.Role.Known() || !p.Heads.Empty() && (p.Heads.Start < p.End || p.Heads.End > len(e.Text)) {
			return analysis{}, fmt.Errorf("part [%d, %d), %s over [%d, %d), after byte %d, of a text of %d bytes", p.Start, p.End, p.Role, p.Heads.Start, p.Heads.End, last, len(e.Text))
		}
		last = p.End
	}
	last = 0
	for _, p := range e.Posts {
		if p.Start < last || p.End < p.Start || p.End > len(e.Text) || !p.Headline.Empty() && !p.Contains(p.Headline) {
			return analysis{}, fmt.Errorf("post [%d, %d) under [%d, %d), after byte %d, of a text of %d bytes", p.Start, p.End, p.Headline.Start, p.Headline.End, last, len(e.Text))
		}
		last = p.End
	}
	facts, err := appendFacts(nil, e.Facts)
	return analysis{appendRanges(nil, e.Sentences), appendParts(nil, e.Parts), appendPosts(nil, e.Posts), facts}, err
}

// decode puts what was worked out into a document, but for the facts.
func (a analysis) decode(d *knowledge.Document) (err error) {
	if d.Parts, err = decodeParts(a.parts); err != nil {
		return err
	}
	if d.Posts, err = decodePosts(a.posts); err != nil {
		return err
	}
	d.Sentences, err = decodeRanges(a.sentences)
	return err
}

// Outdated implements knowledge.Library. Those of the oldest analysis come first.
func (s *Store) Outdated(ctx context.Context, analysis, limit int) (ids []int64, all int, err error) {
	err = s.view(ctx, "outdated", func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM articles a WHERE "+visible(ctx)+" AND analysis < ?", analysis).Scan(&all); err != nil {
			return err
		}
		return Each(ctx, tx, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		}, "SELECT id FROM articles a WHERE "+visible(ctx)+" AND analysis < ? ORDER BY analysis, id LIMIT ?", analysis, max(0, limit))
	})
	return ids, all, err
}

// Outdate implements knowledge.Writer.
func (w *writer) Outdate(ctx context.Context, source string) error {
	_, err := w.exec(ctx, "UPDATE articles SET analysis = 1 WHERE analysis > 1 AND source = (SELECT id FROM sources WHERE name = ?)", Text(source)) // 0 says that its lines were not counted
	return w.wrap("outdate articles", err)
}

// OutdateArticle implements knowledge.Writer.
func (w *writer) OutdateArticle(ctx context.Context, id int64) error {
	_, err := w.exec(ctx, "UPDATE articles SET analysis = 1 WHERE analysis > 1 AND id = ?", id)
	return w.wrap("outdate article", err)
}

// Rework implements knowledge.Writer.
func (w *writer) Rework(ctx context.Context, e *knowledge.Entry) (bool, error) {
	done, err := w.rework(ctx, e, false)
	return done, w.wrap("rework article", err)
}

// rework gives the version a new number, since the segments of the index are
// immutable and know a document by it. One that was withheld does not stand there.
func (w *writer) rework(ctx context.Context, e *knowledge.Entry, withheld bool) (bool, error) {
	worked, err := encodeAnalysis(e)
	if err != nil {
		return false, err
	}
	var document, source, added int64
	var before int
	var audience knowledge.Audience
	err = w.row(ctx, "SELECT v.id, v.source, v.added, a.analysis, a.audience FROM articles a JOIN versions v ON v.id = a.document WHERE a.id = ? AND v.version = ? AND CASE WHEN ? THEN a.withheld ELSE a.quarantined IS NULL END",
		[]any{e.ID, e.Version, withheld}, &document, &source, &added, &before, &audience)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !withheld {
		if err := w.retire(ctx, document); err != nil {
			return false, err
		}
	}
	var number int64
	if err := w.row(ctx, w.store.engine.NextDocument(), nil, &number); err != nil {
		return false, err
	}
	if _, err := w.exec(ctx, "UPDATE versions SET id = ?, language = ?, sentences = ?, parts = ?, posts = ?, facts = ?, checksum = ? WHERE id = ?",
		number, e.Language, worked.sentences, worked.parts, worked.posts, worked.facts, worked.checksum(), document); err != nil {
		return false, err
	}
	if _, err := w.exec(ctx, "UPDATE articles SET document = ?1, checked = ?1, analysis = ?2, quarantined = NULL, withheld = FALSE WHERE id = ?3", number, e.Analysis, e.ID); err != nil {
		return false, err
	}
	w.absent = nil // the article may get another key
	// What makes two addresses one may have changed since; two articles stay two.
	if e.URL == "" {
		// Without an address, an article is known by how it was when it was first stored.
	} else if _, err := w.exec(ctx, `UPDATE articles SET key = ?1, public_key = CASE WHEN audience = '' THEN NULL ELSE CAST(?2 AS BLOB) END
		WHERE id = ?3 AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.key = ?1 AND b.id <> ?3)`, keyFor(keyHash(e.Key()), audience), keyHash(e.Key()), e.ID); err != nil {
		return false, err
	}
	if err := w.putSignature(ctx, e.ID, e, added); err != nil {
		return false, err
	}
	if err := w.sealOlder(ctx, e.ID); err != nil {
		return false, err
	}
	if before == 0 { // stored by a program that counted no lines
		if err := w.countLines(ctx, source, e.Lines); err != nil {
			return false, err
		}
	}
	return true, w.index(ctx, newDocument(number, e.ID, source, e), e)
}

// index puts a document into the index, at the latest when the transaction ends.
func (w *writer) index(ctx context.Context, d index.Document, e *knowledge.Entry) error {
	w.batch.Add(d, e.TitleTerms, e.Terms, e.Codes)
	if w.batch.Size > batchMemory || len(w.batch.Documents) >= maxSegment {
		return w.flushIndex(ctx)
	}
	return nil
}
