package timeline_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/timeline"
	"quoth/seeds"
)

// judged is a topic over the starter stories: what an entry on it says, and events with
// the day on which they happened and what tells them, all as patterns.
type judged struct {
	Topic  string
	On     string
	Events []struct{ Date, Tells string }
}

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
	data, err := os.ReadFile("testdata/topics.json")
	if err != nil {
		t.Fatal(err)
	}
	var topics []judged
	if err := json.Unmarshal(data, &topics); err != nil {
		t.Fatal(err)
	}
	m := starter(t)
	entries, on, events, told, again := 0, 0, 0, 0, 0
	for _, j := range topics {
		got, err := m.Timeline(t.Context(), timeline.Request{Topic: j.Topic, Entries: 12})
		if err != nil {
			t.Fatal(err)
		}
		about := regexp.MustCompile(j.On)
		said := map[string]bool{}
		for _, e := range got {
			q := e.Quotes[0]
			entries++
			if about.MatchString(q.Text) || about.MatchString(q.Article.Title) {
				on++
			} else {
				t.Logf("%s: %s is not on it: %s", j.Topic, e.Date, q.Text)
			}
			if said[q.Text] {
				again++
			}
			said[q.Text] = true
		}
		for _, x := range j.Events {
			events++
			tells := regexp.MustCompile(x.Tells)
			found := false
			for _, e := range got {
				found = found || e.Date == x.Date && tells.MatchString(e.Quotes[0].Text)
			}
			if found {
				told++
			} else {
				t.Logf("%s: %s is not told", j.Topic, x.Date)
			}
		}
	}
	t.Logf("of %d entries %d are on their topic; of %d events %d are told on their day", entries, on, events, told)
	if on*100 < entries*95 || told*100 < events*80 || again > 0 {
		t.Errorf("%d of %d entries are on their topic, %d of %d events are told, %d sentences are told twice", on, entries, told, events, again)
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
