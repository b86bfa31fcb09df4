package index

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// vocabulary is so many stems.
func vocabulary(n int) []string {
	stems := make([]string, n)
	for i := range stems {
		stems[i] = fmt.Sprintf("stem%d", i)
	}
	return stems
}

// drawn is n of some stems, the first of them most often; a copy of its own of every copied-th.
func drawn(random *rand.Rand, stems []string, n, copied int) []string {
	some := make([]string, n)
	for i := range some {
		some[i] = stems[int(float64(len(stems))*random.Float64()*random.Float64()*random.Float64())]
		if copied > 0 && random.IntN(copied) == 0 {
			some[i] = strings.Clone(some[i])
		}
	}
	return some
}

// codesOf gives two stems in three a code.
func codesOf(stems []string, vocabulary map[string]uint32) []uint32 {
	codes := make([]uint32, len(stems))
	for i, s := range stems {
		if _, ok := vocabulary[s]; !ok {
			vocabulary[s] = uint32(len(vocabulary) + 1)
		}
		if code := vocabulary[s]; code%3 > 0 {
			codes[i] = code
		}
	}
	return codes
}

// TestBatch wants the postings of each stem, whether or not equal stems are the same bytes in memory or have codes, and
// those of one batch after the other.
func TestBatch(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	b := NewBatch()
	numbered := map[string]uint32{}
	for _, words := range []int{9000, 300, 20_000} {
		testBatch(t, b, random, vocabulary(words), numbered)
		b.reset()
	}
}

func testBatch(t *testing.T, b *Batch, random *rand.Rand, stems []string, numbered map[string]uint32) {
	want := map[string][]Posting{}
	for n := range 40 {
		title, body := drawn(random, stems, n%12, 3), drawn(random, stems, random.IntN(900), 3)
		var codes []uint32
		if n%4 > 0 {
			codes = codesOf(body, numbered)
		}
		b.Add(Document{Number: int64(n + 1)}, title, body, codes)
		counts := map[string]Posting{}
		for _, s := range title {
			p := counts[s]
			p.Title++
			counts[s] = p
		}
		for _, s := range body {
			p := counts[s]
			p.Body++
			counts[s] = p
		}
		for s, p := range counts {
			p.Ordinal = n
			want[s] = append(want[s], p)
		}
	}
	got := map[string][]Posting{}
	var order []string
	err := b.Entries(func(stem []byte, count int, sequence []byte) error {
		s := string(stem)
		order = append(order, s)
		err := EachPosting(sequence, len(b.Documents), func(p Posting) { got[s] = append(got[s], p) })
		if count != len(got[s]) {
			t.Errorf("%s has %d postings and says %d", s, len(got[s]), count)
		}
		return err
	})
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%d stems, want %d, with other postings (%v)", len(got), len(want), err)
	}
	if !slices.Equal(order, slices.Sorted(maps.Keys(want))) {
		t.Error("the stems are not in their order")
	}
}

func BenchmarkBatch(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 4))
	stems := vocabulary(30_000)
	var documents [][]string
	for range 500 {
		documents = append(documents, drawn(random, stems, 600, 0))
	}
	b.ReportAllocs()
	for b.Loop() {
		batch := NewBatch()
		for i, body := range documents {
			batch.Add(Document{Number: int64(i + 1)}, body[:8], body, nil)
		}
	}
}
