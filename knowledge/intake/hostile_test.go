package intake_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlitetest"
)

// TestAnalysisThatFails has the analysis fail on some articles: they are stored and can be
// read, the others are as ever, and working them out anew ends.
func TestAnalysisThatFails(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	var log bytes.Buffer
	in := intake.New(intake.Config{Store: s, Now: clock, Log: slog.New(slog.NewTextHandler(&log, nil))})
	in.Break(func(e *knowledge.Entry) {
		if strings.Contains(e.Title, "poison") {
			panic("index out of range")
		}
	})
	var articles []knowledge.Article
	for n := range 20 {
		a := knowledge.Article{URL: fmt.Sprintf("https://post.example/%d", n), Title: "Council votes", Source: "Post", Language: "en", Published: now, Text: fmt.Sprintf("The council of Port Evans voted on question %d.", n)}
		if n%7 == 3 {
			a.Title = "poison"
		}
		articles = append(articles, a)
	}
	report, err := in.Add(t.Context(), articles)
	if err != nil || report.Added != len(articles) {
		t.Fatalf("Add: %+v, %v", report, err)
	}
	for _, a := range articles {
		stored, err := s.ArticleByURL(t.Context(), a.URL)
		if err != nil || stored.Text != a.Text {
			t.Fatalf("%s: %v", a.URL, err)
		}
		d, err := s.Documents(t.Context(), []int64{stored.ID})
		if err != nil || (len(d[0].Sentences) == 0) != (a.Title == "poison") {
			t.Errorf("%s has %d sentences (%v)", a.Title, len(d[0].Sentences), err)
		}
	}
	if n := strings.Count(log.String(), "intake: article failed"); n != 3 || strings.Contains(log.String(), "post.example") {
		t.Errorf("logged %d times:\n%s", n, &log)
	}
	if done, err := knowledge.Scrub(t.Context(), s, nil); err != nil || len(done.Broken)+done.Unsealed > 0 {
		t.Errorf("Scrub: %+v, %v", done, err)
	}
	if n, err := in.Rework(t.Context(), nil); err != nil || n != 0 {
		t.Errorf("%d are worked out again: %v", n, err)
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("Check: %q, %v", found, err)
	}
}

// TestLongTexts takes in texts that are legal and of which each byte would take 200 of
// memory: they are stored whole, and worked out within bounds.
func TestLongTexts(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	in := intake.New(intake.Config{Store: s, Now: clock})
	size := 256 << 10
	if os.Getenv("LONG_TESTS") != "" {
		size = 7 << 20
	}
	var highest atomic.Uint64
	done := make(chan struct{})
	runtime.GC()
	var rest runtime.MemStats
	runtime.ReadMemStats(&rest)
	go func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				highest.Store(max(highest.Load(), now.HeapAlloc-min(now.HeapAlloc, rest.HeapAlloc)))
			}
		}
	}()
	long := "The council of Port Evans voted. " + strings.Repeat("1 ", size/2)
	for n, body := range []string{long, strings.Repeat("7\n", size/2), strings.Repeat("a", size), strings.Repeat("A. ", size/3)} {
		a := knowledge.Article{URL: fmt.Sprintf("https://post.example/%d", n), Title: "Numbers", Source: "Post", Published: now, Text: body}
		if _, err := in.Add(t.Context(), []knowledge.Article{a}); err != nil {
			t.Fatal(err)
		}
		stored, err := s.ArticleByURL(t.Context(), a.URL)
		if err != nil || stored.Text != body {
			t.Fatalf("text %d is stored with %d bytes (%v)", n, len(stored.Text), err)
		}
		d, err := s.Documents(t.Context(), []int64{stored.ID})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range d[0].Sentences {
			if r.End > intake.MaxWorked || r.End-r.Start > intake.MaxQuote {
				t.Errorf("text %d has the sentence %v", n, r)
			}
		}
	}
	close(done)
	t.Logf("the heap grew by %d MB", highest.Load()>>20)
	if highest.Load() > 500<<20 { // garbage that is not collected yet included
		t.Errorf("the heap grew by %d MB", highest.Load()>>20)
	}
}
