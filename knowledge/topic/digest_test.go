package topic_test

import (
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/topic"
)

func TestIsDigest(t *testing.T) {
	for title, want := range map[string]bool{
		"Budget, storm, Cup final, Nobel Prize, bread ...":                     true,
		"The dam, the river and the town":                                      false,
		"A dam, which the town had built, broke, and nobody, it says, is hurt": false,
	} {
		if topic.IsDigest(title) != want {
			t.Errorf("%q is a digest: %v, want %v", title, !want, want)
		}
	}
}

// TestDigest reads a digest of which one piece is on the topic.
func TestDigest(t *testing.T) {
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	pieces := []string{
		"The Lindau dam broke on Monday after a night of rain. Two hundred people left their homes. Nobody was hurt.",
		"The council passed the budget by nine votes to four. It raises the fee for parking. The mayor called it fair. Shops on the square had asked for less.",
		"A baker from the old town won the prize for the best bread. She has baked for forty years.",
	}
	article := knowledge.Article{URL: "https://gazette.example/briefing", Title: "Lindau dam, budget, bread, chess, weather", Source: "Gazette",
		Published: time.Date(2020, 11, 18, 0, 0, 0, 0, time.UTC), Language: "en", Text: strings.Join(pieces, "\n\n")}
	if _, err := intake.New(intake.Config{Store: store}).Add(t.Context(), []knowledge.Article{article}); err != nil {
		t.Fatal(err)
	}
	readings, err := topic.NewReader(store).Read(t.Context(), "Lindau dam", knowledge.Filter{})
	if err != nil || len(readings) != 1 {
		t.Fatalf("%d readings, %v", len(readings), err)
	}
	for i, s := range readings[0].Sentences {
		first, near := i < 3, i < 5 // the first piece, and what may still be of it
		if on := s.About > .25; on && !near || !on && first {
			t.Errorf("%q is about the dam: %.2f", article.Text[s.Start:s.End], s.About)
		}
	}
}
