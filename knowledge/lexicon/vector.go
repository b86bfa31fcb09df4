package lexicon

import (
	_ "embed"
	"sync"
)

//go:embed data/vectors.bin
var vectorData string

const (
	dimensions  = 100
	vectorScale = 256 // the length of a vector
)

// vectors is a hash table of 16-bit slots (1 above a word's number, 0 where empty),
// the end of each word in the text of all, that text, and the vectors.
var vectors = sync.OnceValue(func() [4]string { return [4]string(sections(vectorData)) })

// Vector is the meaning of a word as GloVe has it, for [Vector.Similarity]. The zero
// Vector is that of a word without one.
type Vector struct {
	row  string
	rank int // by how frequent the word is, from 1
}

// VectorOf returns the vector of a word in lower case, which 60,000 words have.
func VectorOf(word string) Vector {
	v := vectors()
	slots := uint32(len(v[0]) / 2)
	h := uint32(2166136261) // FNV-1a
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	for at := h % slots; ; at = (at + 1) % slots {
		n := int(v[0][2*at]) | int(v[0][2*at+1])<<8
		if n == 0 {
			return Vector{}
		}
		start := 0
		if n > 1 {
			start = int(u32(v[1], n-2))
		}
		if v[2][start:u32(v[1], n-1)] == word {
			return Vector{v[3][(n-1)*dimensions : n*dimensions], n}
		}
	}
}

// Frequency is about how many of running English words are this one, by its rank (Zipf's
// law: a tenth, over the rank); 0 for a word without a vector.
func (v Vector) Frequency() float64 {
	if v.rank == 0 {
		return 0
	}
	return .1 / float64(v.rank)
}

// Known reports whether the word has a vector.
func (v Vector) Known() bool { return v.row != "" }

// Similarity is the cosine of the angle between two vectors, in [-1, 1]: about 0 for
// words that have nothing to do with each other; 0 where one is not known.
func (v Vector) Similarity(o Vector) float64 {
	a, b := v.row, o.row
	if len(a) < dimensions || len(b) < dimensions {
		return 0
	}
	a, b = a[:dimensions], b[:dimensions]
	var even, odd int32 // two sums that do not wait for each other
	for i := 0; i < dimensions; i += 2 {
		even += int32(int8(a[i])) * int32(int8(b[i]))
		odd += int32(int8(a[i+1])) * int32(int8(b[i+1]))
	}
	return max(-1, min(1, float64(even+odd)/(vectorScale*vectorScale)))
}

// Similarity is that of the vectors of two words in lower case.
func Similarity(a, b string) float64 { return VectorOf(a).Similarity(VectorOf(b)) }
