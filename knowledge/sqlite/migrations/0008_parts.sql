-- The parts of a text with their roles, and the posts of a live blog; see parts.go.
ALTER TABLE versions ADD COLUMN parts BLOB;
ALTER TABLE versions ADD COLUMN posts BLOB;

-- Which version of the program's analysis worked out what is kept of the current
-- version; 0 before that was noted. It stands here, where rows are small, to be found fast.
ALTER TABLE articles ADD COLUMN analysis INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_analysis ON articles (analysis, id);
