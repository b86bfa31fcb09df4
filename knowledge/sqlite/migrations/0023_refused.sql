-- How many events of a channel were not taken, kept with the first of them until that was said.
ALTER TABLE receipts ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
