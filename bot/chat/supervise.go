package chat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

// A PanicError is a panic that was caught.
type PanicError struct{ value, stack string }

func (e *PanicError) Error() string { return "a panic: " + e.value }

// steadyTime is after how long without a panic the pauses of Keep begin anew.
const steadyTime = 10 * time.Minute

// Supervisor runs what must not end the program by a panic.
type Supervisor struct {
	Platform string // begins every line of the log
	Log      *slog.Logger
	Redact   func(text string) string // takes secrets out of what a panic says; nil for none
	Sleep    func(ctx context.Context, d time.Duration) error
}

// Catch calls f. A panic in it becomes a *PanicError.
func (s *Supervisor) Catch(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			broke := &PanicError{fmt.Sprint(p), string(debug.Stack())}
			if s.Redact != nil {
				broke.value, broke.stack = s.Redact(broke.value), s.Redact(broke.stack)
			}
			err = broke
		}
	}()
	return f()
}

// Try calls f, without which the rest goes on. An error is logged in ctx.
func (s *Supervisor) Try(ctx context.Context, what string, f func() error) {
	if err := s.Catch(f); err != nil {
		s.Failed(ctx, what, err)
	}
}

// Keep runs a part of an adapter until it returns or ctx is done. When it panics it is
// begun anew, after a pause that grows.
func (s *Supervisor) Keep(ctx context.Context, what string, f func() error) error {
	for n := 0; ; n++ {
		begun := time.Now()
		err := s.Catch(f)
		var broke *PanicError
		if !errors.As(err, &broke) {
			return err
		}
		if time.Since(begun) > steadyTime {
			n = 0
		}
		s.Failed(ctx, what, err)
		if s.Sleep(ctx, Pause(n)) != nil {
			return nil
		}
	}
}

// Failed logs an error of what was done in ctx, and where it was when that is a panic.
func (s *Supervisor) Failed(ctx context.Context, what string, err error, attributes ...any) {
	attributes = append(attributes, "error", err)
	var broke *PanicError
	if errors.As(err, &broke) {
		attributes = append(attributes, "stack", broke.stack)
	}
	s.Log.ErrorContext(ctx, s.Platform+": "+what+" failed", attributes...)
}

// Pause is how long what is kept up rests after the n-th failure in a row: 1 s, twice as long each time, up
// to a minute.
func Pause(n int) time.Duration { return min(time.Second<<min(n, 6), time.Minute) }
