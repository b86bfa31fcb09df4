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
		for _, x := range c.all {
			held += x.size
		}
		if held > limit || held != c.size {
			t.Fatalf("%d bytes are held after %d values", held, i)
		}
	}
	for i := range 100 { // of 70 bytes each 14 fit
		if _, ok := c.Get(i); ok != (i >= 86) {
			t.Errorf("of 100 values number %d is there: %t", i, ok)
		}
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
