-- Whether no pictures are shown.
ALTER TABLE settings ADD COLUMN no_pictures INTEGER NOT NULL DEFAULT 0;
