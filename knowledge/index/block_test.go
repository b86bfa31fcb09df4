package index

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestListing(t *testing.T) {
	for _, documents := range [][]Document{
		{{Number: 1, Article: 1, Published: NoDate}},
		{{Number: 5, Article: 90, Published: -4e9, Source: 3, Language: LanguageCode("de"), Title: 2, Body: 500},
			{Number: 6, Article: 4, Published: NoDate, Source: 1, Body: 70000},
			{Number: 900, Article: 1 << 40, Published: 4e9, Source: 1 << 30, Language: LanguageCode("en"), Title: 1}},
	} {
		got, err := DecodeListing(EncodeListing(documents), len(documents))
		if diff := cmp.Diff(documents, got); err != nil || diff != "" {
			t.Errorf("%v, want -, got +:\n%s", err, diff)
		}
	}
}

func TestBlocks(t *testing.T) {
	made := NewBatch()
	want := make(map[string][]Posting)
	for i := range 300 {
		body := []string{"all", "all", fmt.Sprintf("mod%d", i%10), fmt.Sprintf("number%05d", i)}
		made.Add(Document{Number: int64(i + 1)}, []string{"title"}, body)
		want["all"] = append(want["all"], Posting{i, 0, 2})
		want["title"] = append(want["title"], Posting{i, 1, 0})
		want[body[2]] = append(want[body[2]], Posting{i, 0, 1})
		want[body[3]] = append(want[body[3]], Posting{i, 0, 1})
	}
	var blocks [][]byte
	w := BlockWriter{Emit: func(block []byte) error { blocks = append(blocks, slices.Clone(block)); return nil }}
	if err := errors.Join(made.Entries(w.Add), w.Flush()); err != nil {
		t.Fatal(err)
	}
	directory, err := DecodeDirectory(w.Directory)
	if err != nil || len(directory) != len(blocks) {
		t.Fatalf("%d blocks, directory of %d, %v", len(blocks), len(directory), err)
	}
	for _, stem := range append(slices.Sorted(maps.Keys(want)), "a", "zz", "mod", "number000005") {
		var got []Posting
		if i, ok := BlockOf(directory, stem); ok {
			err = FindEntries(blocks[i], []string{stem}, func(_ int, e Entry) {
				if e.Count != len(want[stem]) {
					t.Errorf("%s counts %d, want %d", stem, e.Count, len(want[stem]))
				}
				err = EachPosting(e.Postings, 300, func(p Posting) { got = append(got, p) })
			})
		}
		if diff := cmp.Diff(want[stem], got); err != nil || diff != "" {
			t.Errorf("%s: %v, want -, got +:\n%s", stem, err, diff)
		}
	}
}

func FuzzDecode(f *testing.F) {
	documents := []Document{{Number: 5, Article: 9, Published: 4, Source: 3, Language: 9, Title: 2, Body: 5}, {Number: 6, Article: 1, Published: NoDate}}
	w := BlockWriter{Emit: func(block []byte) error { f.Add(slices.Clone(block)); return nil }}
	made := NewBatch()
	made.Add(documents[0], []string{"a"}, []string{"a", "ab", "ab", "b"})
	if err := errors.Join(made.Entries(w.Add), w.Flush()); err != nil {
		f.Fatal(err)
	}
	f.Add(EncodeListing(documents))
	f.Add(w.Directory)
	g := NewSegment(make([]Document, 50), nil)
	// Whatever stands in a damaged file, nothing panics, no posting is of a document that
	// is not there, and ranking fails where reading does.
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = DecodeDirectory(b)
		_, _ = DecodeListing(b, len(b)/7)
		check := func(p Posting) {
			if p.Ordinal < 0 || p.Ordinal >= 50 {
				t.Errorf("ordinal %d of 50", p.Ordinal)
			}
		}
		_ = EachEntry(b, func(e Entry) bool { return EachPosting(e.Postings, 50, check) == nil })
		read := EachPosting(b, 50, check)
		r := plain()
		r.Stems, r.Limit = []Stem{{Weight: 1, Term: true}}, 5
		if ranked := r.Scan(g, &Bitmap{}, [][]byte{b}); (ranked == nil) != (read == nil) {
			t.Errorf("ranked: %v, read: %v", ranked, read)
		}
	})
}
