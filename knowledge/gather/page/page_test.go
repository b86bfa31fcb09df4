package page

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/knowledge/heaptest"
)

const story = `<p>The council of Ashford voted on Tuesday to build a tram line to the harbour, after three years of talks about its cost.</p>
<p>Shops along the street will be paid for the months in which the road is closed, the mayor told reporters at the town hall.</p>
<p>The first tram is to run in 2027, and it will stop at the <em>old</em> market, the station and the harbour gate every ten minutes.</p>`

func page(head, body string) string {
	return "<!doctype html><html lang=\"en-GB\"><head>" + head + "</head><body><nav><a href=/>Home</a> <a href=/s>Sport</a></nav><main><article><h1>Tram line approved</h1>" +
		body + "</article></main><footer>All rights reserved by the paper</footer></body></html>"
}

func read(t *testing.T, html, contentType, url string) Page {
	t.Helper()
	p, err := Read(strings.NewReader(html), contentType, url)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRead(t *testing.T) {
	p := read(t, page(`<title>Tram line approved | Ashford Echo</title>
		<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle","headline":"Tram line approved",
		"datePublished":"2024-06-13T09:30:00+02:00","author":[{"@type":"Person","name":"Ines Weller"}],"publisher":{"@type":"Organization","name":"Ashford Echo"}}]}</script>
		<meta property="article:published_time" content="2020-01-01T00:00:00Z"><link rel="canonical" href="https://echo.example/tram">`, story), "", "https://echo.example/tram?utm_source=x")
	if p.Title != "Tram line approved" || p.Source != "Ashford Echo" || p.Language != "en" || p.URL != "https://echo.example/tram" || !slices.Equal(p.Authors, []string{"Ines Weller"}) {
		t.Errorf("the heading is %+v", p)
	}
	if want := time.Date(2024, 6, 13, 7, 30, 0, 0, time.UTC); !p.Published.Equal(want) || p.DateOnly {
		t.Errorf("published is %s (day alone: %t), want %s", p.Published, p.DateOnly, want)
	}
	if !strings.Contains(p.Text, "stop at the old market, the station") {
		t.Errorf("words within a paragraph are lost: %q", p.Text)
	}
	for _, boilerplate := range []string{"Sport", "All rights reserved"} {
		if strings.Contains(p.Text, boilerplate) {
			t.Errorf("the text holds %q", boilerplate)
		}
	}
	if strings.Count(p.Text, "\n\n") < 2 {
		t.Errorf("paragraphs run together: %q", p.Text)
	}
	if a := p.Article(); !a.FromPage || a.Title != p.Title {
		t.Errorf("as an article it is %+v", a)
	}
}

func TestReadDates(t *testing.T) {
	for head, want := range map[string]string{
		`<meta property="article:published_time" content="2024-06-13T09:30:00Z">`:                          "2024-06-13T09:30:00Z",
		`<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-06-13"}</script>`: "2024-06-13T00:00:00Z",
		`<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2999-06-13"}</script>`: "",
		`<script type="application/ld+json">{"@type":"NewsArticle", broken</script>`:                       "",
	} {
		got := ""
		if p := read(t, page(head, story), "text/html", ""); !p.Published.IsZero() {
			got = p.Published.UTC().Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%s: published is %q, want %q", head, got, want)
		}
	}
	if p := read(t, page("", `<time datetime="2024-06-13">13 June</time>`+story), "", ""); !p.DateOnly || p.Published.Format(time.DateOnly) != "2024-06-13" {
		t.Errorf("a <time> gives %s", p.Published)
	}
}

func TestReadCharsets(t *testing.T) {
	latin := strings.ReplaceAll(page(`<meta charset="iso-8859-1">`, story+"<p>The caf\xe9 at the harbour gate stays open while the line is built, its owner said.</p>"), "en-GB", "en")
	for name, c := range map[string]struct{ html, contentType string }{
		"meta":   {latin, "text/html"},
		"header": {strings.Replace(latin, `<meta charset="iso-8859-1">`, "", 1), "text/html; charset=iso-8859-1"},
		"utf-8":  {strings.ReplaceAll(latin, "\xe9", "é"), "text/html; charset=iso-8859-1"},
	} {
		if p := read(t, c.html, c.contentType, ""); !strings.Contains(p.Text, "café") {
			t.Errorf("%s: %q", name, p.Text[max(0, len(p.Text)-90):])
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		html, contentType string
		want              error
	}{
		"empty":    {"", "", ErrNotHTML},
		"declared": {page("", story), "application/pdf", ErrNotHTML},
		"binary":   {"<\x00\x01\x02\x03", "", ErrNotHTML},
		"no tags":  {"just words", "", ErrNotHTML},
		"no text":  {"<html><body><script>x</script></body></html>", "", ErrNoText},
		"large":    {strings.Repeat("<p>x</p>", MaxSize/8+1), "", ErrTooLarge},
	} {
		if _, err := Read(strings.NewReader(c.html), c.contentType, ""); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	deep := strings.Repeat("<div>", 100_000) + story
	if _, err := Read(strings.NewReader(deep), "", ""); err != nil && !errors.Is(err, ErrTooDeep) && !errors.Is(err, ErrNoText) {
		t.Errorf("a deep page gives %v", err)
	}
}

var shingleWord = regexp.MustCompile(`\w+`)

func countShingles(s string) map[string]int {
	words := shingleWord.FindAllString(s, -1)
	set := map[string]int{}
	for i := range max(1, len(words)-3) {
		set[strings.Join(words[min(i, len(words)):min(i+4, len(words))], " ")]++
	}
	return set
}

// extractionPages are pages with the text of their articles: three of our own, and those of
// the article extraction benchmark where they are.
func extractionPages() map[string]string {
	dirs := map[string]string{"sample": filepath.Join("testdata", "extraction")}
	whole := filepath.Join("..", "..", "..", "..", "shared", "eval", "data", "extraction")
	if _, err := os.Stat(whole); err == nil && os.Getenv("LONG_TESTS") != "" {
		dirs["whole"] = whole
	}
	return dirs
}

// pageFiles are the pages below a folder, which may be packed.
func pageFiles(t testing.TB, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "html", "*.html*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in %s: %v", dir, err)
	}
	return files
}

// readPage returns a page as it was served.
func readPage(t testing.TB, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestExtraction holds the F1 over 4-word shingles of articles to a floor.
func TestExtraction(t *testing.T) {
	for name, dir := range extractionPages() {
		t.Run(name, func(t *testing.T) { testExtraction(t, dir) })
	}
}

func testExtraction(t *testing.T, dir string) {
	data, err := os.ReadFile(filepath.Join(dir, "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	precision, recall := 0.0, 0.0
	for _, file := range pageFiles(t, dir) {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		want := truth[name]
		p, err := Read(bytes.NewReader(readPage(t, file)), "", want.URL)
		if err != nil {
			t.Logf("%s: %v", want.URL, err)
		}
		a, b := countShingles(want.ArticleBody), countShingles(p.Text)
		both, all, got := 0, 0, 0
		for s, n := range a {
			both += min(n, b[s])
			all += n
		}
		for _, n := range b {
			got += n
		}
		precision += float64(both) / float64(max(1, got))
		recall += float64(both) / float64(all)
	}
	precision /= float64(len(truth))
	recall /= float64(len(truth))
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%d pages: F1 %.3f, precision %.3f, recall %.3f", len(truth), f1, precision, recall)
	if f1 < .97 {
		t.Errorf("F1 is %.3f, below .97", f1)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(page("", story), "text/html; charset=utf-8")
	f.Add(`<script type="application/ld+json">[{"@graph":[[]]}]</script><table><p>`, "")
	f.Fuzz(func(t *testing.T, html, contentType string) {
		var p Page
		var err error
		heaptest.Within(t, len(html), func() { p, err = Read(strings.NewReader(html), contentType, "https://echo.example/") })
		if err == nil && (p.Text == "" || !utf8.ValidString(p.Text) || !utf8.ValidString(p.Title)) {
			t.Errorf("the text is %q", p.Text)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	html := page(`<title>Tram</title>`, strings.Repeat(story, 10))
	b.SetBytes(int64(len(html)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(strings.NewReader(html), "text/html", ""); err != nil {
			b.Fatal(err)
		}
	}
}
