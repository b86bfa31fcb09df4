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
// Postings are a sequence or, where there are more than 128, chunks of so many. In a
// sequence a posting is a document's ordinal in the listing, less that of the one before,
// times 2, plus 1 when the stem stands in it in any other way than once in the text; then
// follow the times in the title and the times in the text.
//
// Chunks begin with a table, which has for each of them
//
//	its last ordinal, less that of the chunk before · its bytes ·
//	the highest score of its postings as a byte, in parts of k1 + 1, rounded up
//
// so that one whose documents can't be among the best is not read (Ding and Suel, Faster
// Top-k Document Retrieval Using Block-Max Indexes, SIGIR 2011). The score is that with the
// average lengths of the segment's own documents. Then follow the chunks:
//
//	bytes of a gap, 1, 2 or 4 · gaps between ordinals, little endian ·
//	4 bits for how often the stem stands in each document, the low ones first ·
//	where those are 0: the times in the title · the times in the text
//
// What can't be read returns varint.Error.
package index
