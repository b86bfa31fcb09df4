package index

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"

	"quoth/knowledge/varint"
)

// chunkSize is how many postings a chunk has. Lucene takes as many: enough that the table
// of chunks is small, few enough that a chunk is often passed over.
const chunkSize = 128

// List is the postings of one stem in one segment.
type List struct {
	Count   int
	b       []byte
	chunked bool
}

// NewList returns the list of a sequence of postings, as AppendPosting makes it.
func NewList(count int, sequence []byte) List { return List{Count: count, b: sequence} }

// Clone returns a list with bytes of its own.
func (l List) Clone() List {
	l.b = slices.Clone(l.b)
	return l
}

// Size is how many bytes the postings take.
func (l List) Size() int { return len(l.b) }

// Each calls f with the postings, whose ordinals must be below documents.
func (l List) Each(documents int, f func(Posting)) error {
	if !l.chunked {
		return EachPosting(l.b, documents, f)
	}
	chunks, err := l.chunks(nil, documents, 1)
	if err != nil {
		return err
	}
	var u unpacked
	before := -1
	for i := range chunks {
		if err := u.unpack(l, before, &chunks[i]); err != nil {
			return err
		}
		if err := u.readCounts(); err != nil {
			return err
		}
		before = chunks[i].last
		for j := range u.count {
			f(Posting{Ordinal: int(u.ordinals[j]), Title: u.title[j], Body: u.body[j]})
		}
	}
	return nil
}

// Among returns how many of the documents of a list are in a set; all ordinals must be below
// documents. Of a long list only the chunks are decoded within which the set has any.
func (l List) Among(set *Bitmap, documents int) (n int, err error) {
	if !l.chunked {
		err = EachPosting(l.b, documents, func(p Posting) {
			if set.Has(p.Ordinal) {
				n++
			}
		})
		return n, err
	}
	chunks, err := l.chunks(nil, documents, 1)
	if err != nil {
		return 0, err
	}
	var u unpacked
	before := -1
	for i := range chunks {
		if set.any(before+1, chunks[i].last+1) {
			if err := u.unpack(l, before, &chunks[i]); err != nil {
				return 0, err
			}
			for _, ordinal := range u.ordinals[:u.count] {
				if set.Has(int(ordinal)) {
					n++
				}
			}
		}
		before = chunks[i].last
	}
	return n, nil
}

// chunk is where in a list some postings stand that follow upon each other.
type chunk struct {
	last     int // ordinal
	from, to int // bytes
	count    int
	most     float32 // none of them scores more, for a stem of weight 1
}

// chunks appends the chunks of a list. scale is how many times as long the average
// document is as that of the segment, at least 1.
func (l List) chunks(dst []chunk, documents int, scale float64) ([]chunk, error) {
	if !l.chunked {
		return cut(dst, l.b, documents)
	}
	d := varint.Decoder{B: l.b}
	n := (l.Count + chunkSize - 1) / chunkSize
	if n > len(l.b) {
		return nil, varint.Error
	}
	start, last, left := len(dst), -1, l.Count
	for range n {
		gap, size, most := d.Uvarint(), d.Uvarint(), d.Bytes(1)
		count := min(left, chunkSize)
		if d.Err != nil || gap < uint64(count) || gap > uint64(documents-1-last) || size > uint64(len(l.b)) {
			return nil, varint.Error
		}
		last += int(gap)
		left -= count
		dst = append(dst, chunk{last: last, to: int(size), count: count, most: codedScore(most[0], scale)})
	}
	at := len(l.b) - len(d.B)
	for i := start; i < len(dst); i++ {
		dst[i].from, dst[i].to = at, at+dst[i].to
		at = dst[i].to
	}
	if at != len(l.b) {
		return nil, varint.Error
	}
	return dst, nil
}

// cut appends the chunks of a sequence, of which nothing is known but that no stem scores
// more than k1 + 1.
func cut(dst []chunk, sequence []byte, documents int) ([]chunk, error) {
	d := sequenceDecoder{b: sequence, ordinal: -1, documents: documents}
	for d.at < len(d.b) {
		c := chunk{from: d.at, most: k1 + 1}
		for ; c.count < chunkSize && d.at < len(d.b); c.count++ {
			p, err := d.next()
			if err != nil {
				return nil, err
			}
			c.last = p.Ordinal
		}
		c.to = d.at
		dst = append(dst, c)
	}
	return dst, nil
}

// unpacked is a chunk, decoded. The counts are decoded when they are asked for: of most chunks only
// a few are.
type unpacked struct {
	count    int
	ordinals [chunkSize]uint32

	counted     bool // title and body hold all counts
	title, body [chunkSize]uint32
	codes, rest []byte // what they are decoded from
}

// unpack decodes a chunk of a list. before is the last ordinal of the chunk before, -1 for
// none.
func (u *unpacked) unpack(l List, before int, c *chunk) error {
	u.count, u.counted = c.count, !l.chunked
	if l.chunked {
		return u.unpackChunk(l.b[c.from:c.to], before, c.last)
	}
	d := sequenceDecoder{b: l.b[:c.to], at: c.from, ordinal: before, documents: c.last + 1}
	for i := range c.count {
		p, err := d.next()
		if err != nil {
			return err
		}
		u.ordinals[i], u.title[i], u.body[i] = uint32(p.Ordinal), p.Title, p.Body
	}
	return nil
}

func (u *unpacked) unpackChunk(b []byte, before, last int) error {
	if len(b) == 0 {
		return varint.Error
	}
	width := int(b[0])
	codes := 1 + width*u.count
	rest := codes + (u.count+1)/2
	if width != 1 && width != 2 && width != 4 || len(b) < rest || !u.ordinalsOf(b[1:codes], width, before, last) {
		return varint.Error
	}
	u.codes, u.rest = b[codes:rest], b[rest:]
	return nil
}

// ordinalsOf sums up gaps of so many bytes. It reports whether they ascend from before to last.
func (u *unpacked) ordinalsOf(gaps []byte, width, before, last int) bool {
	ordinal, least := int64(before), uint32(math.MaxUint32)
	ordinals := u.ordinals[:u.count]
	switch width {
	case 1:
		for i, gap := range gaps[:len(ordinals)] {
			ordinal += int64(gap)
			ordinals[i] = uint32(ordinal)
		}
		if bytes.IndexByte(gaps, 0) >= 0 {
			return false
		}
	case 2:
		for i := range ordinals {
			gap := binary.LittleEndian.Uint16(gaps[2*i:])
			ordinal += int64(gap)
			ordinals[i] = uint32(ordinal)
			least = min(least, uint32(gap))
		}
	default:
		for i := range ordinals {
			gap := binary.LittleEndian.Uint32(gaps[4*i:])
			ordinal += int64(gap)
			ordinals[i] = uint32(ordinal)
			least = min(least, gap)
		}
	}
	return least > 0 && ordinal == int64(last)
}

// readCounts decodes the counts of all postings.
func (u *unpacked) readCounts() error {
	if u.counted {
		return nil
	}
	rest := varint.Decoder{B: u.rest}
	for i := range u.count {
		code := u.code(i)
		u.title[i], u.body[i] = common[code].title, common[code].body
		if code == 0 {
			u.title[i], u.body[i] = uint32(rest.Uvarint()), uint32(rest.Uvarint())
		}
	}
	if rest.Err != nil || len(rest.B) > 0 {
		return varint.Error
	}
	u.counted = true
	return nil
}

// counts returns how often the stem stands in the document of a posting.
func (u *unpacked) counts(i int) (title, body uint32, err error) {
	if !u.counted {
		if code := u.code(i); code != 0 {
			return common[code].title, common[code].body, nil
		}
		if err := u.readCounts(); err != nil {
			return 0, 0, err
		}
	}
	return u.title[i], u.body[i], nil
}

// code is that of the counts of a posting.
func (u *unpacked) code(i int) byte { return u.codes[i/2] >> (i % 2 * 4) & 15 }

// common are the counts that stand in a chunk as four bits: in the title and in the text.
// Code 0 is for all others.
var common = [16]struct{ title, body uint32 }{
	{}, {0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}, {0, 6}, {0, 7}, {0, 8}, {0, 9}, {0, 10}, {1, 0}, {1, 1}, {1, 2}, {1, 3}, {1, 4},
}

func codeOf(p Posting) byte {
	switch {
	case p.Title == 0 && p.Body <= 10:
		return byte(p.Body)
	case p.Title == 1 && p.Body <= 4:
		return byte(11 + p.Body)
	}
	return 0
}

// packer encodes long lists in chunks.
type packer struct {
	lengths  []length
	norms    norms // of the segment's own documents
	postings []Posting
	bodies   []byte
}

func newPacker(documents []Document) *packer {
	lengths, title, body := measure(slices.All(documents), len(documents))
	p := &packer{lengths: lengths}
	p.norms.set(title, body)
	return p
}

// pack appends a sequence of postings in chunks.
func (k *packer) pack(b []byte, sequence []byte) ([]byte, error) {
	k.postings, k.bodies = k.postings[:0], k.bodies[:0]
	if err := EachPosting(sequence, len(k.lengths), func(p Posting) { k.postings = append(k.postings, p) }); err != nil {
		return nil, err
	}
	before := -1
	for some := range slices.Chunk(k.postings, chunkSize) {
		start, most := len(k.bodies), float32(0)
		for _, p := range some {
			most = max(most, k.norms.score(k.lengths[p.Ordinal], p.Title, p.Body))
		}
		k.bodies = appendChunk(k.bodies, before, some)
		last := some[len(some)-1].Ordinal
		b = binary.AppendUvarint(b, uint64(last-before))
		b = binary.AppendUvarint(b, uint64(len(k.bodies)-start))
		b = append(b, ceilScore(most))
		before = last
	}
	return append(b, k.bodies...), nil
}

func appendChunk(b []byte, before int, postings []Posting) []byte {
	widest, last := 0, before
	for _, p := range postings {
		widest, last = max(widest, p.Ordinal-last), p.Ordinal
	}
	width := 1
	for widest >= 1<<(8*width) {
		width *= 2
	}
	b = append(b, byte(width))
	last = before
	for _, p := range postings {
		var gap [4]byte
		binary.LittleEndian.PutUint32(gap[:], uint32(p.Ordinal-last))
		b = append(b, gap[:width]...)
		last = p.Ordinal
	}
	for pair := range slices.Chunk(postings, 2) {
		code := codeOf(pair[0])
		if len(pair) == 2 {
			code |= codeOf(pair[1]) << 4
		}
		b = append(b, code)
	}
	for _, p := range postings {
		if codeOf(p) == 0 {
			b = binary.AppendUvarint(b, uint64(p.Title))
			b = binary.AppendUvarint(b, uint64(p.Body))
		}
	}
	return b
}
