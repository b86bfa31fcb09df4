-- The language that a place has chosen, and the one that its platform told when a topic was
-- followed there; '' for none.
ALTER TABLE settings ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN language TEXT NOT NULL DEFAULT '';
