-- What was taken in from the chat platforms, in place of the numbers of events alone.
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
    reply          BLOB NOT NULL DEFAULT x'',
    UNIQUE (platform, account, event)
);
CREATE INDEX receipts_unfinished ON receipts (platform, account) WHERE NOT done;
CREATE INDEX receipts_received ON receipts (received);
DROP TABLE events;
