-- What people say of quotes, for the operator.
CREATE TABLE reports (
    id          INTEGER PRIMARY KEY,
    platform    TEXT NOT NULL,
    user        TEXT NOT NULL,
    question    TEXT NOT NULL,
    article     INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    version     INTEGER NOT NULL,
    range_start INTEGER NOT NULL,
    range_end   INTEGER NOT NULL,
    opinion     TEXT NOT NULL,
    created     INTEGER NOT NULL,
    expires     INTEGER NOT NULL,
    UNIQUE (platform, user, article, range_start, range_end, question)
);
CREATE INDEX reports_article ON reports (article);
CREATE INDEX reports_expires ON reports (expires);

-- Whether the operator put an article into quarantine, whose stored text is sound.
ALTER TABLE articles ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
