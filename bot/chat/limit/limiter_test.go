package limit

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestCountsAreDropped uses a limit for each of many tokens.
func TestCountsAreDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter()
		for n := range 50_000 {
			permit, err := l.Wait(t.Context(), Call{Limits: []Limit{{Name: "route", Scope: fmt.Sprint(n)}}})
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(10 * time.Millisecond)
			permit.Done(true, Window{Left: 4, Reset: 2 * time.Second, Until: time.Now().Add(2 * time.Second)})
		}
		if n := len(l.buckets); n > manyBuckets {
			t.Errorf("%d counts are kept", n)
		}
	})
}
