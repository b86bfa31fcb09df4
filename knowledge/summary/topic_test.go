package summary_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/summary"
	"quoth/seeds"
)

// TestTheSameEachTime asks for each of a few summaries twenty times.
func TestTheSameEachTime(t *testing.T) {
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var articles []knowledge.Article
	files := file.Files{
		Article: func(a knowledge.Article) error { articles = append(articles, a); return nil },
		Refused: func(p file.Problem) { t.Fatal(p) },
	}
	if err := files.ReadLines(t.Context(), "stories", bytes.NewReader(seeds.Stories())); err != nil {
		t.Fatal(err)
	}
	if _, err := intake.New(intake.Config{Store: store}).Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	s := summary.New(store)
	for _, topic := range []string{"Nagorno-Karabakh war", "earthquake", "vaccine", "Moon"} {
		first := ""
		for i := range 20 {
			account, err := s.Topic(t.Context(), summary.Request{Topic: topic, Sentences: 6, Now: time.Now()})
			if err != nil || len(account.Quotes) == 0 {
				t.Fatalf("%s: %d quotes, %v", topic, len(account.Quotes), err)
			}
			if again := fmt.Sprintf("%+v", account); i == 0 {
				first = again
			} else if again != first {
				t.Fatalf("%s: first\n%s\nthen\n%s", topic, first, again)
			}
		}
	}
}
