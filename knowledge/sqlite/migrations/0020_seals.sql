-- What a version said when it was taken in, as digests: see knowledge.Seal. NULL until
-- an article of an older program is worked out anew.
ALTER TABLE versions ADD COLUMN seal BLOB;
-- Of the name, the first 16 bytes of its SHA-256; NULL as above.
ALTER TABLE sources ADD COLUMN digest BLOB;
-- Since when an article is not shown because it is not what was sealed; NULL for the rest.
ALTER TABLE articles ADD COLUMN quarantined INTEGER;
CREATE INDEX articles_quarantined ON articles (id) WHERE quarantined IS NOT NULL;
