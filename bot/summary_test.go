package bot_test

import (
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
)

// TestNewSinceLastAsked asks for the summary of one topic again and again while news arrives.
func TestNewSinceLastAsked(t *testing.T) {
	k := start(t, ferry...)
	ask := func(r bot.Request) string {
		t.Helper()
		k.Commands().Parse(&r, "/summary ferry strike")
		var lines []string
		for _, b := range k.converse(t, r, "").Blocks {
			switch b := b.(type) {
			case bot.Text:
				lines = append(lines, b.Text)
			case bot.Quote:
				lines = append(lines, "> "+b.Text)
			}
		}
		return strings.Join(lines, "\n")
	}
	alone := bot.Request{Person: somebody, Place: home, Private: true}
	first := ask(alone)
	if !strings.HasPrefix(first, "> ") || strings.Contains(first, "last asked") {
		t.Fatalf("the first time it is\n%s", first)
	}
	k.now = k.now.Add(time.Hour)
	if again := ask(alone); again != first {
		t.Errorf("an hour later it is\n%s", again)
	}
	k.now = k.now.Add(24 * time.Hour)
	if got, want := ask(alone), "Nothing new since you last asked, on 6 May 2024.\n"+first; got != want {
		t.Errorf("the next day it is\n%s\nnot\n%s", got, want)
	}
	k.now = k.now.Add(3 * 24 * time.Hour)
	news := knowledge.Article{
		URL: "https://gazette.example/ferry", Title: "Ferry strike resumes", Source: "Gazette", Published: k.now.Add(-time.Hour), Language: "en",
		Text: "A second ferry strike began in Portmouth on Friday after the pay agreement broke down.",
	}
	if _, err := intake.New(intake.Config{Store: k.store}).Add(t.Context(), []knowledge.Article{news}); err != nil {
		t.Fatal(err)
	}
	want := "New since you last asked, on 7 May 2024:\n> " + news.Text + "\nBefore that:\n> "
	if got := ask(alone); !strings.HasPrefix(got, want) {
		t.Errorf("after news it is\n%s\nnot\n%s", got, want)
	}
	for name, r := range map[string]bot.Request{
		"another person":       {Person: operator, Place: audience.Place{Platform: "test", Chat: "boss"}, Private: true},
		"the person elsewhere": {Person: somebody, Place: square},
	} {
		if got := ask(r); strings.Contains(got, "last asked") {
			t.Errorf("%s is told\n%s", name, got)
		}
	}
	k.now = k.now.Add(24 * time.Hour)
	if _, err := k.store.Forget(t.Context(), somebody); err != nil {
		t.Fatal(err)
	}
	if got := ask(alone); strings.Contains(got, "last asked") {
		t.Errorf("after everything was forgotten it is\n%s", got)
	}
}

// TestNewThoughDatedBefore asks for a summary again after news came that is dated before the
// last time: by its day alone, or because it came late.
func TestNewThoughDatedBefore(t *testing.T) {
	const line = "A second ferry strike began in Portmouth on Monday after the pay agreement broke down."
	at := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		published time.Time
		dateOnly  bool
		before    bool // it was stored before they asked first, and read again after
		fresh     bool
	}{
		"dated by the day":  {published: day(2024, 5, 6), dateOnly: true, fresh: true},
		"brought late":      {published: at.Add(-5 * time.Hour), fresh: true},
		"old and imported":  {published: at.AddDate(0, 0, -7)},
		"page read again":   {published: day(2024, 5, 6), dateOnly: true, before: true},
		"dated hours ahead": {published: at.Add(time.Hour), fresh: true},
	} {
		t.Run(name, func(t *testing.T) {
			k := start(t, ferry...)
			add := func(text string) {
				t.Helper()
				a := knowledge.Article{
					URL: "https://gazette.example/ferry", Title: "Ferry strike resumes", Source: "Gazette",
					Published: tt.published, DateOnly: tt.dateOnly, Language: "en", Text: text,
				}
				if _, err := intake.New(intake.Config{Store: k.store, Now: func() time.Time { return k.now }}).Add(t.Context(), []knowledge.Article{a}); err != nil {
					t.Fatal(err)
				}
			}
			ask := func() (said string) {
				for _, b := range k.say(t, "/summary ferry strike").Blocks {
					if b, ok := b.(bot.Text); ok {
						said += b.Text + "\n"
					}
				}
				return said
			}
			if tt.before {
				add(line)
				k.now = k.now.Add(time.Minute)
			}
			ask()
			k.now = k.now.Add(8 * time.Hour)
			add(line + " No ferry sailed.")
			want := "Nothing new since you last asked, on 6 May 2024.\n"
			if tt.fresh {
				want = "New since you last asked, on 6 May 2024:\nBefore that:\n"
			}
			if got := ask(); got != want {
				t.Errorf("it says\n%s\nnot\n%s", got, want)
			}
			k.now = k.now.Add(24 * time.Hour)
			if got := ask(); !strings.HasPrefix(got, "Nothing new") {
				t.Errorf("a day later it says\n%s", got)
			}
		})
	}
}
