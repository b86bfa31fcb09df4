package parallel

import (
	"iter"
	"sync"
	"testing"
)

// TestDo has every number worked on once, and a panic come to the caller, where it
// can be recovered.
func TestDo(t *testing.T) {
	var mu sync.Mutex
	seen := make([]int, 200)
	count := func(turns iter.Seq[int]) {
		for i := range turns {
			mu.Lock()
			seen[i]++
			mu.Unlock()
		}
	}
	Do(0, count)
	Do(len(seen), count)
	for i, n := range seen {
		if n != 1 {
			t.Errorf("number %d was worked on %d times", i, n)
		}
	}
	defer func() {
		if p := recover(); p != "a fault" {
			t.Errorf("recovered: %v", p)
		}
	}()
	Do(len(seen), func(turns iter.Seq[int]) {
		for i := range turns {
			if i == 77 {
				panic("a fault")
			}
		}
	})
}
