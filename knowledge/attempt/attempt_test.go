package attempt_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"quoth/knowledge/attempt"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

func newGuard(t *testing.T) (*attempt.Guard, *sqlite.Store) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return attempt.New(store, nil, nil), store
}

func TestPanicsSuspended(t *testing.T) {
	g, _ := newGuard(t)
	for n := range attempt.Limit {
		want := attempt.ErrFault
		if n == attempt.Limit-1 {
			want = attempt.ErrSuspended
		}
		if err := g.Do(t.Context(), "feed 1", func() error { panic("a poisoned feed") }); !errors.Is(err, want) {
			t.Fatal(err)
		}
		ran := false
		if err := g.Do(t.Context(), "feed 2", func() error { ran = true; return nil }); err != nil || !ran {
			t.Fatalf("what did nothing: %v, ran %t", err, ran)
		}
	}
	if err := g.Do(t.Context(), "feed 1", func() error { t.Error("it was begun"); return nil }); !errors.Is(err, attempt.ErrSuspended) {
		t.Errorf("the fourth attempt: %v", err)
	}
	if err := g.End(t.Context(), "feed 1"); err != nil {
		t.Fatal(err)
	}
	if err := g.Do(t.Context(), "feed 1", func() error { return nil }); err != nil {
		t.Errorf("after it was struck out: %v", err)
	}
}

// TestFaultsCount has work say that it ended another process, and fail otherwise.
func TestFaultsCount(t *testing.T) {
	g, _ := newGuard(t)
	for range attempt.Limit {
		if err := g.Do(t.Context(), "page 1", func() error { return errors.New("it is no page") }); err != nil {
			t.Fatal(err)
		}
	}
	for n := range attempt.Limit {
		err := g.Do(t.Context(), "page 1", func() error { return fmt.Errorf("%w elsewhere", attempt.ErrFault) })
		if last := n == attempt.Limit-1; errors.Is(err, attempt.ErrSuspended) != last || errors.Is(err, attempt.ErrFault) == last {
			t.Fatal(err)
		}
	}
}

// TestTriedAgain has a thing that is suspended come back by itself after an hour, a day and
// then each week, and be as at first once the work on it came to an end.
func TestTriedAgain(t *testing.T) {
	_, store := newGuard(t)
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	g := attempt.New(store, nil, func() time.Time { return now })
	fail := func() error { return g.Do(t.Context(), "feed 1", func() error { panic("a poisoned feed") }) }
	for range attempt.Limit {
		fail()
	}
	week := 7 * 24 * time.Hour
	for n, wait := range []time.Duration{time.Hour, 24 * time.Hour, week, week} {
		now = now.Add(wait - time.Second)
		if err := fail(); !errors.Is(err, attempt.ErrSuspended) || !attempt.Until(err).Equal(now.Add(time.Second)) {
			t.Errorf("a second before wait %d is over: %v", n, err)
		}
		now = now.Add(time.Second)
		ran := false
		g.Do(t.Context(), "feed 1", func() error { ran = true; panic("a poisoned feed") })
		if !ran {
			t.Errorf("after wait %d it is not begun", n)
		}
	}
	now = now.Add(-24 * time.Hour) // a clock that was ahead is put right
	if err := g.Do(t.Context(), "feed 1", func() error { return nil }); err != nil {
		t.Errorf("before its last attempt: %v", err)
	}
	if suspect, err := g.Suspect(t.Context(), "feed 1"); suspect || err != nil {
		t.Errorf("once it came to an end: suspect %t, %v", suspect, err)
	}
}

// TestWrittenBefore reads while the work goes on what a next start would find, and has
// work end by a context that ends.
func TestWrittenBefore(t *testing.T) {
	g, store := newGuard(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := g.Do(ctx, "page 1", func() error {
		if n, err := store.Attempts(t.Context(), "page 1"); n.Times != 1 || err != nil {
			t.Errorf("within the work there are %+v attempts (%v)", n, err)
		}
		cancel()
		return ctx.Err()
	})
	if n, failure := store.Attempts(t.Context(), "page 1"); n.Times != 0 || err != nil || failure != nil {
		t.Errorf("after work that was cancelled there are %+v attempts (%v, %v)", n, err, failure)
	}
}

// TestSuspectIsAlone has work wait that a suspect is done beside, and the suspect for it.
func TestSuspectIsAlone(t *testing.T) {
	g, store := newGuard(t)
	if err := store.BeginAttempt(t.Context(), "suspect", time.Now()); err != nil {
		t.Fatal(err)
	}
	began, end, done := make(chan struct{}), make(chan struct{}), make(chan string, 2)
	go g.Do(t.Context(), "innocent", func() error { close(began); <-end; done <- "innocent"; return nil })
	<-began
	suspect := make(chan error)
	go func() { suspect <- g.Do(t.Context(), "suspect", func() error { done <- "suspect"; return nil }) }()
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
	if n, err := store.Attempts(t.Context(), "suspect"); n.Times != 0 || err != nil {
		t.Errorf("a suspect that came to an end has %+v attempts (%v)", n, err)
	}
}
