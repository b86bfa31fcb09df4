package index

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// plain is a Ranking that lets all documents and has no prior.
func plain() *Ranking {
	return &Ranking{AverageTitle: 8, AverageBody: 400, Lets: func(*Document) bool { return true }, Prior: func(int64) float64 { return 1 }, Bound: func(Span) float64 { return 1 }}
}

// corpus is a segment of documents whose stems are as frequent as words are (Zipf).
type corpus struct {
	*Segment
	lists  []List      // of stems, the commonest first
	plain  []List      // the same as sequences
	listed [][]Posting // the same
}

func newCorpus(documents, stems int) corpus {
	r := rand.New(rand.NewPCG(1, 2))
	c := corpus{lists: make([]List, stems), plain: make([]List, stems), listed: make([][]Posting, stems)}
	listing := make([]Document, documents)
	for n := range listing {
		listing[n] = Document{Number: int64(n + 1), Article: int64(n + 1), Published: int64(n) * 3600, Source: int64(n % 7),
			Title: uint32(1 + r.IntN(14)), Body: uint32(30 + math.Exp(r.NormFloat64()*.7+5.8))}
	}
	k := newPacker(listing)
	for s := range c.lists {
		var sequence []byte
		last := -1
		for n := range listing {
			if r.Float64() >= .4/float64(1+s) {
				continue
			}
			p := Posting{Ordinal: n, Body: 1}
			if r.IntN(3) == 0 {
				p.Body, p.Title = uint32(r.IntN(200)), uint32(r.IntN(3))
			}
			if p.Body+p.Title == 0 {
				p.Title = 1
			}
			sequence = AppendPosting(sequence, last, p)
			c.listed[s] = append(c.listed[s], p)
			last = n
		}
		c.plain[s] = NewList(len(c.listed[s]), sequence)
		c.lists[s] = c.plain[s]
		if len(c.listed[s]) > chunkSize {
			packed, err := k.pack(nil, sequence)
			if err != nil {
				panic(err)
			}
			c.lists[s] = List{len(c.listed[s]), packed, true}
		}
	}
	c.Segment = NewSegment(NewListing(listing), nil)
	return c
}

// reference are the hits by the formula itself, with nothing left out or rounded.
func (c corpus) reference(r *Ranking, dead *Bitmap, stems []int) []Hit {
	type sum struct {
		score    float64
		required int
		term     bool
	}
	sums, needed, anyTerm := make([]sum, c.Listing.Len()), 0, false
	for i, s := range r.Stems {
		if s.Required {
			needed++
		}
		anyTerm = anyTerm || s.Term
		for _, p := range c.listed[stems[i]] {
			d, o := c.Listing.At(p.Ordinal), &sums[p.Ordinal]
			body := codedLength(int(lengthCode(d.Body)))
			tf := float64(p.Body)/(1-b+b*body/r.AverageBody) + titleWeight*float64(p.Title)/(1-b+b*float64(d.Title)/r.AverageTitle)
			o.score += s.Weight * tf * (k1 + 1) / (tf + k1)
			o.term = o.term || s.Term
			if s.Required {
				o.required++
			}
		}
	}
	var hits []Hit
	for n, o := range sums {
		if d := c.Listing.At(n); o.required == needed && (o.term || !anyTerm && needed > 0) && !dead.Has(n) && r.Lets(&d) {
			hits = append(hits, Hit{d.Article, o.score * r.Prior(d.Published)})
		}
	}
	slices.SortFunc(hits, func(x, y Hit) int {
		if better(x, y) {
			return -1
		}
		return 1
	})
	return hits[:min(len(hits), r.Limit)]
}

// TestRank compares the best documents with those of the plain formula for all documents,
// of lists in chunks and of sequences.
func TestRank(t *testing.T) {
	c := newCorpus(12_000, 150)
	dead := &Bitmap{}
	for n := 0; n < c.Listing.Len(); n += 9 {
		dead.Add(n, c.Listing.Len())
	}
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 120 {
		var stems []int
		for range 1 + r.IntN(9) {
			stems = append(stems, r.IntN(len(c.lists)))
		}
		slices.Sort(stems)
		stems = slices.Compact(stems)
		ranking := func() *Ranking {
			k := plain()
			k.Limit = 1 + n%20
			k.AverageBody = 300 + float64(n)
			k.Lets = func(d *Document) bool { return d.Source != int64(n%8) }
			newest := float64(c.Times.To)
			k.Prior = func(published int64) float64 { return 1 + float64(n%3)*float64(published)/newest }
			k.Bound = func(s Span) float64 { return k.Prior(s.To) }
			for i, s := range stems {
				k.Stems = append(k.Stems, Stem{Weight: math.Log(2 + float64(s)), Required: n%4 == 1 && i < 2, Term: n%4 != 1 || i > 0 || n%8 == 5})
			}
			return k
		}
		want := c.reference(ranking(), dead, stems)
		for form, all := range [][]List{c.lists, c.plain} {
			k := ranking()
			lists := make([]List, len(stems))
			for i, s := range stems {
				lists[i] = all[s]
			}
			if err := k.Scan(c.Segment, dead, lists); err != nil {
				t.Fatal(err)
			}
			got := k.Hits()
			if len(got) != len(want) {
				t.Fatalf("query %d, form %d: %d hits, want %d", n, form, len(got), len(want))
			}
			for i := range got {
				if off := math.Abs(got[i].Score/want[i].Score - 1); off > 1e-6 {
					t.Errorf("query %d, form %d, hit %d: score %.7f of %d, want %.7f of %d", n, form, i, got[i].Score, got[i].Article, want[i].Score, want[i].Article)
				}
			}
		}
	}
}

// TestRankSegments ranks two segments one after the other: nothing of the first one is taken for
// something of the second.
func TestRankSegments(t *testing.T) {
	first, second := newCorpus(9000, 60), newCorpus(5300, 60)
	var behind []Document
	for _, d := range second.Listing.All() {
		d.Article += int64(first.Listing.Len())
		behind = append(behind, d)
	}
	second.Listing = NewListing(behind)
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 60 {
		stems := []int{r.IntN(4), 4 + r.IntN(16), 20 + r.IntN(40)}
		ranking := func() *Ranking {
			k := plain()
			k.Limit = 1 + n%9
			for _, s := range stems {
				k.Stems = append(k.Stems, Stem{Weight: math.Log(2 + float64(s)), Term: true})
			}
			return k
		}
		var want []Hit
		k := ranking()
		for _, c := range []corpus{first, second} {
			var lists []List
			for _, s := range stems {
				lists = append(lists, c.lists[s])
			}
			if err := k.Scan(c.Segment, &Bitmap{}, lists); err != nil {
				t.Fatal(err)
			}
			want = append(want, c.reference(ranking(), &Bitmap{}, stems)...)
		}
		slices.SortFunc(want, func(x, y Hit) int { return cmp.Compare(y.Score, x.Score) })
		for i, got := range k.Hits() {
			if off := math.Abs(got.Score/want[i].Score - 1); off > 1e-6 {
				t.Errorf("query %d, hit %d: score %.7f of %d, want %.7f of %d", n, i, got.Score, got.Article, want[i].Score, want[i].Article)
			}
		}
	}
}

// TestRankSkips sees that documents that can't be among the best are not read: those of the
// second half of a segment, of a time that weighs less.
func TestRankSkips(t *testing.T) {
	c := newCorpus(4*windowSize, 20)
	half := int64(2 * windowSize * 3600)
	k := plain()
	k.Limit = 5
	k.Prior = func(published int64) float64 {
		if published < half {
			return 100
		}
		t.Error("a document that scores too little was looked at")
		return 1
	}
	k.Bound = func(s Span) float64 {
		if s.From < half {
			return 100
		}
		return 1
	}
	lists := c.lists[:8]
	for range lists {
		k.Stems = append(k.Stems, Stem{Weight: 1, Term: true})
	}
	if err := k.Scan(c.Segment, &Bitmap{}, lists); err != nil || len(k.Hits()) != 5 {
		t.Error(err, k.best)
	}
}

func TestLengths(t *testing.T) {
	last := -1
	for n := uint64(0); n <= math.MaxUint32; n += 1 + n/1000 {
		code := int(lengthCode(uint32(n)))
		if code < last || code >= lengthCodes {
			t.Fatalf("length %d has code %d after %d", n, code, last)
		}
		last = code
		if l := codedLength(code); math.Abs(l-float64(n)) > float64(n)/(2*lengthSteps) {
			t.Fatalf("length %d is taken for %g", n, l)
		}
	}
}

func TestBitmap(t *testing.T) {
	var m Bitmap
	if m.Has(5000) || m.Len() != 0 {
		t.Error("the empty set has something")
	}
	want := []int{0, 63, 64, 70, 129}
	for _, n := range append(want, 64) {
		m.Add(n, 130)
	}
	var got []int
	m.Each(func(n int) { got = append(got, n) })
	if !slices.Equal(got, want) || m.Len() != len(want) || m.Has(1) || !m.Has(129) {
		t.Errorf("it holds %v, and says %d", got, m.Len())
	}
	for from := range 130 {
		for to := from; to <= 130; to++ {
			if any := slices.ContainsFunc(want, func(n int) bool { return from <= n && n < to }); m.any(from, to) != any {
				t.Errorf("any in [%d, %d): %t, want %t", from, to, m.any(from, to), any)
			}
		}
	}
}

// BenchmarkScan ranks by twelve stems of a question, some of them common.
func BenchmarkScan(b *testing.B) {
	for _, documents := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(documents), func(b *testing.B) {
			c := newCorpus(documents, 40)
			stems := []int{1, 2, 3, 5, 8, 11, 15, 20, 25, 30, 35, 39}
			lists, read := make([]List, len(stems)), 0
			for i, s := range stems {
				lists[i] = c.lists[s]
				read += len(c.listed[s])
			}
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				r := plain()
				r.Limit = 50
				for _, s := range stems {
					r.Stems = append(r.Stems, Stem{Weight: math.Log(2 + float64(s)), Term: true})
				}
				if err := r.Scan(c.Segment, &Bitmap{}, lists); err != nil {
					b.Fatal(err)
				}
				r.Hits()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(read), "ns/posting")
		})
	}
}
