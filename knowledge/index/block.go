package index

import (
	"encoding/binary"
	"sort"

	"quoth/knowledge/varint"
)

// blockSize is about how many bytes a block has: large enough that a row's
// overhead does not count, small enough that reading through one costs little
// beside the query that fetches it.
const blockSize = 8 << 10

// Entry is the postings of one stem in one segment.
type Entry struct {
	Stem []byte
	List
}

// Format is the form of the blocks that a BlockWriter makes. In form 1 every list is a
// sequence.
const Format = 2

// BlockWriter makes blocks of entries that come in ascending order of stems.
type BlockWriter struct {
	block     []byte
	last      []byte
	packer    *packer
	packed    []byte
	Directory []byte                   // length and bytes of the first stem of each block
	Emit      func(block []byte) error // takes a block, which is valid until it returns
}

// NewBlockWriter returns a writer of the blocks of a segment of documents.
func NewBlockWriter(documents []Document, emit func(block []byte) error) *BlockWriter {
	return &BlockWriter{packer: newPacker(documents), Emit: emit}
}

// Add adds a stem with a sequence of so many postings to the current block; one that is full
// goes to Emit first, whose error it returns.
func (w *BlockWriter) Add(stem []byte, count int, sequence []byte) error {
	if len(w.block) >= blockSize {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	postings := sequence
	if count > chunkSize {
		var err error
		if w.packed, err = w.packer.pack(w.packed[:0], sequence); err != nil {
			return err
		}
		postings = w.packed
	}
	if len(w.block) == 0 {
		w.Directory = binary.AppendUvarint(w.Directory, uint64(len(stem)))
		w.Directory = append(w.Directory, stem...)
		w.last = w.last[:0]
	}
	shared := 0
	for shared < len(w.last) && shared < len(stem) && w.last[shared] == stem[shared] {
		shared++
	}
	w.block = binary.AppendUvarint(w.block, uint64(shared))
	w.block = binary.AppendUvarint(w.block, uint64(len(stem)-shared))
	w.block = append(w.block, stem[shared:]...)
	w.block = binary.AppendUvarint(w.block, uint64(count))
	w.block = binary.AppendUvarint(w.block, uint64(len(postings)))
	w.block = append(w.block, postings...)
	w.last = append(w.last[:0], stem...)
	return nil
}

// Flush gives what is left to Emit, and returns its error. Directory is whole then.
func (w *BlockWriter) Flush() error {
	if len(w.block) == 0 {
		return nil
	}
	err := w.Emit(w.block)
	w.block = w.block[:0]
	return err
}

// EachEntry calls f with the entries of a block of a format until it returns false. The
// entry's stem is valid until f returns.
func EachEntry(block []byte, format int, f func(Entry) bool) error {
	r := EntryReader{format: format}
	r.Open(block)
	for {
		if more, err := r.Next(); err != nil || !more || !f(r.Entry) {
			return err
		}
	}
}

// EntryReader reads the entries of blocks one after the other.
type EntryReader struct {
	Entry  // the current one, valid until Next
	format int
	left   []byte // of the block
}

// NewEntryReader returns a reader of blocks of a format.
func NewEntryReader(format int) *EntryReader { return &EntryReader{format: format} }

// Open has Next read the entries of a block.
func (r *EntryReader) Open(block []byte) { r.left, r.Stem = block, r.Stem[:0] }

// Next goes to the next entry of the block, and reports whether there is one.
func (r *EntryReader) Next() (bool, error) {
	if len(r.left) == 0 {
		return false, nil
	}
	d := varint.Decoder{B: r.left}
	shared, further := d.Uvarint(), d.Uvarint()
	tail := d.Bytes(further)
	if shared > uint64(len(r.Stem)) {
		return false, varint.Error
	}
	r.Stem = append(r.Stem[:shared], tail...)
	count, size := d.Uvarint(), d.Uvarint()
	r.List = List{int(count), d.Bytes(size), r.format > 1 && count > chunkSize}
	r.left = d.B
	return d.Err == nil, d.Err
}

// DecodeDirectory returns the first stem of each block.
func DecodeDirectory(b []byte) ([]string, error) {
	d := varint.Decoder{B: b}
	var firsts []string
	for len(d.B) > 0 {
		firsts = append(firsts, string(d.Bytes(d.Uvarint())))
	}
	return firsts, d.Err
}

// BlockOf returns which block holds a stem if any does, and whether one may.
func BlockOf(directory []string, stem string) (int, bool) {
	i := sort.Search(len(directory), func(i int) bool { return directory[i] > stem })
	return i - 1, i > 0
}

// FindEntries looks up stems, ascending, in one block of a format.
func FindEntries(block []byte, format int, stems []string, f func(i int, e Entry)) error {
	i := 0
	return EachEntry(block, format, func(e Entry) bool {
		for i < len(stems) && stems[i] < string(e.Stem) {
			i++
		}
		if i < len(stems) && stems[i] == string(e.Stem) {
			f(i, e)
			i++
		}
		return i < len(stems)
	})
}
