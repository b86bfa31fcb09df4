package index

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge/heaptest"
)

// TestListing has every document come back as it was, also what does not fit into an entry.
func TestListing(t *testing.T) {
	en, de := LanguageCode("en"), LanguageCode("de")
	for name, documents := range map[string][]Document{
		"none":      nil,
		"one":       {{Number: 1, Article: 1, Published: NoDate}},
		"usual":     {{Number: 7, Article: 90, Published: 1.7e9, Source: 3, Language: en, Title: 9, Body: 600}, {Number: 8, Article: 4, Published: 1.6e9, Source: 1, Language: de, Body: 70000}},
		"undated":   {{Number: 1, Published: NoDate}, {Number: 2, Published: 1.7e9}, {Number: 3, Published: NoDate}, {Number: 4, Published: 0}},
		"centuries": {{Number: 5, Article: 90, Published: -4e9}, {Number: 6, Article: 4, Published: NoDate}, {Number: 900, Article: 1 << 40, Published: 4e9}, {Number: 901, Published: -4e9 + math.MinInt32}},
		"far apart": {{Number: 1, Source: 1 << 40}, {Number: 2, Source: math.MaxUint32, Title: 1 << 16}, {Number: 1 << 40, Article: -1 << 31}, {Number: 1<<40 + 1, Title: math.MaxUint32, Body: math.MaxUint32}},
	} {
		got, err := DecodeListing(EncodeListing(documents), len(documents))
		if err != nil || got.Len() != len(documents) {
			t.Fatalf("%s: %d documents, %v", name, got.Len(), err)
		}
		for i, d := range got.All() {
			if ordinal, found := got.Find(d.Number); d != documents[i] || ordinal != i || !found {
				t.Errorf("%s: document %d is %+v, found at %d, want %+v", name, i, d, ordinal, documents[i])
			}
			if _, found := got.Find(d.Number + 1<<20); found {
				t.Errorf("%s: a document is found that is not there", name)
			}
		}
	}
}

func TestBlocks(t *testing.T) {
	made := NewBatch()
	want := make(map[string][]Posting)
	for i := range 300 {
		body := []string{"all", "all", fmt.Sprintf("mod%d", i%10), fmt.Sprintf("number%05d", i)}
		made.Add(Document{Number: int64(i + 1)}, []string{"title"}, body, nil)
		want["all"] = append(want["all"], Posting{i, 0, 2})
		want["title"] = append(want["title"], Posting{i, 1, 0})
		want[body[2]] = append(want[body[2]], Posting{i, 0, 1})
		want[body[3]] = append(want[body[3]], Posting{i, 0, 1})
	}
	var blocks [][]byte
	w := NewBlockWriter(made.Documents, func(block []byte) error { blocks = append(blocks, slices.Clone(block)); return nil })
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
			err = FindEntries(blocks[i], Format, []string{stem}, func(_ int, e Entry) {
				if e.Count != len(want[stem]) {
					t.Errorf("%s counts %d, want %d", stem, e.Count, len(want[stem]))
				}
				err = e.Each(300, func(p Posting) { got = append(got, p) })
			})
		}
		if diff := cmp.Diff(want[stem], got); err != nil || diff != "" {
			t.Errorf("%s: %v, want -, got +:\n%s", stem, err, diff)
		}
	}
}

func FuzzDecode(f *testing.F) {
	documents := []Document{{Number: 5, Article: 9, Published: 4, Source: 3, Language: 9, Title: 2, Body: 5}, {Number: 6, Article: 1, Published: NoDate}}
	made := NewBatch()
	made.Add(documents[0], []string{"a"}, []string{"a", "ab", "ab", "b"}, nil)
	w := NewBlockWriter(made.Documents, func(block []byte) error { f.Add(slices.Clone(block), 1); return nil })
	if err := errors.Join(made.Entries(w.Add), w.Flush()); err != nil {
		f.Fatal(err)
	}
	f.Add(EncodeListing(documents), 2)
	f.Add(w.Directory, 2)
	c := newCorpus(400, 3)
	for _, l := range c.lists {
		f.Add(l.b, l.Count)
	}
	// Whatever stands in a damaged file, nothing panics, no posting is of a document that
	// is not there, and ranking fails where reading does.
	f.Fuzz(func(t *testing.T, b []byte, count int) {
		heaptest.Within(t, len(b), func() {
			_, _ = DecodeDirectory(b)
			_, _ = DecodeListing(b, len(b)/7)
		})
		last := 0
		check := func(p Posting) {
			if p.Ordinal < last || p.Ordinal >= c.Listing.Len() {
				t.Errorf("ordinal %d after %d, of %d", p.Ordinal, last, c.Listing.Len())
			}
			last = p.Ordinal
		}
		for format := 1; format <= Format; format++ {
			_ = EachEntry(b, format, func(e Entry) bool { last = 0; return e.Each(c.Listing.Len(), check) == nil })
		}
		for _, l := range []List{NewList(count, b), {count, b, count > chunkSize}} {
			last = 0
			read := l.Each(c.Listing.Len(), check)
			r := plain()
			r.Stems, r.Limit = []Stem{{Weight: 1, Term: true}}, 5
			r.AverageTitle, r.AverageBody = c.averageTitle, c.averageBody
			if ranked := r.Scan(c.Segment, &Bitmap{}, []List{l}); ranked != nil && read == nil {
				t.Errorf("ranked: %v, read: %v", ranked, read)
			}
			var set Bitmap
			set.Add(c.Listing.Len()/2, c.Listing.Len())
			if n, err := l.Among(&set, c.Listing.Len()); n < 0 || n > 1 || err != nil && read == nil {
				t.Errorf("%d of one document, %v, read: %v", n, err, read)
			}
		}
	})
}

// TestPack decodes lists of every kind of gap and count.
func TestPack(t *testing.T) {
	documents := make([]Document, 1<<20)
	for i := range documents {
		documents[i].Body = uint32(i % 3000)
	}
	k := newPacker(documents)
	for name, step := range map[string]int{"narrow": 1, "wide": 1000, "widest": 7000} {
		var want, got []Posting
		var sequence []byte
		last := -1
		for i := 0; last+step < len(documents) && len(want) < 1000; i++ {
			p := Posting{last + 1 + i%step, uint32(i % 3), uint32(1 + i%14)}
			if i%50 == 0 {
				p.Title, p.Body = 300, 70000
			}
			sequence, want, last = AppendPosting(sequence, last, p), append(want, p), p.Ordinal
		}
		packed, err := k.pack(nil, sequence)
		if err != nil {
			t.Fatal(err)
		}
		l := List{len(want), packed, true}
		err = l.Each(len(documents), func(p Posting) { got = append(got, p) })
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v, want -, got +:\n%s", name, err, diff)
		}
	}
}

// TestAmong counts in short and long lists which of their documents are in a set.
func TestAmong(t *testing.T) {
	const documents = 3000
	k := newPacker(make([]Document, documents))
	for _, step := range []int{1, 2, 7, 100} {
		var sequence []byte
		count, last := 0, -1
		for ordinal := 0; ordinal < documents; ordinal += step {
			sequence, last = AppendPosting(sequence, last, Posting{Ordinal: ordinal, Body: 1}), ordinal
			count++
		}
		lists := []List{NewList(count, sequence)}
		if count > chunkSize {
			packed, err := k.pack(nil, sequence)
			if err != nil {
				t.Fatal(err)
			}
			lists = append(lists, List{count, packed, true})
		}
		for _, set := range [][]int{nil, {0}, {2999}, {63, 64, 127, 128, 700}, {255, 256, 257, 1400, 2998}} {
			var m Bitmap
			want := 0
			for _, ordinal := range set {
				m.Add(ordinal, documents)
				if ordinal%step == 0 {
					want++
				}
			}
			for _, l := range lists {
				if got, err := l.Among(&m, documents); got != want || err != nil {
					t.Errorf("every %dth, chunked %t: %d of %v, %v, want %d", step, l.chunked, got, set, err, want)
				}
			}
		}
	}
}
