package topic_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/topic"
)

// town is news of one place in three outlets.
func town() []knowledge.Article {
	return []knowledge.Article{
		{Title: "Fire at paper mill", Source: "Echo", Published: at("2026-03-02"), Text: "A fire broke out at the old paper mill on Monday. Smoke was seen forty kilometres away. Nobody was hurt."},
		{Title: "Mill fire in Ashford", Source: "The Herald", Published: at("2026-04-02"), Text: "The mill fire in Ashford is out, the mayor said. Work at the mill begins again in May."},
		{Title: "Bridge to open in June", Source: "Echo", Published: at("2026-05-02"), Text: "The mayor will open the bridge in June. A ferry has carried cars across the river since the fire at the mill."},
		{Title: "Ferry crews walk out", Source: "Gazette", Published: at("2026-05-03"), Text: "Crews of the ferry walked out over pay. The ferry stays at its pier. Talks die down."},
	}
}

func TestSearch(t *testing.T) {
	r := stored(t, town()...)
	for words, want := range map[string]string{
		"mill":                       "Mill fire in Ashford|Fire at paper mill|Bridge to open in June", // most about it first
		"mills":                      "Mill fire in Ashford|Fire at paper mill|Bridge to open in June",
		"mill -smoke":                "Mill fire in Ashford|Bridge to open in June",
		`"paper mill" smoke`:         "Fire at paper mill",
		`"mill paper"`:               "",
		"mayor bridge":               "Bridge to open in June",
		`fire -"old paper mill"`:     "Mill fire in Ashford|Bridge to open in June",
		"zebra":                      "",
		"mayor zebra":                "",
		"mayoor brige":               "Bridge to open in June",
		"firre smoke":                "Fire at paper mill",
		"zebra OR ferry":             "Ferry crews walk out|Bridge to open in June",
		"ferry bridge OR pier":       "Bridge to open in June|Ferry crews walk out",
		"mill source:herald":         "",
		`mill source:"the herald"`:   "Mill fire in Ashford",
		"mill -source:Echo":          "Mill fire in Ashford",
		"source:Echo":                "Bridge to open in June|Fire at paper mill", // the newest first
		"source:Echo -mayor":         "Fire at paper mill",
		"mill from:2026-04":          "Mill fire in Ashford|Bridge to open in June",
		"mill to:2026-04-01":         "Fire at paper mill",
		"mill lang:fr":               "",
		`"The Who"`:                  "", // no search finds function words
		"die lang:en":                "Ferry crews walk out",
		"ferry lang:fr OR lang:en":   "Ferry crews walk out|Bridge to open in June",
		"\"smoke was seen\" OR pier": "Fire at paper mill|Ferry crews walk out",
	} {
		m, err := r.Search(t.Context(), words, knowledge.Filter{}, 10)
		if err != nil {
			t.Fatalf("%s: %v", words, err)
		}
		var titles []string
		for _, q := range m.Quotes {
			titles = append(titles, q.Article.Title)
		}
		if got := strings.Join(titles, "|"); got != want {
			t.Errorf("%s finds %q, want %q", words, got, want)
		}
	}
	m, err := r.Search(t.Context(), "mayoor bridge", knowledge.Filter{}, 10)
	if want := []topic.Respelling{{Word: "mayoor", Read: "mayor"}}; err != nil || !slices.Equal(m.Readings, want) {
		t.Errorf("a misspelled search says %q, %v, want %q", m.Readings, err, want)
	}
	if m, err := r.Search(t.Context(), "mill", knowledge.Filter{}, 1); err != nil || len(m.Quotes) != 1 {
		t.Errorf("a search for one gives %d, %v", len(m.Quotes), err)
	}
	if _, err := r.Search(t.Context(), "-x", knowledge.Filter{}, 10); !errors.Is(err, topic.ErrNothing) {
		t.Errorf("a search for nothing gives %v", err)
	}
}

// TestNewest finds the newest articles on a topic among more than are read for a search, most
// of which hold its words more often.
func TestNewest(t *testing.T) {
	var all []knowledge.Article
	start := at("2023-01-01")
	for i := range 250 {
		all = append(all, knowledge.Article{Title: fmt.Sprintf("Ferry strike %d", i), Source: "Echo", Published: start.Add(time.Duration(i) * time.Hour), Text: fmt.Sprintf("The ferry strike is in its hour %d. The ferry strike goes on.", i)})
	}
	all = append(all,
		knowledge.Article{Title: "Harbour opens a museum", Source: "Gazette", Published: at("2024-05-06"), Text: "A museum opened at the harbour. It shows nets, oars and lamps of three centuries. Its first visitors were those whom the ferry strike had kept on the pier. Entry is free on Sundays."},
	)
	m, err := stored(t, all...).Newest(t.Context(), "ferry strike", knowledge.Filter{}, at("2024-05-07"), 3)
	var titles []string
	for _, q := range m.Quotes {
		titles = append(titles, q.Article.Title)
	}
	if want := []string{"Harbour opens a museum", "Ferry strike 249", "Ferry strike 248"}; err != nil || !slices.Equal(titles, want) {
		t.Errorf("the newest are %q, %v, want %q", titles, err, want)
	}
}
