package telegram

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

// panicError is a panic that was caught, without secrets.
type panicError struct{ value, stack string }

func (e *panicError) Error() string { return "a panic: " + e.value }

// guard calls f. A panic in it becomes an error.
func (b *Bot) guard(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicError{b.redact(fmt.Sprint(p)), b.redact(string(debug.Stack()))}
		}
	}()
	return f()
}

// aside calls f, without which the bot goes on. What becomes of it is logged.
func (b *Bot) aside(what string, f func() error) {
	if err := b.guard(f); err != nil {
		b.logFailure("telegram: "+what+" failed", err)
	}
}

// steadyTime is after how long without a panic the pauses of lasting begin anew.
const steadyTime = 10 * time.Minute

// lasting runs a part of the bot until it returns or ctx is done. When it panics
// it is begun anew, after a pause that grows.
func (b *Bot) lasting(ctx context.Context, what string, f func() error) error {
	for n := 0; ; n++ {
		begun := time.Now()
		err := b.guard(f)
		var broke *panicError
		if !errors.As(err, &broke) {
			return err
		}
		if time.Since(begun) > steadyTime {
			n = 0
		}
		b.logFailure("telegram: "+what+" broke, and begins anew", err)
		if b.sleep(ctx, backoff(n)) != nil {
			return nil
		}
	}
}

// logFailure logs an error, and where it was when that is a panic.
func (b *Bot) logFailure(message string, err error, more ...any) {
	more = append(more, "err", err)
	var broke *panicError
	if errors.As(err, &broke) {
		more = append(more, "stack", broke.stack)
	}
	b.log.Error(message, more...)
}
