// Package index is the search engine: it makes segments of the stems of documents, and
// ranks the documents of segments. It knows no store and no database; a store keeps the
// blocks of bytes that it makes, and lends them to it.
//
// A segment is an immutable part of the index: the postings of a range of documents. What
// stores documents adds one; merges keep their number small. The form is that of a
// log-structured merge tree with sorted blocks (O'Neil et al., Acta Informatica 33, 1996),
// since appending sorted blocks is several times faster than updating a B-tree of stems,
// and a block that is read whole needs no row of its own for each stem.
//
// A listing is, for each document in order of its number, as varints:
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
// A posting is a document's ordinal in the listing, less that of the one before, times 2,
// plus 1 when the stem stands in it in any other way than once in the text; then follow the
// times in the title and the times in the text.
//
// What can't be read returns varint.Error.
package index
