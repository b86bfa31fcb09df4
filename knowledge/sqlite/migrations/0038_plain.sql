-- An older program that filled the store may still have it open; see plainState in texts.go.
INSERT INTO state (name, value) SELECT 'plain texts', '1' WHERE EXISTS (SELECT 1 FROM versions) AND NOT EXISTS (SELECT 1 FROM dictionaries);
