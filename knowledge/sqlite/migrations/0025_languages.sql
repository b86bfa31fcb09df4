-- The languages of the news that a place asks over, a code a line; '' for all.
ALTER TABLE settings ADD COLUMN languages TEXT NOT NULL DEFAULT '';
