package answer

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/heaptest"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/seeds"
)

// open returns an Answerer over a real store with articles.
func open(t testing.TB, articles ...knowledge.Article) *Answerer {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	if _, err := intake.New(intake.Config{Store: store}).Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return New(store, time.Now)
}

// lines reads article lines.
func lines(t testing.TB, data []byte) (articles []knowledge.Article) {
	t.Helper()
	files := file.Files{
		Article: func(a knowledge.Article) error { articles = append(articles, a); return nil },
		Refused: func(p file.Problem) { t.Fatal(p) },
	}
	if err := files.ReadLines(t.Context(), "articles", bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	return articles
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

var town = []knowledge.Article{
	{URL: "https://a.example/1", Title: "Mill fire in Ashford", Source: "Ashford Echo", Published: day("2023-05-03"), Language: "en",
		Text: "A fire destroyed the old paper mill in Ashford on Tuesday. Firefighters from four towns needed nine hours to put it out. Mill owner Petra Lindqvist said the damage came to 3.2 million euros. Nobody was hurt."},
	{URL: "https://b.example/1", Title: "Fire at paper mill", Source: "County Wire", Published: day("2023-05-03"), Language: "en",
		Text: "A fire destroyed the old paper mill in Ashford on Tuesday. Smoke was seen forty kilometres away."},
	{URL: "https://a.example/2", Title: "Bridge to open in June", Source: "Ashford Echo", Published: day("2023-05-20"), Language: "en",
		Text: "The new bridge over the Ash will open on 12 June 2023. Mayor Tomas Okafor will cut the ribbon. The bridge was built in Norland and brought by barge."},
	{URL: "https://a.example/3", Title: "Mayor resigns", Source: "Ashford Echo", Published: day("2024-02-01"), Language: "en",
		Text: "Mayor Tomas Okafor resigned on Wednesday after six years in office. Deputy Ines Weller will lead the town until the vote."},
}

func first(t *testing.T, a *Answerer, q Question) (knowledge.Quote, Answer) {
	t.Helper()
	got, err := a.Ask(t.Context(), q)
	if err != nil {
		t.Fatalf("%s: %v", q.Text, err)
	}
	if len(got.Quotes) == 0 {
		return knowledge.Quote{}, got
	}
	return got.Quotes[0], got
}

func bold(q knowledge.Quote) string {
	return q.Answering()
}

func TestAsk(t *testing.T) {
	a := open(t, town...)
	for _, c := range []struct{ question, quote, bold string }{
		{"When will the new bridge open?", "12 June 2023", "12 June 2023"},
		{"Who resigned after six years in office?", "resigned on Wednesday", "Tomas Okafor"},
		{"How many hours did firefighters need to put out the mill fire?", "nine hours", "nine"},
		{"What did the damage at the paper mill come to, how much?", "3.2 million euros", "3.2 million"},
		{"Where was the bridge built?", "built in Norland", "Norland"},
		{"who will lead the town until the vote", "Deputy Ines Weller", "Ines Weller"},
	} {
		q, got := first(t, a, Question{Text: c.question})
		if !strings.Contains(q.Text, c.quote) || got.Verdict == None {
			t.Errorf("%s: %s with %.2f: %q", c.question, got.Verdict, got.Confidence, q.Text)
		}
		if b := bold(q); !strings.Contains(b, c.bold) {
			t.Errorf("%s: bold is %q, want %q", c.question, b, c.bold)
		}
	}
}

// TestBeginningAndEnd asks for the one where the other has more of the question's
// words.
func TestBeginningAndEnd(t *testing.T) {
	a := open(t, knowledge.Article{URL: "https://a.example/1", Title: "The 44-day war ends", Source: "A", Published: day("2020-11-10"), Language: "en",
		Text: "The 44-day war over the valley ended on 10 November 2020 with a ceasefire. The war had begun on 27 September 2020. At 20:15 on 14 November the guns were heard once more, and 31 people were hurt in the war."})
	for _, c := range []struct{ question, bold string }{
		{"When did the 44-day war end?", "10 November 2020"},
		{"When did the 44-day war begin?", "27 September 2020"},
		{"When did the 44-day war start?", "27 September 2020"},
		{"How many people were hurt in the war in November?", "31 people"},
	} {
		q, got := first(t, a, Question{Text: c.question})
		if bold(q) != c.bold || got.Verdict != Answered {
			t.Errorf("%s: %s with %.2f: %q, bold %q", c.question, got.Verdict, got.Confidence, q.Text, bold(q))
		}
	}
}

func TestTheSameWordsAreOneQuote(t *testing.T) {
	a := open(t, town...)
	q, got := first(t, a, Question{Text: "What destroyed the old paper mill in Ashford?"})
	if !strings.HasPrefix(q.Text, "A fire destroyed") || len(q.Also) != 1 || q.Also[0].Source == q.Article.Source {
		t.Errorf("the quote is %q of %s, also %v", q.Text, q.Article.Source, q.Also)
	}
	for _, other := range got.Quotes[1:] {
		if other.Text == q.Text {
			t.Error("the same words stand twice")
		}
	}
}

func TestFilters(t *testing.T) {
	a := open(t, town...)
	ask := func(q Question) Answer {
		q.Text = "What did Mayor Tomas Okafor do?"
		got, err := a.Ask(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for _, c := range []struct {
		name string
		q    Question
		ok   func(knowledge.Article) bool
	}{
		{"source", Question{Filter: knowledge.Filter{Sources: []string{"ashford echo"}}}, func(a knowledge.Article) bool { return a.Source == "Ashford Echo" }},
		{"since", Question{Filter: knowledge.Filter{Since: day("2024-01-01")}}, func(a knowledge.Article) bool { return a.Published.Year() == 2024 }},
		{"until", Question{Filter: knowledge.Filter{Until: day("2024-01-01")}}, func(a knowledge.Article) bool { return a.Published.Year() == 2023 }},
		{"as of", Question{AsOf: day("2023-12-31")}, func(a knowledge.Article) bool { return a.Published.Year() == 2023 }},
	} {
		got := ask(c.q)
		if len(got.Quotes) == 0 {
			t.Errorf("%s: nothing is left", c.name)
		}
		for _, q := range got.Quotes {
			if !c.ok(q.Article) {
				t.Errorf("%s lets %s of %s through", c.name, q.Article.Title, q.Article.Published)
			}
		}
	}
	if got := ask(Question{Filter: knowledge.Filter{Sources: []string{"Nobody"}}}); got.Verdict != None || len(got.Quotes) != 0 {
		t.Errorf("an unknown source gives %s", got.Verdict)
	}
}

func TestSubject(t *testing.T) {
	for question, want := range map[string]string{
		"When did the 44-day war end?":                      "44-day war",
		"Who signed the ceasefire in Nagorno-Karabakh?":     "Nagorno-Karabakh",
		"How many people died in the earthquake in Turkey?": "earthquake Turkey",
		"what happened to the ferry":                        "ferry",
		"When did it end?":                                  "",
		"Why did Mayor Tomas Okafor resign?":                "Mayor Tomas Okafor",
		"wie viele menschen starben beim erdbeben":          "erdbeben",
		"combien de personnes sont mortes dans le séisme":   "séisme",
		"cuánta gente murió en el terremoto de myanmar":     "myanmar",
		"quantas pessoas morreram no terremoto":             "terremoto",
		"сколько человек погибло при землетрясении":         "землетрясении",
		"depremde kaç kişi öldü":                            "depremde",
		"seçimi kim kazandı":                                "seçimi",
	} {
		q, err := parse(question, "")
		got := ""
		if err == nil {
			got = q.subject
		}
		if got != want {
			t.Errorf("%s is about %q, want %q", question, got, want)
		}
	}
}

func TestBadQuestions(t *testing.T) {
	a := open(t, town...)
	for question, want := range map[string]error{
		"": ErrEmpty, " \n\t ": ErrEmpty, "\x00\x01": ErrEmpty, strings.Repeat("mill fire ", 10_000): ErrTooLong,
		"the of and": ErrNoWords, "?!": ErrNoWords, "who when": ErrNoWords,
	} {
		if _, err := a.Ask(t.Context(), Question{Text: question}); !errors.Is(err, want) {
			t.Errorf("%.20q gives %v, want %v", question, err, want)
		}
	}
	for _, question := range []string{
		`mill AND (fire OR NOT "x* NEAR( ^ : ; -- '`, "mill\x00fire\x07\x1b[31m", "mill \xff\xfe fire", "fire" + strings.Repeat(")", 500), "🔥 mill fire 🔥",
		strings.Repeat("mill fire paper ", 120),
	} {
		if q, _ := first(t, a, Question{Text: question}); !strings.Contains(q.Text, "mill") {
			t.Errorf("%.40q gives %q", question, q.Text)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Ask(ctx, Question{Text: "mill fire"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled question gives %v", err)
	}
	empty := open(t)
	if _, got := first(t, empty, Question{Text: "mill fire"}); got.Verdict != None {
		t.Errorf("an empty store gives %s", got.Verdict)
	}
	if _, got := first(t, a, Question{Text: "Which parliament banned zebra racing?"}); got.Verdict == Answered {
		t.Errorf("a question about nothing stored is answered")
	}
}

func TestFind(t *testing.T) {
	a := open(t, town...)
	for words, exact := range map[string]bool{
		"“Smoke was seen  forty kilometres away”": true,
		"put it out. Mill owner Petra Lindqvist":  true,
		"smoke was seen fifty kilometres away":    false,
	} {
		found, err := a.Find(t.Context(), words, 3)
		if err != nil || len(found) == 0 || found[0].Exact != exact {
			t.Errorf("%s: %+v (%v)", words, found, err)
		}
	}
	if found, err := a.Find(t.Context(), "zebras race through parliament", 3); err != nil || len(found) != 0 {
		t.Errorf("words that are nowhere are found: %+v (%v)", found, err)
	}
}

func TestStarterStories(t *testing.T) {
	a := open(t, lines(t, seeds.Stories())...)
	q, got := first(t, a, Question{Text: "When did the 44-day war end?"})
	if got.Verdict != Answered || !strings.Contains(q.Text, "10 November 2020") || !strings.Contains(bold(q), "10 November 2020") {
		t.Errorf("%s with %.2f: %q, bold %q", got.Verdict, got.Confidence, q.Text, bold(q))
	}
}

// TestTalks asks about one article, alone and among other news: a report of talks among the
// starter stories, and the article that the project began from where it is there.
func TestTalks(t *testing.T) {
	until := knowledge.Filter{Until: day("2021-11-28"), Since: day("2021-11-26")}
	talks := func(t *testing.T, alone knowledge.Article, others []knowledge.Article, right map[string]string, unknown string) {
		for name, a := range map[string]*Answerer{"alone": open(t, alone), "among others": open(t, append(others, alone)...)} {
			for question, want := range right {
				q, _ := first(t, a, Question{Text: question, Filter: until})
				if !strings.Contains(q.Text, want) {
					t.Errorf("%s, %s: %q", name, question, q.Text)
				}
				if strings.Contains(question, "tweeted") && bold(q) != "Anush Ghavalyan" {
					t.Errorf("%s: the author is %q", name, bold(q))
				}
			}
			if _, got := first(t, a, Question{Text: unknown, Filter: until}); got.Verdict == Answered {
				t.Errorf("%s: %s is answered with %.2f", name, unknown, got.Confidence)
			}
		}
	}
	stories := lines(t, seeds.Stories())
	at := slices.IndexFunc(stories, func(a knowledge.Article) bool {
		return a.Title == "Putin hosts Aliyev and Pashinyan for talks in Sochi"
	})
	t.Run("sample", func(t *testing.T) {
		talks(t, stories[at], slices.Delete(slices.Clone(stories), at, at+1), map[string]string{
			"Who did Putin receive in Sochi?":                          "received Azerbaijani President Ilham Aliyev",
			"How long did the three leaders talk?":                     "about three hours",
			"What did Putin give to his guests?":                       "an olive branch",
			"When had the leaders last met as a group?":                "11 January 2021",
			"What did the leaders agree to do at the Armenian border?": "stability and security on the border",
		}, "When was Putin born?")
	})
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "seeds", "karabakh-talks-2021-11-26.txt"))
	if err != nil {
		return
	}
	t.Run("whole", func(t *testing.T) {
		talks(t, knowledge.Article{Title: "karabakh talks", Published: day("2021-11-26"), DateOnly: true, Text: string(data)}, stories, map[string]string{
			"Who regretted the armed clashes?":                 "regretted that armed clashes",
			"Who regretted the clashes?":                       "regretted that armed clashes",
			"What did Putin say the meeting would focus on?":   "the focus of our trilateral meeting",
			"When was the cease-fire signed?":                  "Nov. 10, 2020",
			"When was the ceasefire signed?":                   "Nov. 10, 2020",
			"How many settlements and villages changed hands?": "300 settlements and villages",
			"How long did the conflict last?":                  "44-day",
			"How long did the conflict on Karabakh last?":      "44-day",
			"Who tweeted about Aliyev?":                        "to Aliyev in Sochi",
		}, "When was Putin born?")
	})
}

// FuzzAsk asks anything: a quote is its slice, and an answer takes no more memory than a foreign
// byte may.
func FuzzAsk(f *testing.F) {
	a := open(f, town...)
	f.Add("When will the new bridge open?", "mill")
	f.Add("\"-( \xff", "it")
	f.Fuzz(func(t *testing.T, question, subject string) {
		var got Answer
		var err error
		heaptest.Within(t, len(question)+len(subject), func() {
			got, err = a.Ask(t.Context(), Question{Text: question, Talk: Talk{Subject: subject, Articles: []int64{1, 2, 99}}})
		})
		if err != nil {
			return
		}
		for _, q := range got.Quotes {
			x, err := knowledge.ReadExcerpt(t.Context(), a.store, knowledge.Span{Article: q.Article.ID, Version: q.Article.Version, Range: q.Range})
			stored, unsound := x.Slice(q.Range)
			if err = errors.Join(err, unsound); err != nil || stored != q.Text || !q.Answer.Empty() && !q.Contains(q.Answer) {
				t.Errorf("%q: a quote is not its slice (%v)", question, err)
			}
		}
		if got.Confidence < 0 || got.Confidence > 1 {
			t.Errorf("%q: confidence %f", question, got.Confidence)
		}
	})
}

// shown is what is read of a quote: its words and its context.
func shown(q knowledge.Quote) string {
	words := q.Text
	for _, p := range q.Context {
		words += " " + p.Text
	}
	return words
}
