package file

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

// printed is a page of a newspaper that says its date and author, and the name of its link.
func printed(title, head string) string {
	return `<!doctype html><html lang="en"><head><title>` + title + ` | Ashford Echo</title><meta property="og:site_name" content="Ashford Echo">` + head + `</head>
<body><nav><a href="/">Home</a></nav><article><h1>` + title + `</h1><p>` + paragraphs[0] + `</p><p>` + paragraphs[1] + `</p></article></body></html>`
}

var paragraphs = []string{
	"The council of Ashford voted on Tuesday for a tram line to the harbour, after three years of talks about its cost and its way.",
	"The first tram line is to open in 2027, and it stops at the old market, the station and the harbour gate every ten minutes.",
}

const signed = `<meta property="article:published_time" content="2024-06-13T09:30:00+02:00"><meta name="author" content="Ines Weller">`

// warcRecord is a record of a web archive.
func warcRecord(kind, address, contentType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-07-01T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, address, contentType, len(block), block)
}

func packed(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

// chunked is a body in pieces (RFC 9112, section 7.1).
func chunked(s string) string {
	return fmt.Sprintf("%x\r\n%s\r\n%x;x=1\r\n%s\r\n0\r\n\r\n", 10, s[:10], len(s)-10, s[10:])
}

// TestWebArchive reads what crawlers write: answers as they were sent and answers of which
// the encodings were undone, pages alone, and what is none.
func TestWebArchive(t *testing.T) {
	const http = "application/http; msgtype=response"
	head := func(more string) string {
		return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + more + "\r\n"
	}
	records := []string{
		warcRecord("warcinfo", "", "application/warc-fields", "software: Wget/1.21\r\n"),
		warcRecord("request", "https://echo.example/1", "application/http; msgtype=request", "GET /1 HTTP/1.1\r\n\r\n"),
		warcRecord("response", "<https://echo.example/1>", http, head("")+printed("Tram one", signed)),
		warcRecord("response", "https://echo.example/2", http, head("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")+chunked(packed(printed("Tram two", "")))),
		warcRecord("response", "https://echo.example/3?utm_source=x", http, head("Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n")+printed("Tram three", signed+`<link rel="canonical" href="/3">`)),
		warcRecord("resource", "https://echo.example/4", "text/html", printed("Tram four", signed)),
		warcRecord("response", "https://echo.example/5", http, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+printed("Gone", signed)),
		warcRecord("response", "https://echo.example/6.png", http, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
		warcRecord("response", "https://echo.example/", http, head("")+"<title>Echo</title><p>News"),
		warcRecord("revisit", "https://echo.example/1", http, head("")),
		warcRecord("response", "dns:echo.example", "text/dns", "echo.example 300 A 192.0.2.1"),
	}
	article := func(n int, title string) knowledge.Article {
		return knowledge.Article{URL: fmt.Sprintf("https://echo.example/%d", n), Title: title, Source: "Ashford Echo", Language: "en", FromPage: true, Text: strings.Join(paragraphs, "\n\n"),
			Authors: []string{"Ines Weller"}, Published: time.Date(2024, 6, 13, 7, 30, 0, 0, time.UTC)}
	}
	two := article(2, "Tram two") // says no date
	two.Authors, two.Published, two.FirstSeen = nil, time.Date(2024, 7, 1, 8, 0, 0, 0, time.UTC), true
	want := []knowledge.Article{article(1, "Tram one"), two, article(3, "Tram three"), article(4, "Tram four")}
	zipped := ""
	for _, r := range records {
		zipped += packed(r)
	}
	plain := strings.Join(records, "")
	for name, c := range map[string]struct {
		content string
		told    []string
	}{
		"site.warc":    {plain, nil},
		"site.warc.gz": {zipped, nil},
		"cut.warc":     {plain + records[2][:len(records[2])-100], []string{"cut.warc: item 12: the data ends early or is damaged: the file was cut off; what stood before is stored"}},
		"cut.warc.gz":  {zipped + packed(records[2])[:len(packed(records[2]))-100], []string{"cut.warc.gz: item 12: the data ends early or is damaged: the file was cut off; what stood before is stored"}},
		"head.warc":    {plain + records[2][:40], []string{"head.warc: item 12: the data ends early or is damaged: the file was cut off; what stood before is stored"}},
		"other.warc":   {plain + "no record\r\n\r\n", []string{"other.warc: item 12: no record of a web archive begins there; what follows is not read"}},
		"endless.warc": {plain + strings.Repeat("x", 2*maxHead), []string{"endless.warc: item 12: no record of a web archive begins there; what follows is not read"}},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		got, told := readAll(t, path)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: want -, got +:\n%s", name, diff)
		}
		if want := append([]string{name + ": item 9: this may be no article: it has only a few words"}, c.told...); !slices.Equal(told, want) {
			t.Errorf("%s: told %q, want %q", name, told, want)
		}
	}
}

// TestFolder reads a site as wget --mirror copies it, and pages that say their address.
func TestFolder(t *testing.T) {
	root := filepath.Join(t.TempDir(), "mirror")
	for name, content := range map[string]string{
		"www.echo.example.org/index.html":              "<!doctype html><title>Echo</title><p>News",
		"www.echo.example.org/news/tram":               printed("A tram", signed),
		"www.echo.example.org/news/show?id=7&p=1.html": printed("A tram shown", signed),
		"www.echo.example.org/news/hafen straße.html":  printed("A tram to the harbour", signed),
		"www.echo.example.org/print/tram.html":         printed("A tram, printed", signed+`<link rel="canonical" href="https://www.echo.example.org/news/tram">`),
		"www.echo.example.org/weir/index.html":         printed("A tram at the weir", signed),
		"www.echo.example.org/robots.txt":              "User-agent: *",
		"www.echo.example.org/logo.png":                "\x89PNG\r\n\x1a\n",
		"www.echo.example.org/feed.xml":                savedFeed,
		"saved/own.htm":                                printed("A tram that names itself", signed+`<link rel="canonical" href="https://quay.example/own">`),
		"saved/without.html":                           printed("A tram without a link", ""),
		"saved/letter.eml":                             "From: Quay <a@quay.example>\nSubject: A letter\n\nThe ferry left the quay at noon.\n",
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, told := readAll(t, root)
	var found []string
	for _, a := range got {
		found = append(found, strings.TrimSpace(fmt.Sprintf("%s: %s, %d authors, %s %s", a.Source, a.Title, len(a.Authors), a.Published.UTC().Format("2006-01-02"), a.URL)))
		if a.Source != "Quay" && a.Text != strings.Join(paragraphs, "\n\n") {
			t.Errorf("the text of %s is %q", a.Title, a.Text)
		}
	}
	if diff := cmp.Diff([]string{
		"Quay: A letter, 0 authors, 0001-01-01",
		"Ashford Echo: A tram that names itself, 1 authors, 2024-06-13 https://quay.example/own",
		"Ashford Echo: A tram without a link, 0 authors, 0001-01-01",
		"Ashford Echo: A tram to the harbour, 1 authors, 2024-06-13 https://www.echo.example.org/news/hafen%20stra%C3%9Fe.html",
		"Ashford Echo: A tram shown, 1 authors, 2024-06-13 https://www.echo.example.org/news/show?id=7&p=1",
		"Ashford Echo: A tram, 1 authors, 2024-06-13 https://www.echo.example.org/news/tram",
		"Ashford Echo: A tram at the weir, 1 authors, 2024-06-13 https://www.echo.example.org/weir/",
	}, found); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
	site := filepath.Join("mirror", "www.echo.example.org")
	if want := []string{
		filepath.Join(site, "index.html") + ": this may be no article: it has only a few words",
		filepath.Join(site, "print", "tram.html") + ": it is the same page as " + filepath.Join(root, "www.echo.example.org", "news", "tram"),
	}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}
