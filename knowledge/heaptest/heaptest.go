// Package heaptest holds work on foreign bytes to a budget of memory.
package heaptest

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// Most is how many bytes of memory work on an input of so many bytes may take.
func Most(size int) uint64 { return 10*uint64(size) + 64<<20 }

// tries is how often the heap is looked at. Of three looks beside other packages all were too high in two of seven
// runs of all tests, by up to 4 MB.
const tries = 10

// Within fails the test when f, which works on an input of so many bytes, takes more
// memory than Most. What is allocated in all bounds what is held at one time; only when that
// is too much is f run again and the heap looked at, tries times at most: garbage that is
// collected late on a busy machine is not there each time.
func Within(t testing.TB, size int, f func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	if after.TotalAlloc-before.TotalAlloc <= Most(size) {
		return
	}
	peak := Peak(f)
	for n := 1; n < tries && peak > Most(size); n++ {
		peak = min(peak, Peak(f))
	}
	if peak > Most(size) {
		t.Errorf("%d bytes of input took %d MB of memory, more than %d MB", size, peak>>20, Most(size)>>20)
	}
}

// Peak is how many bytes the heap had at most above what it had before, while f ran, with
// garbage collected as the running bot has it. It looks every millisecond, so that it may
// miss the highest; a busy machine may collect garbage late, which makes it too high.
func Peak(f func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(40))
	runtime.GC()
	base, most := heap(), uint64(0)
	done, looked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		for {
			most = max(most, heap())
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	f()
	close(done)
	<-looked
	return most - min(base, most)
}

func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
