-- The version over whose analysis the checksum was made; NULL or another one where an older program worked it out.
ALTER TABLE articles ADD COLUMN checked BIGINT;
