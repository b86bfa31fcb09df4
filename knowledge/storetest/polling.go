package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

// addresses finds an article under its further addresses, and never two under one.
func addresses(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	a := entry("https://example.com/a", "The Paper", "A", "The first.", day(1))
	a.FirstSeen = true
	b := entry("https://example.com/b", "The Paper", "B", "The second.", day(1))
	put(t, s, knowledge.Added, a, b)
	write(t, s, func(w knowledge.Writer) error {
		for _, url := range []string{"https://example.com/story?id=7", "https://example.com/story?id=7", "https://example.com/b"} {
			if err := w.PutAddress(ctx, url, a.ID); err != nil {
				return err
			}
		}
		if err := w.PutAddress(ctx, "https://example.com/story?id=7", b.ID); err != nil {
			return err
		}
		return w.PutAddress(ctx, "https://example.com/nowhere", 999)
	})
	for url, want := range map[string]int64{"https://example.com/a": a.ID, "http://www.example.com/story?id=7": a.ID, "https://example.com/b": b.ID} {
		got := ok[knowledge.Article](t)(s.ArticleByURL(ctx, url))
		if got.ID != want || got.FirstSeen != (want == a.ID) {
			t.Errorf("%s is article %d, first seen %t; want %d", url, got.ID, got.FirstSeen, want)
		}
	}
	_, err := s.ArticleByURL(ctx, "https://example.com/nowhere")
	wantNotFound(t, "ArticleByURL", err)
	same := entry("https://example.com/story?id=7", "The Paper", "A", "The first, edited.", day(1))
	put(t, s, knowledge.Updated, same)
	if same.ID != a.ID || same.Version != 2 {
		t.Errorf("under its further address it is article %d, version %d", same.ID, same.Version)
	}
}

// expect puts articles that were looked up together: stored ones, some twice, and one that gets a further address meanwhile.
func expect(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	at := func(url, text string) *knowledge.Entry { return entry(url, "The Paper", "A", text, day(1)) }
	stored, moved := at("https://example.com/stored", "It was stored."), at("https://example.com/moved", "It was moved.")
	put(t, s, knowledge.Added, stored, moved)
	write(t, s, func(w knowledge.Writer) error { return w.PutAddress(ctx, "https://example.com/further", moved.ID) })
	first, later := at("https://example.com/new", "It is new."), at("https://example.com/later", "It is stored later.")
	private := at("https://example.com/stored", "It is private.")
	private.For = "someone"
	all := []*knowledge.Entry{
		at("https://example.com/stored", "It was stored."), at("https://example.com/further", "It was edited."), first,
		at("https://example.com/new", "It is new."), at("https://example.com/new", "It is edited."), private, later,
	}
	want := []knowledge.Outcome{knowledge.Unchanged, knowledge.Updated, knowledge.Added, knowledge.Unchanged, knowledge.Updated, knowledge.Added, knowledge.Updated}
	write(t, s, func(w knowledge.Writer) error {
		if err := w.Expect(ctx, all); err != nil {
			return err
		}
		for i, e := range all {
			if e == later {
				if err := w.PutAddress(ctx, later.URL, first.ID); err != nil {
					return err
				}
			}
			if got, err := w.Put(ctx, sealed(e)); err != nil || got != want[i] {
				t.Errorf("Put of %s, number %d, is %d (%v), want %d", e.URL, i, got, err, want[i])
			}
		}
		return nil
	})
	if all[1].ID != moved.ID || later.ID != first.ID || later.Version != 3 {
		t.Errorf("under a further address: article %d, want %d; article %d, version %d, want the third of %d", all[1].ID, moved.ID, later.ID, later.Version, first.ID)
	}
}

// prune removes versions between the first and the current one.
func prune(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	texts := []string{"One.", "Two.", "Three."}
	var a *knowledge.Entry
	for i, text := range texts {
		a = entry("https://example.com/a", "The Paper", "A", text, day(1))
		put(t, s, []knowledge.Outcome{knowledge.Added, knowledge.Updated, knowledge.Updated}[i], a)
	}
	for i, want := range texts {
		if got := ok[knowledge.Article](t)(s.Version(ctx, a.ID, i+1)); got.Text != want || got.Version != i+1 || got.Source != "The Paper" {
			t.Errorf("version %d is %+v", i+1, got)
		}
	}
	_, err := s.Version(ctx, a.ID, 4)
	wantNotFound(t, "Version", err)
	write(t, s, func(w knowledge.Writer) error {
		for version := 0; version < 5; version++ {
			if err := w.PruneVersion(ctx, a.ID, version); err != nil {
				return err
			}
		}
		return nil
	})
	_, err = s.Version(ctx, a.ID, 2)
	wantNotFound(t, "a version that was pruned", err)
	for _, version := range []int{1, 3} {
		if got := ok[knowledge.Article](t)(s.Version(ctx, a.ID, version)); got.Text != texts[version-1] {
			t.Errorf("version %d is %+v", version, got)
		}
	}
	if problems := ok[[]string](t)(s.Check(ctx)); len(problems) > 0 {
		t.Errorf("Check: %v", problems)
	}
}

// pageChecks keeps when pages are read again.
func pageChecks(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	a, b := entry("https://example.com/a", "The Paper", "A", "The first.", day(1)), entry("https://example.com/b", "Echo", "B", "The second.", day(1))
	put(t, s, knowledge.Added, a, b)
	first := knowledge.PageCheck{Article: a.ID, Feed: 3, Due: day(2), Step: 1, ETag: `"x"`, LastModified: "Thu, 02 Jan 2020 00:00:00 GMT", Mark: "m"}
	second := knowledge.PageCheck{Article: b.ID, Due: day(1)}
	keep := func(checks ...knowledge.PageCheck) {
		t.Helper()
		write(t, s, func(w knowledge.Writer) error {
			for _, c := range checks {
				if err := w.PutPageCheck(ctx, c); err != nil {
					return err
				}
			}
			return nil
		})
	}
	due := func(now time.Time, limit int, want ...knowledge.PageCheck) {
		t.Helper()
		if diff := cmp.Diff(want, ok[[]knowledge.PageCheck](t)(s.DuePages(ctx, now, limit))); diff != "" {
			t.Errorf("DuePages(%v, %d), want -, got +:\n%s", now, limit, diff)
		}
	}
	keep(first, second)
	due(day(1).Add(-time.Second), 9)
	due(day(1), 9, second)
	due(day(3), 9, second, first)
	due(day(3), 1, second)
	first.Step, first.Due = 2, day(4)
	keep(first, knowledge.PageCheck{Article: b.ID})
	due(day(5), 9, first)
	write(t, s, func(w knowledge.Writer) error {
		_, err := w.RemoveSource(ctx, "The Paper")
		return err
	})
	due(day(5), 9)
}
