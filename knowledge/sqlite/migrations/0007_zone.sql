-- The outlet's offset from UTC, in seconds, when it was published: what "today"
-- means in the text, and which day the article is of, follows from it.
ALTER TABLE versions ADD COLUMN zone INTEGER NOT NULL DEFAULT 0;
