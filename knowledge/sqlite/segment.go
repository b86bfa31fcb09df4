package sqlite

import (
	"encoding/binary"
	"math"
	"slices"
	"sort"
	"strings"
)

// A segment is an immutable part of the search index: the postings of the
// documents of a range of versions.id. A transaction that stores articles adds
// one; merges keep their number small (see merge.go). The form is that of a
// log-structured merge tree with sorted blocks (O'Neil et al., Acta Informatica
// 33, 1996), since appending sorted blocks is several times faster than updating
// a B-tree of stems, and a block that is read whole needs no row of its own for
// each stem.
//
// listing, for each document in order of its number, as varints:
//
//	number, less that of the one before · article, less that of the one before, zigzag ·
//	1 + zigzag of published, less that of the one before; 0 for no date ·
//	source · language as 2 bytes in base 256, 0 for none · stems in the title · stems in the text
//
// A block holds stems in ascending order of their bytes:
//
//	bytes shared with the stem before · further bytes · those bytes ·
//	number of postings · bytes of the postings · the postings
//
// A posting is a document's ordinal in the listing, less that of the one before,
// times 2, plus 1 when the stem stands in it in any other way than once in the
// text; then follow the times in the title and the times in the text.

// blockSize is about how many bytes a block has: large enough that a row's
// overhead does not count, small enough that reading through one costs little
// beside the query that fetches it.
const blockSize = 8 << 10

// document is one entry of a listing.
type document struct {
	number    int64 // versions.id
	article   int64
	published int64 // on the outlet's clock, in seconds; noDate for none
	source    int64
	language  uint16
	title     uint32 // stems in the title
	body      uint32 // stems in the text
}

const noDate = math.MinInt64

// languageCode packs an ISO 639-1 code. Longer codes are known by their first
// two letters, as a script or country after them is not part of ISO 639-1.
func languageCode(language string) uint16 {
	if len(language) < 2 {
		return 0
	}
	return uint16(language[0]|0x20)<<8 | uint16(language[1]|0x20)
}

// languageOf is the inverse of languageCode.
func languageOf(code uint16) string {
	if code == 0 {
		return ""
	}
	return string([]byte{byte(code >> 8), byte(code)})
}

func encodeListing(documents []document) []byte {
	b := make([]byte, 0, 14*len(documents))
	last := document{}
	for _, d := range documents {
		b = binary.AppendUvarint(b, uint64(d.number-last.number))
		b = binary.AppendVarint(b, d.article-last.article)
		if d.published == noDate {
			b = append(b, 0)
			d.published = last.published // the difference goes on from the last known date
		} else {
			b = binary.AppendUvarint(b, 1+zigzag(d.published-last.published))
		}
		b = binary.AppendUvarint(b, uint64(d.source))
		b = binary.AppendUvarint(b, uint64(d.language))
		b = binary.AppendUvarint(b, uint64(d.title))
		b = binary.AppendUvarint(b, uint64(d.body))
		last = d
	}
	return b
}

func decodeListing(b []byte, count int) ([]document, error) {
	if count < 0 || count > len(b) {
		return nil, errEncoding
	}
	documents := make([]document, count)
	d := decoder{b: b}
	last := document{}
	for i := range documents {
		number, article, published := d.uvarint(), d.varint(), d.uvarint()
		last.number += int64(number)
		last.article += article
		if published > 0 {
			last.published += unzigzag(published - 1)
		}
		last.source, last.language = int64(d.uvarint()), uint16(d.uvarint())
		last.title, last.body = uint32(d.uvarint()), uint32(d.uvarint())
		documents[i] = last
		if published == 0 {
			documents[i].published = noDate
		}
	}
	if d.err != nil || len(d.b) > 0 {
		return nil, errEncoding
	}
	return documents, nil
}

func zigzag(v int64) uint64   { return uint64(v<<1) ^ uint64(v>>63) }
func unzigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// posting says that a stem stands in a document.
type posting struct {
	ordinal     int
	title, body uint32 // how many times
}

// appendPosting encodes p, where last is the ordinal of the posting before, -1
// at first.
func appendPosting(b []byte, last int, p posting) []byte {
	head := uint64(p.ordinal-last) << 1
	if p.title == 0 && p.body == 1 {
		return binary.AppendUvarint(b, head)
	}
	b = binary.AppendUvarint(b, head|1)
	b = binary.AppendUvarint(b, uint64(p.title))
	return binary.AppendUvarint(b, uint64(p.body))
}

// eachPosting calls f with the postings in b, whose ordinals must be below documents.
func eachPosting(b []byte, documents int, f func(posting)) error {
	ordinal := -1
	for len(b) > 0 {
		var head uint64
		if b[0] < 0x80 { // most differences are small
			head, b = uint64(b[0]), b[1:]
		} else {
			v, n := binary.Uvarint(b)
			if n <= 0 {
				return errEncoding
			}
			head, b = v, b[n:]
		}
		if head>>1 == 0 || head>>1 > uint64(documents-1-ordinal) {
			return errEncoding
		}
		ordinal += int(head >> 1)
		p := posting{ordinal: ordinal, body: 1}
		if head&1 == 1 {
			title, n := binary.Uvarint(b)
			body, m := binary.Uvarint(b[max(0, n):])
			if n <= 0 || m <= 0 {
				return errEncoding
			}
			p.title, p.body, b = uint32(title), uint32(body), b[n+m:]
		}
		f(p)
	}
	return nil
}

// entry is the postings of one stem in one segment.
type entry struct {
	stem     []byte
	count    int
	postings []byte
}

// blockWriter makes blocks of entries that come in ascending order of stems.
type blockWriter struct {
	block     []byte
	last      []byte
	directory []byte // length and bytes of the first stem of each block
	emit      func(block []byte) error
}

func (w *blockWriter) add(e entry) error {
	if len(w.block) >= blockSize {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if len(w.block) == 0 {
		w.directory = binary.AppendUvarint(w.directory, uint64(len(e.stem)))
		w.directory = append(w.directory, e.stem...)
		w.last = w.last[:0]
	}
	shared := 0
	for shared < len(w.last) && shared < len(e.stem) && w.last[shared] == e.stem[shared] {
		shared++
	}
	w.block = binary.AppendUvarint(w.block, uint64(shared))
	w.block = binary.AppendUvarint(w.block, uint64(len(e.stem)-shared))
	w.block = append(w.block, e.stem[shared:]...)
	w.block = binary.AppendUvarint(w.block, uint64(e.count))
	w.block = binary.AppendUvarint(w.block, uint64(len(e.postings)))
	w.block = append(w.block, e.postings...)
	w.last = append(w.last[:0], e.stem...)
	return nil
}

func (w *blockWriter) flush() error {
	if len(w.block) == 0 {
		return nil
	}
	err := w.emit(w.block)
	w.block = w.block[:0]
	return err
}

// eachEntry calls f with the entries of a block until it returns false. The
// entry's stem is valid until f returns.
func eachEntry(block []byte, f func(entry) bool) error {
	d := decoder{b: block}
	var stem []byte
	for len(d.b) > 0 {
		shared, further := d.uvarint(), d.uvarint()
		tail := d.bytes(further)
		if shared > uint64(len(stem)) {
			return errEncoding
		}
		stem = append(stem[:shared], tail...)
		count, size := d.uvarint(), d.uvarint()
		e := entry{stem, int(count), d.bytes(size)}
		if d.err != nil {
			return d.err
		}
		if !f(e) {
			return nil
		}
	}
	return nil
}

func decodeDirectory(b []byte) ([]string, error) {
	d := decoder{b: b}
	var firsts []string
	for len(d.b) > 0 {
		firsts = append(firsts, string(d.bytes(d.uvarint())))
	}
	return firsts, d.err
}

// blockOf returns which block holds a stem if any does, and whether one may.
func blockOf(directory []string, stem string) (int, bool) {
	i := sort.Search(len(directory), func(i int) bool { return directory[i] > stem })
	return i - 1, i > 0
}

// findEntries looks up stems, ascending, in one block.
func findEntries(block []byte, stems []string, f func(i int, e entry)) error {
	i := 0
	return eachEntry(block, func(e entry) bool {
		for i < len(stems) && stems[i] < string(e.stem) {
			i++
		}
		if i < len(stems) && stems[i] == string(e.stem) {
			f(i, e)
			i++
		}
		return i < len(stems)
	})
}

// batch collects the documents and postings of a segment to be.
type batch struct {
	documents []document
	stems     map[string]*growing
	spare     []growing // so that many are allocated at once
	size      int       // about how many bytes the postings take in memory
	title     uint64
	body      uint64
	counts    map[string]*posting // of the document being added
	list      []posting
}

// growing is the postings of a stem as far as they are known.
type growing struct {
	last  int
	count int
	b     []byte
}

func newBatch() *batch {
	return &batch{stems: make(map[string]*growing), counts: make(map[string]*posting)}
}

// add adds a document with the stems of its title and text.
func (t *batch) add(d document, title, body []string) {
	ordinal := len(t.documents)
	d.title, d.body = uint32(len(title)), uint32(len(body))
	t.documents = append(t.documents, d)
	t.title += uint64(len(title))
	t.body += uint64(len(body))
	clear(t.counts)
	if need := len(title) + len(body); cap(t.list) < need {
		t.list = make([]posting, 0, 2*need) // counts points into it, so it must not move
	}
	t.list = t.list[:0]
	count := func(stem string) *posting {
		p := t.counts[stem]
		if p == nil {
			t.list = append(t.list, posting{ordinal: ordinal})
			p = &t.list[len(t.list)-1]
			t.counts[stem] = p
		}
		return p
	}
	for _, stem := range title {
		count(stem).title++
	}
	for _, stem := range body {
		count(stem).body++
	}
	for stem, p := range t.counts {
		g := t.stems[stem]
		if g == nil {
			if len(t.spare) == 0 {
				t.spare = make([]growing, 512)
			}
			g, t.spare = &t.spare[0], t.spare[1:]
			g.last = -1
			t.stems[strings.Clone(stem)] = g // a stem is often a slice of its text: do not hold that
			t.size += len(stem) + 96
		}
		before := len(g.b)
		g.b = appendPosting(g.b, g.last, *p)
		g.last, g.count = ordinal, g.count+1
		t.size += len(g.b) - before
	}
}

// entries calls f with the postings in ascending order of stems.
func (t *batch) entries(f func(entry) error) error {
	stems := make([]string, 0, len(t.stems))
	for stem := range t.stems {
		stems = append(stems, stem)
	}
	slices.Sort(stems)
	for _, stem := range stems {
		g := t.stems[stem]
		if err := f(entry{[]byte(stem), g.count, g.b}); err != nil {
			return err
		}
	}
	return nil
}
