package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

const feedColumns = "id, " + feedValues

// feedValues are the columns after id.
const feedValues = `url, title, site, state, reason, detail, etag, last_modified, interval, next_check, last_check, last_news,
	failures, polls, not_modified, articles, added, folder, min_interval, failing_since, moved_to, moves, verified, untrusted, settings, status, flaws`

func scanFeed(row scanner) (knowledge.Feed, error) {
	var f knowledge.Feed
	var interval, minInterval int64
	var next, last, news, added, failing, verified sql.NullInt64
	var settings string
	err := row.Scan(&f.ID, &f.URL, &f.Title, &f.Site, &f.State, &f.Reason, &f.Detail, &f.ETag, &f.LastModified, &interval, &next, &last, &news,
		&f.Failures, &f.Polls, &f.NotModified, &f.Articles, &added, &f.Folder, &minInterval, &failing, &f.MovedTo, &f.Moves, &verified, &f.Untrusted, &settings, &f.Status,
		&f.Flaws)
	f.Interval, f.MinInterval = time.Duration(interval)*time.Millisecond, time.Duration(minInterval)*time.Millisecond
	f.NextCheck, f.LastCheck, f.LastNews, f.Added = atMillis(next), atMillis(last), atMillis(news), atMillis(added)
	f.FailingSince, f.Verified = atMillis(failing), atMillis(verified)
	if err == nil && settings != "" && json.Unmarshal([]byte(settings), &f.FeedSettings) != nil { // whose message might show a secret
		err = fmt.Errorf("settings of feed %d: %w", f.ID, errEncoding)
	}
	return f, err
}

// encodeSettings is the inverse of what scanFeed reads; "" for the zero value.
func encodeSettings(c knowledge.FeedSettings) string {
	data, _ := json.Marshal(c) // which holds nothing that JSON can't
	if string(data) == "{}" {
		return ""
	}
	return string(data)
}

// feedArgs are what feedValues hold.
func feedArgs(f knowledge.Feed) []any {
	return []any{f.URL, f.Title, f.Site, f.State, f.Reason, f.Detail, f.ETag, f.LastModified, f.Interval.Milliseconds(),
		millis(f.NextCheck), millis(f.LastCheck), millis(f.LastNews), f.Failures, f.Polls, f.NotModified, f.Articles, millis(f.Added),
		f.Folder, f.MinInterval.Milliseconds(), millis(f.FailingSince), f.MovedTo, f.Moves, millis(f.Verified), f.Untrusted,
		encodeSettings(f.FeedSettings), f.Status, f.Flaws}
}

// AddFeed implements knowledge.Feeds. A feed without a state is active, and one
// without Added was added now.
func (s *Store) AddFeed(ctx context.Context, f knowledge.Feed) (id int64, created bool, err error) {
	if f.State == "" {
		f.State = knowledge.FeedActive
	}
	if f.Added.IsZero() {
		f.Added = s.clock()
	}
	err = s.change(ctx, "add feed", func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT id FROM feeds WHERE url = ?", f.URL).Scan(&id)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		args := feedArgs(f)
		created = true
		return tx.QueryRowContext(ctx, "INSERT INTO feeds ("+feedValues+") VALUES ("+marks(len(args))+") RETURNING id", args...).Scan(&id)
	})
	if err != nil {
		return 0, false, err
	}
	return id, created, nil
}

// Feed implements knowledge.Feeds.
func (s *Store) Feed(ctx context.Context, id int64) (knowledge.Feed, error) {
	f, err := scanFeed(s.read.QueryRowContext(ctx, "SELECT "+feedColumns+" FROM feeds WHERE id = ?", id))
	if err != nil {
		return knowledge.Feed{}, s.wrap(ctx, "feed", err)
	}
	return f, nil
}

// Feeds implements knowledge.Feeds, those added first first.
func (s *Store) Feeds(ctx context.Context) ([]knowledge.Feed, error) {
	return s.feeds(ctx, "feeds", "ORDER BY id")
}

// farAhead is longer than any feed is made to wait.
const farAhead = 30 * 24 * time.Hour

// clockAhead is from how far ahead of now the time of what was done shows that the clock
// was wrong then, and so is what was planned by it.
const clockAhead = time.Hour

// DueFeeds implements knowledge.Feeds. An active feed without NextCheck was
// never polled, and comes first; one whose NextCheck lies far ahead, or that was polled in the
// future, was given it by a clock that was wrong.
func (s *Store) DueFeeds(ctx context.Context, now time.Time, limit int) ([]knowledge.Feed, error) {
	return s.feeds(ctx, "due feeds", `WHERE state <> 'ended' AND (next_check <= ?1 OR next_check > ?2 OR next_check IS NOT NULL AND last_check > ?3 OR next_check IS NULL AND state = 'active')
		ORDER BY next_check NULLS FIRST, id LIMIT ?4`, now.UnixMilli(), now.Add(farAhead).UnixMilli(), now.Add(clockAhead).UnixMilli(), max(0, limit))
}

func (s *Store) feeds(ctx context.Context, operation, rest string, args ...any) ([]knowledge.Feed, error) {
	var feeds []knowledge.Feed
	err := Each(ctx, s.read, func(rows *sql.Rows) error {
		f, err := scanFeed(rows)
		feeds = append(feeds, f)
		return err
	}, "SELECT "+feedColumns+" FROM feeds "+rest, args...)
	return feeds, s.wrap(ctx, operation, err)
}

// UpdateFeed implements knowledge.Feeds. It fails when another feed has the
// same URL.
func (s *Store) UpdateFeed(ctx context.Context, f knowledge.Feed) error {
	return s.change(ctx, "update feed", func(tx *sql.Tx) error {
		args := feedArgs(f)
		var taken bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM feeds WHERE url = ? AND id <> ?)", f.URL, f.ID).Scan(&taken); err != nil {
			return err
		}
		if taken {
			return fmt.Errorf("feed %d: another feed has that address; remove one of them", f.ID)
		}
		return must(tx.ExecContext(ctx, "UPDATE feeds SET ("+feedValues+") = ("+marks(len(args))+") WHERE id = ?", append(args, f.ID)...))
	})
}

// RemoveFeed implements knowledge.Feeds; the feed's articles stay.
func (s *Store) RemoveFeed(ctx context.Context, id int64) error {
	return s.change(ctx, "remove feed", func(tx *sql.Tx) error {
		return must(tx.ExecContext(ctx, "DELETE FROM feeds WHERE id = ?", id))
	})
}

// SeenEntries implements knowledge.Feeds.
func (s *Store) SeenEntries(ctx context.Context, feed int64, ids []string) ([]knowledge.SeenEntry, error) {
	found := make(map[string]knowledge.SeenEntry, len(ids))
	err := s.view(ctx, "seen entries", func(tx *sql.Tx) error {
		for chunk := range slices.Chunk(ids, idsPerQuery) {
			args := []any{feed}
			for _, id := range chunk {
				args = append(args, keyHash(id))
			}
			err := Each(ctx, tx, func(rows *sql.Rows) error {
				var entry []byte
				var e knowledge.SeenEntry
				err := rows.Scan(&entry, &e.Digest, &e.Article)
				found[string(entry)] = e
				return err
			}, "SELECT entry, digest, article FROM feed_entries WHERE feed = ? AND entry IN ("+marks(len(chunk))+")", args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	seen := make([]knowledge.SeenEntry, len(ids))
	for i, id := range ids {
		seen[i] = found[string(keyHash(id))]
	}
	return seen, nil
}

// PutEntry implements knowledge.FeedWriter; an entry that is there gets the new
// digest and article.
func (w *writer) PutEntry(ctx context.Context, feed int64, id, digest string, article int64) error {
	_, err := w.exec(ctx, `INSERT INTO feed_entries (feed, entry, digest, article) VALUES (?, ?, ?, ?)
		ON CONFLICT (feed, entry) DO UPDATE SET digest = excluded.digest, article = excluded.article`, feed, keyHash(id), digest, article)
	return w.wrap("put entry", err)
}

// feedIDs returns the numbers of the feeds of those names.
func feedIDs(ctx context.Context, db queryer, names []string) ([]int64, error) {
	var ids []int64
	err := Each(ctx, db, func(rows *sql.Rows) error {
		var f knowledge.Feed
		err := rows.Scan(&f.ID, &f.Title, &f.Site)
		if among(names, f.Name()) {
			ids = append(ids, f.ID)
		}
		return err
	}, "SELECT id, title, site FROM feeds")
	return ids, err
}

// among reports whether a name is one of some, compared without case or folded.
func among(names []string, name string) bool {
	folded := text.Fold(name)
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) || text.Fold(n) == folded })
}

// FromFeeds implements knowledge.Library.
func (s *Store) FromFeeds(ctx context.Context, articles []int64, feeds []string) ([]int64, error) {
	var from []int64
	err := s.eachOf(ctx, "from feeds", "SELECT DISTINCT a.id, f.id, f.title, f.site FROM articles a JOIN feed_entries e ON e.article = a.id JOIN feeds f ON f.id = e.feed WHERE "+
		visible(ctx)+" AND a.id IN (%s)", articles, func(rows *sql.Rows) error {
		var id int64
		var f knowledge.Feed
		err := rows.Scan(&id, &f.ID, &f.Title, &f.Site)
		if among(feeds, f.Name()) && !slices.Contains(from, id) {
			from = append(from, id)
		}
		return err
	})
	return from, err
}
