package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestIntakeCases reads the pages of the intake cases; each says in its file "expected" what is right.
func TestIntakeCases(t *testing.T) {
	dir := filepath.Join("..", "testdata", "intake")
	holds := func(with, without string) func(*testing.T, Page) {
		return func(t *testing.T, p Page) {
			if !strings.Contains(p.Text, with) || without != "" && strings.Contains(p.Text, without) {
				t.Errorf("the text is %q (gate: %s %s)", p.Text, p.Gate, p.Why)
			}
		}
	}
	titled := func(want string) func(*testing.T, Page) {
		return func(t *testing.T, p Page) {
			if p.Title != want {
				t.Errorf("the title is %q, want %q", p.Title, want)
			}
		}
	}
	by := func(want string) func(*testing.T, Page) {
		return func(t *testing.T, p Page) {
			if got := strings.Join(p.Authors, ", "); got != want {
				t.Errorf("the authors are %q, want %q", got, want)
			}
		}
	}
	dated := func(want string) func(*testing.T, Page) {
		return func(t *testing.T, p Page) {
			if got := p.Published.Format(time.DateOnly); got != want {
				t.Errorf("published is %s, want %s", got, want)
			}
		}
	}
	for name, right := range map[string]func(*testing.T, Page){
		"consent_wall": func(t *testing.T, p Page) {
			if p.Gate != Refused || p.Text != "" {
				t.Errorf("the gate says %s, the text is %q", p.Gate, p.Text)
			}
		},
		"wrong_block":       holds("A survey of the old mill at Hask found 8", "cookies"),
		"paywall_box":       holds("after the third dry summer in a row.", "renews by itself"),
		"side_box":          holds("Bakers in Tarnwick raised the price of a", "greyhounds"),
		"page_date_visible": dated("2026-10-16"),
		"page_date_data":    dated("2026-10-02"),
		"author_url":        by("Ilse Varga, Tobin Marsh"),
		"author_words":      by("Nadia Orlo"),
		"author_role":       by("Tobin Marsh"),
		"title_suffix":      titled("Night train stops again"),
		"title_prefix":      titled("Loaves dearer after dry summer"),
		"title_jsonld":      titled("Kelvany"),
		"ruby":              holds("橋の工事は六月に終わります。", "はし"),
	} {
		t.Run(name, func(t *testing.T) {
			html, err := os.Open(filepath.Join(dir, name, "page.html"))
			if err != nil {
				t.Fatal(err)
			}
			defer html.Close()
			p, err := Read(html, "text/html", "http://site.example/n/x1")
			if err != nil && p.Gate != Refused {
				t.Fatal(err)
			}
			right(t, p)
		})
	}
}
