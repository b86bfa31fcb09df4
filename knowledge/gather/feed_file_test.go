package gather

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"quoth/knowledge"
)

const savedFeed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Ashford Echo</title><link>https://echo.example/</link>
<item><title>Tram line approved</title><link>https://echo.example/tram</link><pubDate>Thu, 13 Jun 2024 09:30:00 GMT</pubDate><description>The council voted for a tram.</description></item>
<item><title>Gone</title><link>https://echo.example/gone</link><description>The page of this one is gone.</description></item>
<item><title>A heading alone</title><link>https://echo.example/none</link></item>
</channel></rss>`

func TestFeedFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "saved.xml")
	if err := os.WriteFile(file, []byte(savedFeed), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []knowledge.Article
	var refused []Problem
	files := &Files{
		Article: func(a knowledge.Article) error { got = append(got, a); return nil },
		Refused: func(p Problem) { refused = append(refused, p) },
	}
	if err := files.Read(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Source != "Ashford Echo" || got[0].Text != "The council voted for a tram." || got[0].URL != "https://echo.example/tram" {
		t.Errorf("the file holds %+v", got)
	}
	if len(refused) != 1 || refused[0].Reason != "entry 3 has no text, only a heading" {
		t.Errorf("refused: %+v", refused)
	}
	got, refused = nil, nil
	files.Page = func(_ context.Context, address string) (Page, error) {
		if address != "https://echo.example/tram" {
			return Page{}, errors.New("nothing there")
		}
		return Page{URL: address, Title: "Tram line approved", Text: "The whole article."}, nil
	}
	if err := files.Read(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Text != "The whole article." || got[1].Text != "The page of this one is gone." {
		t.Errorf("with pages the file holds %+v", got)
	}
	broken := filepath.Join(t.TempDir(), "broken.xml")
	if err := os.WriteFile(broken, []byte("<html>no feed"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused = nil
	if err := files.Read(t.Context(), broken); err != nil || len(refused) != 1 {
		t.Errorf("what is no feed: %v, %+v", err, refused)
	}
}

func TestFeedKeepsTheZone(t *testing.T) {
	for written, want := range map[string]string{
		"Sat, 09 Mar 2024 00:30:00 +0500": "2024-03-09T00:30:00+05:00",
		"Fri, 08 Mar 2024 22:10:00 -0400": "2024-03-08T22:10:00-04:00",
		"Fri, 08 Mar 2024 22:10:00 EST":   "2024-03-08T22:10:00-05:00",
		"Fri, 08 Mar 2024 22:10:00 GMT":   "2024-03-08T22:10:00Z",
		"2024-03-08T22:10:00-03:30":       "2024-03-08T22:10:00-03:30",
	} {
		feed := `<rss version="2.0"><channel><title>E</title><item><title>T</title><link>https://e.example/1</link><pubDate>` + written + `</pubDate></item></channel></rss>`
		c, err := ParseFeed([]byte(feed), "", "https://e.example/feed", time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC))
		if err != nil || len(c.Entries) != 1 {
			t.Fatalf("%s: %+v, %v", written, c, err)
		}
		if got := c.Entries[0].Published.Format(time.RFC3339); got != want {
			t.Errorf("%s is read as %s, want %s", written, got, want)
		}
	}
}

// TestFeedAddressIsNoArticle has entries that lead into the feed's own document,
// whose address holds a key.
func TestFeedAddressIsNoArticle(t *testing.T) {
	const feed = `<rss version="2.0"><channel><title>E</title>
		<item><title>One</title><link>#one</link><description>The windmill turns.</description></item>
		<item><title>Two</title><link>/news?id=2</link><description>The mill stands.</description></item>
		<item><title>Three</title><link>https://e.example/feed?key=SECRET</link><description>The weir runs.</description></item></channel></rss>`
	c, err := ParseFeed([]byte(feed), "", "https://e.example/feed?key=SECRET", time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC))
	if err != nil || len(c.Entries) != 3 {
		t.Fatalf("%+v, %v", c, err)
	}
	for i, want := range []string{"", "https://e.example/news?id=2", ""} {
		if got := c.Entries[i].URL; got != want {
			t.Errorf("entry %d leads to %q, want %q", i+1, got, want)
		}
	}
}
