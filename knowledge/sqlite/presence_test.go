//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package sqlite_test

import (
	"testing"

	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// TestPresence has processes come and go without a word: who comes when nobody is there ends
// those that were, and who comes while another is there ends nobody.
func TestPresence(t *testing.T) {
	ctx, file := t.Context(), sqlitetest.File(t)
	begin := func(holder string) *sqlite.Store {
		t.Helper()
		s, err := sqlite.Open(ctx, file, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		if err := s.RenewHolder(ctx, holder); err != nil {
			t.Fatal(err)
		}
		return s
	}
	take := func(s *sqlite.Store, holder string, want int) {
		t.Helper()
		if taken, err := s.TakeLeases(ctx, holder, "polling"); err != nil || len(taken) != want {
			t.Errorf("%s takes %q, %v; want %d leases", holder, taken, err, want)
		}
	}
	first := begin("first")
	take(first, "first", 1)
	second := begin("second")
	take(second, "second", 0)
	if err := first.Close(); err != nil { // as a process does that is killed
		t.Fatal(err)
	}
	third := begin("third")
	take(third, "third", 0) // second is there, and first may be
	for _, s := range []*sqlite.Store{second, third} {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	fourth := begin("fourth")
	take(fourth, "fourth", 1)
	if holders, err := fourth.Holders(ctx); err != nil || len(holders) != 1 {
		t.Errorf("the holders are %+v, %v; want fourth alone", holders, err)
	}
	for range 3 { // again as often as it likes
		if err := fourth.RenewHolder(ctx, "fourth"); err != nil {
			t.Fatal(err)
		}
	}
	take(fourth, "fifth", 0)
}
