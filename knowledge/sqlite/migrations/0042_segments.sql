-- The token stands before the blobs: behind them it is read through all of their pages, by every question.

CREATE TABLE index_segments_2 (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    first         INTEGER NOT NULL,     -- the range of versions.id that it covers
    last          INTEGER NOT NULL,
    documents     INTEGER NOT NULL,
    dead          INTEGER NOT NULL DEFAULT 0,
    title_stems   INTEGER NOT NULL,     -- sums of the lengths
    body_stems    INTEGER NOT NULL,
    first_block   INTEGER NOT NULL,     -- its blocks have consecutive numbers
    format        INTEGER NOT NULL,     -- of its blocks
    token         INTEGER,              -- a random number; NULL where an older program wrote the segment
    listing       BLOB NOT NULL,        -- the documents
    directory     BLOB NOT NULL         -- the first stem of each block
);

INSERT INTO index_segments_2
    SELECT id, first, last, documents, dead, title_stems, body_stems, first_block, format, token, listing, directory FROM index_segments;

-- The number of a segment is never used again.
DELETE FROM sqlite_sequence WHERE name = 'index_segments_2';
INSERT INTO sqlite_sequence (name, seq) SELECT 'index_segments_2', seq FROM sqlite_sequence WHERE name = 'index_segments';

DROP TABLE index_segments;
ALTER TABLE index_segments_2 RENAME TO index_segments;
