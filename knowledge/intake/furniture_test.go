package intake_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlitetest"
)

// TestMarkFurniture marks a line of an outlet: it is no news in what is stored of it, in what comes from then on, and
// is again once the mark is taken off; another outlet's stays.
func TestMarkFurniture(t *testing.T) {
	const line = "The old tower stood 14 days in the rain."
	s := open(t, sqlitetest.File(t))
	in := intake.New(intake.Config{Store: s})
	ctx := t.Context()
	add := func(url, source, text string) {
		t.Helper()
		if _, err := in.Add(ctx, []knowledge.Article{{URL: url, Title: "Bridge", Source: source, Language: "en", Text: text}}); err != nil {
			t.Fatal(err)
		}
	}
	news := func(url string) bool {
		t.Helper()
		a, err := s.ArticleByURL(ctx, url)
		if err != nil {
			t.Fatal(err)
		}
		documents, err := s.Documents(ctx, []int64{a.ID})
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(documents[0].Sentences, func(r knowledge.Range) bool {
			return strings.HasPrefix(documents[0].Text[r.Start:r.End], "The old tower")
		})
	}
	mark := func(line string, is bool) {
		t.Helper()
		if err := in.MarkFurniture(ctx, "Echo", line, is); err != nil {
			t.Fatal(err)
		}
		if n, err := in.Rework(ctx, nil); err != nil || n == 0 {
			t.Fatalf("%d articles were worked out anew, %v", n, err)
		}
	}
	add("https://echo.example/1", "Echo", "The council voted on Tuesday for a bridge.\n\n"+line)
	add("https://post.example/1", "Post", "The council voted on Tuesday for a bridge over the harbour.\n\n"+line)
	if !news("https://echo.example/1") {
		t.Fatal("the line is no news before it is marked")
	}
	mark(" "+line+" ", true)
	mark("The old tower stood 20 days in the rain.", true) // the same
	add("https://echo.example/2", "Echo", "The mayor spoke on Friday about its cost.\n\n"+strings.Replace(line, "14", "23", 1))
	if news("https://echo.example/1") || news("https://echo.example/2") {
		t.Error("a line that is marked is news")
	}
	if !news("https://post.example/1") {
		t.Error("a line of another outlet is none")
	}
	if lines, err := in.Furniture(ctx, "Echo"); err != nil || len(lines) != 1 {
		t.Errorf("marked are %q, %v", lines, err)
	}
	mark(line, false)
	if lines, err := in.Furniture(ctx, "Echo"); err != nil || len(lines) != 0 {
		t.Errorf("marked are %q, %v", lines, err)
	}
	if !news("https://echo.example/1") || !news("https://echo.example/2") {
		t.Error("a line whose mark was taken off is no news")
	}
	for _, wrong := range []string{"", " ", "two\nlines", strings.Repeat("long ", 400)} {
		if err := in.MarkFurniture(ctx, "Echo", wrong, true); !errors.Is(err, knowledge.ErrMark) {
			t.Errorf("%.20q is marked: %v", wrong, err)
		}
	}
}
