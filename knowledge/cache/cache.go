// Package cache keeps in memory what was used lately.
package cache

import "sync"

// Cache keeps values up to a size in all; when there are more, those go first that were not looked
// up for longest. It may be used by any number of goroutines at the same time.
type Cache[K comparable, V any] struct {
	limit int

	mu   sync.Mutex
	all  map[K]*item[K, V]
	ends item[K, V] // before it stands the item used last, behind it the one not used for longest
	size int        // of all
}

// item is a value in the ring of all, in the order of their use.
type item[K comparable, V any] struct {
	key           K
	value         V
	size          int
	before, after *item[K, V]
}

// New returns a Cache for values of so many bytes in all.
func New[K comparable, V any](limit int) *Cache[K, V] {
	c := &Cache[K, V]{limit: limit, all: make(map[K]*item[K, V])}
	c.ends.before, c.ends.after = &c.ends, &c.ends
	return c
}

// Get returns the value that was put last under a key, and whether it is still there.
func (c *Cache[K, V]) Get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	x, ok := c.all[key]
	if ok {
		c.use(x)
		value = x.value
	}
	return value, ok
}

// Put keeps a value of so many bytes, unless that is more than half of what the cache holds.
// Under a key that is known it does nothing more than Get does: a key says what its value is.
func (c *Cache[K, V]) Put(key K, value V, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	x, ok := c.all[key]
	switch {
	case ok:
		c.use(x)
	case size <= c.limit/2:
		for c.size += size; c.size > c.limit; {
			c.drop(c.ends.after)
		}
		x = &item[K, V]{key: key, value: value, size: size}
		c.all[key] = x
		c.link(x)
	}
}

// use makes an item the one used last.
func (c *Cache[K, V]) use(x *item[K, V]) {
	if c.ends.before != x {
		x.unlink()
		c.link(x)
	}
}

func (c *Cache[K, V]) drop(x *item[K, V]) {
	x.unlink()
	delete(c.all, x.key)
	c.size -= x.size
}

func (c *Cache[K, V]) link(x *item[K, V]) {
	x.before, x.after = c.ends.before, &c.ends
	x.before.after, x.after.before = x, x
}

func (x *item[K, V]) unlink() { x.before.after, x.after.before = x.after, x.before }
