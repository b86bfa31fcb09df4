package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"quoth/knowledge"
)

// TestBrought tells the articles of a feed with few entries, of one with so many that it is
// asked of each article, and of one of which so much was asked that all are read.
func TestBrought(t *testing.T) {
	s := openNew(t)
	feeds := make([]int64, 2)
	for i, entries := range []int{10, 2 * (readEntries + 10)} {
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
	err := s.view(t.Context(), "brought", func(tx *sql.Tx) error {
		for _, c := range []struct {
			feeds        []int64
			asked        int
			one, another bool // whether they brought article 2 and 3
		}{{feeds[:1], 0, true, false}, {feeds[1:], 0, false, true}, {feeds[1:], askedArticles, false, true}, {feeds, 0, true, true}} {
			b, err := newBrought(t.Context(), tx, c.feeds)
			if err != nil {
				return err
			}
			b.asked = c.asked
			if one, another := b.has(2), b.has(3); one != c.one || another != c.another || b.err != nil {
				t.Errorf("feeds %d, asked of %d articles before, brought article 2: %v, article 3: %v (%v)", c.feeds, c.asked, one, another, b.err)
			}
			if read := b.all != nil; read != (c.asked > 0 || len(c.feeds) == 1 && c.feeds[0] == feeds[0]) {
				t.Errorf("all that feeds %d brought is read: %v", c.feeds, read)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		b, err := newBrought(ctx, tx, feeds)
		if err != nil {
			return err
		}
		if cancel(); b.has(2) || b.err == nil {
			t.Error("what could not be asked is told")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
