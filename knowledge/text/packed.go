package text

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"github.com/zeebo/xxh3"

	"quoth/knowledge/cache"
)

// AppendCachedTerms is AppendTerms for a text that is likely to be read again, such as that
// of a stored article: what a topic or a question reads, the next one often reads, too. Its
// terms are kept packed, in about 3 bytes each, and unpacking them takes a twentieth of the
// time. The cache is the program's, bounded by cachedBytes, and may be used by any number
// of goroutines at the same time.
func AppendCachedTerms(dst []Term, s, lang string) []Term {
	lang = base(lang)
	key := textKey{xxh3.HashString128Seed(s, textSeed), len(s), keyOf(lang)}
	if packed, ok := texts.Get(key); ok {
		return Unpack(dst, packed, s, lang)
	}
	before := len(dst)
	dst = AppendTerms(slices.Grow(dst, len(s)/bytesPerTerm), s, lang)
	packed := Pack(dst[before:])
	texts.Put(key, packed, len(packed)+entryBytes)
	return dst
}

// bytesPerTerm is a little less than the bytes that a text has for each of its terms.
const bytesPerTerm = 5

// Pack encodes terms, to be kept in about 3 bytes each: for each Number, Capital and its length in one byte, where one byte
// stands between it and the term before, and else the first two with the highest bit set and, as varints,
// the distance from the end of the one before and the length; then, as a varint, its code with
// Stop in the lowest bit. How many there are stands before all.
func Pack(terms []Term) []byte {
	buffer := packing.Get().(*[]byte)
	defer packing.Put(buffer)
	b := binary.AppendUvarint((*buffer)[:0], uint64(len(terms)))
	end := 0
	for i := range terms {
		t := &terms[i]
		flags := bit(t.Number) | bit(t.Capital)<<1
		if t.Start == end+1 && t.Len() < far>>2 {
			b = append(b, byte(t.Len())<<2|flags)
		} else {
			b = append(b, far|flags)
			b = binary.AppendUvarint(b, uint64(t.Start-end))
			b = binary.AppendUvarint(b, uint64(t.Len()))
		}
		b = binary.AppendUvarint(b, uint64(t.code)<<1|uint64(bit(t.Stop)))
		end = t.End
	}
	*buffer = b
	return slices.Clone(b)
}

// packing are buffers for packed terms.
var packing = sync.Pool{New: func() any { return new([]byte) }}

// far is the highest bit of a packed term that does not stand one byte behind the one before.
const far = 0x80

func bit(is bool) byte {
	if is {
		return 1
	}
	return 0
}

// Unpack appends what Pack encoded in this run of the program. s and lang are those of the terms; a
// word without a code is worked out again.
func Unpack(dst []Term, b []byte, s, lang string) []Term {
	p := Packed{b, s, base(lang)}
	n, _ := binary.Uvarint(b)
	return p.Append(dst, p.start(), int(n))
}

// Packed is the terms of a text as Pack encodes them. It is not changed and may be used by any number of
// goroutines at the same time. The zero Packed has none.
type Packed struct {
	bytes      []byte
	text, lang string
}

// CachedPacked is AppendCachedTerms for who needs few of the terms.
func CachedPacked(s, lang string) *Packed {
	p := &Packed{text: s, lang: base(lang)}
	key := textKey{xxh3.HashString128Seed(s, textSeed), len(s), keyOf(p.lang)}
	if packed, ok := texts.Get(key); ok {
		p.bytes = packed
		return p
	}
	buffer := unpacked.Get().(*[]Term)
	defer unpacked.Put(buffer)
	*buffer = AppendTerms((*buffer)[:0], s, lang)
	p.bytes = Pack(*buffer)
	texts.Put(key, p.bytes, len(p.bytes)+entryBytes)
	return p
}

// unpacked are buffers for the terms of a text.
var unpacked = sync.Pool{New: func() any { return new([]Term) }}

// Mark is a place among packed terms.
type Mark struct{ at, end int32 } // in the bytes, and the end of the term before

// start is the place of the first term.
func (p *Packed) start() Mark {
	_, n := binary.Uvarint(p.bytes)
	return Mark{at: int32(n)}
}

// All are all of the terms.
func (p *Packed) All() []Term { return Unpack(nil, p.bytes, p.text, p.lang) }

// Scan returns a Scan at the first term.
func (p *Packed) Scan() Scan { return p.From(p.start()) }

// From returns a Scan at the term of a Mark.
func (p *Packed) From(m Mark) Scan {
	s := Scan{packed: p, at: int(m.at)}
	s.End = int(m.end)
	s.Next()
	return s
}

// Append appends n terms from a Mark on. It reads them as a Scan does, in a quarter of its time: nothing is written twice.
func (p *Packed) Append(dst []Term, m Mark, n int) []Term {
	before := len(dst)
	dst = slices.Grow(dst, n)[:before+n]
	b, at, end := p.bytes, int(m.at), int(m.end)
	for i := before; i < len(dst); i++ {
		t := &dst[i]
		head := b[at]
		at++
		gap, size := uint64(1), uint64(head>>2)
		if head >= far {
			gap, at = uvarint(b, at)
			size, at = uvarint(b, at)
		}
		var code uint64
		code, at = uvarint(b, at)
		t.Start = end + int(gap)
		t.End = t.Start + int(size)
		end = t.End
		t.Stop, t.Number, t.Capital, t.code = code&1 != 0, head&1 != 0, head&2 != 0, uint32(code>>1)
		t.Stem = p.stem(t.code, t.Span)
	}
	return dst
}

// stem is that of a term.
func (p *Packed) stem(code uint32, at Span) string {
	if code > 0 {
		return numbered.of[code]
	}
	stem, _, _ := lookUp(p.text[at.Start:at.End], p.lang, seedOf(p.lang))
	return stem
}

// Scan goes through packed terms. It stands at one of them, or behind the last: there it starts at
// math.MaxInt.
type Scan struct {
	Span
	here   Mark
	head   byte   // as Pack writes them
	code   uint32 // with Stop in the lowest bit
	at     int    // of the next term in the bytes
	packed *Packed
}

// Mark is the place at which the scan stands.
func (s *Scan) Mark() Mark { return s.here }

// Stop, Number and Capital are those of the term at which the scan stands.
func (s *Scan) Stop() bool    { return s.code&1 != 0 }
func (s *Scan) Number() bool  { return s.head&1 != 0 }
func (s *Scan) Capital() bool { return s.head&2 != 0 }

// Key is that of the term at which the scan stands.
func (s *Scan) Key() Key {
	if code := s.code >> 1; code != 0 {
		return Key(code)
	}
	return s.uncoded()
}

// uncoded is Key of a term without a code.
func (s *Scan) uncoded() Key {
	t := s.Term()
	return t.Key()
}

// Term is the term at which the scan stands.
func (s *Scan) Term() Term {
	t := Term{Span: s.Span, Stop: s.Stop(), Number: s.Number(), Capital: s.Capital(), code: s.code >> 1}
	t.Stem = s.packed.stem(t.code, t.Span)
	return t
}

// Next goes to the next term.
func (s *Scan) Next() {
	b, at := s.packed.bytes, s.at
	s.here = Mark{int32(at), int32(s.End)}
	if at >= len(b) {
		s.Span = Span{math.MaxInt, math.MaxInt}
		return
	}
	s.head = b[at]
	at++
	gap, size := uint64(1), uint64(s.head>>2)
	if s.head >= far {
		gap, at = uvarint(b, at)
		size, at = uvarint(b, at)
	}
	code, at := uvarint(b, at)
	s.Start = s.End + int(gap)
	s.End = s.Start + int(size)
	s.code, s.at = uint32(code), at
}

// uvarint is binary.Uvarint of b[at:], and where the next one stands.
func uvarint(b []byte, at int) (uint64, int) {
	if c := b[at]; c < 0x80 {
		return uint64(c), at + 1
	} else if d := b[at+1]; d < 0x80 {
		return uint64(c&0x7f) | uint64(d)<<7, at + 2
	}
	x, n := binary.Uvarint(b[at:])
	return x, at + n
}

// A dictionary numbers stems from 1 on, in the order in which they are first met: the
// frequent ones get the short codes. Those that are met after mostCodes have none, 0, as have
// those longer than longestCoded; they are rare.
type dictionary struct {
	mu    sync.Mutex
	codes map[string]uint32
	of    [mostCodes + 1]string // by code; what has a code is not changed
}

// mostCodes and longestCoded bound the memory of a dictionary: to about 12 MB for the stems of
// articles, and to 17 MB whatever people write. Hardly a stem of a word that lookUp keeps is longer.
const (
	mostCodes    = 1 << 17
	longestCoded = 2 * longestCached
)

var numbered = dictionary{codes: map[string]uint32{}}

// Code returns the number of a stem, the same for as long as the program runs; 0 for none:
// then no term with that stem has one either.
func Code(stem string) uint32 {
	_, code := numbered.code(stem)
	return code
}

// A Key stands for a stem, the same for as long as the program runs: to look one up costs less than to
// look up the stem. It is the stem's code, or a hash where it has none.
type Key uint64

// KeyOf is the Key of a stem.
func KeyOf(stem string) Key {
	stem, code := numbered.code(stem)
	return keyOfCoded(stem, code)
}

// Key is KeyOf of the term's stem.
func (t *Term) Key() Key { return keyOfCoded(t.Stem, t.code) }

// keyOfCoded is the Key of a stem of that code. Hashes lie above all codes, and are seeded.
func keyOfCoded(stem string, code uint32) Key {
	if code != 0 {
		return Key(code)
	}
	return Key(xxh3.HashStringSeed(stem, textSeed) | 1<<63)
}

// code returns the code of a stem, and the stem as the dictionary holds it.
func (d *dictionary) code(stem string) (string, uint32) {
	d.mu.Lock()
	defer d.mu.Unlock()
	code, ok := d.codes[stem]
	switch {
	case ok:
		return d.of[code], code
	case len(d.codes) == mostCodes || len(stem) > longestCoded:
		return stem, 0
	}
	stem = strings.Clone(stem)
	code = uint32(len(d.codes) + 1)
	d.codes[stem], d.of[code] = code, stem
	return stem, code
}

// textKey names a text in a language. The hash is seeded, so that nobody can write two texts
// that have one.
type textKey struct {
	hash xxh3.Uint128
	size int
	lang languageKey
}

var textSeed = rand.Uint64()

// cachedBytes is how many bytes of packed terms are kept at most: those of some five
// thousand articles of the usual size.
const cachedBytes = 16 << 20

// entryBytes is about what a text takes in the cache beside its packed terms.
const entryBytes = 128

var texts = cache.New[textKey, []byte](cachedBytes)
