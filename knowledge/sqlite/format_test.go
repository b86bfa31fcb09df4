package sqlite

import (
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/index"
)

// TestOlderIndex reads an index of format 1, which a write brings to the present format.
func TestOlderIndex(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "quoth.db")
	s := openAt(t, path, Options{})
	var entries []*knowledge.Entry
	for i := range 300 {
		e := &knowledge.Entry{Article: knowledge.Article{URL: fmt.Sprintf("https://news.example.com/%d", i), Text: "all some"}, Terms: []string{"all"}}
		for range i % 7 {
			e.Terms = append(e.Terms, "some", fmt.Sprint("rare", i%90))
		}
		entries = append(entries, e)
	}
	putAll(t, s, entries[:299])
	find := func() []knowledge.Hit {
		hits, err := s.Search(ctx, knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "all", Weight: 1}, {Stem: "some", Weight: 1}, {Stem: "rare5", Weight: 1}}, Limit: 20})
		if err != nil {
			t.Fatal(err)
		}
		return hits
	}
	want := find()
	toFormat1(t, s)
	s = openAt(t, path, Options{}) // which has no segment in memory
	if diff := cmp.Diff(want, find()); diff != "" || len(want) != 20 {
		t.Errorf("format 1, want -, got +:\n%s", diff)
	}
	if findings, err := s.Check(ctx); err != nil || len(findings) > 0 {
		t.Error(findings, err)
	}
	putAll(t, s, entries[299:])
	older := 0
	if err := s.read.QueryRow("SELECT count(*) FROM index_segments WHERE format < ?", index.Format).Scan(&older); err != nil || older > 0 {
		t.Errorf("%d segments of an older format are left (%v)", older, err)
	}
	if got := find(); len(got) != 20 || got[0].ID != want[0].ID {
		t.Errorf("afterwards %v is found first, want %v", got[0], want[0])
	}
}

// toFormat1 writes the only segment of an index in the form of format 1.
func toFormat1(t *testing.T, s *Store) {
	t.Helper()
	var first, documents int
	if err := s.read.QueryRow("SELECT first_block, documents FROM index_segments").Scan(&first, &documents); err != nil {
		t.Fatal(err)
	}
	rows, err := s.read.Query("SELECT id, data FROM index_blocks")
	if err != nil {
		t.Fatal(err)
	}
	older := map[int][]byte{}
	for rows.Next() {
		var id int
		var data []byte
		if err := rows.Scan(&id, &data); err != nil {
			t.Fatal(err)
		}
		err := index.EachEntry(data, index.Format, func(e index.Entry) bool {
			var sequence []byte
			last := -1
			err := e.Each(documents, func(p index.Posting) { sequence, last = index.AppendPosting(sequence, last, p), p.Ordinal })
			if err != nil {
				t.Error(err)
			}
			b := binary.AppendUvarint(append(older[id], 0), uint64(len(e.Stem)))
			b = binary.AppendUvarint(append(b, e.Stem...), uint64(e.Count))
			older[id] = append(binary.AppendUvarint(b, uint64(len(sequence))), sequence...)
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	for id, data := range older {
		if _, err := s.write.Exec("UPDATE index_blocks SET data = ? WHERE id = ?", data, id); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.write.Exec("UPDATE index_segments SET format = 1"); err != nil {
		t.Fatal(err)
	}
}
