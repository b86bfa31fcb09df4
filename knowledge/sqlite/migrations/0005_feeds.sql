CREATE TABLE feeds (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    url           TEXT NOT NULL UNIQUE,
    title         TEXT NOT NULL,
    site          TEXT NOT NULL,
    state         TEXT NOT NULL,
    reason        TEXT NOT NULL,
    detail        TEXT NOT NULL,
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    interval      INTEGER NOT NULL,     -- milliseconds
    next_check    INTEGER,
    last_check    INTEGER,
    last_news     INTEGER,
    failures      INTEGER NOT NULL,
    polls         INTEGER NOT NULL,
    not_modified  INTEGER NOT NULL,
    articles      INTEGER NOT NULL,
    added         INTEGER
);
CREATE INDEX feeds_due ON feeds (next_check) WHERE state = 'active';

-- Which entries of a feed are stored. The article may have been removed since;
-- the entry stays, so that it does not come back.
CREATE TABLE feed_entries (
    feed    INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    entry   BLOB NOT NULL,              -- of its identifier, the first 16 bytes of the SHA-256
    digest  TEXT NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (feed, entry)
) WITHOUT ROWID;
