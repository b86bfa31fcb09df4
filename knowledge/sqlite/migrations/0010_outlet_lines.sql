-- In how many articles of an outlet each of its lines stood; see lines.go.
CREATE TABLE outlet_lines (
    source INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    lines  BLOB NOT NULL
);
