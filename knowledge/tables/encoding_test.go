package tables

import (
	"testing"

	"quoth/knowledge"
)

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
			all = append(all, segment{segmentIdentity: segmentIdentity{count: n}})
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
				all = append(all[:len(all)-len(some)], segment{segmentIdentity: segmentIdentity{count: sum}})
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
	facts, err := appendFacts(nil, []knowledge.Fact{{Date: "2020-02", Granularity: knowledge.Month, Sentence: knowledge.Range{Start: 4, End: 9}, Basis: knowledge.Basis{Kind: knowledge.ByDate}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(facts)
	f.Add(appendRanges(nil, []knowledge.Range{{Start: 0, End: 5}, {Start: 3, End: 4}}))
	// Whatever stands in a damaged file, nothing panics.
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = decodeRanges(b)
		_, _ = decodeFacts(b, 1, 1)
		_, _ = decodeParts(b)
		_, _ = decodePosts(b)
	})
}
