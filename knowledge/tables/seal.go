package tables

import (
	"context"
	"database/sql"
	"errors"

	"quoth/knowledge"
)

// Excerpt implements knowledge.Library.
func (s *Store) Excerpt(ctx context.Context, id int64, version int, r knowledge.Range) (knowledge.Excerpt, error) {
	var x knowledge.Excerpt
	if r.Start < 0 || r.End < r.Start {
		return x, s.wrap(ctx, "excerpt", sql.ErrNoRows)
	}
	blocks := knowledge.Covering(r)
	var text, seal []byte
	var newest int
	var err error
	err = s.newsRow(ctx, func(row *sql.Row) error {
		x.Article, err = scanHeading(row, &text, &x.Size, &seal, &newest)
		return err
	}, "SELECT "+headingColumns+`, substr(CAST(v.text AS BLOB), ?, ?), octet_length(v.text), v.seal,
		(SELECT max(version) FROM versions WHERE article = v.article)
		FROM versions v JOIN sources s ON s.id = v.source JOIN articles a ON a.id = v.article
		WHERE `+visible(ctx)+" AND v.article = ? AND v.version = ?",
		blocks.Start+1, blocks.End-blocks.Start, id, version)
	if err == nil && r.End > x.Size {
		err = sql.ErrNoRows
	}
	if err != nil {
		return knowledge.Excerpt{}, s.wrap(ctx, "excerpt", err)
	}
	x.Edited, x.Seal, x.Start, x.Text = newest > version, knowledge.ParseSeal(seal), blocks.Start, string(text)
	return x, nil
}

// versionsPerRead is how many versions one transaction of EachVersion reads.
const versionsPerRead = 256

// EachVersion implements knowledge.Store.
func (s *Store) EachVersion(ctx context.Context, f func(knowledge.Article, knowledge.Seal) error) error {
	var own error // f's
	var article int64
	var version int
	for more := true; more; {
		more = false
		err := s.view(ctx, "versions", func(tx *sql.Tx) error {
			return Each(ctx, tx, func(rows *sql.Rows) error {
				var text string
				var seal []byte
				a, err := scanHeading(rows, &text, &seal)
				if err != nil {
					return err
				}
				more, article, version, a.Text = true, a.ID, a.Version, text
				own = f(a, knowledge.ParseSeal(seal))
				return own
			}, "SELECT "+headingColumns+`, v.text, v.seal FROM versions v JOIN sources s ON s.id = v.source JOIN articles a ON a.id = v.article
				WHERE (v.article, v.version) > (?, ?) ORDER BY v.article, v.version LIMIT ?`, article, version, versionsPerRead)
		})
		if own != nil {
			return own
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Quarantined implements knowledge.Store.
func (s *Store) Quarantined(ctx context.Context) ([]knowledge.Article, error) {
	var articles []knowledge.Article
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		a, err := scanHeading(rows)
		articles = append(articles, a)
		return err
	}, "SELECT "+headingColumns+" FROM articles a JOIN versions v ON v.id = a.document JOIN sources s ON s.id = v.source WHERE a.quarantined IS NOT NULL AND NOT a.withheld ORDER BY a.id")
	return articles, s.wrap(ctx, "quarantined", err)
}

// Quarantine implements knowledge.Writer.
func (w *writer) Quarantine(ctx context.Context, id int64, version int) (bool, error) {
	done, err := w.quarantine(ctx, id, version, false)
	return done, w.wrap("quarantine", err)
}

// Withhold implements knowledge.Writer.
func (w *writer) Withhold(ctx context.Context, id int64, version int) (bool, error) {
	done, err := w.quarantine(ctx, id, version, true)
	return done, w.wrap("withhold", err)
}

// Withheld implements knowledge.Store.
func (s *Store) Withheld(ctx context.Context, id int64) (knowledge.Article, error) {
	var text string
	a, err := scanHeading(s.read.QueryRowContext(ctx, "SELECT "+headingColumns+", v.text FROM articles a JOIN versions v ON v.id = a.document JOIN sources s ON s.id = v.source WHERE a.id = ? AND a.withheld", id), &text)
	if err != nil {
		return knowledge.Article{}, s.wrap(ctx, "withheld article", err)
	}
	a.Text = text
	return a, nil
}

// Release implements knowledge.Writer.
func (w *writer) Release(ctx context.Context, e *knowledge.Entry) (bool, error) {
	done, err := w.rework(ctx, e, true)
	return done, w.wrap("release article", err)
}

func (w *writer) quarantine(ctx context.Context, id int64, version int, withheld bool) (bool, error) {
	var document int64
	err := w.row(ctx, "SELECT v.id FROM articles a JOIN versions v ON v.id = a.document WHERE a.id = ? AND v.version = ? AND a.quarantined IS NULL",
		[]any{id, version}, &document)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := w.retire(ctx, document); err != nil {
		return false, err
	}
	_, err = w.exec(ctx, "UPDATE articles SET quarantined = ?, withheld = ? WHERE id = ?", w.store.clock().Unix(), withheld, id)
	return err == nil, err
}

// sealOlder seals the versions of an article, and the name of its outlet, that a program
// before seals stored.
func (w *writer) sealOlder(ctx context.Context, article int64) error {
	type version struct {
		id     int64
		source int64
		knowledge.Article
	}
	var unsealed []version
	err := Each(ctx, w.tx, func(rows *sql.Rows) error {
		var v version
		var text string
		var err error
		v.Article, err = scanHeading(rows, &text, &v.id, &v.source)
		v.Text = text
		unsealed = append(unsealed, v)
		return err
	}, "SELECT "+headingColumns+`, v.text, v.id, v.source FROM versions v JOIN sources s ON s.id = v.source JOIN articles a ON a.id = v.article
		WHERE v.article = ? AND v.seal IS NULL`, article)
	if err != nil {
		return err
	}
	for _, v := range unsealed {
		if _, err := w.exec(ctx, "UPDATE versions SET seal = ? WHERE id = ?", knowledge.SealOf(&v.Article).Bytes(), v.id); err != nil {
			return err
		}
		if _, err := w.exec(ctx, "UPDATE sources SET digest = ? WHERE id = ? AND digest IS NULL", keyHash(v.Source), v.source); err != nil {
			return err
		}
	}
	return nil
}
