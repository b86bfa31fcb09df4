package tables

import (
	"cmp"
	"context"
	"database/sql"
	"sync"

	"quoth/knowledge/cache"
	"quoth/knowledge/index"
)

// blockCacheSize is how many bytes of blocks are kept: each question reads the blocks of its
// words several times, for how rare they are and for where they stand.
const blockCacheSize = 32 << 20

// maxLists is how many lists of a block are remembered before all are forgotten: some
// kilobytes, which the size of the cache does not count.
const maxLists = 64

// cachedBlock is a block with the lists that were looked up in it, which takes as long as to
// read it.
type cachedBlock struct {
	data []byte

	mu    sync.Mutex
	lists map[string]index.List // by stem; of one that does not stand in it, the empty one
}

// find calls f with the lists of stems, ascending, that stand in the block.
func (c *cachedBlock) find(format int, stems []string, f func(i int, l index.List)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lists == nil || len(c.lists) > maxLists {
		c.lists = make(map[string]index.List)
	}
	var further []string
	for _, stem := range stems {
		if _, known := c.lists[stem]; !known {
			further = append(further, stem)
			c.lists[stem] = index.List{}
		}
	}
	if len(further) > 0 {
		if err := index.FindEntries(c.data, format, further, func(i int, e index.Entry) { c.lists[further[i]] = e.List }); err != nil {
			c.lists = nil
			return err
		}
	}
	for i, stem := range stems {
		if l := c.lists[stem]; l.Count > 0 {
			f(i, l)
		}
	}
	return nil
}

// blockCache keeps the blocks that were read last.
type blockCache = cache.Cache[blockKey, *cachedBlock]

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

// keep keeps the data of a block that was read from the database.
func (c *segmentCache) keep(ctx context.Context, key blockKey, data []byte) *cachedBlock {
	block := &cachedBlock{data: data}
	c.blocks.Put(key, block, len(data))
	if c.disk != nil {
		if err := c.disk.Put(key, data); err != nil {
			c.log.WarnContext(ctx, "store: block cache ended", "error", err)
		}
	}
	return block
}

// keptBlock returns a block that is in memory or on the disk beside it.
func (c *segmentCache) keptBlock(key blockKey) (*cachedBlock, bool) {
	if block, ok := c.blocks.Get(key); ok || c.disk == nil {
		return block, ok
	}
	data, ok := c.disk.Get(key)
	if !ok {
		return nil, false
	}
	block := &cachedBlock{data: data}
	c.blocks.Put(key, block, len(data))
	return block, true
}

// blockKey is a block of a segment. The number of a block is used again.
type blockKey struct {
	segment segmentIdentity
	block   int64
}

// read calls f with the blocks of those numbers, in any order. segment says which segment a
// block is of. A block must not be changed. tx is nil where only what is kept is to be read.
func (c *segmentCache) read(ctx context.Context, tx *sql.Tx, ids []int64, segment func(id int64) segmentIdentity, f func(id int64, block *cachedBlock) error) error {
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
			var data []byte
			if err := rows.Scan(&id, &data); err != nil {
				return err
			}
			if err := f(id, c.keep(ctx, blockKey{segment(id), id}, data)); err != nil {
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
