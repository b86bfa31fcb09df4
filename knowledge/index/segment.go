package index

import (
	"iter"
	"math"
	"math/bits"
	"slices"
)

// Segment is a decoded segment without its blocks. It does not change, and may be read by
// any number of goroutines at the same time.
type Segment struct {
	Listing   Listing
	Directory []string       // the first stem of each block
	Languages map[uint16]int // documents by the code of their language
	Times     Span           // of all documents

	lengths                   []length // of the documents, side by side: they are read at random
	averageTitle, averageBody float64
	windows                   []Span // of the documents of each window
}

// NewSegment returns the segment of a listing and a directory.
func NewSegment(listing Listing, directory []string) *Segment {
	g := &Segment{Listing: listing, Directory: directory, Languages: map[uint16]int{}, Times: noSpan}
	g.lengths, g.averageTitle, g.averageBody = measure(listing.All(), listing.Len())
	for i, d := range listing.All() {
		g.Languages[d.Language]++
		if i%windowSize == 0 {
			g.windows = append(g.windows, noSpan)
		}
		g.windows[i/windowSize].add(d.Published)
		g.Times.add(d.Published)
	}
	return g
}

// Span is when documents were published.
type Span struct {
	From, To int64 // the first and the last of those with a date; From > To for none
	Undated  bool  // one has no date
}

// Has reports whether a document that was published then may be one of the span.
func (s *Span) Has(published int64) bool {
	if published == NoDate {
		return s.Undated
	}
	return s.From <= published && published <= s.To
}

// noSpan is that of no documents.
var noSpan = Span{From: math.MaxInt64, To: math.MinInt64}

// add adds a document that was published then.
func (s *Span) add(published int64) {
	if published == NoDate {
		s.Undated = true
	} else {
		s.From, s.To = min(s.From, published), max(s.To, published)
	}
}

// measure returns how long each of n documents is, and the averages, at least 1.
func measure(documents iter.Seq2[int, Document], n int) (lengths []length, title, body float64) {
	lengths = make([]length, n)
	for i, d := range documents {
		lengths[i] = length{body: lengthCode(d.Body), title: uint16(min(d.Title, longestTitle))}
		title += float64(d.Title)
		body += float64(d.Body)
	}
	of := max(1, float64(n))
	return lengths, max(1, title/of), max(1, body/of)
}

// length is how long a document is.
type length struct{ body, title uint16 }

const (
	longestTitle = 255 // stems; of a longer title it makes no difference how long it is

	// A length below exactLengths is its own code. Above, each power of two has
	// lengthSteps codes, so that a length is off by less than one in 256; the table of
	// what depends on it stays in the first cache.
	exactLengths = 1 << exactBits
	exactBits    = 10
	lengthSteps  = 1 << stepBits
	stepBits     = 7
	lengthCodes  = exactLengths + (32-exactBits)*lengthSteps
)

func lengthCode(n uint32) uint16 {
	if n < exactLengths {
		return uint16(n)
	}
	power := bits.Len32(n) - 1
	return uint16(exactLengths + (power-exactBits)*lengthSteps + int(n>>(power-stepBits))&(lengthSteps-1))
}

// codedLength is the middle of the lengths that have a code.
func codedLength(code int) float64 {
	if code < exactLengths {
		return float64(code)
	}
	power, step := (code-exactLengths)/lengthSteps+exactBits, (code-exactLengths)%lengthSteps
	return (float64(lengthSteps+step) + .5) * float64(uint64(1)<<(power-stepBits))
}

// Bitmap is a set of ordinals. The zero Bitmap is empty and holds none.
type Bitmap struct {
	words []uint64
	count int
}

// Add adds an ordinal below of.
func (m *Bitmap) Add(ordinal, of int) {
	if m.words == nil {
		m.words = make([]uint64, (of+63)/64)
	}
	if word, bit := &m.words[ordinal/64], uint64(1)<<(ordinal%64); *word&bit == 0 {
		*word |= bit
		m.count++
	}
}

// Clone returns a set of its own with the same ordinals.
func (m *Bitmap) Clone() Bitmap { return Bitmap{words: slices.Clone(m.words), count: m.count} }

// Has reports whether an ordinal is in the set.
func (m *Bitmap) Has(ordinal int) bool {
	return m.words != nil && m.words[ordinal/64]>>(ordinal%64)&1 == 1
}

// any reports whether an ordinal in [from, to) is in the set.
func (m *Bitmap) any(from, to int) bool {
	if m.words == nil || from >= to {
		return false
	}
	first, last := from/64, (to-1)/64
	head, tail := ^uint64(0)<<(from%64), ^uint64(0)>>(63-(to-1)%64)
	if first == last {
		return m.words[first]&head&tail != 0
	}
	return m.words[first]&head != 0 || m.words[last]&tail != 0 ||
		slices.ContainsFunc(m.words[first+1:last], func(word uint64) bool { return word != 0 })
}

// Len is how many ordinals are in the set.
func (m *Bitmap) Len() int { return m.count }

// Each calls f with the ordinals, ascending.
func (m *Bitmap) Each(f func(ordinal int)) {
	for i, word := range m.words {
		for ; word != 0; word &= word - 1 {
			f(64*i + bits.TrailingZeros64(word))
		}
	}
}
