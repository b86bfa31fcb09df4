//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package sqlite

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// alone takes the lock of a file for this process alone, and reports whether it could: nobody
// else is present then, and nobody becomes so until attended is called.
func alone(file *os.File) bool { return lock(file, syscall.LOCK_EX) == nil }

// attended takes the lock that all who are present share, in place of one that it has. It
// waits for another that is alone for a moment.
func attended(ctx context.Context, file *os.File) bool {
	for {
		err := lock(file, syscall.LOCK_SH)
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return err == nil
		}
		if sleep(ctx, time.Millisecond) != nil {
			return false
		}
	}
}

func lock(file *os.File, how int) error {
	for {
		if err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
