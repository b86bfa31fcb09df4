package summary_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/summary"
)

// changing is a store in which every article changes before its facts are read.
type changing struct{ summary.Library }

func (c changing) Facts(ctx context.Context, ids []int64, from, to string) ([]knowledge.Fact, error) {
	facts, err := c.Library.Facts(ctx, ids, from, to)
	for i := range facts {
		facts[i].Version++
		facts[i].Sentence.End += 1 << 20
	}
	return facts, err
}

// floodDays is a store with an article on a flood for each day, of which it says something.
func floodDays(t *testing.T, said ...string) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var articles []knowledge.Article
	for i, s := range said {
		articles = append(articles, knowledge.Article{
			URL: fmt.Sprintf("https://echo.example/%d", i), Source: "Echo", Language: "en", Title: fmt.Sprintf("Karvonia flood: day %d", i+1),
			Published: time.Date(2026, 3, 2+i, 9, 0, 0, 0, time.UTC), Text: s + " The Karvonia flood came after a week of rain in the hills.",
		})
	}
	if _, err := intake.New(intake.Config{Store: store}).Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return store
}

// TestCourse reads from articles of several days how a figure changed.
func TestCourse(t *testing.T) {
	store := floodDays(t,
		"Officials confirmed that 12 people were killed by the Karvonia flood, most of them in Elmstead. The flood reached Category 3 walls and cost $40 million.",
		"Officials confirmed that 1,600 people fled before the Karvonia flood. The number of people killed is not known any more.",
		"Officials confirmed that 31 people were killed by the Karvonia flood so far. A train with 7 cars was found.",
		"Officials confirmed that 31 people were killed by the Karvonia flood, and 22 of them were named.",
		"Officials confirmed that 57 people were killed by the Karvonia flood when it rose on Monday. The parliament will hear the families of the Karvonia flood on March 12. The first Karvonia flood memorial opened on March 5.",
	)
	account, err := summary.New(store).Topic(t.Context(), summary.Request{Topic: "Karvonia flood", Sentences: 4, Now: time.Date(2026, 3, 7, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	later, err := summary.New(changing{store}).Topic(t.Context(), summary.Request{Topic: "Karvonia flood", Sentences: 4, Now: time.Date(2026, 3, 7, 12, 0, 0, 0, time.UTC)})
	if err != nil || len(later.Next) != 0 {
		t.Errorf("by articles that changed since they were read are announced %d, %v", len(later.Next), err)
	}
	var next []string
	for _, q := range account.Next {
		next = append(next, q.Value+" "+q.Answering())
	}
	if want := []string{"2026-03-12 March 12"}; !slices.Equal(next, want) {
		t.Errorf("announced is %q, want %q", next, want)
	}
	var told []string
	for _, q := range account.Figures {
		told = append(told, q.Article.Published.Format("2 January ")+q.Answering()+" "+q.Value)
	}
	if want := []string{"6 March 57 57", "5 March 31 31", "2 March 12 12"}; !slices.Equal(told, want) {
		t.Errorf("the figure was %q, want %q", told, want)
	}
}

// TestCourseOfOne reads figures of several years, and forecasts, which are no course of one thing.
func TestCourseOfOne(t *testing.T) {
	killed := "Officials confirmed that %d people were killed by the Karvonia flood, most of them in Elmstead."
	for name, c := range map[string]struct {
		said []string // by turns
		day  time.Duration
		want int
	}{
		"one flood": {[]string{killed}, 24 * time.Hour, 3},
		"in other words": {[]string{
			"Officials said that %d people were killed in Elmstead by the Karvonia flood.",
			"The death toll in Elmstead has risen to %d, the Karvonia flood office said.",
			"There are %d confirmed deaths in Elmstead after the Karvonia flood.",
		}, 24 * time.Hour, 3},
		"deaths and threats": {[]string{
			"The death toll in Elmstead has risen to %d, the Karvonia flood office said.",
			"Police in Elmstead counted %d death threats after the Karvonia flood.",
			"Officials in Elmstead heard of %d death threats over the Karvonia flood.",
		}, 24 * time.Hour, 0},
		"three years": {[]string{killed}, 365 * 24 * time.Hour, 0},
		"long ago":    {[]string{"In 1953, officials confirmed that %d people were killed by the Karvonia flood, most of them in Elmstead."}, 24 * time.Hour, 0},
		"forecasts":   {[]string{"Officials warned that %d people could be killed by the Karvonia flood, most of them in Elmstead."}, 24 * time.Hour, 0},
	} {
		store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		var articles []knowledge.Article
		for i, n := range []int{12, 31, 57} {
			articles = append(articles, knowledge.Article{
				URL: fmt.Sprintf("https://echo.example/%d", i), Source: "Echo", Language: "en", Title: fmt.Sprintf("Karvonia flood: part %d", i+1),
				Published: time.Date(2024, 3, 2, 9, 0, 0, 0, time.UTC).Add(time.Duration(i) * c.day), Text: fmt.Sprintf(c.said[i%len(c.said)], n) + " The Karvonia flood came after a week of rain in the hills.",
			})
		}
		if _, err := intake.New(intake.Config{Store: store}).Add(t.Context(), articles); err != nil {
			t.Fatal(err)
		}
		account, err := summary.New(store).Topic(t.Context(), summary.Request{Topic: "Karvonia flood", Sentences: 4, Now: time.Date(2026, 3, 7, 12, 0, 0, 0, time.UTC)})
		if err != nil || len(account.Figures) != c.want {
			t.Errorf("%s: %d figures, want %d (%v)", name, len(account.Figures), c.want, err)
		}
	}
}

// TestCourseWithMostValues has a figure that five articles tell and that changed once, and one that three tell and that
// changed twice.
func TestCourseWithMostValues(t *testing.T) {
	store := floodDays(t,
		"Officials confirmed that 12 people were killed by the Karvonia flood. The Karvonia flood crossed the island of Aldmere first, where it killed 2 people.",
		"Officials confirmed that 31 people were killed by the Karvonia flood. The Karvonia flood crossed the island of Aldmere first, where it killed 3 people.",
		"Officials confirmed that 57 people were killed by the Karvonia flood. The Karvonia flood crossed the island of Aldmere first, where it killed 3 people.",
		"The Karvonia flood crossed the island of Aldmere first, where it killed 3 people.",
		"The Karvonia flood crossed the island of Aldmere first, where it killed 3 people.",
	)
	account, err := summary.New(store).Topic(t.Context(), summary.Request{Topic: "Karvonia flood", Sentences: 4, Now: time.Date(2026, 3, 7, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	var figures []string
	for _, q := range account.Figures {
		figures = append(figures, q.Value)
	}
	if want := []string{"57", "31", "12"}; !slices.Equal(figures, want) {
		t.Errorf("the figure was %v, want %v", figures, want)
	}
}
