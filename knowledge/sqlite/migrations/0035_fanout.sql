-- Alerts that an article brings to many, until each has its own row. The transaction of the
-- article adds rows here, which costs little, and shorter ones after it make the alerts.
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
