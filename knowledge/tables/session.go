package tables

import (
	"context"
	"database/sql"
	"math"
	"strings"
	"time"
	"unicode"

	"quoth/knowledge/audience"
)

// millis is how the times of everything but articles are stored; nil for the
// zero time.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// atMillis is the inverse of millis.
func atMillis(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMilli(n.Int64).UTC()
}

// expiringTables hold what is kept for a time.
var expiringTables = []string{"conversations", "shown_replies", "pending_arguments", "markers", "reports"}

// SaveSession implements audience.Sessions.
func (s *Store) SaveSession(ctx context.Context, session audience.Session) error {
	if session.Empty() {
		return nil
	}
	return s.change(ctx, "save session", func(tx *sql.Tx) error { return saveSession(ctx, tx, session) })
}

// saveSession stores each part of a session in place of what was there.
func saveSession(ctx context.Context, tx *sql.Tx, session audience.Session) error {
	if c := session.Conversation; c != nil {
		if err := saveTalk(ctx, tx, "conversations", "talk", c.Person, c.Place, c.Talk, c.Expires); err != nil {
			return err
		}
	}
	if p := session.Pending; p != nil {
		if err := saveTalk(ctx, tx, "pending_arguments", "missing", p.Person, p.Place, p.Missing, p.Expires); err != nil {
			return err
		}
	}
	for _, r := range session.Shown {
		_, err := tx.ExecContext(ctx, `INSERT INTO shown_replies (key, platform, user, chat, thread, message, answers, reply, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET platform = excluded.platform, user = excluded.user, chat = excluded.chat, thread = excluded.thread,
			message = excluded.message, answers = excluded.answers, reply = excluded.reply, expires = excluded.expires`,
			r.Key, r.Place.Platform, r.Person.User, r.Place.Chat, r.Place.Thread, r.Message, r.Answers, nonNil(r.Reply), r.Expires.UnixMilli())
		if err != nil {
			return err
		}
	}
	for _, m := range session.Markers {
		_, err := tx.ExecContext(ctx, `INSERT INTO markers (kind, platform, name, user, expires) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (kind, platform, name) DO UPDATE SET user = excluded.user, expires = excluded.expires`,
			m.Kind, m.Platform, m.Name, m.Person.User, m.Expires.UnixMilli())
		if err != nil {
			return err
		}
	}
	return nil
}

// saveTalk replaces what a table keeps of the talk of a person at a place; empty data
// removes it.
func saveTalk(ctx context.Context, tx *sql.Tx, table, column string, who audience.Person, at audience.Place, data []byte, expires time.Time) error {
	if len(data) == 0 {
		_, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE platform = ? AND chat = ? AND thread = ? AND user = ?", at.Platform, at.Chat, at.Thread, who.User)
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO "+table+" (platform, chat, thread, user, "+column+", expires) VALUES (?, ?, ?, ?, ?, ?)"+
		" ON CONFLICT (platform, chat, thread, user) DO UPDATE SET "+column+" = excluded."+column+", expires = excluded.expires",
		at.Platform, at.Chat, at.Thread, who.User, data, expires.UnixMilli())
	return err
}

// talk reads what a table keeps of the talk of a person at a place.
func (s *Store) talk(ctx context.Context, table, column string, who audience.Person, at audience.Place, now time.Time) (data []byte, expires time.Time, err error) {
	var until sql.NullInt64
	err = s.read.QueryRowContext(ctx, "SELECT "+column+", expires FROM "+table+" WHERE platform = ? AND chat = ? AND thread = ? AND user = ? AND expires > ?",
		at.Platform, at.Chat, at.Thread, who.User, now.UnixMilli()).Scan(&data, &until)
	return data, atMillis(until), err
}

// Conversation implements audience.Sessions.
func (s *Store) Conversation(ctx context.Context, who audience.Person, at audience.Place, now time.Time) (audience.Conversation, error) {
	data, expires, err := s.talk(ctx, "conversations", "talk", who, at, now)
	if err != nil {
		return audience.Conversation{}, s.wrap(ctx, "conversation", err)
	}
	return audience.Conversation{Person: who, Place: at, Talk: data, Expires: expires}, nil
}

// PendingArgument implements audience.Sessions.
func (s *Store) PendingArgument(ctx context.Context, who audience.Person, at audience.Place, now time.Time) (audience.PendingArgument, error) {
	data, expires, err := s.talk(ctx, "pending_arguments", "missing", who, at, now)
	if err != nil {
		return audience.PendingArgument{}, s.wrap(ctx, "pending argument", err)
	}
	return audience.PendingArgument{Person: who, Place: at, Missing: data, Expires: expires}, nil
}

// ShownReply implements audience.Sessions.
func (s *Store) ShownReply(ctx context.Context, key string, now time.Time) (audience.ShownReply, error) {
	return s.shown(ctx, now, "key = ?", key)
}

// ShownMessage implements audience.Sessions.
func (s *Store) ShownMessage(ctx context.Context, at audience.Place, message string, now time.Time) (audience.ShownReply, error) {
	return s.shown(ctx, now, "platform = ? AND chat = ? AND message <> '' AND message = ?", at.Platform, at.Chat, message)
}

// ShownAnswer implements audience.Sessions.
func (s *Store) ShownAnswer(ctx context.Context, at audience.Place, message string, now time.Time) (audience.ShownReply, error) {
	return s.shown(ctx, now, "platform = ? AND chat = ? AND answers <> '' AND answers = ?", at.Platform, at.Chat, message)
}

// shown returns the latest of the shown replies that meet a condition.
func (s *Store) shown(ctx context.Context, now time.Time, condition string, args ...any) (audience.ShownReply, error) {
	var r audience.ShownReply
	var expires sql.NullInt64
	err := s.read.QueryRowContext(ctx, "SELECT key, platform, user, chat, thread, message, answers, reply, expires FROM shown_replies WHERE "+condition+" AND expires > ? ORDER BY expires DESC, rowid DESC LIMIT 1",
		append(args, now.UnixMilli())...).
		Scan(&r.Key, &r.Place.Platform, &r.Person.User, &r.Place.Chat, &r.Place.Thread, &r.Message, &r.Answers, &r.Reply, &expires)
	if err != nil {
		return audience.ShownReply{}, s.wrap(ctx, "shown reply", err)
	}
	if r.Person.User != "" {
		r.Person.Platform = r.Place.Platform
	}
	r.Expires = atMillis(expires)
	return r, nil
}

// Marker implements audience.Sessions.
func (s *Store) Marker(ctx context.Context, kind audience.MarkerKind, platform, name string, now time.Time) (audience.Marker, error) {
	m := audience.Marker{Kind: kind, Platform: platform, Name: name}
	var expires sql.NullInt64
	err := s.read.QueryRowContext(ctx, "SELECT user, expires FROM markers WHERE kind = ? AND platform = ? AND name = ? AND expires > ?", kind, platform, name, now.UnixMilli()).
		Scan(&m.Person.User, &expires)
	if err != nil {
		return audience.Marker{}, s.wrap(ctx, "marker", err)
	}
	if m.Person.User != "" {
		m.Person.Platform = platform
	}
	m.Expires = atMillis(expires)
	return m, nil
}

// moveSessions gives the sessions of a chat to the chat that it became. Its messages stay
// behind.
func moveSessions(ctx context.Context, tx *sql.Tx, platform, from, to string) error {
	for _, statement := range []string{
		"DELETE FROM conversations WHERE platform = ?1 AND chat = ?3 AND (thread, user) IN (SELECT thread, user FROM conversations WHERE platform = ?1 AND chat = ?2)",
		"UPDATE conversations SET chat = ?3 WHERE platform = ?1 AND chat = ?2",
		"DELETE FROM pending_arguments WHERE platform = ?1 AND chat = ?3 AND (thread, user) IN (SELECT thread, user FROM pending_arguments WHERE platform = ?1 AND chat = ?2)",
		"UPDATE pending_arguments SET chat = ?3 WHERE platform = ?1 AND chat = ?2",
		"UPDATE shown_replies SET chat = ?3, message = '', answers = '' WHERE platform = ?1 AND chat = ?2",
	} {
		if _, err := tx.ExecContext(ctx, statement, platform, from, to); err != nil {
			return err
		}
	}
	return nil
}

// ExpireSessions implements audience.Sessions.
func (s *Store) ExpireSessions(ctx context.Context, now time.Time) error {
	var many []audience.Person
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		var p audience.Person
		err := rows.Scan(&p.Platform, &p.User)
		many = append(many, p)
		return err
	}, "SELECT platform, user FROM shown_replies WHERE user <> '' GROUP BY platform, user HAVING count(*) > ?", audience.KeptReplies)
	if err != nil {
		return s.wrap(ctx, "expire sessions", err)
	}
	return s.change(ctx, "expire sessions", func(tx *sql.Tx) error {
		for _, p := range many {
			if _, err := tx.ExecContext(ctx, `DELETE FROM shown_replies WHERE key IN (
				SELECT key FROM shown_replies WHERE platform = ? AND user = ? ORDER BY expires DESC LIMIT ? OFFSET ?)`, p.Platform, p.User, math.MaxInt64, audience.KeptReplies); err != nil {
				return err
			}
		}
		for _, table := range expiringTables {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE expires <= ?", now.UnixMilli()); err != nil {
				return err
			}
		}
		return nil
	})
}

// State implements audience.Sessions.
func (s *Store) State(ctx context.Context, name string) (string, error) {
	var value string
	err := s.read.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM state WHERE name = ?), '')", name).Scan(&value)
	return value, s.wrap(ctx, "state", err)
}

// SetState implements audience.Sessions.
func (s *Store) SetState(ctx context.Context, name, value string) error {
	return s.change(ctx, "set state", func(tx *sql.Tx) error { return setState(ctx, tx, name, value) })
}

func setState(ctx context.Context, tx *sql.Tx, name, value string) error {
	if value == "" {
		_, err := tx.ExecContext(ctx, "DELETE FROM state WHERE name = ?", name)
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
	return err
}

// States implements audience.Sessions.
func (s *Store) States(ctx context.Context, prefix string) (map[string]string, error) {
	values, err := readStates(ctx, s.read, prefix)
	return values, s.wrap(ctx, "states", err)
}

// States implements knowledge.Writer.
func (w *writer) States(ctx context.Context, prefix string) (map[string]string, error) {
	values, err := readStates(ctx, w.tx, prefix)
	return values, w.wrap("states", err)
}

func readStates(ctx context.Context, db queryer, prefix string) (map[string]string, error) {
	values := map[string]string{}
	err := Each(ctx, db, func(rows *sql.Rows) error {
		var name, value string
		err := rows.Scan(&name, &value)
		values[strings.TrimPrefix(name, prefix)] = value
		return err
	}, "SELECT name, value FROM state WHERE name >= ? AND name < ? AND value <> ''", prefix, prefix+string(unicode.MaxRune))
	return values, err
}

// ChangeState implements audience.Sessions.
func (s *Store) ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error {
	return s.change(ctx, "change state", func(tx *sql.Tx) error {
		var value string
		if err := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM state WHERE name = ?), '')", name).Scan(&value); err != nil {
			return err
		}
		value, err := change(value)
		if err == nil {
			err = setState(ctx, tx, name, value)
		}
		return err
	})
}

// exec runs one statement in a transaction of its own.
func (s *Store) exec(ctx context.Context, operation, query string, args ...any) error {
	return s.change(ctx, operation, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	})
}

// affected is how many rows a statement changed.
func affected(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// must turns a change of no row into ErrNotFound.
func must(result sql.Result, err error) error {
	n, err := affected(result, err)
	if err == nil && n == 0 {
		return sql.ErrNoRows
	}
	return err
}
