package tables

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"slices"
	"strconv"

	"quoth/knowledge/audience"
)

// An alert has a row for each subscription, in a table with five indexes, and a thousand of
// them would hold the lock of the article's transaction for milliseconds. That transaction
// only adds rows to the table fanout, of at most fannedTogether subscriptions each; Write
// makes the alerts of them right after it, in transactions of about so many.
const fannedTogether = 128

// Enqueue implements audience.AlertWriter.
func (w *writer) Enqueue(ctx context.Context, a audience.Alert) (bool, error) {
	added, err := w.EnqueueFor(ctx, a, []int64{a.Subscription})
	return len(added) > 0, err
}

// EnqueueFor implements audience.AlertWriter. Nothing is added for a subscription
// that is gone or stopped. An alert without Due is due at once.
func (w *writer) EnqueueFor(ctx context.Context, a audience.Alert, subscriptions []int64) ([]int64, error) {
	added, err := w.enqueue(ctx, a, subscriptions)
	return added, w.wrap("enqueue alerts", err)
}

func (w *writer) enqueue(ctx context.Context, a audience.Alert, subscriptions []int64) (added []int64, err error) {
	if len(subscriptions) == 0 {
		return nil, nil
	}
	now := w.store.clock()
	if a.Created.IsZero() {
		a.Created = now
	}
	if a.Due.IsZero() {
		a.Due = now
	}
	if err := w.row(ctx, "SELECT "+livingStory, []any{a.Story}, &a.Story); err != nil {
		return nil, err
	}
	subscriptions = slices.Compact(slices.Sorted(slices.Values(subscriptions)))
	if a.Kind == audience.Change {
		if subscriptions, err = w.showChange(ctx, a, subscriptions); err != nil {
			return nil, err
		}
	}
	err = w.each(ctx, func(rows *sql.Rows) error {
		var subscription int64
		err := rows.Scan(&subscription)
		added = append(added, subscription)
		return err
	}, `SELECT s.id FROM json_each(?1) CROSS JOIN subscriptions s WHERE s.id = CAST(value AS BIGINT) AND s.stopped = ''
		AND s.id NOT IN (SELECT subscription FROM alerts WHERE story = ?2 AND kind = ?3
			UNION ALL SELECT CAST(value AS BIGINT) FROM fanout, json_each(subscriptions) WHERE story = ?2 AND kind = ?3)`, list(subscriptions), a.Story, a.Kind)
	if err != nil {
		return nil, err
	}
	for some := range slices.Chunk(added, fannedTogether) {
		_, err := w.exec(ctx, "INSERT INTO fanout (subscriptions, story, article, kind, outlets, due, created) VALUES (?, ?, ?, ?, ?, ?, ?)",
			list(some), a.Story, a.Article, a.Kind, a.Outlets, a.Due.UnixMilli(), a.Created.UnixMilli())
		if err != nil {
			return nil, err
		}
		w.fanned = true
	}
	return added, nil
}

// showChange has the alerts of a change's story that wait to be sent show its article, and
// returns the subscriptions that have none of them.
func (w *writer) showChange(ctx context.Context, a audience.Alert, subscriptions []int64) ([]int64, error) {
	if err := w.fanOut(ctx); err != nil {
		return nil, err
	}
	waiting := map[int64]bool{}
	err := w.each(ctx, func(rows *sql.Rows) error {
		var subscription int64
		err := rows.Scan(&subscription)
		waiting[subscription] = true
		return err
	}, `UPDATE alerts SET article = ?2 WHERE subscription IN (SELECT CAST(value AS BIGINT) FROM json_each(?3)) AND story = ?1
		AND open AND message = '' AND lease IS NULL RETURNING subscription`, a.Story, a.Article, list(subscriptions))
	return slices.DeleteFunc(subscriptions, func(id int64) bool { return waiting[id] }), err
}

// fanOut makes the alerts that wait in the table fanout, within the transaction.
func (w *writer) fanOut(ctx context.Context) error {
	_, err := fanOut(ctx, w.tx, math.MaxInt)
	return err
}

// fanOut makes the alerts that wait in the table fanout, in short transactions.
func (s *Store) fanOut(ctx context.Context) error {
	for more := true; more; {
		err := s.change(ctx, "fan out alerts", func(tx *sql.Tx) (err error) {
			more, err = fanOut(ctx, tx, fannedTogether)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// fanOut makes the alerts of some rows of the table fanout, the first ones, until there are
// so many, and reports whether more are left.
func fanOut(ctx context.Context, tx *sql.Tx, atLeast int) (more bool, err error) {
	for made := 0; made < atLeast; {
		var row int64
		var a audience.Alert
		var subscriptions string
		var due, created int64
		err := tx.QueryRowContext(ctx, "SELECT id, subscriptions, story, article, kind, outlets, due, created FROM fanout ORDER BY id LIMIT 1").
			Scan(&row, &subscriptions, &a.Story, &a.Article, &a.Kind, &a.Outlets, &due, &created)
		if errors.Is(err, sql.ErrNoRows) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		var places []int64
		err = Each(ctx, tx, func(rows *sql.Rows) error {
			var place int64
			err := rows.Scan(&place)
			places = append(places, place)
			return err
		}, `INSERT INTO alerts (subscription, place, story, article, kind, outlets, shown, due, created, held)
			SELECT s.id, s.place, `+livingStory+`, ?3, ?4, ?5, ?5, ?6, ?7, s.paused FROM json_each(?2) CROSS JOIN subscriptions s WHERE s.id = CAST(value AS BIGINT) AND s.stopped = ''
			ON CONFLICT DO NOTHING RETURNING CASE WHEN held THEN 0 ELSE place END`,
			a.Story, subscriptions, a.Article, a.Kind, a.Outlets, due, created)
		if err != nil {
			return false, err
		}
		_, err = tx.ExecContext(ctx, "UPDATE places SET next_due = ?1 WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each(?2)) AND (next_due IS NULL OR next_due > ?1)",
			due, list(places))
		if err != nil {
			return false, err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM fanout WHERE id = ?", row); err != nil {
			return false, err
		}
		made += max(1, len(places))
	}
	return true, nil
}

// list is numbers as the JSON that json_each reads.
func list(numbers []int64) string {
	b := []byte{'['}
	for i, n := range numbers {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, n, 10)
	}
	return string(append(b, ']'))
}
