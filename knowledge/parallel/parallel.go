// Package parallel shares work out among the cores.
package parallel

import (
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
)

// Do runs a worker a core, of which each takes turns at the numbers below n until none is
// left, and returns when all have returned. A panic of a worker is one of the caller's.
func Do(n int, worker func(turns iter.Seq[int])) {
	var next atomic.Int64
	turns := func(yield func(int) bool) {
		for i := int(next.Add(1)) - 1; i < n && yield(i); i = int(next.Add(1)) - 1 {
		}
	}
	var fault atomic.Pointer[any]
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					fault.Store(&p)
				}
			}()
			worker(turns)
		})
	}
	wg.Wait()
	if p := fault.Load(); p != nil {
		panic(*p)
	}
}
