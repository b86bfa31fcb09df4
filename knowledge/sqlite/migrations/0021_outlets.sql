-- The outlets that a place asks over, a name a line; '' for all.
ALTER TABLE settings ADD COLUMN outlets TEXT NOT NULL DEFAULT '';
