package fetch

import (
	"context"
	"time"
)

// limit ends a context when it has run for some time, pauses left out.
type limit struct {
	timer *time.Timer
	left  time.Duration
	began time.Time // the last stretch
}

// newLimit returns a context that ends after left, and its limit. The caller calls cancel in the end.
func newLimit(ctx context.Context, left time.Duration) (bounded context.Context, l *limit, cancel func()) {
	bounded, end := context.WithCancelCause(ctx)
	l = &limit{left: left, began: time.Now()}
	l.timer = time.AfterFunc(left, func() { end(context.DeadlineExceeded) })
	return bounded, l, func() {
		l.timer.Stop()
		end(nil)
	}
}

// without calls f, whose time does not count.
func (l *limit) without(f func() error) error {
	l.timer.Stop()
	l.left = l.remaining()
	err := f()
	l.began = time.Now()
	l.timer.Reset(l.left)
	return err
}

// remaining is the time that is left.
func (l *limit) remaining() time.Duration { return l.left - time.Since(l.began) }
