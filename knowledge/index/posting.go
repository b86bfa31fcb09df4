package index

import (
	"encoding/binary"

	"quoth/knowledge/varint"
)

// Posting says that a stem stands in a document.
type Posting struct {
	Ordinal     int    // of the document in its listing
	Title, Body uint32 // how many times
}

// AppendPosting appends p to a sequence, where last is the ordinal of the posting before, -1
// at first.
func AppendPosting(b []byte, last int, p Posting) []byte {
	head := uint64(p.Ordinal-last) << 1
	if p.Title == 0 && p.Body == 1 {
		return binary.AppendUvarint(b, head)
	}
	b = binary.AppendUvarint(b, head|1)
	b = binary.AppendUvarint(b, uint64(p.Title))
	return binary.AppendUvarint(b, uint64(p.Body))
}

// EachPosting calls f with the postings of a sequence, whose ordinals must be below documents.
func EachPosting(sequence []byte, documents int, f func(Posting)) error {
	d := sequenceDecoder{b: sequence, ordinal: -1, documents: documents}
	for d.at < len(d.b) {
		p, err := d.next()
		if err != nil {
			return err
		}
		f(p)
	}
	return nil
}

// sequenceDecoder reads a sequence from a byte on.
type sequenceDecoder struct {
	b         []byte
	at        int
	ordinal   int // of the posting before
	documents int // the ordinals must be below
}

// next reads a posting, of which there must be one.
func (d *sequenceDecoder) next() (Posting, error) {
	head := uint64(d.b[d.at])
	if d.at++; head >= 0x80 { // most differences are small
		v, n := binary.Uvarint(d.b[d.at-1:])
		if n <= 0 {
			return Posting{}, varint.Error
		}
		head = v
		d.at += n - 1
	}
	if head>>1 == 0 || head>>1 > uint64(d.documents-1-d.ordinal) {
		return Posting{}, varint.Error
	}
	d.ordinal += int(head >> 1)
	p := Posting{Ordinal: d.ordinal, Body: 1}
	if head&1 == 1 {
		rest := varint.Decoder{B: d.b[d.at:]}
		p.Title, p.Body = uint32(rest.Uvarint()), uint32(rest.Uvarint())
		if rest.Err != nil {
			return Posting{}, rest.Err
		}
		d.at = len(d.b) - len(rest.B)
	}
	return p, nil
}
