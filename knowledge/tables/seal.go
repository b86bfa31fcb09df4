package tables

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"

	"quoth/knowledge"
)

// spansPerRead is how many excerpts a statement reads at most, and spanSteps are for how many
// there are statements, which a database prepares once each.
const spansPerRead = 64

var spanSteps = []int{1, 4, 16, spansPerRead}

// Excerpts implements knowledge.Library.
func (s *Store) Excerpts(ctx context.Context, spans []knowledge.Span) (map[knowledge.Span]knowledge.Excerpt, error) {
	found := make(map[knowledge.Span]knowledge.Excerpt, len(spans))
	spans = slices.DeleteFunc(slices.Clone(spans), func(span knowledge.Span) bool { // no text is so long
		return span.Start < 0 || span.End < span.Start || span.End > math.MaxInt32-knowledge.SealBlock
	})
	for chunk := range slices.Chunk(spans, spansPerRead) {
		if c, use := s.copied(ctx); c != nil {
			if err := s.readExcerpts(ctx, c.DB, chunk, found); err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "store: copy read failed", "error", c.Explain(ctx, err))
			}
			chunk = slices.DeleteFunc(slices.Clone(chunk), func(span knowledge.Span) bool { _, known := found[span]; return known })
			if len(chunk) == 0 {
				continue
			}
			use.Leave()
		}
		if err := s.readExcerpts(ctx, s.read, chunk, found); err != nil {
			return nil, s.wrap(ctx, "excerpts", err)
		}
	}
	return found, nil
}

// readExcerpts adds those of spans that db has to found, and none where it fails.
func (s *Store) readExcerpts(ctx context.Context, db queryer, spans []knowledge.Span, found map[knowledge.Span]knowledge.Excerpt) error {
	var args []any
	step, _ := slices.BinarySearch(spanSteps, len(spans))
	rows := spanSteps[step]
	for i := range rows {
		i = min(i, len(spans)-1)
		span := spans[i]
		blocks := knowledge.Covering(span.Range)
		args = append(args, i, span.Article, span.Version, blocks.Start+1, blocks.End-blocks.Start)
	}
	query := "SELECT " + headingColumns + `, v.dictionary, coalesce(v.size, octet_length(v.text)),
		CASE WHEN v.dictionary IS NULL THEN substr(CAST(v.text AS BLOB), w.first, w.length) ELSE CAST(v.text AS BLOB) END, v.seal,
		(SELECT max(version) FROM versions WHERE article = v.article), w.number
		FROM (` + wantedSpans(rows) + `) AS w JOIN versions v ON v.article = w.article AND v.version = w.version
		JOIN sources s ON s.id = v.source JOIN articles a ON a.id = v.article WHERE ` + visible(ctx)
	read := make(map[knowledge.Span]knowledge.Excerpt)
	packed := make(map[knowledge.Span]keptText)
	err := Each(ctx, db, func(rows *sql.Rows) error {
		var x knowledge.Excerpt
		var kept keptText
		var seal []byte
		var newest loose[int]
		var number int
		var err error
		if x.Article, err = scanHeading(rows, append(kept.columns(), &seal, &newest, &number)...); err != nil {
			return err
		}
		x.Size = kept.bytes()
		if span := spans[number]; span.End <= x.Size {
			x.Edited, x.Seal, x.Start = newest.V > span.Version, knowledge.ParseSeal(seal), knowledge.Covering(span.Range).Start
			if kept.dictionary.Valid {
				packed[span] = kept
			} else {
				x.Text = string(kept.data)
			}
			read[span] = x
		}
		return nil
	}, query, args...)
	if err != nil {
		return err
	}
	for span, kept := range packed {
		x := read[span]
		if x.Text, err = s.texts.blocks(ctx, db, &kept, knowledge.Covering(span.Range)); err != nil {
			return err
		}
		read[span] = x
	}
	maps.Copy(found, read)
	return nil
}

// wantedSpans is a query with a row for each of n spans, of five arguments each: its number,
// article and version, and the first byte and the number of bytes that are read, from 1 on.
func wantedSpans(n int) string {
	const row = "SELECT CAST(? AS BIGINT) AS number, CAST(? AS BIGINT) AS article, CAST(? AS BIGINT) AS version, CAST(? AS INTEGER) AS first, CAST(? AS INTEGER) AS length"
	return row + strings.Repeat(" UNION ALL SELECT CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS INTEGER), CAST(? AS INTEGER)", n-1)
}

// versionsPerRead is how many versions one transaction of EachVersion reads.
const versionsPerRead = 256

// EachVersion implements knowledge.Store.
func (s *Store) EachVersion(ctx context.Context, f func(knowledge.StoredVersion) error) error {
	var own error // f's
	var article int64
	var version any = 0 // as it stands, of whatever type
	for more := true; more; {
		more = false
		err := s.view(ctx, "versions", func(tx *sql.Tx) error {
			return Each(ctx, tx, func(rows *sql.Rows) error {
				var kept keptText
				var printed []byte
				var worked analysis
				var checksum loose[int64]
				a, err := scanHeading(rows, append(kept.columns(), &printed, &worked.sentences, &worked.parts, &worked.posts, &worked.facts, &checksum, &version)...)
				if err != nil {
					return err
				}
				if a.Text, err = s.texts.whole(ctx, s.read, &kept); err != nil {
					return err
				}
				more, article = true, a.ID
				own = f(knowledge.StoredVersion{Article: a, Seal: knowledge.ParseSeal(printed), Damaged: !worked.shapes(checksum) || !worked.dated(checksum)})
				return own
			}, "SELECT "+headingColumns+", "+textColumns+`, v.seal, v.sentences, v.parts, v.posts, v.facts, `+checksumColumn+`, v.version FROM versions v JOIN sources s ON s.id = v.source JOIN articles a ON a.id = v.article
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
	var kept keptText
	a, err := scanHeading(s.read.QueryRowContext(ctx, "SELECT "+headingColumns+", "+textColumns+" FROM articles a JOIN versions v ON v.id = a.document JOIN sources s ON s.id = v.source WHERE a.id = ? AND a.withheld", id), kept.columns()...)
	if err == nil {
		a.Text, err = s.texts.whole(ctx, s.read, &kept)
	}
	if err != nil {
		return knowledge.Article{}, s.wrap(ctx, "withheld article", err)
	}
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
		WHERE v.article = ? AND v.seal IS NULL AND v.dictionary IS NULL`, article)
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
