package cache

import "testing"

// TestCache has what is looked up stay, what is not looked up go, and the whole never take
// more than it may.
func TestCache(t *testing.T) {
	const limit = 1000
	c := New[int, string](limit)
	c.Put(-1, "often", 10)
	for i := range 100 {
		c.Put(i, "once", 70)
		if value, ok := c.Get(-1); value != "often" || !ok {
			t.Fatalf("what is looked up each time is %q, %t after %d values", value, ok, i)
		}
		held := 0
		for _, generation := range []map[int]item[string]{c.young, c.old} {
			for _, x := range generation {
				held += x.size
			}
		}
		if held > limit {
			t.Fatalf("%d bytes are held after %d values", held, i)
		}
	}
	if _, ok := c.Get(0); ok {
		t.Error("what nobody looked up stays")
	}
	if _, ok := c.Get(99); !ok {
		t.Error("what was put last is gone")
	}
	c.Put(-2, "large", limit/2+1)
	if _, ok := c.Get(-2); ok {
		t.Error("what is larger than half of the cache is held")
	}
	c.Put(-1, "never", 10)
	if value, _ := c.Get(-1); value != "often" {
		t.Errorf("what is known is %q", value)
	}
}
