package page

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"quoth/knowledge/gather/fetch"
)

func TestReader(t *testing.T) {
	latin := strings.ReplaceAll(page("", story+"<p>The caf\xe9 at the harbour gate stays open while the line is built, its owner said.</p>"), "en-GB", "en")
	short := "<p>The council voted for the tram line on Tuesday. To read on, take out a subscription.</p>"
	pages := map[string]struct{ contentType, body string }{
		"/latin":    {"text/html; charset=iso-8859-1", latin},
		"/wrong":    {"text/html; charset=utf-8", strings.Replace(latin, "<head>", "<head><meta charset=windows-1252>", 1)},
		"/undue":    {"text/html", strings.ReplaceAll(latin, "\xe9", "é")},
		"/picture":  {"image/png", "\x89PNG\r\n"},
		"/empty":    {"text/html", ""},
		"/menu":     {"text/html", "<nav><a href=/>Home</a></nav>"},
		"/short":    {"text/html", page("", short)},
		"/paid":     {"text/html", page(`<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>`, story)},
		"/paidbool": {"text/html", page(`<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>`, story)},
		"/tier":     {"text/html", page(`<meta property="article:content_tier" content="locked">`, story)},
		"/whole":    {"text/html", page(`<meta property="article:content_tier" content="locked">`, strings.Repeat(story, 5))},
		"/free":     {"text/html", page(`<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>`, story)},
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		if r.URL.Path == "/old" {
			http.Redirect(w, r, "/", http.StatusMovedPermanently)
			return
		}
		if r.URL.Path == "/" {
			io.WriteString(w, page("", story))
			return
		}
		p, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", p.contentType)
		io.WriteString(w, p.body)
	})
	reader := NewReader(loopback(), nil)
	for _, path := range []string{"/latin", "/wrong", "/undue", "/whole", "/free"} {
		u, err := url.Parse(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.UserPassword("ines", secret)
		p, err := reader.Read(t.Context(), u.String())
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if p.Title != "Tram line approved" || !strings.Contains(p.Text, "harbour") || p.URL != s.URL+path {
			t.Errorf("%s: %+v", path, p)
		}
		if path < "/x" && path != "/free" && path != "/whole" && !strings.Contains(p.Text, "café at the") {
			t.Errorf("%s: the text is %q", path, p.Text)
		}
	}
	for path, want := range map[string]error{"/picture": ErrNotHTML, "/empty": ErrNotHTML, "/menu": ErrNoText, "/short": ErrTooShort,
		"/paid": ErrPaid, "/paidbool": ErrPaid, "/tier": ErrPaid, "/old": ErrHomePage} {
		_, err := reader.Read(t.Context(), s.URL+path+"?"+secret)
		if path == "/old" {
			_, err = reader.Read(t.Context(), s.URL+path)
		}
		if failed(t, err, fetch.NotArticle); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	_, err := reader.Read(t.Context(), s.URL+"/missing/"+secret)
	failed(t, err, fetch.NotFound)
	_, err = reader.Read(t.Context(), "mailto:"+secret+"@echo.example")
	failed(t, err, fetch.NotWeb)
}

// BenchmarkReader fetches pages from a server on loopback and reads them.
func BenchmarkReader(b *testing.B) {
	html := page(`<title>Tram</title>`, strings.Repeat(story, 10))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			io.WriteString(w, "User-agent: *\nDisallow: /members/")
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, html)
	}))
	b.Cleanup(s.Close)
	reader := NewReader(loopback(), nil)
	b.SetBytes(int64(len(html)))
	for b.Loop() {
		if _, err := reader.Read(b.Context(), s.URL+"/tram"); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkExtraction reads the pages that articles are extracted from.
func BenchmarkExtraction(b *testing.B) {
	var pages [][]byte
	for _, dir := range extractionPages() {
		for _, file := range pageFiles(b, dir) {
			pages = append(pages, readPage(b, file))
		}
	}
	for b.Loop() {
		for _, raw := range pages {
			if _, err := Read(bytes.NewReader(raw), "text/html", "https://echo.example/story"); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N*len(pages))/b.Elapsed().Seconds(), "pages/s")
}
