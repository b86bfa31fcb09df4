package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

const subscriptionColumns = `b.id, b.platform, b.user, p.platform, p.chat, p.thread, b.private, b.topic, b.pace, b.minute, b.mention,
	b.paused, b.stopped, b.created, b.server, b.language, b.level`

const subscriptionTables = ` FROM subscriptions b JOIN places p ON p.id = b.place `

func scanSubscription(row scanner, further ...any) (audience.Subscription, error) {
	var b audience.Subscription
	var created sql.NullInt64
	err := row.Scan(append([]any{&b.ID, &b.Owner.Platform, &b.Owner.User, &b.Place.Platform, &b.Place.Chat, &b.Place.Thread, &b.Private,
		&b.Topic, &b.Pace, &b.Minute, &b.Mention, &b.Paused, &b.Stopped, &created, &b.Server, &b.Language, &b.Level}, further...)...)
	b.Created = atMillis(created)
	return b, err
}

func querySubscriptions(ctx context.Context, db queryer, rest string, args ...any) ([]audience.Subscription, error) {
	var all []audience.Subscription
	err := Each(ctx, db, func(rows *sql.Rows) error {
		b, err := scanSubscription(rows)
		all = append(all, b)
		return err
	}, "SELECT "+subscriptionColumns+subscriptionTables+rest, args...)
	return all, err
}

// place returns the number of a place, a new one where there is none.
func place(ctx context.Context, tx *sql.Tx, p audience.Place) (int64, error) {
	var id int64
	err := tx.QueryRowContext(ctx, `INSERT INTO places (platform, chat, thread) VALUES (?, ?, ?)
		ON CONFLICT (platform, chat, thread) DO UPDATE SET platform = excluded.platform RETURNING id`, p.Platform, p.Chat, p.Thread).Scan(&id)
	return id, err
}

// dropPlaces removes those of places that nothing refers to. Alerts are never
// somewhere without their subscription.
func dropPlaces(ctx context.Context, tx *sql.Tx, places ...int64) error {
	for _, id := range places {
		_, err := tx.ExecContext(ctx, `DELETE FROM places WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE place = ?1)
			AND NOT EXISTS (SELECT 1 FROM settings WHERE place = ?1)`, id)
		if err != nil {
			return err
		}
	}
	return nil
}

// nextRevision counts a change of a subscription. It is the time in microseconds, or one more than the last: a
// database that went back to what it was, as one whose standby took over with a loss, gives none again that
// somebody remembers.
func (s *Store) nextRevision(ctx context.Context, tx *sql.Tx) (int64, error) {
	var revision int64
	err := tx.QueryRowContext(ctx, "UPDATE revision SET last = CASE WHEN last < ?1 THEN ?1 ELSE last + 1 END RETURNING last", s.clock().UnixMicro()).Scan(&revision)
	return revision, err
}

// Subscribe implements audience.Subscriptions. One that is there already gets
// s's pace, level, minute and, when there is one, mention, and goes on when it was paused or stopped.
func (s *Store) Subscribe(ctx context.Context, b audience.Subscription) (id int64, created bool, err error) {
	if b.Created.IsZero() {
		b.Created = s.clock()
	}
	err = s.change(ctx, "subscribe", func(tx *sql.Tx) error {
		place, err := place(ctx, tx, b.Place)
		if err != nil {
			return err
		}
		revision, err := s.nextRevision(ctx, tx)
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `UPDATE subscriptions
			SET pace = ?, level = ?, minute = ?, mention = coalesce(nullif(?, ''), mention), server = coalesce(nullif(?, ''), server), language = coalesce(nullif(?, ''), language), paused = FALSE, stopped = '', revision = ?
			WHERE place = ? AND topic = ? RETURNING id`, b.Pace, b.Level, b.Minute, b.Mention, b.Server, b.Language, revision, place, b.Topic).Scan(&id)
		if err == nil {
			return s.hold(ctx, tx, id, place, false)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		created = true
		return tx.QueryRowContext(ctx, `INSERT INTO subscriptions
			(revision, platform, user, place, private, topic, pace, minute, mention, paused, stopped, created, server, language, level)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`, revision, b.Owner.Platform, b.Owner.User, place, b.Private,
			b.Topic, b.Pace, b.Minute, b.Mention, b.Paused, b.Stopped, millis(b.Created), b.Server, b.Language, b.Level).Scan(&id)
	})
	if err != nil {
		return 0, false, err
	}
	return id, created, nil
}

// UpdateSubscription implements audience.Subscriptions. Alerts that wait go to
// the new place, and wait on while it is paused; when it is stopped they are
// given up.
func (s *Store) UpdateSubscription(ctx context.Context, b audience.Subscription) error {
	return s.change(ctx, "update subscription", func(tx *sql.Tx) error {
		var before int64
		if err := tx.QueryRowContext(ctx, "SELECT place FROM subscriptions WHERE id = ?", b.ID).Scan(&before); err != nil {
			return err
		}
		place, err := place(ctx, tx, b.Place)
		if err != nil {
			return err
		}
		revision, err := s.nextRevision(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE subscriptions SET (revision, platform, user, place, private, topic, pace, minute, mention,
			paused, stopped, created, server, language, level) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, created), ?, ?, ?) WHERE id = ?`,
			revision, b.Owner.Platform, b.Owner.User, place, b.Private, b.Topic, b.Pace, b.Minute, b.Mention, b.Paused, b.Stopped,
			millis(b.Created), b.Server, b.Language, b.Level, b.ID)
		if err != nil {
			return err
		}
		if place != before {
			if err := leaveMessages(ctx, tx, "subscription = ?", b.ID); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE alerts SET place = ? WHERE subscription = ?", place, b.ID); err != nil {
				return err
			}
		}
		if b.Stopped != "" {
			if err := giveUp(ctx, tx, "subscription = ?", b.Stopped, b.ID); err != nil {
				return err
			}
		}
		if err := s.hold(ctx, tx, b.ID, place, b.Paused); err != nil {
			return err
		}
		if err := wake(ctx, tx, place); err != nil {
			return err
		}
		if err := refreshPlaces(ctx, tx, before); err != nil {
			return err
		}
		return dropPlaces(ctx, tx, before)
	})
}

// hold says whether the alerts of a subscription wait until it goes on. Those that
// waited count as made when it does, so that a digest comes at its hour.
func (s *Store) hold(ctx context.Context, tx *sql.Tx, subscription, place int64, held bool) error {
	_, err := tx.ExecContext(ctx, "UPDATE alerts SET created = CASE WHEN held AND NOT ?1 THEN ?2 ELSE created END, held = ?1 WHERE subscription = ?3 AND open",
		held, s.clock().UnixMilli(), subscription)
	if err != nil {
		return err
	}
	return refreshPlaces(ctx, tx, place)
}

// giveUp buries the open alerts that meet a condition.
func giveUp(ctx context.Context, tx *sql.Tx, condition, reason string, args ...any) error {
	_, err := tx.ExecContext(ctx, `UPDATE alerts SET open = FALSE, lease = NULL, error = ?, dead = TRUE WHERE open AND `+condition,
		append([]any{reason}, args...)...)
	return err
}

// leaveMessages says of the alerts that meet a condition, which go to another
// place, that the messages that told of them can't be reached from there.
func leaveMessages(ctx context.Context, tx *sql.Tx, condition string, args ...any) error {
	_, err := tx.ExecContext(ctx, "UPDATE alerts SET message = ? WHERE message <> '' AND "+condition,
		append([]any{audience.LostMessage}, args...)...)
	return err
}

// Unsubscribe implements audience.Subscriptions; the subscription's alerts go with it.
func (s *Store) Unsubscribe(ctx context.Context, id int64) error {
	return s.change(ctx, "unsubscribe", func(tx *sql.Tx) error {
		var place int64
		if err := tx.QueryRowContext(ctx, "DELETE FROM subscriptions WHERE id = ? RETURNING place", id).Scan(&place); err != nil {
			return err
		}
		if err := refreshPlaces(ctx, tx, place); err != nil {
			return err
		}
		return dropPlaces(ctx, tx, place)
	})
}

// Subscription implements audience.Subscriptions.
func (s *Store) Subscription(ctx context.Context, id int64) (audience.Subscription, error) {
	b, err := scanSubscription(s.read.QueryRowContext(ctx, "SELECT "+subscriptionColumns+subscriptionTables+"WHERE b.id = ?", id))
	if err != nil {
		return audience.Subscription{}, s.wrap(ctx, "subscription", err)
	}
	return b, nil
}

// SubscriptionsAt implements audience.Subscriptions.
func (s *Store) SubscriptionsAt(ctx context.Context, p audience.Place) ([]audience.Subscription, error) {
	all, err := querySubscriptions(ctx, s.read, "WHERE p.platform = ? AND p.chat = ? AND p.thread = ? ORDER BY b.id", p.Platform, p.Chat, p.Thread)
	return all, s.wrap(ctx, "subscriptions at", err)
}

// SubscriptionsOf implements audience.Subscriptions, oldest first.
func (s *Store) SubscriptionsOf(ctx context.Context, p audience.Person) ([]audience.Subscription, error) {
	all, err := querySubscriptions(ctx, s.read, "WHERE b.platform = ? AND b.user = ? ORDER BY b.id", p.Platform, p.User)
	return all, s.wrap(ctx, "subscriptions of", err)
}

// StopPlace implements audience.Subscriptions. Alerts that wait are given up
// for the same reason.
func (s *Store) StopPlace(ctx context.Context, p audience.Place, reason string) ([]audience.Subscription, error) {
	return s.stop(ctx, "stop place", reason, "p.platform = ? AND p.chat = ? AND p.thread = ?", p.Platform, p.Chat, p.Thread)
}

// StopChat implements audience.Subscriptions, as StopPlace does.
func (s *Store) StopChat(ctx context.Context, platform, chat, reason string) ([]audience.Subscription, error) {
	return s.stop(ctx, "stop chat", reason, "p.platform = ? AND p.chat = ?", platform, chat)
}

// stop ends the deliveries to the places that meet a condition.
func (s *Store) stop(ctx context.Context, what, reason, condition string, args ...any) ([]audience.Subscription, error) {
	if reason == "" {
		return nil, errors.New(what + ": give a reason")
	}
	var stopped []audience.Subscription
	err := s.change(ctx, what, func(tx *sql.Tx) error {
		var err error
		stopped, err = querySubscriptions(ctx, tx, "WHERE "+condition+" AND b.stopped = '' ORDER BY b.id", args...)
		if err != nil {
			return err
		}
		places := map[int64]bool{}
		for i := range stopped {
			revision, err := s.nextRevision(ctx, tx)
			if err != nil {
				return err
			}
			b := &stopped[i]
			b.Stopped = reason
			var place int64
			if err := tx.QueryRowContext(ctx, "UPDATE subscriptions SET stopped = ?, revision = ? WHERE id = ? RETURNING place", reason, revision, b.ID).Scan(&place); err != nil {
				return err
			}
			places[place] = true
			if err := giveUp(ctx, tx, "subscription = ?", reason, b.ID); err != nil {
				return err
			}
		}
		for place := range places { // what ends is held no longer
			if _, err := tx.ExecContext(ctx, "UPDATE places SET held_since = NULL, held_until = NULL, held_reason = '' WHERE id = ?", place); err != nil {
				return err
			}
		}
		return refreshPlaces(ctx, tx, slices.Collect(maps.Keys(places))...)
	})
	if err != nil {
		return nil, err
	}
	return stopped, nil
}

// MovePlace implements audience.Subscriptions, for all threads of the chat.
// Where the new chat has settings or the same topic already, its own stay. An invitation
// that admitted the old chat admits the new one.
func (s *Store) MovePlace(ctx context.Context, platform, from, to string) error {
	if from == to {
		return nil
	}
	return s.change(ctx, "move place", func(tx *sql.Tx) error {
		if err := moveSessions(ctx, tx, platform, from, to); err != nil {
			return err
		}
		was, is := knowledge.ChatAudience(platform, from), knowledge.ChatAudience(platform, to)
		if err := moveAudience(ctx, tx, was, is); err != nil {
			return err
		}
		if err := moveStates(ctx, tx, was, is); err != nil {
			return err
		}
		type moving struct {
			id     int64
			thread string
		}
		var places []moving
		err := Each(ctx, tx, func(rows *sql.Rows) error {
			var m moving
			err := rows.Scan(&m.id, &m.thread)
			places = append(places, m)
			return err
		}, "SELECT id, thread FROM places WHERE platform = ? AND chat = ?", platform, from)
		if err != nil {
			return err
		}
		for _, m := range places {
			target, err := place(ctx, tx, audience.Place{Platform: platform, Chat: to, Thread: m.thread})
			if err != nil {
				return err
			}
			if err := leaveMessages(ctx, tx, "place = ?", m.id); err != nil {
				return err
			}
			for _, statement := range []string{
				"DELETE FROM subscriptions WHERE place = ?2 AND topic IN (SELECT topic FROM subscriptions WHERE place = ?1)",
				"UPDATE subscriptions SET place = ?1 WHERE place = ?2",
				"UPDATE settings SET place = ?1 WHERE place = ?2 AND NOT EXISTS (SELECT 1 FROM settings WHERE place = ?1)",
				"DELETE FROM settings WHERE place = ?2 AND ?1 <> ?2",
				"UPDATE alerts SET place = ?1 WHERE place = ?2",
			} {
				if _, err := tx.ExecContext(ctx, statement, target, m.id); err != nil {
					return err
				}
			}
			if err := s.touchPlace(ctx, tx, target); err != nil {
				return err
			}
			if err := refreshPlaces(ctx, tx, target); err != nil {
				return err
			}
			if err := dropPlaces(ctx, tx, m.id); err != nil {
				return err
			}
		}
		return nil
	})
}

// moveStates moves what is kept by name of the chat of an audience to that of another.
func moveStates(ctx context.Context, tx *sql.Tx, from, to knowledge.Audience) error {
	was, is := audience.AdmittedState(string(from)), audience.AdmittedState(string(to))
	for _, statement := range []string{
		"DELETE FROM state WHERE name = ?2 AND EXISTS (SELECT 1 FROM state WHERE name = ?1)",
		"UPDATE state SET name = ?2 WHERE name = ?1",
	} {
		if _, err := tx.ExecContext(ctx, statement, was, is); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO state (name, value) VALUES (?2, coalesce((SELECT value FROM state WHERE name = ?1), ?3))
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, audience.BeforeState(string(from)), audience.BeforeState(string(to)), from)
	return err
}

// moveAudience gives the private feeds and articles of an audience to another. What that
// has already stays its own.
func moveAudience(ctx context.Context, tx *sql.Tx, from, to knowledge.Audience) error {
	feeds, err := feedsFor(ctx, tx, from)
	if err != nil {
		return err
	}
	for id, settings := range feeds {
		settings.For = to
		if _, err := tx.ExecContext(ctx, "UPDATE feeds SET settings = ? WHERE id = ?", encodeSettings(settings), id); err != nil {
			return err
		}
	}
	keys := map[int64][]byte{}
	err = Each(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		var public []byte
		err := rows.Scan(&id, &public)
		keys[id] = public
		return err
	}, "SELECT id, public_key FROM articles WHERE audience <> '' AND audience = ?", from)
	if err != nil {
		return err
	}
	for id, public := range keys {
		// Its further addresses are known by keys of the audience before.
		if _, err := tx.ExecContext(ctx, "DELETE FROM addresses WHERE article = ?", id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE articles SET key = ?1, audience = ?2 WHERE id = ?3 AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.key = ?1 AND b.id <> ?3)", privateKey(public, to), to, id); err != nil {
			return err
		}
	}
	return nil
}

// touchPlace gives the subscriptions at a place new revisions.
func (s *Store) touchPlace(ctx context.Context, tx *sql.Tx, place int64) error {
	revision, err := s.nextRevision(ctx, tx)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE subscriptions SET revision = ? WHERE place = ?", revision, place)
	return err
}

// Settings implements audience.Subscriptions. Those of a chat, whose thread is "",
// come after its thread's own.
func (s *Store) Settings(ctx context.Context, p audience.Place) (audience.Settings, error) {
	var c audience.Settings
	err := s.read.QueryRowContext(ctx, `SELECT c.time_zone, c.quiet_from, c.quiet_until, c.previews, c.no_pictures, c.threads, c.outlets, c.feeds, c.languages, c.language FROM settings c JOIN places p ON p.id = c.place
		WHERE p.platform = ? AND p.chat = ? AND p.thread IN (?, '') ORDER BY p.thread DESC LIMIT 1`, p.Platform, p.Chat, p.Thread).
		Scan(&c.TimeZone, &c.QuietFrom, &c.QuietUntil, &c.Previews, &c.NoPictures, &c.Threads, &c.Outlets, &c.Feeds, &c.Languages, &c.Language)
	if errors.Is(err, sql.ErrNoRows) {
		return audience.Settings{}, nil
	}
	return c, s.wrap(ctx, "settings", err)
}

// SetSettings implements audience.Subscriptions.
func (s *Store) SetSettings(ctx context.Context, p audience.Place, by audience.Person, c audience.Settings) error {
	return s.change(ctx, "set settings", func(tx *sql.Tx) error {
		place, err := place(ctx, tx, p)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO settings (place, platform, user, time_zone, quiet_from, quiet_until, previews, no_pictures, threads, outlets, feeds, languages, language)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (place) DO UPDATE SET platform = excluded.platform, user = excluded.user,
			time_zone = excluded.time_zone, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, previews = excluded.previews, no_pictures = excluded.no_pictures, threads = excluded.threads,
			outlets = excluded.outlets, feeds = excluded.feeds, languages = excluded.languages, language = excluded.language`, place, by.Platform, by.User, c.TimeZone, c.QuietFrom, c.QuietUntil, c.Previews, c.NoPictures, c.Threads, c.Outlets, c.Feeds, c.Languages, c.Language)
		if err != nil {
			return err
		}
		if p.Thread != "" {
			return wake(ctx, tx, place)
		}
		var places []int64 // the chat's settings hold in its threads
		err = Each(ctx, tx, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			places = append(places, id)
			return err
		}, "SELECT id FROM places WHERE platform = ? AND chat = ?", p.Platform, p.Chat)
		if err != nil {
			return err
		}
		for _, id := range places {
			if err := wake(ctx, tx, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// wake makes the alerts that wait for their hour at a place due at once, since
// what their hour follows from has changed.
func wake(ctx context.Context, tx *sql.Tx, place int64) error {
	_, err := tx.ExecContext(ctx, "UPDATE alerts SET due = CASE WHEN created < due THEN created ELSE due END WHERE place = ? AND open AND message = '' AND lease IS NULL AND attempts = 0",
		place)
	if err != nil {
		return err
	}
	return refreshPlaces(ctx, tx, place)
}

// SubscriptionChanges implements audience.AlertWriter.
func (w *writer) SubscriptionChanges(ctx context.Context, revision int64, f func(s audience.Subscription, gone bool) error) (int64, error) {
	var last int64
	if err := w.row(ctx, "SELECT last FROM revision", nil, &last); err != nil {
		return 0, w.wrap("subscription changes", err)
	}
	switch {
	case last == revision:
		return last, nil
	case last < revision: // the database went back to what it was
		revision = 0
	}
	var own error
	err := Each(ctx, w.tx, func(rows *sql.Rows) error {
		b, err := scanSubscription(rows)
		if err != nil {
			return err
		}
		own = f(b, false)
		return own
	}, "SELECT "+subscriptionColumns+subscriptionTables+"WHERE b.revision > ? ORDER BY b.revision, b.id", revision)
	if err == nil && revision > 0 {
		err = Each(ctx, w.tx, func(rows *sql.Rows) error {
			var id int64
			if err := rows.Scan(&id); err != nil {
				return err
			}
			own = f(audience.Subscription{ID: id}, true)
			return own
		}, "SELECT subscription FROM removed_subscriptions WHERE revision > ? ORDER BY revision", revision)
	}
	switch {
	case own != nil:
		return 0, own
	case err != nil:
		return 0, w.wrap("subscription changes", err)
	}
	return last, nil
}

var errNoPerson = fmt.Errorf("give a platform and a user: %w", knowledge.ErrNotFound)
