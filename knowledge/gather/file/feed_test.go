package file

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/gather/page"
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
	files.Page = func(_ context.Context, address string) (page.Page, error) {
		if address != "https://echo.example/tram" {
			return page.Page{}, errors.New("nothing there")
		}
		return page.Page{URL: address, Title: "Tram line approved", Text: "The whole article."}, nil
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
