package intake_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/intake"
)

// TestWhatAnOutletRepeats has an outlet print a line under its articles, which come one
// by one: from the third on the line is no news. Another outlet's is.
func TestWhatAnOutletRepeats(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "quoth.db"))
	in := intake.New(intake.Config{Store: s, Now: clock})
	const line = "More of Norland stands in the morning edition of your Echo."
	quotable := func(source string, n int) bool {
		t.Helper()
		a := knowledge.Article{URL: fmt.Sprintf("https://%s.example/%d", source, n), Title: "Council votes", Source: source, Language: "en", Published: now,
			Text: fmt.Sprintf("The council of Port Evans voted on question %d in the afternoon, and nobody was against it.\n\n%s", n, line)}
		add(t, in, a)
		stored, err := s.ArticleByURL(t.Context(), a.URL)
		if err != nil {
			t.Fatal(err)
		}
		d, err := s.Documents(t.Context(), []int64{stored.ID})
		if err != nil {
			t.Fatal(err)
		}
		last := d[0].Sentences[len(d[0].Sentences)-1]
		return d[0].Text[last.Start:last.End] == line
	}
	if !quotable("echo", 1) {
		t.Error("a line that stands in one article is no news")
	}
	for n := 2; n <= 6; n++ {
		quotable("echo", n)
	}
	if quotable("echo", 7) {
		t.Error("a line that stands in seven articles of an outlet is news")
	}
	if !quotable("gazette", 1) {
		t.Error("what one outlet repeats is no news in another")
	}
}
