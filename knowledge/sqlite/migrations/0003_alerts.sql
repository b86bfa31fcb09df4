-- Who follows what, and the outbox. Times from here on are milliseconds since
-- 1970, UTC; NULL for none. A column named user holds the identifier of a
-- person on the platform in the column platform.

CREATE TABLE places (
    id       INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    chat     TEXT NOT NULL,
    thread   TEXT NOT NULL,
    next_due INTEGER,                   -- of its open alerts
    leased   INTEGER,                   -- until when some of them are leased
    served   INTEGER NOT NULL DEFAULT 0, -- the number of the claim that last took some of them
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
    created  INTEGER,
    UNIQUE (place, topic)
);
CREATE INDEX subscriptions_user ON subscriptions (platform, user);
CREATE INDEX subscriptions_revision ON subscriptions (revision);

-- Numbers of subscriptions that are gone, so that a cache of them can follow.
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
INSERT INTO revision VALUES (0);

CREATE TABLE settings (
    place       INTEGER PRIMARY KEY REFERENCES places (id),
    platform    TEXT NOT NULL,
    user        TEXT NOT NULL,          -- who chose them
    time_zone   TEXT NOT NULL,
    quiet_from  INTEGER NOT NULL,
    quiet_until INTEGER NOT NULL,
    previews    INTEGER NOT NULL
);
CREATE INDEX settings_user ON settings (platform, user);

-- open is set while there is something to send: the alert, or an edit of the
-- message that shows it. held is set while its subscription is paused.
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
