package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlitetest"
)

// TestWhatAnOutletRepeats has an outlet print a line under its articles, which come one
// by one: from the third on the line is no news. Another outlet's is.
func TestWhatAnOutletRepeats(t *testing.T) {
	s := open(t, sqlitetest.File(t))
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

// TestTablesAreReadTwice takes in, in one batch, articles of an outlet of which some are
// tables of very short lines, whose drafts are not kept: what the outlet repeats is found
// under all of them.
func TestTablesAreReadTwice(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	const line = "More of Norland stands in the morning edition of your Echo."
	var articles []knowledge.Article
	for n := range 8 {
		body := fmt.Sprintf("The council of Port Evans voted on question %d in the afternoon, and nobody was against it.\n\n", n)
		if n%2 == 1 {
			body += strings.Repeat("7\n", 3000) + "\n"
		}
		articles = append(articles, knowledge.Article{URL: fmt.Sprintf("https://echo.example/%d", n), Title: "Council votes", Source: "echo", Language: "en", Published: now, Text: body + line})
	}
	add(t, intake.New(intake.Config{Store: s, Now: clock}), articles...)
	for _, a := range articles {
		stored, err := s.ArticleByURL(t.Context(), a.URL)
		if err != nil {
			t.Fatal(err)
		}
		d, err := s.Documents(t.Context(), []int64{stored.ID})
		if err != nil {
			t.Fatal(err)
		}
		var told bool
		for _, sentence := range d[0].Sentences {
			switch text := d[0].Text[sentence.Start:sentence.End]; {
			case text == line:
				t.Errorf("%s: what stands under eight articles is news", a.URL)
			case strings.HasPrefix(text, "The council"):
				told = true
			}
		}
		if !told {
			t.Errorf("%s: its news is missing", a.URL)
		}
	}
}

// TestFinishAfterReading reads a batch before the one in front of it is stored: what is worked out follows
// from what is stored when it is finished.
func TestFinishAfterReading(t *testing.T) {
	const signoff = "Subscribe to the morning letter of the Echo for more from Norland."
	var first, second []knowledge.Article
	for i := range 12 {
		a := report("echo", fmt.Sprintf("Day %d in Port Evans", i), fmt.Sprintf("%s\n\nOn day %d the harbour of Port Evans opened again for %d ships.\n\n%s", quake, i, 3*i, signoff))
		a.URL = fmt.Sprintf("https://echo.example/%d", i)
		first = append(first, a)
	}
	last := report("echo", "Trains run again", "Trains to Port Evans ran again on Friday, the railway said.\n\n"+signoff)
	last.URL = "https://echo.example/trains"
	second = append(second, last, first[3])
	sentences := func(early bool) (all []knowledge.Range, r intake.Report) {
		in := intake.New(intake.Config{Store: open(t, sqlitetest.File(t)), Now: clock})
		var reading intake.Reading
		var err error
		if early {
			reading, err = in.Read(t.Context(), second)
		}
		if err != nil {
			t.Fatal(err)
		}
		add(t, in, first...)
		if !early {
			reading, err = in.Read(t.Context(), second)
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := in.Finish(t.Context(), reading)
		if err != nil {
			t.Fatal(err)
		}
		r, err = in.Commit(t.Context(), b, func(_ knowledge.Writer, e *knowledge.Entry) error {
			all = append(all, e.Sentences...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return all, r
	}
	want, wantReport := sentences(false)
	got, gotReport := sentences(true)
	if len(want) != 1 || !slices.Equal(got, want) || gotReport != wantReport || wantReport != (intake.Report{Added: 1, Unchanged: 1}) {
		t.Errorf("read early: %v and %+v, read late: %v and %+v; want one sentence and an unchanged article", got, gotReport, want, wantReport)
	}
}
