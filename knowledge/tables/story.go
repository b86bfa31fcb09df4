package tables

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"quoth/knowledge"
)

// livingStory is the story that goes on for story ?1: that which it was joined to, or itself.
const livingStory = "coalesce((SELECT story FROM story_joins WHERE id = ?1), ?1)"

// Story implements knowledge.Stories.
func (s *Store) Story(ctx context.Context, id int64) (knowledge.Story, error) {
	var story knowledge.Story
	err := s.viewNews(ctx, "story", func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT a.story FROM articles a WHERE "+visible(ctx)+" AND a.story = "+livingStory+" LIMIT 1", id).Scan(&story.ID)
		if err != nil {
			return err
		}
		return Each(ctx, tx, func(rows *sql.Rows) error {
			a, err := scanHeading(rows)
			story.Articles = append(story.Articles, a)
			return err
		}, "SELECT "+headingColumns+headings(ctx)+" AND a.story = ? ORDER BY a.id", story.ID)
	})
	if err != nil {
		return knowledge.Story{}, err
	}
	return story, nil
}

// StoryOf implements knowledge.Stories.
func (s *Store) StoryOf(ctx context.Context, articles []int64) (map[int64]int64, error) {
	stories := make(map[int64]int64, len(articles))
	err := s.eachOf(ctx, "story of", "SELECT a.id, a.story FROM articles a WHERE "+visible(ctx)+" AND a.id IN (%s) AND a.story IS NOT NULL", articles, func(rows *sql.Rows) error {
		var article int64
		var story loose[int64]
		err := rows.Scan(&article, &story)
		if story.Valid {
			stories[article] = story.V
		}
		return err
	})
	return stories, err
}

// SetStory implements knowledge.Writer.
func (w *writer) SetStory(ctx context.Context, article, story int64) (int64, error) {
	if story == 0 {
		story, err := w.newStory(ctx, article)
		return story, w.wrap("set story", err)
	}
	switch set, err := w.joinLiving(ctx, article, story); {
	case err != nil:
		return 0, w.wrap("set story", err)
	case set:
		return story, nil
	}
	err := w.row(ctx, "UPDATE articles SET story = "+livingStory+" WHERE id = ?2 AND EXISTS (SELECT 1 FROM stories WHERE id = "+livingStory+") RETURNING story",
		[]any{story, article}, &story)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("set story %d of article %d: %w", story, article, knowledge.ErrNotFound)
	}
	return story, w.wrap("set story", err)
}

// joinLiving puts an article into a story that goes on by itself, as nearly all do, and reports whether it does:
// a statement that returns a row takes several times as long.
func (w *writer) joinLiving(ctx context.Context, article, story int64) (bool, error) {
	n, err := affected(w.exec(ctx, "UPDATE articles SET story = ?1 WHERE id = ?2 AND EXISTS (SELECT 1 FROM stories WHERE id = ?1)", story, article))
	return n > 0, err
}

// newStory puts an article into a new story.
func (w *writer) newStory(ctx context.Context, article int64) (int64, error) {
	story, err := w.insert(ctx, "INSERT INTO stories DEFAULT VALUES")
	if err != nil {
		return 0, err
	}
	result, err := w.exec(ctx, "UPDATE articles SET story = ? WHERE id = ?", story, article)
	if err != nil {
		return 0, err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return 0, cmp.Or(err, sql.ErrNoRows)
	}
	return story, nil
}

// JoinStories implements knowledge.Writer.
func (w *writer) JoinStories(ctx context.Context, from, into int64) error {
	if err := w.row(ctx, "SELECT "+livingStory+", coalesce((SELECT story FROM story_joins WHERE id = ?2), ?2)", []any{from, into}, &from, &into); err != nil || from == into {
		return w.wrap("join stories", err)
	}
	if err := w.fanOut(ctx); err != nil {
		return w.wrap("join stories", err)
	}
	for _, statement := range []string{
		"UPDATE articles SET story = ?2 WHERE story = ?1",
		"UPDATE story_joins SET story = ?2 WHERE story = ?1",
		"INSERT INTO story_joins (id, story) VALUES (?1, ?2)",
		"DELETE FROM stories WHERE id = ?1",
	} {
		if _, err := w.exec(ctx, statement, from, into); err != nil {
			return w.wrap("join stories", err)
		}
	}
	err := w.moveAlerts(ctx, "story = ?1", from, into)
	if err == nil {
		err = w.countOutlets(ctx, into)
	}
	return w.wrap("join stories", err)
}

// MoveArticle implements knowledge.Writer.
func (w *writer) MoveArticle(ctx context.Context, article, story int64) error {
	var from int64
	err := w.row(ctx, "SELECT story FROM articles WHERE id = ? AND story IS NOT NULL", []any{article}, &from)
	if errors.Is(err, sql.ErrNoRows) || err == nil && from == story {
		return nil
	}
	if err == nil {
		err = w.fanOut(ctx)
	}
	if err == nil {
		_, err = w.exec(ctx, "UPDATE articles SET story = ?1 WHERE id = ?2", story, article)
	}
	if err == nil {
		_, err = w.exec(ctx, changeToStory, from, story, article)
	}
	if err == nil {
		err = w.moveAlerts(ctx, "story = ?1 AND article = ?3", from, story, article)
	}
	for _, counted := range []int64{from, story} {
		if err == nil {
			err = w.countOutlets(ctx, counted)
		}
	}
	left := false
	if err == nil {
		err = w.row(ctx, "SELECT EXISTS (SELECT 1 FROM articles WHERE story = ?)", []any{from}, &left)
	}
	if err == nil && !left { // what names the empty story finds the other
		err = w.JoinStories(ctx, from, story)
	}
	return w.wrap("move article", err)
}

// changeToStory has what waits to tell that article ?3 changed story ?1 tell it as story ?2
// itself to those who have no alert of that.
const changeToStory = `UPDATE alerts SET kind = 'story', story = ?2
	WHERE story = ?1 AND article = ?3 AND kind = 'update' AND open AND message = '' AND lease IS NULL
	AND NOT EXISTS (SELECT 1 FROM alerts b WHERE b.subscription = alerts.subscription AND b.story = ?2 AND b.kind = 'story')`

// moveAlerts has the alerts of a story ?1 that are chosen be those of another, ?2. Where a
// subscription has one of the same kind there, one that waits goes; before it goes one that
// was given up and never sent, so that it does not keep back one that waits. Of two that were
// sent, the chosen one stays where it is.
func (w *writer) moveAlerts(ctx context.Context, chosen string, args ...any) error {
	const (
		waits   = "open AND message = '' AND lease IS NULL"
		givenUp = "dead AND message = ''"
		another = "SELECT 1 FROM alerts b WHERE b.subscription = alerts.subscription AND b.kind = alerts.kind AND b."
	)
	for _, statement := range []string{
		"DELETE FROM alerts WHERE story = ?2 AND " + givenUp + " AND EXISTS (" + another + chosen + ")",
		"DELETE FROM alerts WHERE " + chosen + " AND " + givenUp + " AND EXISTS (" + another + "story = ?2)",
		"DELETE FROM alerts WHERE story = ?2 AND " + waits + " AND EXISTS (" + another + chosen + ")",
		"UPDATE alerts SET story = ?2 WHERE " + chosen + " AND NOT EXISTS (" + another + "story = ?2)",
		"DELETE FROM alerts WHERE " + chosen + " AND " + waits,
	} {
		places, err := w.placesOf(ctx, statement+" RETURNING place", args...)
		if err == nil {
			err = refreshPlaces(ctx, w.tx, places...)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
