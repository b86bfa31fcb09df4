// Package cache keeps in memory what was used lately.
package cache

import "sync"

// Cache keeps values up to a size in all. It has two generations: what is looked up moves to
// the young one; when that has half of the size, it becomes the old one, and what was left in
// that goes. So what is used again before half of the size is read stays, as with the least
// recently used going first, and nothing has to be kept in the order of its use. It may be
// used by any number of goroutines at the same time.
type Cache[K comparable, V any] struct {
	limit int

	mu         sync.Mutex
	young, old map[K]item[V]
	size       int // of the young ones
}

type item[V any] struct {
	value V
	size  int
}

// New returns a Cache for values of so many bytes in all.
func New[K comparable, V any](limit int) *Cache[K, V] { return &Cache[K, V]{limit: limit} }

// Get returns the value that was put last under a key, and whether it is still there.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if x, ok := c.young[key]; ok {
		return x.value, true
	}
	x, ok := c.old[key]
	if ok {
		delete(c.old, key)
		c.add(key, x)
	}
	return x.value, ok
}

// Put keeps a value of so many bytes, unless that is more than half of what the cache holds.
// Under a key that is known it does nothing more than Get does: a key says what its value is.
func (c *Cache[K, V]) Put(key K, value V, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.young[key]; !ok && size <= c.limit/2 {
		delete(c.old, key)
		c.add(key, item[V]{value, size})
	}
}

func (c *Cache[K, V]) add(key K, x item[V]) {
	if c.young == nil || c.size+x.size > c.limit/2 {
		c.old, c.young, c.size = c.young, make(map[K]item[V]), 0
	}
	c.young[key] = x
	c.size += x.size
}
