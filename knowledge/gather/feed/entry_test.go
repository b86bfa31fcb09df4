package feed

import (
	"testing"
	"time"
)

func TestFeedKeepsTheZone(t *testing.T) {
	for written, want := range map[string]string{
		"Sat, 09 Mar 2024 00:30:00 +0500": "2024-03-09T00:30:00+05:00",
		"Fri, 08 Mar 2024 22:10:00 -0400": "2024-03-08T22:10:00-04:00",
		"Fri, 08 Mar 2024 22:10:00 EST":   "2024-03-08T22:10:00-05:00",
		"Fri, 08 Mar 2024 22:10:00 GMT":   "2024-03-08T22:10:00Z",
		"2024-03-08T22:10:00-03:30":       "2024-03-08T22:10:00-03:30",
	} {
		document := `<rss version="2.0"><channel><title>E</title><item><title>T</title><link>https://e.example/1</link><pubDate>` + written + `</pubDate></item></channel></rss>`
		c, err := Parse([]byte(document), Origin{URL: "https://e.example/feed"}, time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC))
		if err != nil || len(c.Entries) != 1 {
			t.Fatalf("%s: %+v, %v", written, c, err)
		}
		if got := c.Entries[0].Published.Format(time.RFC3339); got != want {
			t.Errorf("%s is read as %s, want %s", written, got, want)
		}
	}
}

// TestAddressIsNoArticle has entries that lead into the feed's own document,
// whose address holds a key.
func TestAddressIsNoArticle(t *testing.T) {
	const document = `<rss version="2.0"><channel><title>E</title>
		<item><title>One</title><link>#one</link><description>The windmill turns.</description></item>
		<item><title>Two</title><link>/news?id=2</link><description>The mill stands.</description></item>
		<item><title>Three</title><link>https://e.example/feed?key=SECRET</link><description>The weir runs.</description></item></channel></rss>`
	c, err := Parse([]byte(document), Origin{URL: "https://e.example/feed?key=SECRET"}, time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC))
	if err != nil || len(c.Entries) != 3 {
		t.Fatalf("%+v, %v", c, err)
	}
	for i, want := range []string{"", "https://e.example/news?id=2", ""} {
		if got := c.Entries[i].URL; got != want {
			t.Errorf("entry %d leads to %q, want %q", i+1, got, want)
		}
	}
}
