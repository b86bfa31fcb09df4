-- The processes over this database that live, and what each of them alone does.
CREATE TABLE holders (
    name  TEXT PRIMARY KEY,
    pulse INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE leases (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL REFERENCES holders (name) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX leases_holder ON leases (holder);
-- Which of them handles the event: another takes it up when that one is gone.
ALTER TABLE receipts ADD COLUMN holder TEXT NOT NULL DEFAULT '';
