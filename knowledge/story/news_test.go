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
		{knowledge.Article{Title: "Builder of Port Evans tower convicted", Source: "Echo", Published: monday.Add(time.Hour)}, News{Result: true}},
		{knowledge.Article{Title: "Can Port Evans be rebuilt?", Source: "Echo", Published: monday.Add(time.Hour)}, News{}},
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

// TestOutcome tells titles that say how something came out from those that foretell, ask or
// name a range.
func TestOutcome(t *testing.T) {
	for _, c := range []struct {
		language, title string
		want            bool
	}{
		{"en", "Spain 2-1 England: late goal decides final", true},
		{"en", "Jury finds mayor guilty on all counts", true},
		{"en", "Spain hopes to win the final on Sunday", false},
		{"en", "Who won the debate?", false},
		{"en", "Repairs will take 2-3 weeks, minister says", false},
		{"de", "Stadtrat beschließt Neubau der Brücke", true},
		{"de", "Stadtrat will nicht beschließen", false},
		{"fr", "Le Sénat adopte la loi sur l’eau", true},
		{"es", "El Congreso aprueba la ley de aguas", true},
		{"it", "Il sindaco condannato a tre anni", true},
		{"pt", "Senado aprova projeto de lei", true},
		{"ru", "Сборная обыграла соперника", true},
		{"tr", "Meclis yasayı onayladı", true},
		{"tr", "Meclis yasayı görüşüyor", false},
	} {
		if got := tellsOutcome(knowledge.Article{Title: c.title, Language: c.language}); got != c.want {
			t.Errorf("%q tells an outcome: %v", c.title, got)
		}
	}
}
