package tables

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"quoth/knowledge/audience"
)

const alertColumns = "id, subscription, story, article, kind, outlets, due, attempts, message, shown, created, sent, error, dead"

func scanAlert(row scanner) (audience.Alert, error) {
	var a audience.Alert
	var due, created, sent sql.NullInt64
	err := row.Scan(&a.ID, &a.Subscription, &a.Story, &a.Article, &a.Kind, &a.Outlets, &due, &a.Attempts, &a.Message, &a.Shown,
		&created, &sent, &a.Error, &a.Dead)
	a.Due, a.Created, a.Sent = atMillis(due), atMillis(created), atMillis(sent)
	return a, err
}

func queryAlerts(ctx context.Context, db queryer, query string, args ...any) ([]audience.Alert, error) {
	var alerts []audience.Alert
	err := Each(ctx, db, func(rows *sql.Rows) error {
		a, err := scanAlert(rows)
		alerts = append(alerts, a)
		return err
	}, query, args...)
	return alerts, err
}

// refreshPlace brings what a place's row says of its alerts up to date.
const refreshPlace = `UPDATE places SET
	next_due = (SELECT min(due) FROM alerts WHERE place = ?1 AND open AND NOT held),
	leased = (SELECT max(lease) FROM alerts WHERE place = ?1 AND lease IS NOT NULL) WHERE id = ?1`

func refreshPlaces(ctx context.Context, tx *sql.Tx, places ...int64) error {
	for _, id := range places {
		if _, err := tx.ExecContext(ctx, refreshPlace, id); err != nil {
			return err
		}
	}
	return nil
}

// CountOutlets implements audience.AlertWriter. An alert that was sent and
// whose count changes is open again, so that Claim returns it with its Message.
func (w *writer) CountOutlets(ctx context.Context, story int64) error {
	return w.wrap("count outlets", w.countOutlets(ctx, story))
}

func (w *writer) countOutlets(ctx context.Context, story int64) error {
	told := false // somebody was, or will be: of most stories nobody is
	err := w.row(ctx, `SELECT id, EXISTS (SELECT 1 FROM fanout WHERE story = living.id) OR EXISTS (SELECT 1 FROM alerts WHERE story = living.id)
		FROM (SELECT `+livingStory+` AS id) AS living`, []any{story}, &story, &told)
	if err != nil || !told {
		return err
	}
	var outlets int
	// A story with public articles is counted as everybody sees it; one without is that
	// of one audience.
	err = w.row(ctx, `SELECT count(DISTINCT source) FROM articles WHERE story = ?1
		AND (audience = '' OR NOT EXISTS (SELECT 1 FROM articles WHERE story = ?1 AND audience = ''))`, []any{story}, &outlets)
	if err != nil {
		return err
	}
	outlets = max(0, outlets-1)
	if _, err := w.exec(ctx, "UPDATE fanout SET outlets = ?2 WHERE story = ?1", story, outlets); err != nil {
		return err
	}
	places, err := w.placesOf(ctx, `UPDATE alerts SET outlets = ?2,
		due = CASE WHEN open THEN due ELSE ?3 END, open = open OR (message <> '' AND ?2 <> shown)
		WHERE story = ?1 AND NOT dead AND outlets <> ?2 RETURNING place`, story, outlets, w.store.clock().UnixMilli())
	if err != nil {
		return err
	}
	return refreshPlaces(ctx, w.tx, places...)
}

// placesOf runs a statement that returns places, and returns each of them once.
func (w *writer) placesOf(ctx context.Context, statement string, args ...any) (places []int64, err error) {
	err = w.each(ctx, func(rows *sql.Rows) error {
		var place int64
		err := rows.Scan(&place)
		places = append(places, place)
		return err
	}, statement, args...)
	slices.Sort(places)
	return slices.Compact(places), err
}

// duePlace is the condition for a place with something to claim: ?1 is the time in
// milliseconds, ?2 the platforms as a JSON array, ?3 the latest end that a lease may have.
// One that ends later was made by a clock that has been put back since. anyDue asks for it
// at each Claim.
const (
	duePlace = `next_due <= ?1 AND (leased IS NULL OR leased <= ?1 OR leased > ?3) AND (held_until IS NULL OR held_until <= ?1)
		AND platform IN (SELECT value FROM json_each(?2))`
	anyDue = "SELECT EXISTS (SELECT 1 FROM places WHERE " + duePlace + "), EXISTS (SELECT 1 FROM fanout)"
)

// Claim implements audience.Outbox. While one claim holds alerts of a place,
// no other gets any of it, so that a place's alerts arrive in their order. The
// places that were served longest ago come first, each with an equal share, or
// with wholeShare when that is more; what is left then goes to those that have
// more. The result is in that order, and within a place by Due. Shown is what Outlets was when the alert
// was claimed, for MarkSent; an alert with a Message is to be edited.
func (s *Store) Claim(ctx context.Context, platforms []string, now time.Time, lease time.Duration, limit int) ([]audience.Alert, error) {
	if len(platforms) == 0 || limit <= 0 {
		return nil, nil
	}
	names, err := json.Marshal(platforms)
	if err != nil {
		return nil, err
	}
	latest := now.Add(2 * lease).UnixMilli() // the clocks of two processes differ by less than a lease
	args := []any{now.UnixMilli(), string(names), latest}
	var due, left bool // most calls find nothing, and need not wait for the writer
	if err := s.anyDue.QueryRowContext(ctx, args...).Scan(&due, &left); err != nil {
		return nil, s.wrap(ctx, "claim", err)
	}
	if left { // by a process that ended, or that is at it
		if err := s.fanOut(ctx); err != nil {
			return nil, err
		}
	} else if !due {
		return nil, nil
	}
	var claimed []audience.Alert
	err = s.change(ctx, "claim", func(tx *sql.Tx) error {
		var places []int64
		err := Each(ctx, tx, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			places = append(places, id)
			return err
		}, "SELECT id FROM places WHERE "+duePlace+" ORDER BY served, next_due, id LIMIT ?4", append(args, limit)...)
		if err != nil || len(places) == 0 {
			return err
		}
		claimed, places, err = claimAt(ctx, tx, places, now, lease, limit)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE places SET served = (SELECT max(served) FROM places) + 1 WHERE id IN ("+marks(len(places))+")",
			anys(places)...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

// wholeShare is how many alerts of a place are claimed together before other
// places get their share: well above what one digest tells, so that the alerts of
// a place are not torn apart because many places have some at the same hour.
const wholeShare = 64

// claimAt leases up to limit due alerts of places, in their order, and returns
// them and the places that it came to.
func claimAt(ctx context.Context, tx *sql.Tx, places []int64, now time.Time, lease time.Duration, limit int) ([]audience.Alert, []int64, error) {
	claim, err := tx.PrepareContext(ctx, `UPDATE alerts SET lease = ?1, shown = outlets WHERE id IN (
		SELECT id FROM alerts WHERE place = ?2 AND open AND NOT held AND due <= ?3 AND (lease IS NULL OR lease <= ?3 OR lease > ?5)
		ORDER BY due, id LIMIT ?4) RETURNING `+alertColumns)
	if err != nil {
		return nil, nil, err
	}
	defer claim.Close()
	byPlace := make([][]audience.Alert, len(places))
	take := func(i, share int) error {
		rows, err := claim.QueryContext(ctx, now.Add(lease).UnixMilli(), places[i], now.UnixMilli(), share, now.Add(2*lease).UnixMilli())
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			a, err := scanAlert(rows)
			if err != nil {
				return err
			}
			byPlace[i] = append(byPlace[i], a)
			limit--
		}
		return rows.Err()
	}
	share := min(limit, max(wholeShare, limit/len(places)))
	served := 0
	for served < len(places) && limit >= share {
		if err := take(served, share); err != nil {
			return nil, nil, err
		}
		served++
	}
	var claimed []audience.Alert
	for i, place := range places[:served] {
		if limit > 0 && len(byPlace[i]) == share {
			if err := take(i, limit); err != nil {
				return nil, nil, err
			}
		}
		slices.SortFunc(byPlace[i], func(x, y audience.Alert) int { // RETURNING keeps no order
			return cmp.Or(x.Due.Compare(y.Due), cmp.Compare(x.ID, y.ID))
		})
		claimed = append(claimed, byPlace[i]...)
		if err := refreshPlaces(ctx, tx, place); err != nil {
			return nil, nil, err
		}
	}
	return claimed, places[:served], nil
}

func anys[T any](list []T) []any {
	all := make([]any, len(list))
	for i, v := range list {
		all[i] = v
	}
	return all
}

// changeAlerts runs an UPDATE or DELETE of alerts, which ends in "WHERE", for those
// numbers.
func (s *Store) changeAlerts(ctx context.Context, operation, update string, ids []int64, args ...any) error {
	if len(ids) == 0 {
		return nil
	}
	return s.change(ctx, operation, func(tx *sql.Tx) error {
		places := make(map[int64]bool)
		for chunk := range slices.Chunk(ids, idsPerQuery) {
			err := Each(ctx, tx, func(rows *sql.Rows) error {
				var place int64
				err := rows.Scan(&place)
				places[place] = true
				return err
			}, update+" id IN ("+marks(len(chunk))+") RETURNING place", slices.Concat(args, anys(chunk))...)
			if err != nil {
				return err
			}
		}
		for place := range places {
			if err := refreshPlaces(ctx, tx, place); err != nil {
				return err
			}
		}
		return nil
	})
}

// MarkSent implements audience.Outbox. When the outlets were recounted since
// the alert was claimed, it stays open for an edit.
func (s *Store) MarkSent(ctx context.Context, ids []int64, message string, at time.Time) error {
	return s.changeAlerts(ctx, "mark sent", `UPDATE alerts SET message = ?, sent = coalesce(sent, ?),
		due = CASE WHEN outlets <> shown THEN ? ELSE due END, lease = NULL, error = '', attempts = 0, open = outlets <> shown WHERE NOT dead AND`,
		ids, message, at.UnixMilli(), at.UnixMilli())
}

// Postpone implements audience.Outbox.
func (s *Store) Postpone(ctx context.Context, ids []int64, due time.Time, reason string) error {
	return s.changeAlerts(ctx, "postpone", `UPDATE alerts SET due = ?, lease = NULL, attempts = CASE WHEN ? = '' THEN attempts ELSE attempts + 1 END,
		error = coalesce(nullif(?, ''), error) WHERE open AND`, ids, due.UnixMilli(), reason, reason)
}

// Bury implements audience.Outbox.
func (s *Store) Bury(ctx context.Context, ids []int64, reason string) error {
	return s.changeAlerts(ctx, "bury", "UPDATE alerts SET open = FALSE, lease = NULL, error = ?, dead = TRUE WHERE", ids, reason)
}

// Drop implements audience.Outbox.
func (s *Store) Drop(ctx context.Context, ids []int64) error {
	return s.changeAlerts(ctx, "drop alerts", "DELETE FROM alerts WHERE", ids)
}

// DeadAlerts implements audience.Outbox.
func (s *Store) DeadAlerts(ctx context.Context, limit int) ([]audience.Alert, error) {
	alerts, err := queryAlerts(ctx, s.read, "SELECT "+alertColumns+" FROM alerts WHERE dead ORDER BY id DESC LIMIT ?", max(0, limit))
	return alerts, s.wrap(ctx, "dead alerts", err)
}

// Revive implements audience.Outbox.
func (s *Store) Revive(ctx context.Context, ids []int64, due time.Time) (int, error) {
	var dead int
	for chunk := range slices.Chunk(ids, idsPerQuery) {
		var n int
		if err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM alerts WHERE dead AND id IN ("+marks(len(chunk))+")", anys(chunk)...).Scan(&n); err != nil {
			return 0, s.wrap(ctx, "revive", err)
		}
		dead += n
	}
	err := s.changeAlerts(ctx, "revive", "UPDATE alerts SET open = TRUE, dead = FALSE, attempts = 0, error = '', due = ? WHERE dead AND", ids, due.UnixMilli())
	return dead, err
}

// Troubles implements audience.Outbox.
func (s *Store) Troubles(ctx context.Context) ([]audience.Trouble, error) {
	var troubles []audience.Trouble
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		var t audience.Trouble
		err := rows.Scan(&t.Platform, &t.Reason, &t.Stopped, &t.Places)
		troubles = append(troubles, t)
		return err
	}, `SELECT platform, held_reason, FALSE, count(*) FROM places WHERE held_since IS NOT NULL GROUP BY platform, held_reason
		UNION ALL SELECT p.platform, s.stopped, TRUE, count(DISTINCT s.place) FROM subscriptions s JOIN places p ON p.id = s.place WHERE s.stopped <> '' GROUP BY p.platform, s.stopped
		ORDER BY 1, 4 DESC, 2`)
	return troubles, s.wrap(ctx, "troubles", err)
}

// Census implements audience.Subscriptions.
func (s *Store) Census(ctx context.Context) (map[string]audience.Census, error) {
	count := map[string]audience.Census{}
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		var platform string
		var c audience.Census
		err := rows.Scan(&platform, &c.People, &c.Places, &c.Subscriptions, &c.Stopped)
		count[platform] = c
		return err
	}, "SELECT platform, count(DISTINCT user), count(DISTINCT place), count(*), count(*) FILTER (WHERE stopped <> '') FROM subscriptions GROUP BY platform")
	return count, s.wrap(ctx, "census", err)
}

// Backlog implements audience.Outbox.
func (s *Store) Backlog(ctx context.Context) (audience.Backlog, error) {
	var b audience.Backlog
	var oldest sql.NullInt64
	err := s.read.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM alerts WHERE open AND NOT held),
		       (SELECT min(next_due) FROM places WHERE held_since IS NULL),
		       (SELECT count(*) FROM places WHERE held_since IS NOT NULL),
		       (SELECT count(*) FROM alerts WHERE dead)`).Scan(&b.Waiting, &oldest, &b.Held, &b.Dead)
	b.Oldest = atMillis(oldest)
	return b, s.wrap(ctx, "backlog", err)
}

// ExpireAlerts implements audience.Outbox.
func (s *Store) ExpireAlerts(ctx context.Context, before time.Time, limit int) (int, error) {
	return s.expire(ctx, "expire alerts", `DELETE FROM alerts WHERE id IN (SELECT id FROM (
		SELECT id FROM alerts WHERE sent < ?1 AND NOT open AND NOT dead UNION ALL SELECT id FROM alerts WHERE dead AND created < ?1) AS old LIMIT ?2)`, before.UnixMilli(), limit)
}

// AlertsOf implements audience.Outbox.
func (s *Store) AlertsOf(ctx context.Context, subscription int64, limit int) ([]audience.Alert, error) {
	alerts, err := queryAlerts(ctx, s.read, "SELECT "+alertColumns+" FROM alerts WHERE subscription = ? ORDER BY id DESC LIMIT ?", subscription, max(0, limit))
	return alerts, s.wrap(ctx, "alerts of", err)
}

// AlertsIn implements audience.Outbox.
func (s *Store) AlertsIn(ctx context.Context, subscription int64, message string) ([]audience.Alert, error) {
	alerts, err := queryAlerts(ctx, s.read, "SELECT "+alertColumns+" FROM alerts WHERE subscription = ? AND message = ? ORDER BY id", subscription, message)
	return alerts, s.wrap(ctx, "alerts in", err)
}

// Notify implements audience.Outbox.
func (s *Store) Notify(ctx context.Context, key, text string, at time.Time) (bool, error) {
	var n int64
	err := s.change(ctx, "notify", func(tx *sql.Tx) (err error) {
		n, err = affected(tx.ExecContext(ctx, "INSERT INTO notices (key, text, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", key, text, at.UnixMilli()))
		return err
	})
	return n > 0 && err == nil, err
}

// ClearNotice implements audience.Outbox.
func (s *Store) ClearNotice(ctx context.Context, key string) error {
	return s.exec(ctx, "clear notice", "DELETE FROM notices WHERE key = ?", key)
}

// Notices implements audience.Outbox, oldest first.
func (s *Store) Notices(ctx context.Context) ([]audience.Notice, error) {
	var notices []audience.Notice
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		var n audience.Notice
		var time sql.NullInt64
		err := rows.Scan(&n.Key, &n.Text, &time)
		n.At = atMillis(time)
		notices = append(notices, n)
		return err
	}, "SELECT key, text, time FROM notices ORDER BY time, key")
	return notices, s.wrap(ctx, "notices", err)
}
