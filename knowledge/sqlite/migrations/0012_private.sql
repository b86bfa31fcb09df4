-- Who may read an article: '' for everybody. A private article is stored under a key of
-- its own; public_key is the one that it would have as a public one.
ALTER TABLE articles ADD COLUMN audience TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN public_key BLOB;
CREATE INDEX articles_private ON articles (source, audience) WHERE audience <> '';
CREATE INDEX articles_public_key ON articles (public_key) WHERE public_key IS NOT NULL;
-- Which server, if any, the chat of a subscription belongs to.
ALTER TABLE subscriptions ADD COLUMN server TEXT NOT NULL DEFAULT '';
