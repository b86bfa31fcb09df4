-- Which feeds brought an article, to ask over chosen feeds.
CREATE INDEX feed_entries_article ON feed_entries (article);
-- The titles of the feeds that a place asks over, one a line; '' for all.
ALTER TABLE settings ADD COLUMN feeds TEXT NOT NULL DEFAULT '';
