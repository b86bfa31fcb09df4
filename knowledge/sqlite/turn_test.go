package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"quoth/knowledge"
)

// TestWritersTakeTurns has one writer that holds the lock for long and asks for
// it again at once, as quoth add does, and another that must get turns all the same.
func TestWritersTakeTurns(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "quoth.db")
	greedy, other := openAt(t, path, Options{}), openAt(t, path, Options{})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error)
	held := make(chan struct{}, 1)
	go func() {
		for n := 0; ; n++ {
			err := greedy.Write(ctx, func(w knowledge.Writer) error {
				select {
				case held <- struct{}{}:
				default:
				}
				_, err := w.Put(ctx, simple(n))
				time.Sleep(2 * longTurn)
				return err
			})
			if err != nil {
				ended <- err
				return
			}
		}
	}()
	for n := range 8 {
		<-held
		if err := putSimple(other, 1_000_000+n); err != nil {
			t.Error(err)
		}
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the greedy writer failed: %v", err)
	}
	if stats, err := other.Stats(t.Context()); err != nil || stats.Articles < 8+4 {
		t.Errorf("%d articles, %v, want those of both writers", stats.Articles, err)
	}
	if found, err := other.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("Check = %q, %v", found, err)
	}
}

func TestWriterWaitsNoLongerThanItsContext(t *testing.T) {
	s := openNew(t)
	other := openAt(t, s.path, Options{})
	err := s.Write(t.Context(), func(knowledge.Writer) error {
		ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer stop()
		return other.Write(ctx, func(knowledge.Writer) error { return nil })
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Write: %v, want context.DeadlineExceeded", err)
	}
}
