-- The search index: immutable segments of postings, merged as they grow in
-- number. See segment.go for the form of the blobs.

CREATE TABLE index_segments (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    first         INTEGER NOT NULL,     -- the range of versions.id that it covers
    last          INTEGER NOT NULL,
    documents     INTEGER NOT NULL,
    dead          INTEGER NOT NULL DEFAULT 0,
    title_stems   INTEGER NOT NULL,     -- sums of the lengths
    body_stems    INTEGER NOT NULL,
    first_block   INTEGER NOT NULL,     -- its blocks have consecutive numbers
    listing       BLOB NOT NULL,        -- the documents
    directory     BLOB NOT NULL         -- the first stem of each block
);

CREATE TABLE index_blocks (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    data BLOB NOT NULL
);

-- Documents that a newer version replaced or that were removed, until a merge drops them.
CREATE TABLE index_dead (
    document INTEGER PRIMARY KEY
);
