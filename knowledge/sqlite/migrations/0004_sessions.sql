-- What is kept between one message and the next.

CREATE TABLE tokens (
    key            TEXT PRIMARY KEY,
    platform       TEXT NOT NULL,
    user           TEXT NOT NULL,
    place_platform TEXT NOT NULL,
    chat           TEXT NOT NULL,
    thread         TEXT NOT NULL,
    data           BLOB NOT NULL,
    expires        INTEGER
);
CREATE INDEX tokens_user ON tokens (platform, user);
CREATE INDEX tokens_chat ON tokens (place_platform, chat);
CREATE INDEX tokens_expires ON tokens (expires);

CREATE TABLE events (
    platform TEXT NOT NULL,
    event    TEXT NOT NULL,
    time     INTEGER NOT NULL,
    PRIMARY KEY (platform, event)
) WITHOUT ROWID;
CREATE INDEX events_time ON events (time);

CREATE TABLE state (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
