package feed

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"quoth/knowledge/heaptest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// parseFeed parses a file of testdata/feeds.
func parseFeed(t *testing.T, name string) Channel {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "feeds", name))
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse(data, Origin{URL: "https://news.example/" + name}, noon)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParse(t *testing.T) {
	tram := Entry{
		ID: "tag:news.example,2026:tram", URL: "https://news.example/2026/tram", Title: "Tram line approved & funded",
		Text:      "The council of Ashford voted on Tuesday to build a tram line.\n\nShops along the street will be paid, the mayor said.",
		Published: time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC), Authors: []string{"Ines Weller"}, Language: "en",
	}
	for name, want := range map[string]Channel{
		"rss2.xml":  {Title: "Ashford Echo", Site: "https://news.example/", Language: "en", MinInterval: 90 * time.Minute},
		"atom.xml":  {Title: "Ashford Echo", Site: "https://news.example/", Language: "en"},
		"feed.json": {Title: "Ashford Echo", Site: "https://news.example/", Language: "en"},
		"rss1.xml":  {Title: "Ashford Echo", Site: "https://news.example/", Language: "en", MinInterval: 12 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			got := parseFeed(t, name)
			entries := got.Entries
			got.Entries = nil
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
			if len(entries) != 2 {
				t.Fatalf("there are %d entries, want 2", len(entries))
			}
			want := tram
			if name == "rss1.xml" {
				want.ID = "" // RSS 1.0 has none beside the link
			}
			if diff := cmp.Diff(want, entries[0], cmpopts.IgnoreFields(Entry{}, "Dated"), cmpopts.IgnoreFields(Entry{}, "Updated")); diff != "" {
				t.Errorf("the first entry, want -, got +:\n%s", diff)
			}
			if second := entries[1]; second.Title != "Only a headline" || second.Text != "" || second.Whole || second.URL != "https://news.example/2026/headline" {
				t.Errorf("the second entry is %+v", second)
			}
		})
	}
}

func TestFeedCharsets(t *testing.T) {
	const title = "Überfüllte Fähre – naïve Größe"
	feed := func(declared string) string {
		if declared != "" {
			declared = `<?xml version="1.0" encoding="` + declared + `"?>`
		}
		return declared + "<rss version='2.0'><channel><title>" + title + "</title></channel></rss>"
	}
	latin, _ := charmap.Windows1252.NewEncoder().String(feed("iso-8859-1"))
	undeclared, _ := charmap.Windows1252.NewEncoder().String(feed(""))
	wrong, _ := charmap.Windows1252.NewEncoder().String(feed("utf-8"))
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(feed("utf-16"))
	bare, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(feed("utf-16"))
	for name, c := range map[string]struct{ body, contentType string }{
		"UTF-8":                            {feed("utf-8"), "application/rss+xml"},
		"UTF-8 declared as Latin-1":        {feed("iso-8859-1"), ""},
		"UTF-8 served as Latin-1":          {feed("utf-8"), "text/xml; charset=iso-8859-1"},
		"UTF-8 with a byte order mark":     {"\uFEFF" + feed(""), ""},
		"Windows-1252 declared as Latin-1": {latin, "text/xml; charset=utf-8"},
		"Windows-1252 only served as such": {undeclared, "text/xml; charset=windows-1252"},
		"Windows-1252 declared as UTF-8":   {wrong, "text/xml; charset=utf-8"},
		"UTF-16":                           {wide, ""},
		"UTF-16 without a byte order mark": {bare, ""},
	} {
		got, err := Parse([]byte(c.body), Origin{ContentType: c.contentType}, noon)
		if err != nil || got.Title != title {
			t.Errorf("%s: the title is %q, %v", name, got.Title, err)
		}
	}
	damaged, err := Parse([]byte(strings.Replace(feed("utf-8"), "Größe", "Gr\xF6ße", 1)), Origin{}, noon)
	if want := strings.Replace(title, "Größe", "Gr\uFFFDße", 1); err != nil || damaged.Title != want {
		t.Errorf("one bad byte in UTF-8: %q, %v", damaged.Title, err)
	}
}

func TestFeedRefused(t *testing.T) {
	const head, tail = "<rss version='2.0'><channel><title>T</title>", "</channel></rss>"
	for name, c := range map[string]struct {
		body string
		want error
	}{
		"nothing":            {" \n", ErrNotFeed},
		"a page":             {"<!DOCTYPE html><html><body>Moved</body></html>", ErrNotFeed},
		"a picture":          {"\x89PNG\r\n\x1a\n\x00\x00", ErrNotFeed},
		"other JSON":         {`{"error":"not here"}`, ErrNotFeed},
		"half a JSON feed":   {`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1"`, ErrNotFeed},
		"half an entry":      {head + "<item><title>a</ti", ErrNotFeed},
		"too large":          {head + strings.Repeat(" ", MaxSize) + tail, ErrTooLarge},
		"an entity too many": {"<!DOCTYPE rss [<!ENTITY a '" + strings.Repeat("x", 1000) + "'>]>" + head + "<item><title>" + strings.Repeat("&a;", 100), ErrNotFeed},
	} {
		if _, err := Parse([]byte(c.body), Origin{}, noon); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// TestFeedBounds reads documents that are made to take much of the memory, with LONG_TESTS of nearly the largest size.
func TestFeedBounds(t *testing.T) {
	const head, tail = "<rss version='2.0'><channel><title>T</title>", "</channel></rss>"
	times := 200_000
	if os.Getenv("LONG_TESTS") != "" {
		times = 1_000_000
	}
	var declared strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&declared, " xmlns:n%d='urn:%d'", i, i)
	}
	for name, c := range map[string]struct {
		body    string
		entries int
	}{
		"nested deeply":     {head + "<item><title>a</title>" + strings.Repeat("<x:a>", times) + "</item>" + tail, 1},
		"nested in a text":  {head + "<item><title>a</title><description>" + strings.Repeat("<b>", times) + "</description></item>" + tail, 1},
		"tags in a text":    {head + "<item><title>a</title><description>" + strings.Repeat("<b></b>", times) + "</description></item>" + tail, 1},
		"unclosed fields":   {head + "<item><title>a</title>" + strings.Repeat("<a><b><c>", times/10*7) + "</item>" + tail, 1},
		"unclosed sections": {head + "<item><title>a</title><description>" + strings.Repeat("<![CDATA[ <!-- ", times/10*4) + "</description></item>" + tail, 1},
		"empty entries":     {head + strings.Repeat("<item/>", times) + tail, 0},
		"small entries":     {head + strings.Repeat("<item></item>", times/2) + tail, 0},
		"many entries":      {head + strings.Repeat("<item><title>a</title></item>", 6_000) + tail, maxEntries},
		"many namespaces":   {"<rss" + declared.String() + "><channel>" + strings.Repeat("<item xmlns:z='a'><title>a</title></item>", 5_000) + tail, maxEntries},
		"many attributes":   {head + "<item" + strings.Repeat(" a='b'", times) + "><title>a</title></item>" + tail, 1},
		"many JSON objects": {`{"items":[` + strings.Repeat("{},", times) + `{"title":"a"}]}`, 0},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		got, err := Parse([]byte(c.body), Origin{}, noon)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		t.Logf("%s: %s, %d MB", name, took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
		if err != nil || len(got.Entries) != c.entries {
			t.Errorf("%s: %d entries, %v; want %d", name, len(got.Entries), err, c.entries)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > heaptest.Most(len(c.body)) { // most of it is not held
			t.Errorf("%s took %d MB", name, used>>20)
		}
	}
}

// TestFeedBroken reads what can be read of feeds that are not quite as they
// should be.
func TestFeedBroken(t *testing.T) {
	item := func(n int) string {
		return fmt.Sprintf("<item><guid>%d</guid><title>Title %d</title><description>Some words.</description></item>", n, n)
	}
	head := "<rss version='2.0'><channel><title>T</title>"
	for name, c := range map[string]struct {
		body    string
		partial bool
	}{
		"cut off":              {head + item(1) + item(2) + "<item><title>Ti", true},
		"cut off in Atom":      {`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>Title 1</title></entry><entry><id>2</id><title>Title 2</title></entry><entry>`, true},
		"a warning before":     {"<br />\n<b>Warning</b>: mysql is gone\n<?xml version='1.0'?>" + head + item(1) + item(2) + "</channel></rss>", false},
		"undefined entities":   {head + item(1) + "<item><title>A &nbsp; B &copy; &foo;</title></item></channel></rss>", false},
		"control characters":   {head + item(1) + "<item><title>A\x01\x02B</title></item></channel></rss>", false},
		"unescaped ampersands": {head + item(1) + "<item><title>A & B</title><link>https://a.example/?a=1&b=2</link></item></channel></rss>", false},
	} {
		got, err := Parse([]byte(c.body), Origin{}, noon)
		if err != nil || got.Partial != c.partial || len(got.Entries) != 2 {
			t.Errorf("%s: %d entries, partial %t, %v", name, len(got.Entries), got.Partial, err)
		}
	}
}

func TestFeedDates(t *testing.T) {
	for date, want := range map[string]Entry{
		"Sun, 01 Mar 2026 09:30:00 GMT":   {Published: time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)},
		"Sun, 01 Mar 2026 09:30:00 +0200": {Published: time.Date(2026, 3, 1, 7, 30, 0, 0, time.UTC)},
		"Sun, 01 Mar 2026 09:30:00 EST":   {Published: time.Date(2026, 3, 1, 14, 30, 0, 0, time.UTC)},
		"Sun, 1 Mar 2026 9:30:00 PDT":     {Published: time.Date(2026, 3, 1, 16, 30, 0, 0, time.UTC)},
		"Sun, 01 Mar 2026 09:30:00 CET":   {Published: time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC)},
		"Sun, 01 Mar 2026 09:30:00 IST":   {Published: time.Date(2026, 3, 1, 4, 0, 0, 0, time.UTC)},
		"Sun, 01 Mar 2026 09:30:00 UT":    {Published: time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)},
		"Sun, 01 Mar 2026 09:30:00 Z":     {Published: time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)},
		"2026-03-01T09:30:00.5+02:00":     {Published: time.Date(2026, 3, 1, 7, 30, 0, 500e6, time.UTC)},
		"2026-03-01 09:30:00":             {Published: time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)},
		"2026-03-01":                      {Published: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), DateOnly: true},
		"March 1, 2026 | 9:30 a.m.":       {Published: time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)},
		"Mon, 02 Mar 2026 12:00:01 GMT":   {Published: noon, Ahead: 1},
		"Tue, 01 Jan 2999 00:00:00 GMT":   {Published: noon, Ahead: 1},
		"Thu, 01 Jan 1970 00:00:00 GMT":   {},
		"yesterday":                       {},
		"":                                {},
	} {
		c, err := Parse([]byte("<rss><channel><item><title>a</title><pubDate>"+date+"</pubDate></item></channel></rss>"), Origin{}, noon)
		if err != nil || len(c.Entries) != 1 {
			t.Fatalf("%q: %d entries, %v", date, len(c.Entries), err)
		}
		if got := c.Entries[0]; !got.Published.Equal(want.Published) || got.DateOnly != want.DateOnly || (got.Ahead > 0) != (want.Ahead > 0) {
			t.Errorf("%q: %v (day alone %t, ahead %s)", date, got.Published, got.DateOnly, got.Ahead)
		}
	}
}

func TestFeedText(t *testing.T) {
	long := strings.Repeat("The council met in the town hall and spoke of the harbour. ", 12)
	for _, c := range []struct {
		content, description string
		want                 string
		whole                bool
	}{
		{"<p>One <b>bold</b> word.</p><p>Two.</p>", "", "One bold word.\n\nTwo.", false},
		{"", "Plain words\nin two lines.\n\nA new paragraph: 3 &lt; 4.", "Plain words in two lines.\n\nA new paragraph: 3 < 4.", false},
		{"<p>" + long + "</p>", "A teaser.", strings.TrimSpace(long), true},
		{"<p>" + long + " […]</p>", "", long + "[…]", false},
		{"<p>" + long + "</p><p><a href=/x>Read the full story</a></p><p>The post A title appeared first on Echo.</p>", "", strings.TrimSpace(long), true},
		{"", long, strings.TrimSpace(long), false},
		{"<style>p{}</style><script>x()</script><p>Words.</p><img alt=no>", "", "Words.", false},
	} {
		body := fmt.Sprintf(`{"items":[{"id":"1","url":"https://a.example/1","title":"A title","content_html":%q,"summary":%q}]}`, c.content, c.description)
		feed, err := Parse([]byte(body), Origin{}, noon)
		if err != nil {
			t.Fatal(err)
		}
		if got := feed.Entries[0]; got.Text != c.want || got.Whole != c.whole {
			t.Errorf("%s:\ntext %q, whole %t\nwant %q, %t", body, got.Text, got.Whole, c.want, c.whole)
		}
	}
}

// FuzzFeed parses any bytes: no panic, no entry without bounds, the same for the
// same.
func FuzzFeed(f *testing.F) {
	files, err := filepath.Glob("testdata/feeds/*")
	if err != nil || len(files) == 0 {
		f.Fatal("there are no feeds to begin with", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "application/xml")
		f.Add(data[:len(data)/2], "text/xml; charset=windows-1252")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		var c Channel
		var err error
		heaptest.Within(t, len(data), func() {
			c, err = Parse(data, Origin{URL: "https://news.example/feed", ContentType: contentType}, noon)
		})
		if err != nil {
			if !errors.Is(err, ErrNotFeed) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		for _, e := range c.Entries {
			if e.Published.After(noon) || e.Updated.After(noon) {
				t.Fatalf("a date after now: %v, %v", e.Published, e.Updated)
			}
			if e.URL != "" && !strings.HasPrefix(e.URL, "http://") && !strings.HasPrefix(e.URL, "https://") {
				t.Fatalf("an address that is none of the web: %q", e.URL)
			}
		}
	})
}
