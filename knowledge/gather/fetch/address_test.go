package fetch

import "testing"

func TestPublicAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://user:secret@a.example/feed?token=secret#secret": "a.example/feed",
		"https://a.example/": "a.example",
		"https://a.example/private/9f8a7b6c5d4e3f2a1b0c/rss":                  "a.example/private/…/rss",
		"https://a.example/u/123e4567-e89b-12d3-a456-426614174000":            "a.example/u/…",
		"https://a.example/2026/03/01/a-long-title-of-some-article-2026.html": "a.example/2026/03/01/a-long-title-of-some-article-2026.html",
		"nonsense": "(no address)",
	} {
		if got := PublicAddress(in); got != want {
			t.Errorf("PublicAddress(%q) = %q, want %q", in, got, want)
		}
	}
}
