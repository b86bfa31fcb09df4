package index

import (
	"encoding/binary"
	"math"

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

// DecodeListing decodes a listing of so many documents.
func DecodeListing(b []byte, count int) ([]Document, error) {
	if count < 0 || count > len(b) {
		return nil, varint.Error
	}
	documents := make([]Document, count)
	d := varint.Decoder{B: b}
	last := Document{}
	for i := range documents {
		number, article, published := d.Uvarint(), d.Varint(), d.Uvarint()
		last.Number += int64(number)
		last.Article += article
		if published > 0 {
			last.Published += unzigzag(published - 1)
		}
		last.Source, last.Language = int64(d.Uvarint()), uint16(d.Uvarint())
		last.Title, last.Body = uint32(d.Uvarint()), uint32(d.Uvarint())
		documents[i] = last
		if published == 0 {
			documents[i].Published = NoDate
		}
	}
	if d.Err != nil || len(d.B) > 0 {
		return nil, varint.Error
	}
	return documents, nil
}

func zigzag(v int64) uint64   { return uint64(v<<1) ^ uint64(v>>63) }
func unzigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }
