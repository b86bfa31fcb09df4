-- The address of a picture of the article, of its newest version; NULL for none, for what is
-- not for everybody, and for what was stored before.
ALTER TABLE articles ADD COLUMN image TEXT;
