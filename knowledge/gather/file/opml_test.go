package file

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge/heaptest"
	"quoth/seeds"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func readOPML(t *testing.T, body string) (feeds []Outline, refused []string) {
	t.Helper()
	feeds, err := ReadOPML("list.opml", strings.NewReader(body), func(p Problem) { refused = append(refused, p.Error()) })
	if err != nil {
		t.Fatal(err)
	}
	return feeds, refused
}

func TestReadOPML(t *testing.T) {
	feeds, refused := readOPML(t, `<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>Mine &amp; yours</title></head><body>
<outline text="News">
  <outline text="Asia" title="ignored"><outline type="rss" text="D&#233;p&ecirc;che" xmlUrl="https://a.example/feed?key=1&amp;x=2" htmlUrl="https://a.example/"/></outline>
  <outline TEXT="" title="Second" XMLURL="feed://B.example/rss"/>
</outline>
<outline type="rss" text="Twice" xmlUrl="https://a.example/feed?key=1&x=2"/>
<outline type="rss" text="Nothing"/>
<outline type="rss" text="A file" xmlUrl="file:///etc/passwd"/>
<outline type="link" text="A page" url="https://c.example/"/>
</body></opml>`)
	want := []Outline{
		{URL: "https://a.example/feed?key=1&x=2", Title: "Dépêche", Site: "https://a.example/", Folder: "News/Asia"},
		{URL: "https://b.example/rss", Title: "Second", Folder: "News"},
	}
	if diff := cmp.Diff(want, feeds); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		`list.opml:8: the outline "Nothing" has no xmlUrl, so there is no feed to add`,
		`list.opml:9: the outline "A file": this is no address: write it as https://example.org/feed`,
	}, refused); diff != "" {
		t.Errorf("refused, want -, got +:\n%s", diff)
	}
}

func TestReadOPMLBad(t *testing.T) {
	deep := "<opml><body>" + strings.Repeat("<outline text='a'>", 100)
	var many strings.Builder
	many.WriteString("<opml><body>")
	for i := range maxOutlines + 1 {
		fmt.Fprintf(&many, "<outline xmlUrl='https://a.example/%d'/>", i)
	}
	for body, want := range map[string]string{
		"":                             "list.opml:1: it is no OPML file: nothing stands in it",
		"just words":                   "list.opml:1: it is no OPML file: nothing stands in it",
		"<html><body></body></html>":   "list.opml:1: it is no OPML file: it begins with <html>",
		"<opml>\n<body>\n<outline":     "list.opml:3: the XML is broken (unexpected EOF): export the file again",
		"<opml>\n<body><outline/>\n":   "list.opml:3: the XML is broken (unexpected EOF): export the file again",
		deep:                           "list.opml:1: the outlines are nested more than 32 deep: export the list flatter",
		many.String():                  "list.opml:1: there are more than 20000 feeds: split the list",
		strings.Repeat(" ", maxOPML+1): "list.opml: it is larger than 16 MB: a list of feeds is expected",
	} {
		feeds, err := ReadOPML("list.opml", strings.NewReader(body), func(Problem) {})
		if err == nil || err.Error() != want || feeds != nil {
			t.Errorf("%.40q: %d feeds, %v\nwant %s", body, len(feeds), err, want)
		}
	}
}

func TestWriteOPML(t *testing.T) {
	feeds := []Outline{
		{URL: "https://a.example/feed?key=1&x=<2>", Title: "A \"first\" & <second>", Site: "https://a.example/"},
		{URL: "https://b.example/rss", Title: "B", Folder: "News/Asia"},
		{URL: "https://c.example/rss", Title: "C", Folder: "News"},
		{URL: "https://d.example/rss", Title: "D", Folder: "Science"},
	}
	var b bytes.Buffer
	if err := WriteOPML(&b, "Feeds", time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), feeds); err != nil {
		t.Fatal(err)
	}
	got, refused := readOPML(t, b.String())
	if diff := cmp.Diff(feeds, got); diff != "" || len(refused) > 0 {
		t.Errorf("what was written is read as (want -, got +, refused %v):\n%s", refused, diff)
	}
	if strings.Count(b.String(), `text="News"`) != 1 {
		t.Errorf("a folder is written more than once:\n%s", b.String())
	}
}

func TestStarterFeeds(t *testing.T) {
	feeds, refused := readOPML(t, string(seeds.Feeds()))
	if len(feeds) < 20 || len(refused) > 0 {
		t.Errorf("%d feeds, refused %q", len(feeds), refused)
	}
	for _, f := range feeds {
		if f.Title == "" || f.Site == "" || f.Folder == "" {
			t.Errorf("%+v lacks something", f)
		}
	}
}

// FuzzOPML reads any bytes: no panic, and what was read can be written and read
// again.
func FuzzOPML(f *testing.F) {
	f.Add(string(seeds.Feeds()))
	f.Add(`<opml><body><outline text="a/b"><outline xmlUrl="http://x"/></outline></body></opml>`)
	f.Add("<opml><body><outline xmlUrl='feed:x' text='\x00'/>")
	f.Fuzz(func(t *testing.T, body string) {
		var feeds []Outline
		var err error
		heaptest.Within(t, len(body), func() { feeds, err = ReadOPML("f", strings.NewReader(body), func(Problem) {}) })
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Fatalf("an error of more than one line: %q", err)
			}
			return
		}
		var b bytes.Buffer
		if err := WriteOPML(&b, "t", noon, feeds); err != nil {
			t.Fatal(err)
		}
		again, err := ReadOPML("f", &b, func(p Problem) { t.Errorf("refused of what was written: %v", p) })
		if err != nil || len(again) != len(feeds) {
			t.Fatalf("%d feeds were written, %d read again: %v", len(feeds), len(again), err)
		}
	})
}
