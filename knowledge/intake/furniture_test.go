package intake_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
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
	if marked, err := in.Furniture(ctx); err != nil || len(marked["Echo"]) != 1 {
		t.Errorf("marked are %q, %v", marked, err)
	}
	mark(line, false)
	if marked, err := in.Furniture(ctx); err != nil || len(marked["Echo"]) != 0 {
		t.Errorf("marked are %q, %v", marked, err)
	}
	if !news("https://echo.example/1") || !news("https://echo.example/2") {
		t.Error("a line whose mark was taken off is no news")
	}
	for _, wrong := range []string{"", " ", strings.Repeat("long ", 400)} {
		if err := in.MarkFurniture(ctx, "Echo", wrong, true); !errors.Is(err, knowledge.ErrMark) {
			t.Errorf("%.20q is marked: %v", wrong, err)
		}
	}
}

// TestMarkBrokenLine marks a line of a text that is broken to a width, as the console names it: the line is the paragraph,
// not the part of it that stands on one line.
func TestMarkBrokenLine(t *testing.T) {
	const text = "The council voted on Tuesday for a bridge\nover the harbour. It takes two years.\n\nThe old tower stood for 14 days in  the\nrain, and its keeper walked around it,\nas he does each year. He is seventy."
	s := open(t, sqlitetest.File(t))
	in := intake.New(intake.Config{Store: s})
	add(t, in, knowledge.Article{URL: "https://echo.example/1", Title: "Bridge", Source: "Echo", Language: "en", Text: text})
	document := func() knowledge.Document {
		t.Helper()
		documents, err := s.Documents(t.Context(), []int64{1})
		if err != nil || len(documents) != 1 {
			t.Fatalf("%d documents, %v", len(documents), err)
		}
		return documents[0]
	}
	d := document()
	last := d.Sentences[len(d.Sentences)-1]
	line := d.Line(last)
	if want := "The old tower stood for 14 days in the rain, and its keeper walked around it, as he does each year. He is seventy."; line != want {
		t.Fatalf("the line is %q", line)
	}
	if err := in.MarkFurniture(t.Context(), "Echo", line, true); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Rework(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var quotable []string
	d = document()
	for _, r := range d.Sentences {
		quotable = append(quotable, d.Text[r.Start:r.End])
	}
	if want := []string{"The council voted on Tuesday for a bridge\nover the harbour.", "It takes two years."}; !slices.Equal(quotable, want) {
		t.Errorf("quotable are %q", quotable)
	}
}

// meanwhile is a store in which something happens once, after it was read what is marked. Its process ends with the
// first transaction after that.
type meanwhile struct {
	*sqlite.Store
	happens     func()
	ends, ended bool
}

var errEnded = errors.New("the process has ended")

func (m *meanwhile) Write(ctx context.Context, f func(knowledge.Writer) error) error {
	if m.ended {
		return errEnded
	}
	m.ended = m.ends
	return m.Store.Write(ctx, f)
}

func (m *meanwhile) States(ctx context.Context, prefix string) (map[string]string, error) {
	if m.ended {
		return nil, errEnded
	}
	states, err := m.Store.States(ctx, prefix)
	if happens := m.happens; happens != nil {
		m.happens, m.ends = nil, true
		happens()
	}
	return states, err
}

// TestMarkMeanwhile has another process mark a line while articles are worked out that are not stored yet: the next pass
// works them out with it.
func TestMarkMeanwhile(t *testing.T) {
	const line = "The old tower stood 14 days in the rain."
	article := knowledge.Article{URL: "https://echo.example/1", Title: "Bridge", Source: "Echo", Language: "en", Text: "The council voted on Tuesday for a bridge.\n\n" + line}
	for name, work := range map[string]func(in *intake.Intake) error{
		"added": func(in *intake.Intake) error {
			_, err := in.Add(t.Context(), []knowledge.Article{article})
			return err
		},
		"worked out anew": func(in *intake.Intake) error {
			stop := errors.New("one batch")
			if _, err := in.Rework(t.Context(), func(int) error { return stop }); !errors.Is(err, stop) {
				return fmt.Errorf("the pass ended with %v", err)
			}
			return nil
		},
		"released": func(in *intake.Intake) error {
			done, err := in.Release(t.Context(), 1)
			if !done {
				t.Error("the article was not withheld")
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := &meanwhile{Store: open(t, sqlitetest.File(t))}
			in := intake.New(intake.Config{Store: s})
			switch name {
			case "worked out anew":
				add(t, in, article)
				if err := s.Write(t.Context(), func(w knowledge.Writer) error { return w.Outdate(t.Context(), "Echo") }); err != nil {
					t.Fatal(err)
				}
			case "released":
				add(t, in, article)
				if err := s.Write(t.Context(), func(w knowledge.Writer) error { _, err := w.Withhold(t.Context(), 1, 1); return err }); err != nil {
					t.Fatal(err)
				}
			}
			other := intake.New(intake.Config{Store: s.Store})
			s.happens = func() {
				if err := other.MarkFurniture(t.Context(), "Echo", line, true); err != nil {
					t.Error(err)
				}
			}
			if err := work(in); err != nil {
				t.Fatal(err)
			}
			if _, err := other.Rework(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			documents, err := s.Documents(t.Context(), []int64{1})
			if err != nil || len(documents) != 1 {
				t.Fatalf("%d documents, %v", len(documents), err)
			}
			if d := documents[0]; len(d.Sentences) != 1 {
				t.Errorf("quotable are %d sentences, want the first alone", len(d.Sentences))
			}
		})
	}
}
