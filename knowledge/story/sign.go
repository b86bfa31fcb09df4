package story

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"quoth/knowledge/text"
)

const (
	// maxTerms is how many terms of an article are kept: those of its title and
	// its names first, then the most frequent, then the earliest.
	maxTerms = 160
	// leadTerms is how many words from the start are the lead, where news says
	// who, what and where.
	leadTerms = 80
	// maxShingles is how many of the sampled shingles are kept, the lowest
	// hashes first, so that two articles keep the same ones.
	maxShingles = 64
	// shingleWords is the length of a shingle (Broder, On the Resemblance and
	// Containment of Documents, 1997, uses words in runs alike).
	shingleWords = 5
	// sampled is one in how many shingles is kept.
	sampled = 4
	// maxNumbers is how many numbers of the title and lead are kept.
	maxNumbers = 24

	format = 1 // of the encoded signature
)

// What a term is, beside its frequency.
const (
	inTitle = 1 << iota
	inLead
	isName
)

// signature is what is kept of an article to recognise its story.
type signature struct {
	terms    []sigTerm // by hash
	numbers  []uint32  // sorted
	shingles []uint32  // sorted
	source   uint32    // hash of the outlet's name
	shape    uint32    // hash of the title without its numbers and days
	words    int       // of the text
}

type sigTerm struct {
	hash  uint32
	count uint8
	kind  uint8
}

func hash(s string) uint32 { return uint32(xxh3.HashString(s)) }

// Sign works out an article's signature, about 1 kB, of its outlet and of the
// terms of its title and text as text.AppendTerms gives them.
func Sign(source string, titleTerms, bodyTerms []text.Term) []byte {
	s := signature{source: hash(source), words: len(bodyTerms)}
	at := map[string]int{}
	type seen struct {
		sigTerm
		order int
	}
	var all []seen
	add := func(t text.Term, kind uint8) {
		if t.Stop {
			return
		}
		i, ok := at[t.Stem]
		if !ok {
			i = len(all)
			at[t.Stem] = i
			all = append(all, seen{sigTerm{hash: hash(t.Stem)}, i})
		}
		x := &all[i]
		x.count = min(x.count+1, math.MaxUint8-1)
		x.kind |= kind
		if t.Capital && !t.Number {
			x.kind |= isName
		}
	}
	var shape strings.Builder
	for _, t := range titleTerms {
		add(t, inTitle)
		if !t.Number && !days[t.Stem] {
			shape.WriteString(t.Stem + " ")
		}
	}
	s.shape = hash(shape.String())
	for i, t := range bodyTerms {
		kind := uint8(0)
		if i < leadTerms {
			kind = inLead
		}
		add(t, kind)
	}
	for _, t := range slices.Concat(titleTerms, bodyTerms[:min(len(bodyTerms), 3*leadTerms)]) {
		if t.Number && len(s.numbers) < maxNumbers {
			s.numbers = append(s.numbers, hash(t.Stem))
		}
	}
	slices.Sort(s.numbers)
	s.numbers = slices.Compact(s.numbers)
	weight := func(x seen) int {
		w := int(x.count)
		if x.kind&inTitle != 0 {
			w += 1000
		}
		if x.kind&isName != 0 {
			w += 4
		}
		if x.kind&inLead != 0 {
			w += 2
		}
		return w
	}
	slices.SortStableFunc(all, func(a, b seen) int { return cmp.Or(weight(b)-weight(a), a.order-b.order) })
	for _, x := range all[:min(len(all), maxTerms)] {
		s.terms = append(s.terms, x.sigTerm)
	}
	slices.SortFunc(s.terms, func(a, b sigTerm) int { return cmp.Compare(a.hash, b.hash) })
	s.shingles = shingles(bodyTerms)
	return s.encode()
}

// days are the words that change in a recurring title.
var days = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july
		august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today tonight week weekend`) {
		set[text.Stem(text.Fold(w), "en")] = true
	}
	return set
}()

// shingles are the sampled hashes of runs of words.
func shingles(terms []text.Term) []uint32 {
	var out []uint32
	var run [shingleWords]uint64
	for i, t := range terms {
		run[i%shingleWords] = xxh3.HashString(t.Stem)
		if i < shingleWords-1 {
			continue
		}
		h := uint64(14695981039346656037)
		for j := range shingleWords {
			h = (h ^ run[(i+1+j)%shingleWords]) * 1099511628211
			h ^= h >> 29
		}
		if short := uint32(h >> 16); short%sampled == 0 {
			out = append(out, short)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), maxShingles)]
}

var errSignature = errors.New("the signature is damaged")

func (s *signature) encode() []byte {
	b := []byte{format}
	b = binary.AppendUvarint(b, uint64(s.words))
	b = binary.LittleEndian.AppendUint32(b, s.source)
	b = binary.LittleEndian.AppendUint32(b, s.shape)
	b = binary.AppendUvarint(b, uint64(len(s.terms)))
	for _, t := range s.terms {
		b = binary.LittleEndian.AppendUint32(b, t.hash)
		b = append(b, t.count, t.kind)
	}
	for _, list := range [][]uint32{s.numbers, s.shingles} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, h := range list {
			b = binary.LittleEndian.AppendUint32(b, h)
		}
	}
	return b
}

// decode reads a signature; it returns errSignature for anything else.
func decode(b []byte) (*signature, error) {
	if len(b) == 0 || b[0] != format {
		return nil, errSignature
	}
	b = b[1:]
	s := &signature{}
	bad := false
	count := func() int {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > 1<<24 {
			bad = true
			return 0
		}
		b = b[size:]
		return int(n)
	}
	word := func() uint32 {
		if len(b) < 4 {
			bad = true
			return 0
		}
		h := binary.LittleEndian.Uint32(b)
		b = b[4:]
		return h
	}
	s.words = count()
	s.source, s.shape = word(), word()
	n := count()
	if bad || n > maxTerms {
		return nil, errSignature
	}
	s.terms = make([]sigTerm, n)
	for i := range s.terms {
		s.terms[i].hash = word()
		if len(b) < 2 {
			return nil, errSignature
		}
		s.terms[i].count, s.terms[i].kind = b[0], b[1]
		b = b[2:]
	}
	for _, list := range []struct {
		to  *[]uint32
		max int
	}{{&s.numbers, maxNumbers}, {&s.shingles, maxShingles}} {
		n := count()
		if bad || n > list.max {
			return nil, errSignature
		}
		*list.to = make([]uint32, n)
		for i := range *list.to {
			(*list.to)[i] = word()
		}
	}
	if bad || len(b) > 0 {
		return nil, errSignature
	}
	return s, nil
}
