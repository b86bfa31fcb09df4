package intake_test

import (
	"strings"
	"testing"

	"quoth/knowledge/intake"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/timeline"
)

// TestCaptionsTellNothing has a picture's caption tell a day: neither a sentence nor a fact is
// made of it, so that no timeline and no alert quotes it.
func TestCaptionsTellNothing(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	a := report("echo", "Earthquake kills 12 in Norland's Port Evans", "A strong earthquake shook the coast of Norland on Monday, and at least 12 people were killed.\n\n"+
		"Rescue workers search a house in Port Evans, Norland, after the earthquake on May 4, 2024. (Photo by Ada Moreau/Getty Images)\n\n"+
		"Prime Minister Una Brandt of Norland visited the old town of Port Evans on Monday after the earthquake and promised help.")
	add(t, intake.New(intake.Config{Store: s, Now: clock}), a)
	stored, err := s.ArticleByURL(t.Context(), a.URL)
	if err != nil {
		t.Fatal(err)
	}
	documents, err := s.Documents(t.Context(), []int64{stored.ID})
	if err != nil || len(documents) != 1 || len(documents[0].Sentences) != 2 {
		t.Fatalf("the article is %+v, %v", documents, err)
	}
	entries, err := timeline.New(s).Timeline(t.Context(), timeline.Request{Topic: "earthquake Norland"})
	if err != nil || len(entries) == 0 {
		t.Fatalf("%+v, %v", entries, err)
	}
	for _, e := range entries {
		for _, q := range e.Quotes {
			if e.Date == "2024-05-04" || strings.Contains(q.Text, "Rescue workers") {
				t.Errorf("on %s it tells %q", e.Date, q.Text)
			}
		}
	}
}
