package tables

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"

	"quoth/knowledge/index"
)

const (
	// mergeFanIn is how many segments of one size are merged into one, so that
	// each posting is written 1 + log8(articles of the largest segment / those
	// of a transaction) times.
	mergeFanIn = 8

	// maxSegment is the number of documents at which a segment is merged no
	// further. It bounds the longest merge, and so how long other writers wait,
	// to under a second.
	maxSegment = 64 << 10

	// batchMemory is at about how many bytes of postings in memory a
	// transaction writes a segment and goes on with another.
	batchMemory = 64 << 20
)

// segment is a row of index_segments.
type segment struct {
	segmentIdentity
	dead int
}

// segmentIdentity is what of a segment never changes. Its number alone does not tell it from all others:
// a database that went back to what it was, as one whose standby took over with a loss,
// gives numbers again that it gave before, but no token.
type segmentIdentity struct {
	id          int64
	first, last int64 // versions.id
	count       int   // documents, the dead ones included
	title, body int64 // stems in all titles and texts
	firstBlock  int64
	format      int // of its blocks
	token       int64
}

const segmentColumns = "id, first, last, documents, dead, title_stems, body_stems, first_block, format, coalesce(token, 0)"

// columns are where a row of segmentColumns goes.
func (g *segment) columns() []any {
	return []any{&g.id, &g.first, &g.last, &g.count, &g.dead, &g.title, &g.body, &g.firstBlock, &g.format, &g.token}
}

func readSegments(ctx context.Context, tx *sql.Tx) ([]segment, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+segmentColumns+" FROM index_segments ORDER BY first")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []segment
	for rows.Next() {
		var g segment
		if err := rows.Scan(g.columns()...); err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	return all, rows.Err()
}

// addEntry takes a stem, how many postings it has, and the sequence of them.
type addEntry = func(stem []byte, count int, sequence []byte) error

// writeSegment stores a segment of those documents, which must not be empty.
// entries calls its argument with the sequences of their postings in ascending order of stems.
func writeSegment(ctx context.Context, tx *sql.Tx, documents []index.Document, entries func(addEntry) error) error {
	insert, err := tx.PrepareContext(ctx, "INSERT INTO index_blocks (id, data) VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	var firstBlock, blocks int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) + 1 FROM index_blocks").Scan(&firstBlock); err != nil {
		return err
	}
	w := index.NewBlockWriter(documents, func(block []byte) error {
		_, err := insert.ExecContext(ctx, firstBlock+blocks, block)
		blocks++
		return err
	})
	if err := entries(w.Add); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	var title, body int64
	for _, d := range documents {
		title += int64(d.Title)
		body += int64(d.Body)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO index_segments
		(first, last, documents, title_stems, body_stems, first_block, format, token, listing, directory) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		documents[0].Number, documents[len(documents)-1].Number, len(documents), title, body, firstBlock, index.Format, rand.Int64(),
		index.EncodeListing(documents), nonNil(w.Directory))
	return err
}

func nonNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// tier is the order of magnitude of a segment's size, in powers of mergeFanIn.
func (g segment) tier() int { return (bits.Len(uint(g.count)) - 1) / 3 }

// toMerge picks neighbouring segments to merge, nil when none need be: at the
// end, where new ones are added, small ones before a larger one join it, and
// mergeFanIn of one tier become one; anywhere, one of which half is dead is
// written anew.
func toMerge(all []segment) []segment {
	for i, g := range all {
		if g.dead > 0 && 2*g.dead >= g.count {
			return all[i : i+1]
		}
	}
	start, smaller, sum := len(all), false, 0
	for i := len(all) - 1; i >= 0; i-- {
		g, last := all[i], all[len(all)-1]
		if g.tier() > last.tier() || sum+g.count > maxSegment || g.count > maxSegment/2 {
			break
		}
		if smaller && g.tier() == last.tier() && len(all)-i < mergeFanIn {
			break
		}
		smaller = smaller || g.tier() < last.tier()
		start, sum = i, sum+g.count
	}
	if tail := all[start:]; len(tail) >= mergeFanIn || smaller {
		return tail
	}
	return nil
}

// mergeSegments merges as toMerge asks until it asks for no more. Where it asks for
// nothing, a segment of an older format is written anew: one a transaction, which holds up
// others no longer than a merge does.
func mergeSegments(ctx context.Context, tx *sql.Tx) error {
	all, err := readSegments(ctx, tx)
	if err != nil {
		return err
	}
	if len(toMerge(all)) == 0 {
		if i := slices.IndexFunc(all, func(g segment) bool { return g.format < index.Format }); i >= 0 {
			return merge(ctx, tx, all[i:i+1])
		}
	}
	for {
		some := toMerge(all)
		if len(some) == 0 {
			return nil
		}
		if err := merge(ctx, tx, some); err != nil {
			return err
		}
		if all, err = readSegments(ctx, tx); err != nil {
			return err
		}
	}
}

// merge writes one segment in place of neighbouring ones, without their dead documents.
func merge(ctx context.Context, tx *sql.Tx, some []segment) error {
	var documents []index.Document // alive
	sources := make([]*mergeSource, len(some))
	for i, g := range some {
		listing, directory, err := loadSegment(ctx, tx, g)
		if err != nil {
			return err
		}
		dead, err := deadOrdinals(ctx, tx, g, listing)
		if err != nil {
			return err
		}
		source := newMergeSource(ctx, tx, g, len(directory))
		source.ordinals = make([]int, listing.Len())
		for ordinal, d := range listing.All() {
			source.ordinals[ordinal] = -1
			if !dead.Has(ordinal) {
				source.ordinals[ordinal] = len(documents)
				documents = append(documents, d)
			}
		}
		sources[i] = source
		if err := source.advance(); err != nil {
			return err
		}
	}
	if len(documents) > 0 {
		err := writeSegment(ctx, tx, documents, func(add addEntry) error { return mergeEntries(sources, add) })
		if err != nil {
			return err
		}
	}
	for i, g := range some {
		for _, statement := range []struct {
			sql         string
			first, last int64
		}{
			{"DELETE FROM index_blocks WHERE id >= ? AND id < ?", g.firstBlock, sources[i].blocks.end},
			{"DELETE FROM index_dead WHERE document BETWEEN ? AND ?", g.first, g.last},
			{"DELETE FROM index_segments WHERE id BETWEEN ? AND ?", g.id, g.id},
		} {
			if _, err := tx.ExecContext(ctx, statement.sql, statement.first, statement.last); err != nil {
				return err
			}
		}
	}
	return nil
}

// blocksTogether is how many blocks of a segment are read by one statement, where all are: about
// a quarter of a megabyte.
const blocksTogether = 32

// blockReader reads the blocks of one segment in order.
type blockReader struct {
	ctx       context.Context
	tx        *sql.Tx
	next, end int64    // blocks to be read
	read      [][]byte // that were not returned yet
}

func newBlockReader(ctx context.Context, tx *sql.Tx, g segment, blocks int) *blockReader {
	return &blockReader{ctx: ctx, tx: tx, next: g.firstBlock, end: g.firstBlock + int64(blocks)}
}

// block returns the next block; nil after the last one.
func (r *blockReader) block() ([]byte, error) {
	if len(r.read) == 0 && r.next < r.end {
		err := Each(r.ctx, r.tx, func(rows *sql.Rows) error {
			var id int64
			var block []byte
			if err := rows.Scan(&id, &block); err != nil {
				return err
			}
			if id != r.next {
				return sql.ErrNoRows
			}
			r.next++
			r.read = append(r.read, nonNil(block))
			return nil
		}, "SELECT id, data FROM index_blocks WHERE id >= ? AND id < ? ORDER BY id", r.next, min(r.next+blocksTogether, r.end))
		if err == nil && len(r.read) == 0 {
			err = sql.ErrNoRows
		}
		if err != nil {
			return nil, fmt.Errorf("index block %d: %w", r.next, err)
		}
	}
	if len(r.read) == 0 {
		return nil, nil
	}
	block := r.read[0]
	r.read = r.read[1:]
	return block, nil
}

// mergeSource reads the entries of one segment in order.
type mergeSource struct {
	blocks *blockReader
	*index.EntryReader
	more     bool  // there is a current entry
	ordinals []int // the new ordinal of each document, -1 for a dead one
}

func newMergeSource(ctx context.Context, tx *sql.Tx, g segment, blocks int) *mergeSource {
	return &mergeSource{blocks: newBlockReader(ctx, tx, g, blocks), EntryReader: index.NewEntryReader(g.format)}
}

// advance goes to the next entry, if there is one more.
func (s *mergeSource) advance() (err error) {
	for {
		if s.more, err = s.Next(); err != nil || s.more {
			return err
		}
		block, err := s.blocks.block()
		if err != nil || block == nil {
			return err
		}
		s.Open(block)
	}
}

// lowest appends to an empty stem the lowest of the current ones of sources, and reports whether
// there is any.
func lowest(stem []byte, sources []*mergeSource) ([]byte, bool) {
	var first *mergeSource
	for _, s := range sources {
		if s.more && (first == nil || bytes.Compare(s.Stem, first.Stem) < 0) {
			first = s
		}
	}
	if first == nil {
		return stem, false
	}
	return append(stem, first.Stem...), true
}

// at reports whether a stem is the current one.
func (s *mergeSource) at(stem []byte) bool { return s.more && bytes.Equal(s.Stem, stem) }

// mergeEntries calls add with the joined postings of sources whose documents
// follow upon each other.
func mergeEntries(sources []*mergeSource, add addEntry) error {
	var stem, postings []byte
	for {
		var found bool
		if stem, found = lowest(stem[:0], sources); !found {
			return nil
		}
		postings = postings[:0]
		count, last := 0, -1
		for _, s := range sources {
			if !s.at(stem) {
				continue
			}
			err := s.Each(len(s.ordinals), func(p index.Posting) {
				if p.Ordinal = s.ordinals[p.Ordinal]; p.Ordinal >= 0 {
					postings = index.AppendPosting(postings, last, p)
					last = p.Ordinal
					count++
				}
			})
			if err != nil {
				return err
			}
			if err := s.advance(); err != nil {
				return err
			}
		}
		if count > 0 {
			if err := add(stem, count, postings); err != nil {
				return err
			}
		}
	}
}

func loadSegment(ctx context.Context, tx *sql.Tx, g segment) (listing index.Listing, directory []string, err error) {
	var l, d []byte
	if err := tx.QueryRowContext(ctx, "SELECT listing, directory FROM index_segments WHERE id = ?", g.id).Scan(&l, &d); err != nil {
		return listing, nil, err
	}
	if listing, err = index.DecodeListing(l, g.count); err != nil {
		return listing, nil, fmt.Errorf("index segment %d: %w", g.id, err)
	}
	if directory, err = index.DecodeDirectory(d); err != nil {
		return listing, nil, fmt.Errorf("index segment %d: %w", g.id, err)
	}
	return listing, directory, nil
}

// removed is documents of a segment that can't be found, by their ordinals. What is counted and
// averaged leaves them out, so that it does not depend on when segments were merged.
type removed struct {
	index.Bitmap
	title, body int64 // stems in their titles and texts
}

func (r *removed) add(ordinal int, listing index.Listing) {
	if !r.Has(ordinal) {
		d := listing.At(ordinal)
		r.Add(ordinal, listing.Len())
		r.title += int64(d.Title)
		r.body += int64(d.Body)
	}
}

// deadOrdinals returns which documents of a segment are dead.
func deadOrdinals(ctx context.Context, tx *sql.Tx, g segment, listing index.Listing) (dead removed, err error) {
	if g.dead == 0 {
		return dead, nil
	}
	rows, err := tx.QueryContext(ctx, "SELECT document FROM index_dead WHERE document BETWEEN ? AND ?", g.first, g.last)
	if err != nil {
		return dead, err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		if err := rows.Scan(&number); err != nil {
			return dead, err
		}
		if ordinal, found := listing.Find(number); found {
			dead.add(ordinal, listing)
		}
	}
	return dead, rows.Err()
}
