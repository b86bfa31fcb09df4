-- A random number: a database that went back to what it was gives the numbers of segments again. NULL where an older program wrote the segment.
ALTER TABLE index_segments ADD COLUMN token BIGINT;
