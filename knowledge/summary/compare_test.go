package summary_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/summary"
)

// quake is one event as three outlets tell it, and news of another.
func quake() []knowledge.Article {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	article := func(n int, source, title, text string) knowledge.Article {
		return knowledge.Article{URL: fmt.Sprintf("https://%d.example/", n), Source: source, Title: title, Language: "en", Published: at.Add(time.Duration(n) * time.Hour), Text: text}
	}
	shared := "A strong earthquake of magnitude 6.4 shook the town of Elmstead in northern Karvonia on Monday morning. Rescue workers searched the collapsed houses of Elmstead through the day. The earthquake was felt as far as the capital Portmouth. "
	return []knowledge.Article{
		article(1, "Echo", "Earthquake shakes Elmstead in Karvonia", shared+"At least 13 people were killed when houses collapsed in the earthquake, the governor said. The hospital of Elmstead lost its power and moved its patients into tents."),
		article(2, "Herald", "Earthquake in Elmstead, Karvonia, destroys houses", shared+"At least 21 people were killed when houses collapsed in the earthquake, the ministry said. The railway to the town of Elmstead stays closed because its bridge has cracked."),
		article(3, "Gazette", "Elmstead in Karvonia hit by strong earthquake", shared+"The government in Portmouth sent four hundred soldiers with dogs to the town of Elmstead."),
		article(4, "Echo", "Ferry crews walk out", "Crews of the ferry to Aldmere walked out over their pay on Monday. The ferry stays at its pier until further notice."),
	}
}

func comparing(t *testing.T, more ...knowledge.Article) (*summary.Summarizer, *sqlite.Store) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	if _, err := intake.New(intake.Config{Store: store}).Add(t.Context(), append(quake(), more...)); err != nil {
		t.Fatal(err)
	}
	return summary.New(store), store
}

func TestCompare(t *testing.T) {
	s, store := comparing(t)
	herald, err := store.ArticleByURL(t.Context(), "https://2.example/")
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Compare(t.Context(), "Elmstead earthquake", knowledge.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.CompareArticle(t.Context(), herald.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []summary.Comparison{c, again} {
		var sides []string
		for _, x := range c.Sides {
			sides = append(sides, x.Article.Source+": "+x.Own.Text)
		}
		want := []string{
			"Gazette: The government in Portmouth sent four hundred soldiers with dogs to the town of Elmstead.",
			"Herald: The railway to the town of Elmstead stays closed because its bridge has cracked.",
			"Echo: The hospital of Elmstead lost its power and moved its patients into tents.",
		}
		if !slices.Equal(sides, want) {
			t.Errorf("the sides are\n%s\nwant\n%s", strings.Join(sides, "\n"), strings.Join(want, "\n"))
		}
		if len(c.Figures) != 1 {
			t.Fatalf("%d figures differ, want the number of the dead alone: %v", len(c.Figures), c.Figures)
		}
		var told []string
		for _, q := range c.Figures[0] {
			told = append(told, q.Article.Source+" "+q.Answering()+" "+q.Value)
		}
		if want := []string{"Herald 21 21", "Echo 13 13"}; !slices.Equal(told, want) {
			t.Errorf("the figures are %q, want %q", told, want)
		}
	}
}

func TestCompareAlone(t *testing.T) {
	s, _ := comparing(t)
	for topic, sides := range map[string]int{"ferry crews": 1, "zebra": 0} {
		c, err := s.Compare(t.Context(), topic, knowledge.Filter{})
		if err != nil || len(c.Sides) != sides || len(c.Figures) != 0 {
			t.Errorf("on %s there are %d sides (%v), want %d", topic, len(c.Sides), err, sides)
		}
	}
}

// TestTheStateOfATopic summarises the earthquake with what says little of how things stand: an
// opinion that is the newest, and a round-up of the day.
func TestTheStateOfATopic(t *testing.T) {
	late := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	s, _ := comparing(t,
		knowledge.Article{URL: "https://5.example/opinion/quake", Source: "Echo", Title: "What the Elmstead earthquake in Karvonia should teach us", Language: "en", Published: late.Add(time.Hour),
			Text: "The Elmstead earthquake in Karvonia was a long time coming, and I dislike how the governor speaks of it. Karvonia should have built better houses in Elmstead before the earthquake came."},
		knowledge.Article{URL: "https://6.example/", Source: "Gazette", Title: "Earthquake in Elmstead, ferry strike and a goal: the day in Karvonia", Language: "en", Published: late,
			Text: "Crews of the ferry to Aldmere walked out over their pay and want to talk on Friday at the pier. Rescue workers found a child alive in Elmstead a day after the earthquake in Karvonia. Ashford lost the cup to the champions with a goal in the last minute of a poor match."})
	account, err := s.Topic(t.Context(), summary.Request{Topic: "Elmstead earthquake", Sentences: 6, Now: late.AddDate(0, 0, 1)})
	if err != nil || len(account.Quotes) < 2 {
		t.Fatalf("%+v, %v", account, err)
	}
	for i, want := range []string{"A strong earthquake", "Rescue workers found a child"} { // what most tell, and the newest
		if got := account.Quotes[i].Text; !strings.HasPrefix(got, want) {
			t.Errorf("sentence %d is %q", i+1, got)
		}
	}
	seen := map[string]bool{}
	for _, q := range account.Quotes {
		if strings.Contains(q.Article.URL, "opinion") || strings.Contains(q.Text, "ferry") || strings.Contains(q.Text, "Ashford") {
			t.Errorf("it says %q", q.Text)
		}
		if start := strings.Join(strings.Fields(q.Text)[:5], " "); seen[start] {
			t.Errorf("it says again %q", q.Text)
		} else {
			seen[start] = true
		}
	}
	var figures []string
	for _, group := range account.Differ {
		for _, q := range group {
			figures = append(figures, q.Value)
		}
	}
	if slices.Sort(figures); !slices.Equal(figures, []string{"13", "21"}) {
		t.Errorf("the outlets differ in the figures %q", figures)
	}
}

// TestTheStateIsOfTheTopic summarises the earthquake a year after it, when an article on another
// thing names it once.
func TestTheStateIsOfTheTopic(t *testing.T) {
	later := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)
	s, _ := comparing(t, knowledge.Article{URL: "https://7.example/", Source: "Herald", Title: "Builders in Aldmere get new rules for schools", Language: "en", Published: later,
		Text: "Houses in Aldmere must withstand an earthquake in Karvonia such as that of Elmstead from April on. The council of Aldmere lends money to the owners of schools that are older than forty years. Builders want two more years for the schools and speak of a lack of steel. The council of Aldmere votes on the money for schools in May. Parents asked the council of Aldmere for tents in which the schools can teach meanwhile."})
	account, err := s.Topic(t.Context(), summary.Request{Topic: "Elmstead earthquake", Sentences: 4, Now: later.AddDate(0, 0, 1)})
	if err != nil || len(account.Quotes) == 0 {
		t.Fatalf("%+v, %v", account, err)
	}
	if first := account.Quotes[0]; !first.Article.Published.Before(later) {
		t.Errorf("the state is %q", first.Text)
	}
}

// TestCompareReports compares the earthquake when one more outlet prints an opinion on it, another
// tells the same figure of the day after, and one says in two sentences what the Herald says in one.
func TestCompareReports(t *testing.T) {
	at := time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	shared := "A strong earthquake of magnitude 6.4 shook the town of Elmstead in northern Karvonia on Monday morning. Rescue workers searched the collapsed houses of Elmstead through the day. "
	s, _ := comparing(t,
		knowledge.Article{URL: "https://8.example/2026/03/02/elmstead-commentary", Source: "Mirror", Title: "The earthquake in Elmstead, Karvonia, was no fate", Language: "en", Published: at,
			Text: shared + "I have written for years that the governor of Karvonia lets people of Elmstead sleep under roofs that fall."},
		knowledge.Article{URL: "https://9.example/", Source: "Courier", Title: "Earthquake in Elmstead, Karvonia: one day later", Language: "en", Published: at.AddDate(0, 0, 1),
			Text: shared + "At least 34 people were killed when houses collapsed in the earthquake, the ministry said. The railway of the town is closed, engineers said. The bridge of the railway has cracked and it stays closed to the town of Elmstead."})
	c, err := s.Compare(t.Context(), "Elmstead earthquake", knowledge.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var sources []string
	for _, x := range c.Sides {
		sources = append(sources, x.Article.Source)
	}
	if slices.Sort(sources); !slices.Equal(sources, []string{"Courier", "Echo", "Gazette", "Herald"}) {
		t.Errorf("the sides are of %q", sources)
	}
	if len(c.Figures) != 1 || slices.ContainsFunc(c.Figures[0], func(q knowledge.Quote) bool { return q.Value == "34" }) {
		t.Errorf("figures differ: %+v", c.Figures)
	}
}

// TestCompareRetold compares a match of which one outlet tells in one sentence what another tells in two.
func TestCompareRetold(t *testing.T) {
	at := time.Date(2026, 7, 2, 9, 0, 0, 0, time.UTC)
	shared := "Karvonia won the cup of the islands for the first time against Norland on Sunday evening. "
	s, _ := comparing(t,
		knowledge.Article{URL: "https://10.example/", Source: "Echo", Title: "Karvonia wins cup of the islands against Norland", Language: "en", Published: at,
			Text: shared + "The winner by Moreau came in the 110th minute of a final that a record crowd of 87,192 watched in Aldmere."},
		knowledge.Article{URL: "https://11.example/", Source: "Herald", Title: "Karvonia beats Norland in final of the islands cup", Language: "en", Published: at.Add(time.Hour),
			Text: shared + "Substitute Moreau scored with her left foot in the 110th minute. The stadium of Aldmere was full, and 87,192 people made it the largest crowd of any match there. The coach Lund leaves the team of Karvonia after the cup."})
	c, err := s.Compare(t.Context(), "Karvonia cup islands", knowledge.Filter{})
	if err != nil || len(c.Sides) != 2 {
		t.Fatalf("%d sides, %v", len(c.Sides), err)
	}
	for _, x := range c.Sides {
		want := map[string]string{"Echo": "", "Herald": "The coach Lund leaves the team of Karvonia after the cup."}[x.Article.Source]
		if x.Own.Text != want {
			t.Errorf("%s alone says %q, want %q", x.Article.Source, x.Own.Text, want)
		}
	}
}

// TestCompareNoComment has an outlet that alone says that nobody commented, or what ends a quotation that
// another sentence began.
func TestCompareNoComment(t *testing.T) {
	for _, said := range []string{
		"The mining company of Elmstead did not immediately respond to a request for comment on the earthquake.",
		"Miners of Elmstead slept in cellars of the old brewery after the earthquake.\"",
	} {
		told := quake()[0]
		told.URL, told.Source = "https://5.example/", "Tribune"
		told.Text = strings.Replace(told.Text, "The hospital of Elmstead lost its power and moved its patients into tents.", said, 1)
		s, store := comparing(t, told)
		a, err := store.ArticleByURL(t.Context(), told.URL)
		if err != nil {
			t.Fatal(err)
		}
		c, err := s.CompareArticle(t.Context(), a.ID)
		if err != nil || len(c.Sides) < 2 {
			t.Fatalf("%d sides, %v", len(c.Sides), err)
		}
		for _, side := range c.Sides {
			if side.Article.ID == a.ID && side.Own.Text != "" {
				t.Errorf("it alone says %q", side.Own.Text)
			}
		}
	}
}
