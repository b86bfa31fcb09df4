package fetch

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// TestLimit has a limit of ten seconds run for six, pause for a minute, and run on.
func TestLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bounded, l, cancel := newLimit(t.Context(), 10*time.Second)
		defer cancel()
		time.Sleep(6 * time.Second)
		refused := errors.New("no room")
		err := l.without(func() error {
			time.Sleep(time.Minute)
			return refused
		})
		if err != refused || l.remaining() != 4*time.Second {
			t.Errorf("%v; %v are left", err, l.remaining())
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if bounded.Err() != nil || l.remaining() != time.Second {
			t.Errorf("after nine seconds: %v; %v are left", bounded.Err(), l.remaining())
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if bounded.Err() == nil || context.Cause(bounded) != context.DeadlineExceeded {
			t.Errorf("after ten seconds: %v", context.Cause(bounded))
		}
	})
}
