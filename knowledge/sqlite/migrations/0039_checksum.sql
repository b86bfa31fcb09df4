-- Over what was worked out about an article: a quote whose ends, or a date, are damaged is not shown; see damage.go.
ALTER TABLE versions ADD COLUMN checksum INTEGER;
