package sqlite

import (
	"path/filepath"
	"slices"
	"testing"

	"quoth/knowledge"
)

// TestSegmentColumns has every column of a segment stand before its blobs, which reach over
// hundreds of pages: what stands behind them is read through all of these, by every question. In
// a store of schema 41 the token stands behind them.
func TestSegmentColumns(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "quoth.db"), Options{})
	putAll(t, s, []*knowledge.Entry{simple(1), simple(2)})
	before := segmentTokens(t, s)
	for _, statement := range []string{
		"CREATE TABLE token AS SELECT token FROM index_segments",
		"ALTER TABLE index_segments DROP COLUMN token",
		"ALTER TABLE index_segments ADD COLUMN token INTEGER",
		"UPDATE index_segments SET token = (SELECT token FROM token)",
		"DROP TABLE token",
		"PRAGMA user_version = 41",
	} {
		s.exec(t, statement)
	}
	s = reopen(t, s)
	rows, err := s.read.Query("SELECT name, type FROM pragma_table_info('index_segments') ORDER BY cid")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names, types []string
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			t.Fatal(err)
		}
		names, types = append(names, name), append(types, kind)
	}
	first := slices.Index(types, "BLOB")
	if err := rows.Err(); err != nil || first < 0 {
		t.Fatalf("the columns are %v %v (%v)", names, types, err)
	}
	for i, kind := range types[first:] {
		if kind != "BLOB" {
			t.Errorf("column %s stands behind a blob", names[first+i])
		}
	}
	if after := segmentTokens(t, s); len(before) != 1 || before[0] == 0 || !slices.Equal(before, after) {
		t.Errorf("the tokens are %v, were %v", after, before)
	}
	hits, err := s.Search(t.Context(), knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "word2", Weight: 1}}, Limit: 2})
	if err != nil || len(hits) != 1 {
		t.Errorf("found %v (%v)", hits, err)
	}
	if findings, err := s.Check(t.Context()); err != nil || len(findings) > 0 {
		t.Error(findings, err)
	}
}

func segmentTokens(t *testing.T, s *Store) (tokens []int64) {
	t.Helper()
	rows, err := s.read.Query("SELECT token FROM index_segments ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var token int64
		if err := rows.Scan(&token); err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return tokens
}
