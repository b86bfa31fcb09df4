package main

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

func TestKeeping(t *testing.T) {
	r, err := keeping(" 365, 2gb, Harbour Post=30d,Gazette = 0, Harbour Post=200 MB ")
	if err != nil {
		t.Fatal(err)
	}
	for outlet, want := range map[string]bound{"Echo": {365, 2 << 30}, "harbour post": {30, 200 << 20}, "Gazette": {}, "": {365, 2 << 30}} {
		if got, own := r.of(outlet); got != want || own != (outlet == "harbour post" || outlet == "Gazette") {
			t.Errorf("%q is kept by %+v, its own: %t", outlet, got, own)
		}
	}
	for _, bad := range []string{"a year", "Gazette=", "-3", "30w", "2.5GB", "1234567"} {
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
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: clock})
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

// TestStoreWithinBytes has a store grow beyond the room that it and an outlet may take: in a few
// nights it is within, the oldest are gone, and what was not bounded is whole.
func TestStoreWithinBytes(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var articles []knowledge.Article
	for day := range 100 {
		for _, outlet := range []string{"Post", "Echo", "Gazette", "Herald"} {
			var text strings.Builder
			for n := range 60 {
				fmt.Fprintf(&text, "Matter%d-%d was told in the town of %s by witness%d. ", day, n, outlet, n*day)
			}
			articles = append(articles, knowledge.Article{URL: fmt.Sprintf("https://%s.example/%d", outlet, day), Title: fmt.Sprintf("Piece %d", day), Source: outlet,
				Published: now.AddDate(0, 0, -day), Text: text.String()})
		}
	}
	if _, err := intake.New(intake.Config{Store: store, Now: clock}).Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	before, err := store.Footprint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	keep := retention{bound: bound{bytes: before.Bytes / 4}, outlets: map[string]bound{"gazette": {}, "herald": {bytes: before.Bytes / 10}}}
	u := &upkeep{Program: &Program{log: slog.New(slog.DiscardHandler), store: store, now: clock}, keep: keep}
	articlesOf := func() map[string]int {
		sources, err := store.Sources(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		n := map[string]int{}
		for _, s := range sources {
			n[s.Name] = s.Articles
		}
		return n
	}
	if err := u.removeOld(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := articlesOf()
	if first["Gazette"] != 100 || first["Post"] < 45 || first["Post"] > 55 || first["Echo"] != first["Post"] || first["Herald"] < 33 || first["Herald"] > 45 {
		t.Errorf("after a night there are %v", first)
	}
	for range 4 {
		if err := u.removeOld(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	after, err := store.Footprint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	left := articlesOf()
	if bounded := before.Bytes/4 + before.Bytes/4 + before.Bytes/10; after.Bytes > bounded*11/10 { // Gazette's quarter is not bounded
		t.Errorf("in the end it takes %d bytes, of %d before", after.Bytes, before.Bytes)
	}
	if left["Gazette"] != 100 || left["Post"] < 20 || left["Herald"] < 15 {
		t.Errorf("in the end there are %v", left)
	}
	newest, err := store.Latest(t.Context(), knowledge.Filter{Sources: []string{"Post"}}, 1000, 0)
	if err != nil || len(newest) != left["Post"] || !newest[len(newest)-1].Published.Equal(now.AddDate(0, 0, 1-left["Post"])) {
		t.Errorf("of Post %d are left, the oldest of %s (%v)", len(newest), newest[len(newest)-1].Published, err)
	}
	if found, err := store.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("check finds %q, %v", found, err)
	}
}
