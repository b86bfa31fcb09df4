package main

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

func TestKeeping(t *testing.T) {
	r, err := keeping(" 365, Harbour Post=30,Gazette = 0 ")
	if err != nil || r.of("Echo") != 365 || r.of("harbour post") != 30 || r.of("Gazette") != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	for _, bad := range []string{"a year", "Gazette=", "-3", "30d"} {
		if _, err := keeping(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// TestOldArticlesGo keeps one outlet for ever and the rest for 30 days, and has the clock run
// years ahead after.
func TestOldArticlesGo(t *testing.T) {
	now := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "quoth.db"), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var articles []knowledge.Article
	for day := range 120 {
		for _, outlet := range []string{"Post", "Gazette", ""} {
			articles = append(articles, knowledge.Article{URL: fmt.Sprintf("https://x%s.example/%d", outlet, day), Title: fmt.Sprintf("Piece %d", day), Source: outlet,
				Published: now.AddDate(0, 0, -day), Text: fmt.Sprintf("Matter%d was told in the town of %s.", day, outlet)})
		}
	}
	articles = append(articles, knowledge.Article{URL: "https://x.example/undated", Title: "Undated piece", Text: "Nobody knows when this was told in the town."})
	if _, err := intake.New(intake.Config{Store: store, Now: clock}).Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	keep, err := keeping("30, Gazette=0")
	if err != nil {
		t.Fatal(err)
	}
	u := &upkeep{Program: &Program{log: slog.New(slog.DiscardHandler), store: store, now: clock}, keep: keep}
	for range 2 {
		if err := u.removeOld(t.Context()); err != nil {
			t.Fatal(err)
		}
		sources, err := store.Sources(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sources {
			if want := map[string]int{"Post": 31, "Gazette": 120}[s.Name]; s.Articles != want {
				t.Errorf("of %s there are %d articles, want %d", s.Name, s.Articles, want)
			}
		}
		if stats, err := store.Stats(t.Context()); err != nil || stats.Articles != 31+120+31+1 {
			t.Errorf("there are %d articles in all, %v", stats.Articles, err)
		}
		now = now.AddDate(3, 0, 0)
	}
	if found, err := store.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("check finds %q, %v", found, err)
	}
}
