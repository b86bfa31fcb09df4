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
		{"en", "Spain beaten 1-2", true},
		{"en", "Storm may bring 10-15 Inches of rain", false},
		{"en", "Final kicks off at 20:45", false},
		{"en", "Police search for lost hiker", false},
		{"en", "Lost boy still missing", false},
		{"en", "Settled weather expected", false},
		{"en", "Convicted killer escapes", false},
		{"en", "Builder to be sentenced on Monday", false},
		{"en", "Builder sentenced to six years", true},
		{"de", "Bayern dreht das Spiel: 3:2 nach Rückstand", true},
		{"de", "Strompreise steigen um 10-15 Prozent", false},
		{"de", "Dem Angeklagten drohen 3-5 Jahre Haft", false},
		{"de", "Sperrung der A1 dauert 4-6 Wochen", false},
		{"de", "Anpfiff ist um 20:45 Uhr", false},
		{"fr", "Un suspect condamné en 2010 recherché", false},
		{"fr", "L’ancien maire condamné à deux ans de prison", true},
		{"fr", "Ils se battent pour leur école", false},
		{"es", "El alcalde, condenado por fraude", true},
		{"es", "Buscan a un condenado en 2015", false},
		{"pt", "Ex-prefeito condenado em 2012 volta ao cargo", false},
		{"ru", "Сборная сыграла 2:2", true},
		{"tr", "Ekipler 10-15 Ağustos'ta geliyor", false},
		{"tr", "Derbi 2-1 bitti", false},
		{"tr", "Derbide sonuç: 2-1", true},
	} {
		if got := tellsOutcome(knowledge.Article{Title: c.title, Language: c.language}); got != c.want {
			t.Errorf("%q tells an outcome: %v", c.title, got)
		}
	}
}
