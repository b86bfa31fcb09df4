package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// TestReworkAfterFailure has a store that can't be read: the pass goes on looking until it is stopped.
func TestReworkAfterFailure(t *testing.T) {
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	store.Close()
	outdated := make(chan struct{}) // taken only by a pass that waits
	p := &Program{log: slog.New(slog.DiscardHandler), store: store, now: time.Now, outdated: outdated}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.reworkStored(ctx) }()
	for range 3 {
		select {
		case outdated <- struct{}{}:
		case err := <-ended:
			t.Fatalf("the pass ended with %v", err)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the pass ended with %v", err)
	}
}
