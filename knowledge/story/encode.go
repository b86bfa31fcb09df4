package story

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
)

const (
	// format is that of the encoded signature. One of an unknown format is passed over; its
	// article is too old to matter within days.
	format = 3
	// wideFormat is the one before, which has every number in full.
	wideFormat = 2
)

var errSignature = errors.New("the signature is damaged")

// encode packs a signature: of what is sorted the distances stand in it; of a term that is met
// once its kind and place are one byte; and of the vocabulary what is not that of the terms.
func (s *signature) encode() []byte {
	b := make([]byte, 0, 8*len(s.terms)+4*len(s.shingles)+2*len(s.vocabulary))
	b = append(b, format)
	b = binary.AppendUvarint(b, uint64(s.words))
	b = append(b, s.crowded, s.steady)
	b = binary.LittleEndian.AppendUint32(b, s.source)
	b = binary.LittleEndian.AppendUint32(b, s.shape)
	b = binary.AppendUvarint(b, uint64(len(s.terms)))
	last := uint32(0)
	for _, t := range s.terms {
		distance := uint64(t.hash-last) << 1
		if t.count == 1 && t.kind < 1<<4 && bits.OnesCount16(t.where) == 1 {
			b = binary.AppendUvarint(b, distance)
			b = append(b, t.kind<<4|uint8(bits.TrailingZeros16(t.where)))
		} else {
			b = binary.AppendUvarint(b, distance|1)
			b = append(b, t.count, t.kind)
			b = binary.LittleEndian.AppendUint16(b, t.where)
		}
		last = t.hash
	}
	for _, list := range [][]uint32{s.numbers, s.days, s.shingles} {
		b = appendSorted(b, list)
	}
	return appendSorted(b, s.otherWords())
}

// appendSorted appends how many numbers there are and their distances.
func appendSorted[T uint16 | uint32](b []byte, list []T) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	last := T(0)
	for _, n := range list {
		b = binary.AppendUvarint(b, uint64(n-last))
		last = n
	}
	return b
}

// otherWords is the vocabulary without that of the terms.
func (s *signature) otherWords() []uint16 {
	var others []uint16
	at := 0
	for _, word := range s.vocabulary {
		for at < len(s.terms) && short(s.terms[at].hash) < word {
			at++
		}
		if at == len(s.terms) || short(s.terms[at].hash) != word {
			others = append(others, word)
		}
	}
	return others
}

// setVocabulary makes the vocabulary of that of the terms and other words.
func (s *signature) setVocabulary(others []uint16) {
	s.vocabulary = make([]uint16, 0, len(s.terms)+len(others))
	add := func(word uint16) {
		if n := len(s.vocabulary); n == 0 || s.vocabulary[n-1] != word {
			s.vocabulary = append(s.vocabulary, word)
		}
	}
	for _, t := range s.terms {
		for len(others) > 0 && others[0] < short(t.hash) {
			add(others[0])
			others = others[1:]
		}
		add(short(t.hash))
	}
	for _, word := range others {
		add(word)
	}
}

// decode reads a signature; it returns errSignature for anything else.
func decode(b []byte) (*signature, error) {
	if len(b) == 0 || b[0] != format && b[0] != wideFormat {
		return nil, errSignature
	}
	d := decoder{b: b[1:], wide: b[0] == wideFormat}
	s := &signature{}
	s.words = int(d.number(1 << 24))
	s.crowded, s.steady = d.byte(), d.byte()
	s.source, s.shape = uint32(d.fixed(4)), uint32(d.fixed(4))
	s.terms = make([]sigTerm, d.number(maxTerms))
	last := uint32(0)
	for i := range s.terms {
		s.terms[i] = d.term(last)
		last = s.terms[i].hash
	}
	s.numbers, s.days, s.shingles = sorted[uint32](&d, maxNumbers, 4), sorted[uint32](&d, maxDays, 4), sorted[uint32](&d, maxShingles, 4)
	vocabulary := sorted[uint16](&d, maxVocabulary, 2)
	if d.bad || len(d.b) > 0 {
		return nil, errSignature
	}
	if d.wide {
		s.vocabulary = vocabulary
	} else {
		s.setVocabulary(vocabulary)
	}
	return s, nil
}

// decoder reads what is left of an encoded signature. Once that is damaged all it reads is 0.
type decoder struct {
	b    []byte
	wide bool
	bad  bool
}

// fixed reads a number of so many bytes.
func (d *decoder) fixed(size int) (n uint64) {
	if len(d.b) < size {
		d.bad, d.b = true, nil
		return 0
	}
	for i := range size {
		n |= uint64(d.b[i]) << (8 * i)
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) byte() byte {
	if len(d.b) == 0 {
		d.bad = true
		return 0
	}
	b := d.b[0]
	d.b = d.b[1:]
	return b
}

// number reads a number that is at most so large.
func (d *decoder) number(most uint64) uint64 {
	if len(d.b) > 0 && d.b[0] < 0x80 && most >= 0x80 { // as most distances are
		n := uint64(d.b[0])
		d.b = d.b[1:]
		return n
	}
	n, size := binary.Uvarint(d.b)
	if size <= 0 || n > most {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[size:]
	return n
}

// term reads a term; last is the hash of the one before.
func (d *decoder) term(last uint32) sigTerm {
	if d.wide {
		return sigTerm{hash: uint32(d.fixed(4)), count: d.byte(), kind: d.byte(), where: uint16(d.fixed(2))}
	}
	distance := d.number(uint64(math.MaxUint32-last)<<1 | 1)
	t := sigTerm{hash: last + uint32(distance>>1)}
	if distance&1 != 0 {
		t.count, t.kind, t.where = d.byte(), d.byte(), uint16(d.fixed(2))
		return t
	}
	once := d.byte()
	t.count, t.kind, t.where = 1, once>>4, 1<<(once&15)
	return t
}

// sorted reads a list of at most so many numbers, each of so many bytes in the wide format.
func sorted[T uint16 | uint32](d *decoder, most uint64, size int) []T {
	list := make([]T, d.number(most))
	last := T(0)
	for i := range list {
		if d.wide {
			last = T(d.fixed(size))
		} else {
			last += T(d.number(uint64(^T(0) - last)))
		}
		list[i] = last
	}
	return list
}
