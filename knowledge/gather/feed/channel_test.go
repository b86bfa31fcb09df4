package feed

import (
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge/gather/fetch"
)

// TestChannels finds the feeds of channels by what people write, and reads what the networks
// answer.
func TestChannels(t *testing.T) {
	answers := map[string]string{
		"https://social.example.org/@news":                                             "mastodon.html",
		"https://social.example.org/@news.rss":                                         "mastodon.xml",
		"https://bsky.app/profile/echo.bsky.social/rss":                                "bluesky.xml",
		"https://t.me/s/ashfordecho":                                                   "telegram.html",
		"https://www.youtube.com/@echo":                                                "youtube.html",
		"https://www.youtube.com/feeds/videos.xml?channel_id=UCab-cd_efghijklmnopqrst": "youtube.xml",
	}
	get := func(_ context.Context, q fetch.Request) (*fetch.Response, error) {
		name, ok := answers[q.URL]
		if !ok {
			return nil, &fetch.Error{Kind: fetch.NotFound}
		}
		body, err := os.ReadFile(filepath.Join("testdata", "channels", name))
		return &fetch.Response{URL: q.URL, Body: body}, err
	}
	const vote = "The council of Ashford voted for a tram line.\n\nIt is to open in 2027."
	at := time.Date(2026, 2, 24, 9, 30, 0, 0, time.UTC)
	for written, want := range map[string]struct {
		feed, title string
		entries     []Entry // address, title, text, whether that is whole, and date
	}{
		"@news@social.example.org": {"https://social.example.org/@news.rss", "Ashford Echo",
			[]Entry{{URL: "https://social.example.org/@news/114", Title: "The council of Ashford voted for a tram line.", Text: vote, Published: at}}},
		"@echo.bsky.social": {"https://bsky.app/profile/echo.bsky.social/rss", "@echo.bsky.social - Ashford Echo",
			[]Entry{{URL: "https://bsky.app/profile/echo.bsky.social/post/3k", Title: "The council of Ashford voted for a tram line.", Text: vote, Published: at}}},
		"t.me/ashfordecho": {"https://t.me/s/ashfordecho", "Ashford Echo & Harbour", []Entry{
			{URL: "https://t.me/ashfordecho/42", Title: "The ferry is late.", Text: "The ferry is late.", Whole: true, Published: at.Add(90 * time.Minute)},
			{URL: "https://t.me/ashfordecho/41", Title: "⚡️ The council of Ashford voted for a tram line.", Text: "⚡️ " + vote, Whole: true, Published: at}}},
		"https://www.youtube.com/@echo": {"https://www.youtube.com/feeds/videos.xml?channel_id=UCab-cd_efghijklmnopqrst", "Ashford Echo",
			[]Entry{{URL: "https://www.youtube.com/watch?v=v1", Title: "The tram, explained", Text: vote, Published: at, Authors: []string{"Ashford Echo"}}}},
	} {
		found, err := Discover(t.Context(), get, InProcess{}, written)
		if err != nil || len(found) != 1 || found[0].URL != want.feed {
			t.Errorf("%s: %+v, %v", written, found, err)
			continue
		}
		r, err := get(t.Context(), fetch.Request{URL: want.feed})
		if err != nil {
			t.Fatal(err)
		}
		c, err := Parse(r.Body, Origin{URL: want.feed}, noon)
		if err != nil || c.Title != want.title || len(c.Flaws) > 0 {
			t.Errorf("%s: %q, %v, %v", written, c.Title, c.Flaws, err)
		}
		var got []Entry
		for _, e := range c.Entries {
			got = append(got, Entry{URL: e.URL, Title: e.Title, Text: e.Text, Whole: e.Whole, Published: e.Published, Authors: e.Authors})
		}
		if diff := cmp.Diff(want.entries, got); diff != "" {
			t.Errorf("%s: want -, got +:\n%s", written, diff)
		}
	}
	if _, err := Parse([]byte(`<!doctype html><html><body><section class="tgme_channel_history"></section>`), Origin{}, noon); err == nil || !strings.Contains(err.Error(), "without posts") {
		t.Errorf("a channel without posts: %v", err)
	}
}

// TestGoogleNews has links that hold the outlet's address, and links that do not.
func TestGoogleNews(t *testing.T) {
	link := func(message string) string {
		return "https://news.google.com/rss/articles/" + base64.RawURLEncoding.EncodeToString([]byte(message)) + "?oc=5"
	}
	const address = "https://echo.example/tram"
	told := "\x08\x13\x22" + string(rune(len(address))) + address + "\xd2\x01\x00"
	for in, want := range map[string]string{
		link(told): address,
		"https://news.google.com/articles/" + base64.URLEncoding.EncodeToString([]byte(told)): address,
		link("\x08\x13\x22\x05AU_yq\xd2\x01\x00"):                                             "",
		link("\x08\x13\x22\xff\x7fhttps://echo"):                                              "",
		link("\x08\x13\x22\x12javascript:alert(1)"):                                           "",
		link(""): "",
		strings.Replace(link(told), "google", "echo", 1): "",
		"https://news.google.com/articles/?x":            "",
		address:                                          "",
	} {
		if want == "" {
			want = in
		}
		if got := outletLink(in); got != want {
			t.Errorf("outletLink(%q) = %q, want %q", in, got, want)
		}
	}
	c, err := Parse([]byte(`<rss version="2.0"><channel><title>"tram" - Google News</title><item><title>Tram line approved - Ashford Echo</title><link>`+link(told)+
		`</link><source url="https://echo.example">Ashford Echo</source></item></channel></rss>`), Origin{}, noon)
	if err != nil || len(c.Entries) != 1 || c.Entries[0].URL != address || c.Entries[0].Source != "Ashford Echo" {
		t.Errorf("%+v, %v", c, err)
	}
}
