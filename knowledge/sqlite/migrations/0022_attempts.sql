-- Work on foreign bytes that was begun and is not finished, and how often.
CREATE TABLE attempts (
    thing  TEXT PRIMARY KEY,
    times  INTEGER NOT NULL,
    begun  INTEGER NOT NULL  -- the last time
) WITHOUT ROWID;
