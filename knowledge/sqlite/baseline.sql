PRAGMA user_version = 42;
PRAGMA application_id = 1366650740;
CREATE TABLE sources (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    folded   TEXT NOT NULL,             -- lower case, for comparing without case
    articles INTEGER NOT NULL DEFAULT 0
, digest BLOB);
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
, analysis INTEGER NOT NULL DEFAULT 0, audience TEXT NOT NULL DEFAULT '', public_key BLOB, quarantined INTEGER, withheld INTEGER NOT NULL DEFAULT 0, image TEXT, checked INTEGER);
CREATE INDEX articles_published ON articles (published DESC, id DESC);
CREATE INDEX articles_source ON articles (source, published DESC, id DESC);
CREATE INDEX articles_story ON articles (story) WHERE story IS NOT NULL;
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
    text      TEXT NOT NULL, zone INTEGER NOT NULL DEFAULT 0, parts BLOB, posts BLOB, first_seen INTEGER NOT NULL DEFAULT 0, teaser_only INTEGER NOT NULL DEFAULT 0, seal BLOB, dictionary INTEGER, size INTEGER, checksum INTEGER,
    UNIQUE (article, version)
);
CREATE TABLE signatures (
    article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    time    INTEGER NOT NULL,           -- published, or when stored
    data    BLOB NOT NULL
);
CREATE TABLE index_blocks (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    data BLOB NOT NULL
);
CREATE TABLE index_dead (
    document INTEGER PRIMARY KEY
);
CREATE TABLE places (
    id       INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    chat     TEXT NOT NULL,
    thread   TEXT NOT NULL,
    next_due INTEGER,                   -- of its open alerts
    leased   INTEGER,                   -- until when some of them are leased
    served   INTEGER NOT NULL DEFAULT 0, held_since INTEGER, held_until INTEGER, held_reason TEXT NOT NULL DEFAULT '', -- the number of the claim that last took some of them
    UNIQUE (platform, chat, thread)
);
CREATE INDEX places_due ON places (next_due) WHERE next_due IS NOT NULL;
CREATE INDEX places_served ON places (served);
CREATE TABLE subscriptions (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    platform TEXT NOT NULL,
    user     TEXT NOT NULL,
    place    INTEGER NOT NULL REFERENCES places (id),
    private  INTEGER NOT NULL,
    topic    TEXT NOT NULL,
    pace     TEXT NOT NULL,
    minute   INTEGER NOT NULL,
    mention  TEXT NOT NULL,
    paused   INTEGER NOT NULL,
    stopped  TEXT NOT NULL,
    created  INTEGER, server TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '', level TEXT NOT NULL DEFAULT '',
    UNIQUE (place, topic)
);
CREATE INDEX subscriptions_user ON subscriptions (platform, user);
CREATE INDEX subscriptions_revision ON subscriptions (revision);
CREATE TABLE removed_subscriptions (
    revision     INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL
);
CREATE TRIGGER subscription_removed AFTER DELETE ON subscriptions BEGIN
    UPDATE revision SET last = last + 1;
    INSERT INTO removed_subscriptions SELECT last, old.id FROM revision;
END;
CREATE TABLE revision (
    last INTEGER NOT NULL
);
CREATE TABLE settings (
    place       INTEGER PRIMARY KEY REFERENCES places (id),
    platform    TEXT NOT NULL,
    user        TEXT NOT NULL,          -- who chose them
    time_zone   TEXT NOT NULL,
    quiet_from  INTEGER NOT NULL,
    quiet_until INTEGER NOT NULL,
    previews    INTEGER NOT NULL
, language TEXT NOT NULL DEFAULT '', outlets TEXT NOT NULL DEFAULT '', languages TEXT NOT NULL DEFAULT '', feeds TEXT NOT NULL DEFAULT '', threads INTEGER NOT NULL DEFAULT 0, no_pictures INTEGER NOT NULL DEFAULT 0);
CREATE INDEX settings_user ON settings (platform, user);
CREATE TABLE alerts (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    place        INTEGER NOT NULL,      -- its subscription's
    story        INTEGER NOT NULL,
    article      INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    outlets      INTEGER NOT NULL,
    shown        INTEGER NOT NULL,
    due          INTEGER NOT NULL,
    lease        INTEGER,
    attempts     INTEGER NOT NULL DEFAULT 0,
    message      TEXT NOT NULL DEFAULT '',
    error        TEXT NOT NULL DEFAULT '',
    created      INTEGER NOT NULL,
    sent         INTEGER,
    open         INTEGER NOT NULL DEFAULT 1,
    held         INTEGER NOT NULL DEFAULT 0,
    dead         INTEGER NOT NULL DEFAULT 0,
    UNIQUE (subscription, story, kind)
);
CREATE INDEX alerts_open ON alerts (place, due, id) WHERE open AND NOT held;
CREATE INDEX alerts_leased ON alerts (place, lease) WHERE lease IS NOT NULL;
CREATE INDEX alerts_story ON alerts (story);
CREATE INDEX alerts_dead ON alerts (id) WHERE dead;
CREATE TABLE notices (
    key  TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    time INTEGER NOT NULL
);
CREATE TABLE state (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
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
, folder TEXT NOT NULL DEFAULT '', min_interval INTEGER NOT NULL DEFAULT 0, failing_since INTEGER, moved_to TEXT NOT NULL DEFAULT '', moves INTEGER NOT NULL DEFAULT 0, verified INTEGER, untrusted INTEGER NOT NULL DEFAULT 0, settings TEXT NOT NULL DEFAULT '', status INTEGER NOT NULL DEFAULT 0, flaws TEXT NOT NULL DEFAULT '');
CREATE TABLE feed_entries (
    feed    INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    entry   BLOB NOT NULL,              -- of its identifier, the first 16 bytes of the SHA-256
    digest  TEXT NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (feed, entry)
) WITHOUT ROWID;
CREATE INDEX feeds_due ON feeds (next_check) WHERE state <> 'ended';
CREATE INDEX articles_analysis ON articles (analysis, id);
CREATE TABLE outlet_lines (
    source INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    lines  BLOB NOT NULL
);
CREATE TABLE addresses (
    key     BLOB PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX addresses_article ON addresses (article);
CREATE TABLE page_checks (
    article       INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    due           INTEGER NOT NULL,     -- milliseconds
    step          INTEGER NOT NULL,
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    mark          TEXT NOT NULL         -- what was read last and is not stored; '' for nothing
, feed INTEGER NOT NULL DEFAULT 0);
CREATE INDEX page_checks_due ON page_checks (due);
CREATE INDEX articles_private ON articles (source, audience) WHERE audience <> '';
CREATE INDEX articles_public_key ON articles (public_key) WHERE public_key IS NOT NULL;
CREATE TABLE receipts (
    id             INTEGER PRIMARY KEY,  -- in the order in which they were received
    platform       TEXT NOT NULL,
    account        TEXT NOT NULL,
    event          TEXT NOT NULL,
    received       INTEGER NOT NULL,
    done           INTEGER NOT NULL,
    user           TEXT NOT NULL DEFAULT '',
    chat           TEXT NOT NULL DEFAULT '',
    thread         TEXT NOT NULL DEFAULT '',
    data           BLOB NOT NULL DEFAULT x'',
    begun          INTEGER NOT NULL DEFAULT 0,
    sent           INTEGER NOT NULL DEFAULT 0,
    reply          BLOB NOT NULL DEFAULT x'', refused INTEGER NOT NULL DEFAULT 0, holder TEXT NOT NULL DEFAULT '',
    UNIQUE (platform, account, event)
);
CREATE INDEX receipts_unfinished ON receipts (platform, account) WHERE NOT done;
CREATE INDEX receipts_received ON receipts (received);
CREATE TABLE conversations (
    platform TEXT NOT NULL,
    chat     TEXT NOT NULL,
    thread   TEXT NOT NULL,
    user     TEXT NOT NULL,
    talk     BLOB NOT NULL,
    expires  INTEGER NOT NULL,
    PRIMARY KEY (platform, chat, thread, user)
) WITHOUT ROWID;
CREATE TABLE shown_replies (
    key      TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    user     TEXT NOT NULL,
    chat     TEXT NOT NULL,
    thread   TEXT NOT NULL,
    message  TEXT NOT NULL,
    reply    BLOB NOT NULL,
    expires  INTEGER NOT NULL
, answers TEXT NOT NULL DEFAULT '');
CREATE INDEX shown_replies_message ON shown_replies (platform, chat, message) WHERE message <> '';
CREATE INDEX shown_replies_user ON shown_replies (platform, user);
CREATE TABLE pending_arguments (
    platform TEXT NOT NULL,
    chat     TEXT NOT NULL,
    thread   TEXT NOT NULL,
    user     TEXT NOT NULL,
    missing  BLOB NOT NULL,
    expires  INTEGER NOT NULL,
    PRIMARY KEY (platform, chat, thread, user)
) WITHOUT ROWID;
CREATE TABLE markers (
    kind     TEXT NOT NULL,
    platform TEXT NOT NULL,
    name     TEXT NOT NULL,
    user     TEXT NOT NULL,
    expires  INTEGER NOT NULL,
    PRIMARY KEY (kind, platform, name)
) WITHOUT ROWID;
CREATE INDEX conversations_expires ON conversations (expires);
CREATE INDEX shown_replies_expires ON shown_replies (expires);
CREATE INDEX pending_arguments_expires ON pending_arguments (expires);
CREATE INDEX markers_expires ON markers (expires);
CREATE INDEX articles_quarantined ON articles (id) WHERE quarantined IS NOT NULL;
CREATE TABLE attempts (
    thing  TEXT PRIMARY KEY,
    times  INTEGER NOT NULL,
    begun  INTEGER NOT NULL  -- the last time
) WITHOUT ROWID;
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
CREATE INDEX shown_replies_answers ON shown_replies (platform, chat, answers) WHERE answers <> '';
CREATE INDEX alerts_sent ON alerts (sent) WHERE sent IS NOT NULL AND NOT open AND NOT dead;
CREATE INDEX feed_entries_article ON feed_entries (article);
CREATE TABLE story_joins (
    id    INTEGER PRIMARY KEY,   -- the story that is no more
    story INTEGER NOT NULL       -- that it is now; never one that is no more
);
CREATE INDEX story_joins_story ON story_joins (story);
CREATE TABLE holders (
    name  TEXT PRIMARY KEY,
    pulse INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE leases (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL REFERENCES holders (name) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX leases_holder ON leases (holder);
CREATE TABLE fanout (
    id            INTEGER PRIMARY KEY,
    subscriptions TEXT NOT NULL,        -- their numbers, as JSON
    story         INTEGER NOT NULL,
    article       INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    outlets       INTEGER NOT NULL,
    due           INTEGER NOT NULL,
    created       INTEGER NOT NULL
);
CREATE TABLE dictionaries (
    id     INTEGER NOT NULL,
    copy   INTEGER NOT NULL,            -- 1 or 2
    data   BLOB NOT NULL,
    digest BLOB NOT NULL,               -- of data, its SHA-256
    PRIMARY KEY (id, copy)
);
CREATE TABLE "index_segments" (
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
INSERT INTO revision VALUES (0);
