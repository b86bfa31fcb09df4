-- Texts compressed over a dictionary of what many have in common; see texts.go. Each dictionary
-- stands in two rows: every text over it is lost with it.
CREATE TABLE dictionaries (
    id     INTEGER NOT NULL,
    copy   INTEGER NOT NULL,            -- 1 or 2
    data   BLOB NOT NULL,
    digest BLOB NOT NULL,               -- of data, its SHA-256
    PRIMARY KEY (id, copy)
);
-- Over which dictionary the text is compressed, and how many bytes it has; both are NULL of one
-- that stands as it is.
ALTER TABLE versions ADD COLUMN dictionary INTEGER;
ALTER TABLE versions ADD COLUMN size INTEGER;
