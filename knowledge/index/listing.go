package index

import (
	"cmp"
	"encoding/binary"
	"iter"
	"math"
	"sort"

	"quoth/knowledge/varint"
)

// Document is one entry of a listing.
type Document struct {
	Number    int64 // of the version, ascending
	Article   int64 // of the article
	Published int64 // on the outlet's clock, in seconds; NoDate for none
	Source    int64 // of the outlet
	Language  uint16
	Title     uint32 // stems in the title
	Body      uint32 // stems in the text
}

// NoDate is the time of a document without one.
const NoDate = math.MinInt64

// LanguageCode packs an ISO 639-1 code. Longer codes are known by their first
// two letters, as a script or country after them is not part of ISO 639-1.
func LanguageCode(language string) uint16 {
	if len(language) < 2 {
		return 0
	}
	return uint16(language[0]|0x20)<<8 | uint16(language[1]|0x20)
}

// LanguageOf is the inverse of LanguageCode.
func LanguageOf(code uint16) string {
	if code == 0 {
		return ""
	}
	return string([]byte{byte(code >> 8), byte(code)})
}

// EncodeListing encodes documents, ascending by their numbers.
func EncodeListing(documents []Document) []byte {
	b := make([]byte, 0, 14*len(documents))
	last := Document{}
	for _, d := range documents {
		b = binary.AppendUvarint(b, uint64(d.Number-last.Number))
		b = binary.AppendVarint(b, d.Article-last.Article)
		if d.Published == NoDate {
			b = append(b, 0)
			d.Published = last.Published // the difference goes on from the last known date
		} else {
			b = binary.AppendUvarint(b, 1+zigzag(d.Published-last.Published))
		}
		b = binary.AppendUvarint(b, uint64(d.Source))
		b = binary.AppendUvarint(b, uint64(d.Language))
		b = binary.AppendUvarint(b, uint64(d.Title))
		b = binary.AppendUvarint(b, uint64(d.Body))
		last = d
	}
	return b
}

// Listing is documents, ascending by their numbers, in 24 bytes each: a store of a million articles has as many
// of them in memory. It does not change. The zero Listing has none.
type Listing struct {
	base    Document // from which numbers, articles and times are counted
	entries []entry
	far     map[int]Document // by their ordinals, those that do not fit into an entry
}

// entry is a document of a Listing.
type entry struct {
	number, source, body uint32
	article, published   int32 // published is noDate for none
	language, title      uint16
}

const (
	noDate    = math.MinInt32
	farSource = math.MaxUint32 // of an entry whose document is among the far ones
)

// NewListing returns the Listing of documents, ascending by their numbers.
func NewListing(documents []Document) Listing {
	l := Listing{entries: make([]entry, 0, len(documents))}
	for i := range documents {
		l.add(&documents[i])
	}
	return l
}

// add adds a document behind the others.
func (l *Listing) add(d *Document) {
	if len(l.entries) == 0 {
		l.base = Document{Number: d.Number, Article: d.Article, Published: NoDate}
	}
	if l.base.Published == NoDate {
		l.base.Published = d.Published
	}
	e := entry{number: uint32(d.Number - l.base.Number), article: int32(d.Article - l.base.Article), published: int32(d.Published - l.base.Published),
		source: uint32(d.Source), language: d.Language, title: uint16(d.Title), body: d.Body}
	if d.Published == NoDate {
		e.published = noDate
	}
	ordinal := len(l.entries)
	l.entries = append(l.entries, e)
	if l.At(ordinal) != *d {
		if l.far == nil {
			l.far = map[int]Document{}
		}
		l.entries[ordinal].source, l.far[ordinal] = farSource, *d
	}
}

// Len is how many documents there are.
func (l *Listing) Len() int { return len(l.entries) }

// At is the document of an ordinal.
func (l *Listing) At(ordinal int) Document {
	e := &l.entries[ordinal]
	if e.source == farSource {
		return l.far[ordinal]
	}
	return Document{Number: l.base.Number + int64(e.number), Article: l.base.Article + int64(e.article), Published: l.Published(ordinal),
		Source: int64(e.source), Language: e.language, Title: uint32(e.title), Body: e.body}
}

// Published is when the document of an ordinal was published, as a Document has it.
func (l *Listing) Published(ordinal int) int64 {
	switch e := &l.entries[ordinal]; {
	case e.source == farSource:
		return l.far[ordinal].Published
	case e.published == noDate:
		return NoDate
	default:
		return l.base.Published + int64(e.published)
	}
}

// Find returns the ordinal of a document by its number.
func (l *Listing) Find(number int64) (ordinal int, found bool) {
	return sort.Find(len(l.entries), func(i int) int { return cmp.Compare(number, l.At(i).Number) })
}

// All goes through the documents with their ordinals.
func (l *Listing) All() iter.Seq2[int, Document] {
	return func(yield func(int, Document) bool) {
		for i := range l.entries {
			if !yield(i, l.At(i)) {
				return
			}
		}
	}
}

// DecodeListing decodes a listing of so many documents.
func DecodeListing(b []byte, count int) (Listing, error) {
	if count < 0 || count > len(b) {
		return Listing{}, varint.Error
	}
	l := Listing{entries: make([]entry, 0, count)}
	d := varint.Decoder{B: b}
	last := Document{}
	for range count {
		number, article, published := d.Uvarint(), d.Varint(), d.Uvarint()
		last.Number += int64(number)
		last.Article += article
		if published > 0 {
			last.Published += unzigzag(published - 1)
		}
		last.Source, last.Language = int64(d.Uvarint()), uint16(d.Uvarint())
		last.Title, last.Body = uint32(d.Uvarint()), uint32(d.Uvarint())
		document := last
		if published == 0 {
			document.Published = NoDate
		}
		l.add(&document)
	}
	if d.Err != nil || len(d.B) > 0 {
		return Listing{}, varint.Error
	}
	return l, nil
}

func zigzag(v int64) uint64   { return uint64(v<<1) ^ uint64(v>>63) }
func unzigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }
