package story

import (
	"encoding/binary"
	"errors"
)

// format is that of the encoded signature. One of another format is passed over;
// its article is too old to matter within days.
const format = 2

var errSignature = errors.New("the signature is damaged")

func (s *signature) encode() []byte {
	b := []byte{format}
	b = binary.AppendUvarint(b, uint64(s.words))
	b = append(b, s.crowded, s.steady)
	b = binary.LittleEndian.AppendUint32(b, s.source)
	b = binary.LittleEndian.AppendUint32(b, s.shape)
	b = binary.AppendUvarint(b, uint64(len(s.terms)))
	for _, t := range s.terms {
		b = binary.LittleEndian.AppendUint32(b, t.hash)
		b = append(b, t.count, t.kind)
		b = binary.LittleEndian.AppendUint16(b, t.where)
	}
	for _, list := range [][]uint32{s.numbers, s.days, s.shingles} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, h := range list {
			b = binary.LittleEndian.AppendUint32(b, h)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(s.vocabulary)))
	for _, h := range s.vocabulary {
		b = binary.LittleEndian.AppendUint16(b, h)
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
	if len(b) < 2 {
		return nil, errSignature
	}
	s.crowded, s.steady, b = b[0], b[1], b[2:]
	s.source, s.shape = word(), word()
	n := count()
	if bad || n > maxTerms {
		return nil, errSignature
	}
	s.terms = make([]sigTerm, n)
	for i := range s.terms {
		s.terms[i].hash = word()
		if len(b) < 4 {
			return nil, errSignature
		}
		s.terms[i].count, s.terms[i].kind = b[0], b[1]
		s.terms[i].where = binary.LittleEndian.Uint16(b[2:])
		b = b[4:]
	}
	for _, list := range []struct {
		to  *[]uint32
		max int
	}{{&s.numbers, maxNumbers}, {&s.days, maxDays}, {&s.shingles, maxShingles}} {
		n := count()
		if bad || n > list.max {
			return nil, errSignature
		}
		*list.to = make([]uint32, n)
		for i := range *list.to {
			(*list.to)[i] = word()
		}
	}
	n = count()
	if bad || n > maxVocabulary || len(b) != 2*n {
		return nil, errSignature
	}
	s.vocabulary = make([]uint16, n)
	for i := range s.vocabulary {
		s.vocabulary[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return s, nil
}
