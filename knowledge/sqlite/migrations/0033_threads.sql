-- Whether each story is told in a thread of its own.
ALTER TABLE settings ADD COLUMN threads INTEGER NOT NULL DEFAULT 0;
