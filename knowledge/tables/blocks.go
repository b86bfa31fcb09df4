package tables

import (
	"cmp"
	"context"
	"database/sql"
	"strings"

	"quoth/knowledge/cache"
	"quoth/knowledge/index"
)

// listCacheSize is how many bytes of lists are kept: each question looks its stems up several
// times, for how rare they are and for where they stand, and most questions share some. The lists
// of 500 questions over 100,000 articles are 28 MB; with 32 in place of 24 a process over a million
// took 15 MB more than the 300 it may, and asked no faster.
const listCacheSize = 24 << 20

// listCache keeps the lists that were looked up last, and not the blocks in which they stand:
// over a million articles a question reads two hundred of these, and one list of each.
type listCache struct {
	*cache.Cache[listKey, index.List]
}

// listKey is a stem of a decoded segment.
type listKey struct {
	segment int64
	stem    string
}

func newListCache(size int) *listCache { return &listCache{cache.New[listKey, index.List](size)} }

// listBytes is about what a list takes in the cache beside its stem and postings: 96 in its own
// place, and what a map and the allocator need.
const listBytes = 160

// keep keeps a list; the empty one of a stem that does not stand in the segment.
func (c *listCache) keep(segment int64, stem string, l index.List) {
	c.Put(listKey{segment, strings.Clone(stem)}, l, listBytes+len(stem)+l.Size())
}

// BlockDisk keeps blocks on a disk that is nearer than the database.
type BlockDisk struct{ *cache.Disk[blockKey] }

// NewBlockDisk returns one for so many bytes in a file of a folder.
func NewBlockDisk(folder string, limit int64) (*BlockDisk, error) {
	disk, err := cache.NewDisk[blockKey](folder, limit)
	if err != nil {
		return nil, err
	}
	return &BlockDisk{disk}, nil
}

// keep keeps a block that was read from the database on the nearer disk, where there is one.
func (c *segmentCache) keep(ctx context.Context, key blockKey, block []byte) {
	if c.disk != nil {
		if err := c.disk.Put(key, block); err != nil {
			c.log.WarnContext(ctx, "store: block cache ended", "error", err)
		}
	}
}

// keptBlock returns a block of the nearer disk.
func (c *segmentCache) keptBlock(key blockKey) ([]byte, bool) {
	if c.disk == nil {
		return nil, false
	}
	return c.disk.Get(key)
}

// blockKey is a block of a segment. The number of a block is used again.
type blockKey struct {
	segment segmentIdentity
	block   int64
}

// read calls f with the blocks of those numbers, in any order. segment says which segment a
// block is of. A block is valid until f returns. tx is nil where only what is kept is to be read.
func (c *segmentCache) read(ctx context.Context, tx *sql.Tx, ids []int64, segment func(id int64) segmentIdentity, f func(id int64, block []byte) error) error {
	const atOnce = 256
	var missing []any
	fetch := func() error {
		rows, err := tx.QueryContext(ctx, "SELECT id, data FROM index_blocks WHERE id IN ("+marks(len(missing))+")", missing...)
		if err != nil {
			return err
		}
		defer rows.Close()
		missing = missing[:0]
		for rows.Next() {
			var id int64
			var data sql.RawBytes // most of a block is not needed
			if err := rows.Scan(&id, &data); err != nil {
				return err
			}
			c.keep(ctx, blockKey{segment(id), id}, data)
			if err := f(id, data); err != nil {
				return err
			}
		}
		return cmp.Or(rows.Err(), rows.Close())
	}
	for _, id := range ids {
		if block, ok := c.keptBlock(blockKey{segment(id), id}); ok {
			if err := f(id, block); err != nil {
				return err
			}
		} else if missing = append(missing, id); len(missing) == atOnce && tx != nil {
			if err := fetch(); err != nil {
				return err
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	if tx == nil {
		return errNotKept
	}
	return fetch()
}
