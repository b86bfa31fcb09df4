-- What of a feed's last document could not be read, in a sentence; '' for nothing.
ALTER TABLE feeds ADD COLUMN flaws TEXT NOT NULL DEFAULT '';

-- Set where published is when the article was first seen, for want of a date.
ALTER TABLE versions ADD COLUMN first_seen INTEGER NOT NULL DEFAULT 0;

-- Further addresses of articles, each as the key of an article that had it.
CREATE TABLE addresses (
    key     BLOB PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX addresses_article ON addresses (article);

-- Articles whose pages are read again while they are young.
CREATE TABLE page_checks (
    article       INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    due           INTEGER NOT NULL,     -- milliseconds
    step          INTEGER NOT NULL,
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    mark          TEXT NOT NULL         -- what was read last and is not stored; '' for nothing
);
CREATE INDEX page_checks_due ON page_checks (due);
