package attempt_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"quoth/knowledge/attempt"
	"quoth/knowledge/sqlite"
)

func newGuard(t *testing.T) (*attempt.Guard, *sqlite.Store) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "quoth.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return attempt.New(store, nil, nil), store
}

func TestPanicsSetAside(t *testing.T) {
	g, _ := newGuard(t)
	for range attempt.Limit {
		if err := g.Do(t.Context(), "feed 1", func() { panic("a poisoned feed") }); !errors.Is(err, attempt.ErrPanicked) {
			t.Fatal(err)
		}
		ran := false
		if err := g.Do(t.Context(), "feed 2", func() { ran = true }); err != nil || !ran {
			t.Fatalf("what did nothing: %v, ran %t", err, ran)
		}
	}
	if err := g.Do(t.Context(), "feed 1", func() { t.Error("it was begun") }); !errors.Is(err, attempt.ErrSetAside) {
		t.Errorf("the fourth attempt: %v", err)
	}
	if err := g.End(t.Context(), "feed 1"); err != nil {
		t.Fatal(err)
	}
	if err := g.Do(t.Context(), "feed 1", func() {}); err != nil {
		t.Errorf("after it was struck out: %v", err)
	}
}

// TestWrittenBefore reads while the work goes on what a next start would find, and has
// work end by a context that ends.
func TestWrittenBefore(t *testing.T) {
	g, store := newGuard(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := g.Do(ctx, "page 1", func() {
		if n, err := store.Attempts(t.Context(), "page 1"); n != 1 || err != nil {
			t.Errorf("within the work there are %d attempts (%v)", n, err)
		}
		cancel()
	})
	if n, failure := store.Attempts(t.Context(), "page 1"); n != 0 || err != nil || failure != nil {
		t.Errorf("after work that was cancelled there are %d attempts (%v, %v)", n, err, failure)
	}
}

// TestSuspectIsAlone has work wait that a suspect is done beside, and the suspect for it.
func TestSuspectIsAlone(t *testing.T) {
	g, store := newGuard(t)
	if err := store.BeginAttempt(t.Context(), "suspect", time.Now()); err != nil {
		t.Fatal(err)
	}
	began, end, done := make(chan struct{}), make(chan struct{}), make(chan string, 2)
	go g.Do(t.Context(), "innocent", func() { close(began); <-end; done <- "innocent" })
	<-began
	suspect := make(chan error)
	go func() { suspect <- g.Do(t.Context(), "suspect", func() { done <- "suspect" }) }()
	select {
	case <-done:
		t.Error("the suspect began beside other work")
	case <-time.After(50 * time.Millisecond):
	}
	close(end)
	if err := <-suspect; err != nil {
		t.Fatal(err)
	}
	if first, second := <-done, <-done; first != "innocent" || second != "suspect" {
		t.Errorf("%s came to an end before %s", first, second)
	}
	if n, err := store.Attempts(t.Context(), "suspect"); n != 0 || err != nil {
		t.Errorf("a suspect that came to an end has %d attempts (%v)", n, err)
	}
}
