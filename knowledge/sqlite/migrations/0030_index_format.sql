-- The form of a segment's blocks. Those of an older form are read, and written anew in time.
ALTER TABLE index_segments ADD COLUMN format INTEGER NOT NULL DEFAULT 1;
