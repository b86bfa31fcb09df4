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

// AppendPosting encodes p, where last is the ordinal of the posting before, -1
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

// EachPosting calls f with the postings in b, whose ordinals must be below documents.
func EachPosting(b []byte, documents int, f func(Posting)) error {
	ordinal := -1
	for len(b) > 0 {
		var head uint64
		if b[0] < 0x80 { // most differences are small
			head, b = uint64(b[0]), b[1:]
		} else {
			v, n := binary.Uvarint(b)
			if n <= 0 {
				return varint.Error
			}
			head, b = v, b[n:]
		}
		if head>>1 == 0 || head>>1 > uint64(documents-1-ordinal) {
			return varint.Error
		}
		ordinal += int(head >> 1)
		p := Posting{Ordinal: ordinal, Body: 1}
		if head&1 == 1 {
			title, n := binary.Uvarint(b)
			body, m := binary.Uvarint(b[max(0, n):])
			if n <= 0 || m <= 0 {
				return varint.Error
			}
			p.Title, p.Body, b = uint32(title), uint32(body), b[n+m:]
		}
		f(p)
	}
	return nil
}
