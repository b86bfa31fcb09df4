package sqlite

import (
	"context"
	"database/sql"
	"time"

	"quoth/knowledge"
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

// PutToken implements knowledge.Sessions. A token without Expires stays until it is replaced.
func (s *Store) PutToken(ctx context.Context, t knowledge.Token) error {
	return s.exec(ctx, "put token", `INSERT OR REPLACE INTO tokens (key, platform, user, place_platform, chat, thread, data, expires)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, t.Key, t.Person.Platform, t.Person.User, t.Place.Platform, t.Place.Chat, t.Place.Thread,
		nonNil(t.Data), millis(t.Expires))
}

// Token implements knowledge.Sessions.
func (s *Store) Token(ctx context.Context, key string, now time.Time) (knowledge.Token, error) {
	t := knowledge.Token{Key: key}
	var expires sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT platform, user, place_platform, chat, thread, data, expires FROM tokens
		WHERE key = ? AND (expires IS NULL OR expires > ?)`, key, now.UnixMilli()).
		Scan(&t.Person.Platform, &t.Person.User, &t.Place.Platform, &t.Place.Chat, &t.Place.Thread, &t.Data, &expires)
	if err != nil {
		return knowledge.Token{}, s.wrap(ctx, "token", err)
	}
	t.Expires = atMillis(expires)
	return t, nil
}

// DropToken implements knowledge.Sessions.
func (s *Store) DropToken(ctx context.Context, key string) error {
	return s.exec(ctx, "drop token", "DELETE FROM tokens WHERE key = ?", key)
}

// DropTokens implements knowledge.Sessions.
func (s *Store) DropTokens(ctx context.Context, now time.Time) error {
	return s.exec(ctx, "drop tokens", "DELETE FROM tokens WHERE expires <= ?", now.UnixMilli())
}

// State implements knowledge.Sessions.
func (s *Store) State(ctx context.Context, name string) (string, error) {
	var value string
	err := s.read.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM state WHERE name = ?), '')", name).Scan(&value)
	return value, s.wrap(ctx, "state", err)
}

// SetState implements knowledge.Sessions.
func (s *Store) SetState(ctx context.Context, name, value string) error {
	return s.exec(ctx, "set state", "INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", name, value)
}

// ChangeState implements knowledge.Sessions.
func (s *Store) ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error {
	return s.change(ctx, "change state", func(tx *sql.Tx) error {
		var value string
		if err := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM state WHERE name = ?), '')", name).Scan(&value); err != nil {
			return err
		}
		value, err := change(value)
		if err == nil {
			_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", name, value)
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
