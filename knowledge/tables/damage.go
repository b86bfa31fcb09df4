package tables

import (
	"database/sql"
	"encoding/binary"
	"hash/crc32"
	"time"
)

// loose is a column that holds another type than it should where the file is damaged, and counts as
// NULL then: the rows beside it are sound, and are read all the same.
type loose[T any] struct {
	sql.Null[T]
	damaged bool
}

// Scan implements sql.Scanner.
func (l *loose[T]) Scan(value any) error {
	if l.damaged = l.Null.Scan(value) != nil; l.damaged {
		l.Null = sql.Null[T]{}
	}
	return nil
}

// moment is the time that a column of seconds holds.
func moment(seconds loose[int64]) time.Time {
	return at(sql.NullInt64{Int64: seconds.V, Valid: seconds.Valid})
}

// headingRow is a row of headingColumns.
type headingRow struct {
	id                                           loose[int64]
	version, zone                                loose[int]
	url, title, source, authors, language, image loose[string]
	audience                                     loose[string]
	published, added                             loose[int64]
	dateOnly, firstSeen, fromPage, teaserOnly    loose[bool]
}

// columns are where headingColumns are scanned into.
func (h *headingRow) columns() []any {
	return []any{&h.id, &h.version, &h.url, &h.title, &h.source, &h.authors, &h.published, &h.zone, &h.dateOnly, &h.firstSeen,
		&h.language, &h.fromPage, &h.teaserOnly, &h.added, &h.audience, &h.image}
}

// damaged reports whether a value is not of its column's type. Text takes any.
func (h *headingRow) damaged() bool {
	return h.id.damaged || h.version.damaged || h.zone.damaged || h.published.damaged || h.added.damaged ||
		h.dateOnly.damaged || h.firstSeen.damaged || h.fromPage.damaged || h.teaserOnly.damaged
}

// noAuthor is the author of a heading that is damaged: no text that was taken in holds such
// bytes, so that no seal holds for it.
const noAuthor = "\xff"

// checksumColumn is the checksum of an article's current analysis, and NULL for other versions and where an
// older program that knows of none worked it out, or dropped it, after one was stored.
const checksumColumn = "CASE WHEN v.id = a.checked AND v.id = a.document THEN v.checksum END"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum is what the column of that name holds: in its upper half the CRC-32C of sentences,
// parts and posts, in its lower that of the facts. NULL is for what an older program worked out.
func (a analysis) checksum() int64 {
	return int64(checksumOf(a.sentences, a.parts, a.posts))<<32 | int64(checksumOf(a.facts))
}

func checksumOf(blobs ...[]byte) uint32 {
	var sum uint32
	for _, b := range blobs {
		sum = crc32.Update(sum, castagnoli, binary.AppendUvarint(nil, uint64(len(b))))
		sum = crc32.Update(sum, castagnoli, b)
	}
	return sum
}

// shapes reports whether sentences, parts and posts are those that were stored.
func (a analysis) shapes(checksum loose[int64]) bool {
	return sum(checksum, 32, a.sentences, a.parts, a.posts)
}

// dated is shapes for the facts.
func (a analysis) dated(checksum loose[int64]) bool {
	return sum(checksum, 0, a.facts)
}

// sum reports whether blobs are those of a half of a checksum.
func sum(checksum loose[int64], half int, blobs ...[]byte) bool {
	return !checksum.damaged && (!checksum.Valid || uint32(checksum.V>>half) == checksumOf(blobs...))
}
