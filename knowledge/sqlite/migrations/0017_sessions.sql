-- What is kept between one message and the next has a table for each kind.

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
);
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

-- What the tokens held: the parts of their keys are separated by char(31).
INSERT OR REPLACE INTO conversations
    SELECT place_platform, chat, thread, user, data, expires FROM tokens
    WHERE key LIKE 'talk' || char(31) || '%' AND expires IS NOT NULL;
INSERT OR REPLACE INTO shown_replies
    SELECT replace(replace(key, 'view' || char(31) || place_platform || char(31), ''), 'button' || char(31) || place_platform || char(31), ''),
        place_platform, user, chat, thread, '', data, expires FROM tokens
    WHERE (key LIKE 'view' || char(31) || '%' OR key LIKE 'button' || char(31) || '%') AND expires IS NOT NULL;
INSERT OR REPLACE INTO shown_replies
    SELECT key, place_platform, user, chat, thread, substr(key, length('said' || place_platform || chat) + 4),
        CAST('{"reply":{"talk":' || CAST(data AS TEXT) || '}}' AS BLOB), expires FROM tokens
    WHERE key LIKE 'said' || char(31) || '%' AND expires IS NOT NULL;
INSERT OR REPLACE INTO pending_arguments
    SELECT place_platform, chat, thread, user, data, expires FROM tokens
    WHERE (key LIKE 'asked' || char(31) || '%' OR key LIKE 'missing' || char(31) || '%') AND expires IS NOT NULL AND length(data) > 0;
INSERT OR REPLACE INTO markers
    SELECT 'explained', platform, user, user, expires FROM tokens
    WHERE key LIKE 'hint' || char(31) || '%' AND expires IS NOT NULL;
DELETE FROM tokens WHERE substr(key, 1, instr(key, char(31)) - 1) IN ('talk', 'view', 'button', 'said', 'asked', 'missing', 'hint', 'album', 'moved');
