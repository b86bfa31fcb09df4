package story

import (
	"testing"
	"time"

	"quoth/knowledge"
)

// TestNewsOf names what is new in an article of a story: a figure that stands in no
// earlier one and is no date, else a later day, else another outlet.
func TestNewsOf(t *testing.T) {
	monday := time.Date(2024, 3, 4, 9, 0, 0, 0, time.UTC)
	first := knowledge.Article{Title: "Quake kills 12 in Port Evans", Text: "Twelve people died, and 300 lost their homes.", Source: "Echo", Published: monday, Language: "en"}
	for _, c := range []struct {
		a    knowledge.Article
		want News
	}{
		{knowledge.Article{Title: "Quake: death toll rises to 1,047", Source: "Echo", Published: monday.Add(time.Hour)}, News{Figure: "1,047"}},
		{knowledge.Article{Title: "300 without homes after quake", Source: "Echo", Published: monday.Add(time.Hour)}, News{}},
		{knowledge.Article{Title: "Quake of 4 March 2024: what is known", Source: "Wire", Published: monday.Add(time.Hour)}, News{Outlet: "Wire"}},
		{knowledge.Article{Title: "Port Evans buries its dead", Source: "Echo", Published: monday.Add(30 * time.Hour)}, News{Day: monday.Add(30 * time.Hour)}},
		{knowledge.Article{Title: "Erdbeben: Zahl der Toten steigt auf 47", Source: "Wire", Language: "de"}, News{Figure: "47", Outlet: "Wire"}},
	} {
		if c.a.Language == "" {
			c.a.Language = "en"
		}
		if got := NewsOf(c.a, []knowledge.Article{first}); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.a.Title, got, c.want)
		}
	}
	if got := NewsOf(first, nil); got != (News{}) {
		t.Errorf("of a story's first article new is %+v", got)
	}
}
