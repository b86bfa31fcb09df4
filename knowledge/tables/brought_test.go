package tables_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/tables"
)

func open(t testing.TB) *sqlite.Store {
	t.Helper()
	return openAt(t, sqlitetest.File(t))
}

func openAt(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestBrought tells the articles of a feed with few entries, of one with so many that it is
// asked of each article, and of one of which so much was asked that all are read.
func TestBrought(t *testing.T) {
	s := open(t)
	feeds := make([]int64, 2)
	for i, entries := range []int{10, 2 * (tables.ReadEntries + 10)} {
		var err error
		if feeds[i], _, err = s.AddFeed(t.Context(), knowledge.Feed{URL: fmt.Sprint("https://example.com/", i), Title: fmt.Sprint("Feed ", i)}); err != nil {
			t.Fatal(err)
		}
		err = s.Write(t.Context(), func(w knowledge.Writer) error {
			for n := range entries {
				if err := w.PutEntry(t.Context(), feeds[i], fmt.Sprint(n), "digest", int64(2*(n/2)+i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		feeds []int64
		asked int
		want  []bool // whether they brought article 2 and 3
		all   bool
	}{
		{feeds[:1], 0, []bool{true, false}, true},
		{feeds[1:], 0, []bool{false, true}, false},
		{feeds[1:], tables.AskedArticles, []bool{false, true}, true},
		{feeds, 0, []bool{true, true}, false},
	} {
		has, all, err := s.Brought(t.Context(), c.feeds, c.asked, 2, 3)
		if !slices.Equal(has, c.want) || all != c.all || err != nil {
			t.Errorf("feeds %d, asked of %d articles before, brought articles 2 and 3: %v, want %v; all is read: %v, want %v (%v)", c.feeds, c.asked, has, c.want, all, c.all, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if has, _, err := s.Brought(ctx, feeds, 0, 2); err == nil {
		t.Errorf("what could not be asked is told: %v", has)
	}
}
