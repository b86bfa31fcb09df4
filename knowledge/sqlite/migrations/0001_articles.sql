-- The articles, their versions, and the stories that they tell.
-- Times are whole seconds since 1970, UTC; NULL where nothing is known.

CREATE TABLE sources (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    folded   TEXT NOT NULL,             -- lower case, for comparing without case
    articles INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX sources_folded ON sources (folded);

CREATE TABLE stories (
    id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE articles (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    key       BLOB NOT NULL UNIQUE,     -- of the article's Key, the first 16 bytes of its SHA-256
    digest    BLOB NOT NULL,            -- of the current version
    document  INTEGER NOT NULL,         -- the current version's number in versions
    source    INTEGER NOT NULL REFERENCES sources (id),
    published INTEGER,
    story     INTEGER REFERENCES stories (id)
);
CREATE INDEX articles_published ON articles (published DESC, id DESC);
CREATE INDEX articles_source ON articles (source, published DESC, id DESC);
CREATE INDEX articles_story ON articles (story) WHERE story IS NOT NULL;

-- A version is never changed after it is stored, but for facts and sentences,
-- which are dropped when a newer version takes its place.
CREATE TABLE versions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    article   INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    version   INTEGER NOT NULL,
    source    INTEGER NOT NULL REFERENCES sources (id),
    published INTEGER,
    date_only INTEGER NOT NULL,
    from_page INTEGER NOT NULL,
    added     INTEGER NOT NULL,
    language  TEXT NOT NULL,
    url       TEXT NOT NULL,
    title     TEXT NOT NULL,
    authors   TEXT NOT NULL,            -- JSON array, '' for none
    sentences BLOB,                     -- see encoding.go
    facts     BLOB,                     -- see encoding.go
    text      TEXT NOT NULL,
    UNIQUE (article, version)
);

CREATE TABLE signatures (
    article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    time    INTEGER NOT NULL,           -- published, or when stored
    data    BLOB NOT NULL
);
