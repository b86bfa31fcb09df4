package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"sync"
)

// blockCacheSize is how many bytes of blocks are kept: each question reads the blocks of its
// words several times, for how rare they are and for where they stand.
const blockCacheSize = 32 << 20

// blockCache keeps the blocks that were read last. It has two generations: what is read
// moves to the young one, and when that is full the old one is dropped.
type blockCache struct {
	mu         sync.Mutex
	young, old map[blockKey][]byte
	size       int // of the young ones
}

// blockKey is a block of a segment; the number of a block is used again, that of a segment
// is not.
type blockKey struct{ segment, block int64 }

func (c *blockCache) get(k blockKey) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	if block, ok := c.young[k]; ok {
		return block
	}
	block, ok := c.old[k]
	if ok {
		c.add(k, block)
	}
	return block
}

func (c *blockCache) put(k blockKey, block []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(k, block)
}

func (c *blockCache) add(k blockKey, block []byte) {
	if c.young == nil || c.size+len(block) > blockCacheSize/2 {
		c.old, c.young, c.size = c.young, make(map[blockKey][]byte), 0
	}
	c.young[k] = block
	c.size += len(block)
}

// read calls f with the blocks of those numbers, in any order. segment says which segment a
// block is of. A block must not be changed.
func (c *segmentCache) read(ctx context.Context, tx *sql.Tx, ids []int64, segment func(id int64) int64, f func(id int64, block []byte) error) error {
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
			var block []byte
			if err := rows.Scan(&id, &block); err != nil {
				return err
			}
			c.blocks.put(blockKey{segment(id), id}, block)
			if err := f(id, block); err != nil {
				return err
			}
		}
		return cmp.Or(rows.Err(), rows.Close())
	}
	for _, id := range ids {
		if block := c.blocks.get(blockKey{segment(id), id}); block != nil {
			if err := f(id, block); err != nil {
				return err
			}
		} else if missing = append(missing, id); len(missing) == atOnce {
			if err := fetch(); err != nil {
				return err
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fetch()
}
