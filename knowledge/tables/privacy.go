package tables

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// belongings says of each kind, which is the name of its table, which rows are a
// person's: ?1 is the platform and ?2 the user. What is delivered to a private chat, or
// was said there, belongs to its owner. Feeds and articles are privateTo a person.
var belongings = map[audience.Kind]string{
	audience.KindAlert:        "subscription IN (SELECT id FROM subscriptions WHERE platform = ?1 AND user = ?2 OR place IN (" + privatePlaces + "))",
	audience.KindConversation: theirs,
	audience.KindShown:        theirs,
	audience.KindPending:      theirs,
	audience.KindReceipt:      "platform = ?1 AND user = ?2",
	audience.KindReport:       "platform = ?1 AND user = ?2",
	audience.KindMarker:       "platform = ?1 AND user = ?2",
	audience.KindSettings:     "platform = ?1 AND user = ?2 OR place IN (" + privatePlaces + ")",
	audience.KindSubscription: "platform = ?1 AND user = ?2 OR place IN (" + privatePlaces + ")",
	audience.KindAdmission:    "name = '" + audience.AdmittedState("") + "' || ?1 || ':' || ?2",
}

// placed are the kinds whose table names a place by its number.
var placed = []audience.Kind{audience.KindAlert, audience.KindSettings, audience.KindSubscription}

const (
	privatePlaces = "SELECT place FROM subscriptions WHERE platform = ?1 AND user = ?2 AND private"
	theirs        = "platform = ?1 AND (user = ?2 OR chat IN (SELECT chat FROM places WHERE id IN (" + privatePlaces + ")))"
)

// timeColumns hold milliseconds.
var timeColumns = []string{"created", "due", "sent", "lease", "expires", "received"}

// Export implements audience.Subscriptions. Times are RFC 3339, places are
// written out as chat and thread.
func (s *Store) Export(ctx context.Context, p audience.Person) (map[string][]map[string]any, error) {
	if p.Platform == "" || p.User == "" {
		return nil, fmt.Errorf("export: %w", errNoPerson)
	}
	export := make(map[string][]map[string]any)
	err := s.view(ctx, "export", func(tx *sql.Tx) error {
		private, err := privateTo(ctx, tx, p)
		if err != nil {
			return err
		}
		feeds, err := feedsFor(ctx, tx, private...)
		if err != nil {
			return err
		}
		for chunk := range slices.Chunk(slices.Sorted(maps.Keys(feeds)), idsPerQuery) {
			err = Each(ctx, tx, func(rows *sql.Rows) error {
				row, err := rowMap(rows)
				export["feeds"] = append(export["feeds"], row)
				return err
			}, "SELECT id, title FROM feeds WHERE id IN ("+marks(len(chunk))+") ORDER BY id", numbers(chunk)...)
			if err != nil {
				return err
			}
		}
		for _, kind := range audience.Kinds() {
			condition, ok := belongings[kind]
			if !ok {
				continue
			}
			query := "SELECT * FROM " + string(kind) + " WHERE " + condition
			if slices.Contains(placed, kind) {
				query = "SELECT p.chat, p.thread, t.* FROM (" + query + ") t JOIN places p ON p.id = t.place"
			}
			err := Each(ctx, tx, func(rows *sql.Rows) error {
				row, err := rowMap(rows)
				export[string(kind)] = append(export[string(kind)], row)
				return err
			}, query, p.Platform, p.User)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return export, nil
}

func rowMap(rows *sql.Rows) (map[string]any, error) {
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	row := make(map[string]any, len(names))
	for i, name := range names {
		switch v := values[i].(type) {
		case []byte:
			if utf8.Valid(v) {
				row[name] = string(v)
			} else {
				row[name] = v
			}
		case int64:
			row[name] = v
			if slices.Contains(timeColumns, name) {
				row[name] = time.UnixMilli(v).UTC().Format(time.RFC3339)
			}
		default:
			row[name] = v
		}
	}
	delete(row, "place")
	return row, nil
}

// Forget implements audience.Subscriptions.
func (s *Store) Forget(ctx context.Context, p audience.Person) (int, error) {
	if p.Platform == "" || p.User == "" {
		return 0, fmt.Errorf("forget: %w", errNoPerson)
	}
	total := 0
	err := s.change(ctx, "forget", func(tx *sql.Tx) error {
		var places []int64
		err := Each(ctx, tx, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			places = append(places, id)
			return err
		}, "SELECT place FROM subscriptions WHERE platform = ?1 AND user = ?2 UNION SELECT place FROM settings WHERE platform = ?1 AND user = ?2",
			p.Platform, p.User)
		if err != nil {
			return err
		}
		private, err := privateTo(ctx, tx, p)
		if err != nil {
			return err
		}
		if total, err = forgetPrivate(ctx, tx, private); err != nil {
			return err
		}
		for _, kind := range audience.Kinds() {
			condition, ok := belongings[kind]
			if !ok {
				continue
			}
			n, err := affected(tx.ExecContext(ctx, "DELETE FROM "+string(kind)+" WHERE "+condition, p.Platform, p.User))
			if err != nil {
				return err
			}
			total += int(n)
		}
		if err := refreshPlaces(ctx, tx, places...); err != nil {
			return err
		}
		return dropPlaces(ctx, tx, places...)
	})
	if err != nil {
		return 0, err
	}
	s.engine.Forgotten(ctx)
	return total, nil
}

// privateTo is the audiences that are a person alone: those of the person's private
// chats, which on some platforms have the person's own number.
func privateTo(ctx context.Context, tx *sql.Tx, p audience.Person) ([]knowledge.Audience, error) {
	audiences := []knowledge.Audience{knowledge.ChatAudience(p.Platform, p.User)}
	err := Each(ctx, tx, func(rows *sql.Rows) error {
		var platform, chat string
		err := rows.Scan(&platform, &chat)
		audiences = append(audiences, knowledge.ChatAudience(platform, chat))
		return err
	}, "SELECT platform, chat FROM places WHERE id IN ("+privatePlaces+")", p.Platform, p.User)
	return audiences, err
}

// feedsFor returns the settings of the feeds that are private to one of some audiences, by
// their numbers.
func feedsFor(ctx context.Context, tx *sql.Tx, audiences ...knowledge.Audience) (map[int64]knowledge.FeedSettings, error) {
	feeds := map[int64]knowledge.FeedSettings{}
	err := Each(ctx, tx, func(rows *sql.Rows) error {
		f, err := scanFeed(rows)
		if err == nil && slices.Contains(audiences, f.For) {
			feeds[f.ID] = f.FeedSettings
		}
		return err
	}, "SELECT "+feedColumns+" FROM feeds WHERE settings <> ''")
	return feeds, err
}

// forgetPrivate removes the feeds and articles that are for those audiences alone, and
// returns how many there were.
func forgetPrivate(ctx context.Context, tx *sql.Tx, audiences []knowledge.Audience) (int, error) {
	feeds, err := feedsFor(ctx, tx, audiences...)
	if err != nil {
		return 0, err
	}
	for id := range feeds {
		if _, err := tx.ExecContext(ctx, "DELETE FROM feeds WHERE id = ?", id); err != nil {
			return 0, err
		}
	}
	theirs := "audience <> '' AND audience IN (" + marks(len(audiences)) + ")"
	if _, err := tx.ExecContext(ctx, "INSERT INTO index_dead (document) SELECT document FROM articles WHERE quarantined IS NULL AND "+theirs, anys(audiences)...); err != nil {
		return 0, err
	}
	articles, err := affected(tx.ExecContext(ctx, "DELETE FROM articles WHERE "+theirs, anys(audiences)...))
	if err != nil || articles == 0 {
		return len(feeds), err
	}
	_, err = tx.ExecContext(ctx, "UPDATE index_segments SET dead = (SELECT count(*) FROM index_dead WHERE document BETWEEN first AND last)")
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM stories WHERE NOT EXISTS (SELECT 1 FROM articles WHERE story = stories.id)")
	return len(feeds) + int(articles), err
}
