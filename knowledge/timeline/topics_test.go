package timeline_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/timeline"
	"quoth/seeds"
)

// starter is a Maker over a real store of the starter stories.
func starter(t *testing.T) *timeline.Maker {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var articles []knowledge.Article
	for line := range bytes.Lines(seeds.Stories()) {
		var s struct{ URL, Title, Source, Published, Language, Text string }
		if err := json.Unmarshal(line, &s); err != nil {
			t.Fatal(err)
		}
		published, err := time.Parse(time.DateOnly, s.Published)
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, knowledge.Article{URL: s.URL + "#" + s.Published, Title: s.Title, Source: s.Source, Published: published, DateOnly: true, Language: s.Language, Text: s.Text})
	}
	if _, err := intake.New(intake.Config{Store: store}).Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return timeline.New(store)
}

// TestJudgedTopics asks for each topic without dates among stories on other things.
func TestJudgedTopics(t *testing.T) {
	m := starter(t)
	var sum figures
	for _, j := range readJudged(t, "topics.json") {
		sum.add(j.measure(t, m))
	}
	t.Log(sum)
	if sum.on*100 < sum.entries*95 || sum.dated*100 < sum.events*80 || sum.twice > 0 {
		t.Errorf("%v; %d sentences are told twice", sum, sum.twice)
	}
}

// TestTheSameEachTime asks for each of a few timelines twenty times.
func TestTheSameEachTime(t *testing.T) {
	m := starter(t)
	for _, topic := range []string{"Nagorno-Karabakh war", "earthquake", "vaccine", "Moon"} {
		first := ""
		for i := range 20 {
			got, err := m.Timeline(t.Context(), timeline.Request{Topic: topic, Entries: 12, PerDate: 2})
			if err != nil {
				t.Fatal(err)
			}
			if again := fmt.Sprintf("%+v", got); i == 0 {
				first = again
			} else if again != first {
				t.Fatalf("%s: first\n%s\nthen\n%s", topic, first, again)
			}
		}
	}
}
