package intake_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/heaptest"
	"quoth/knowledge/intake"
	"quoth/knowledge/text"
)

// FuzzAdd takes in any article: it is stored byte by byte, under a seal, its parts and sentences lie
// within its text, and no more memory is taken than an input may.
func FuzzAdd(f *testing.F) {
	s := open(f, filepath.Join(f.TempDir(), "quoth.db"))
	in := intake.New(intake.Config{Store: s, Now: clock, Workers: 1})
	f.Add("Ferry sinks", "Post", "The ferry sank on Monday, 4 May 2026. “Nobody was hurt,” said Ann Lee.\n\nRead more: Harbour closed", "en", int64(0))
	f.Add("", "", "10:15 Der Rat tagt.\n\n9:40 Es regnet in Köln.", "de", int64(3600))
	f.Add("\u202e\x00", "x", "a\u0301\u0301 \U000E0041 1 1 1 1", "xx", int64(-1))
	n := 0
	f.Fuzz(func(t *testing.T, title, source, body, language string, at int64) {
		body = text.Normalize(body)
		if body == "" || !utf8.ValidString(title+source+language) {
			t.Skip()
		}
		var address string
		heaptest.Within(t, len(body)+len(title)+len(source), func() {
			n++
			address = fmt.Sprintf("https://post.example/%d", n)
			a := knowledge.Article{URL: address, Title: text.OneLine(title), Source: text.OneLine(source), Language: language, Text: body, Published: now.Add(-time.Duration(uint32(at)) * time.Second)}
			if _, err := in.Add(t.Context(), []knowledge.Article{a}); err != nil {
				t.Fatal(err)
			}
		})
		stored, err := s.ArticleByURL(t.Context(), address)
		if err != nil || stored.Text != body {
			t.Fatalf("%q is stored as %q, %v", body, stored.Text, err)
		}
		documents, err := s.Documents(t.Context(), []int64{stored.ID})
		if err != nil || len(documents) != 1 {
			t.Fatal(documents, err)
		}
		d := documents[0]
		for _, r := range d.Sentences {
			if r.Start < 0 || r.Start >= r.End || r.End > len(body) || r.End-r.Start > intake.MaxQuote || !utf8.ValidString(body[r.Start:r.End]) {
				t.Errorf("a sentence is %v of %q", r, body)
			}
		}
		for _, p := range d.Parts {
			if p.Start < 0 || p.Start > p.End || p.End > len(body) {
				t.Errorf("a part is %v of %d bytes", p, len(body))
			}
		}
	})
}
