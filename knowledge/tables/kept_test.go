package tables_test

import (
	"context"
	"fmt"
	"testing"

	"quoth/knowledge"
)

// TestKept asks for a word without a transaction: after it was searched for, that is enough,
// until an article is stored or goes; whoever may not read an article does not find it so either.
func TestKept(t *testing.T) {
	s := open(t)
	put := func(audience knowledge.Audience, numbers ...int) {
		t.Helper()
		err := s.Write(t.Context(), func(w knowledge.Writer) error {
			for _, n := range numbers {
				e := &knowledge.Entry{Article: knowledge.Article{URL: fmt.Sprint("https://example.com/", n), Title: "Rain", Source: fmt.Sprint("Outlet ", n), Text: "Rain fell.", For: audience}, Terms: []string{"rain"}}
				e.Seal = knowledge.SealOf(&e.Article)
				if _, err := w.Put(t.Context(), e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	search := func(ctx context.Context, want int) {
		t.Helper()
		if in, _, err := s.Frequencies(ctx, []string{"rain"}); err != nil || in[0] != want {
			t.Errorf("Frequencies = %d, %v; want %d", in, err, want)
		}
		if hits, err := s.Search(ctx, knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "rain", Weight: 1}}, Limit: 9}); err != nil || len(hits) != want {
			t.Errorf("Search finds %d, %v; want %d", len(hits), err, want)
		}
	}
	kept := func(ctx context.Context, wantIn int, want bool) {
		t.Helper()
		if in, kept, err := s.Kept(ctx, "rain"); err != nil || kept != want || in != wantIn {
			t.Errorf("without a transaction there are %d, all told: %t, %v; want %d, %t", in, kept, err, wantIn, want)
		}
	}
	ctx, reader := t.Context(), knowledge.AskedBy(t.Context(), "x:chat:1")
	put("", 1, 2)
	kept(ctx, 0, false)
	search(ctx, 2)
	kept(ctx, 2, true)
	put("", 3)
	kept(ctx, 0, false)
	search(ctx, 3)
	kept(ctx, 3, true)
	put("x:chat:1", 4)
	search(reader, 4)
	kept(reader, 4, true)
	kept(ctx, 3, true)
	search(ctx, 3)
	kept(knowledge.Unrestricted(ctx), 4, true)
	err := s.Write(ctx, func(w knowledge.Writer) error {
		_, err := w.RemoveSource(ctx, "Outlet 1")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	kept(ctx, 0, false)
	search(ctx, 2)
	kept(ctx, 2, true)
	search(reader, 3)
}
