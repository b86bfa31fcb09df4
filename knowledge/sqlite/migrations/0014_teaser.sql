-- Set where the text is the teaser or the beginning of an article whose whole
-- could not be had.
ALTER TABLE versions ADD COLUMN teaser_only INTEGER NOT NULL DEFAULT 0;
