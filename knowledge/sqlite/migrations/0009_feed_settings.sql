-- What the operator chose for a feed, as JSON; '' for nothing. It may hold secrets.
ALTER TABLE feeds ADD COLUMN settings TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN status INTEGER NOT NULL DEFAULT 0;         -- HTTP's of the last failure
