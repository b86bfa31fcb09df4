package sqlite

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

func TestListing(t *testing.T) {
	for _, documents := range [][]document{
		{{number: 1, article: 1, published: noDate}},
		{{number: 5, article: 90, published: -4e9, source: 3, language: languageCode("de"), title: 2, body: 500},
			{number: 6, article: 4, published: noDate, source: 1, body: 70000},
			{number: 900, article: 1 << 40, published: 4e9, source: 1 << 30, language: languageCode("en"), title: 1}},
	} {
		got, err := decodeListing(encodeListing(documents), len(documents))
		if diff := cmp.Diff(documents, got, cmp.AllowUnexported(document{})); err != nil || diff != "" {
			t.Errorf("%v, want -, got +:\n%s", err, diff)
		}
	}
}

func TestBlocks(t *testing.T) {
	made := newBatch()
	want := make(map[string][]posting)
	for i := range 300 {
		body := []string{"all", "all", fmt.Sprintf("mod%d", i%10), fmt.Sprintf("number%05d", i)}
		made.add(document{number: int64(i + 1)}, []string{"title"}, body)
		want["all"] = append(want["all"], posting{i, 0, 2})
		want["title"] = append(want["title"], posting{i, 1, 0})
		want[body[2]] = append(want[body[2]], posting{i, 0, 1})
		want[body[3]] = append(want[body[3]], posting{i, 0, 1})
	}
	var blocks [][]byte
	w := blockWriter{emit: func(block []byte) error { blocks = append(blocks, slices.Clone(block)); return nil }}
	if err := errors.Join(made.entries(w.add), w.flush()); err != nil {
		t.Fatal(err)
	}
	directory, err := decodeDirectory(w.directory)
	if err != nil || len(directory) != len(blocks) {
		t.Fatalf("%d blocks, directory of %d, %v", len(blocks), len(directory), err)
	}
	for _, stem := range append(slices.Sorted(maps.Keys(want)), "a", "zz", "mod", "number000005") {
		var got []posting
		if i, ok := blockOf(directory, stem); ok {
			err = findEntries(blocks[i], []string{stem}, func(_ int, e entry) {
				if e.count != len(want[stem]) {
					t.Errorf("%s counts %d, want %d", stem, e.count, len(want[stem]))
				}
				err = eachPosting(e.postings, 300, func(p posting) { got = append(got, p) })
			})
		}
		if diff := cmp.Diff(want[stem], got, cmp.AllowUnexported(posting{})); err != nil || diff != "" {
			t.Errorf("%s: %v, want -, got +:\n%s", stem, err, diff)
		}
	}
}

// TestToMerge runs through many transactions of changing sizes and bounds how
// many segments stand and how often a document is written.
func TestToMerge(t *testing.T) {
	for name, size := range map[string]func(i int) int{
		"single":      func(int) int { return 1 },
		"thousands":   func(int) int { return 1000 },
		"alternating": func(i int) int { return 1 + i%2*999 },
		"growing":     func(i int) int { return 1 + i%500 },
	} {
		var all []segment
		documents, written, most := 0, 0, 0
		for i := range 3000 {
			n := size(i)
			documents += n
			written += n
			all = append(all, segment{count: n})
			for {
				some := toMerge(all)
				if len(some) == 0 {
					break
				}
				sum := 0
				for _, g := range some {
					sum += g.count
				}
				if sum > maxSegment {
					t.Fatalf("%s: a merge of %d documents", name, sum)
				}
				written += sum
				all = append(all[:len(all)-len(some)], segment{count: sum})
			}
			most = max(most, len(all)-documents/(maxSegment/2))
		}
		t.Logf("%s: %d documents, each written %.1f times, at most %d segments", name, documents, float64(written)/float64(documents), most)
		if most > 60 {
			t.Errorf("%s: %d segments more than full ones", name, most)
		}
		if written > 10*documents {
			t.Errorf("%s: each document is written %d times", name, written/documents)
		}
	}
}

func FuzzDecode(f *testing.F) {
	documents := []document{{number: 5, article: 9, published: 4, source: 3, language: 9, title: 2, body: 5}, {number: 6, article: 1, published: noDate}}
	facts, err := appendFacts(nil, []knowledge.Fact{{Date: "2020-02", Granularity: knowledge.Month, Sentence: knowledge.Range{Start: 4, End: 9}, Basis: knowledge.Basis{Kind: knowledge.ByDate}}})
	if err != nil {
		f.Fatal(err)
	}
	w := blockWriter{emit: func(block []byte) error { f.Add(slices.Clone(block)); return nil }}
	made := newBatch()
	made.add(documents[0], []string{"a"}, []string{"a", "ab", "ab", "b"})
	if err := errors.Join(made.entries(w.add), w.flush()); err != nil {
		f.Fatal(err)
	}
	f.Add(encodeListing(documents))
	f.Add(facts)
	f.Add(w.directory)
	f.Add(appendRanges(nil, []knowledge.Range{{Start: 0, End: 5}, {Start: 3, End: 4}}))
	// Whatever stands in a damaged file, nothing panics, and no posting is of a
	// document that is not there.
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = decodeRanges(b)
		_, _ = decodeFacts(b, 1, 1)
		_, _ = decodeDirectory(b)
		_, _ = decodeListing(b, len(b)/7)
		check := func(p posting) {
			if p.ordinal < 0 || p.ordinal >= 50 {
				t.Errorf("ordinal %d of 50", p.ordinal)
			}
		}
		_ = eachPosting(b, 50, check)
		_ = eachEntry(b, func(e entry) bool { return eachPosting(e.postings, 50, check) == nil })
	})
}
