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

// TestShare has the platform refuse calls that the limit allows, as it does when other processes
// make some: half of them are made then, and again one more every few windows.
func TestShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter()
		all := Limit{Name: "all", Calls: 8, Window: time.Second}
		// made is how many calls can be made within a window.
		made := func(of Limit) (n int) {
			time.Sleep(2 * time.Second) // in which those of before stop counting
			for {
				permit, err := l.Wait(t.Context(), Call{Limits: []Limit{of}, Patience: time.Millisecond})
				if err != nil {
					return n
				}
				permit.Done(true, Window{})
				n++
			}
		}
		if got := made(all); got != 8 {
			t.Errorf("at first %d calls are made", got)
		}
		l.Block(all, time.Second)
		l.Block(all, time.Second) // another that was on its way
		if got := made(all); got != 4 {
			t.Errorf("after a refusal %d calls are made", got)
		}
		time.Sleep((eased + 2) * time.Second)
		if got := made(all); got != 6 {
			t.Errorf("after two steps %d calls are made", got)
		}
		for range 5 {
			l.Block(all, time.Second)
			time.Sleep(time.Second)
		}
		if got := made(all); got != 1 {
			t.Errorf("after many refusals %d calls are made", got)
		}
		time.Sleep(time.Hour)
		if got := made(all); got != 8 {
			t.Errorf("in the end %d calls are made", got)
		}
		chat := Limit{Name: "chat", Scope: "1", Calls: 8, Window: time.Second}
		l.Block(chat, time.Second)
		if got := made(chat); got != 8 {
			t.Errorf("after a refusal in a chat %d calls are made there", got)
		}
	})
}
