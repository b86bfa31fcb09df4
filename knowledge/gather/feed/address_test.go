package feed

import "testing"

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"Example.org":                                    "https://example.org/",
		" feed://example.org/x ":                         "https://example.org/x",
		"feed:https://example.org/x#a":                   "https://example.org/x",
		"HTTP://u:p@Example.org:8080/a?b=c":              "http://u:p@example.org:8080/a?b=c",
		"//example.org/a":                                "https://example.org/a",
		"@news@social.example.org":                       "https://social.example.org/@news",
		"@echo.bsky.social":                              "https://bsky.app/profile/echo.bsky.social/rss",
		"https://bsky.app/profile/did:plc:a":             "https://bsky.app/profile/did:plc:a/rss",
		"t.me/ashfordecho":                               "https://t.me/s/ashfordecho",
		"https://t.me/s/ashfordecho":                     "https://t.me/s/ashfordecho",
		"https://t.me/+AbCdEf":                           "https://t.me/+AbCdEf",
		"youtube.com/channel/UCab-cd_efghij":             "https://youtube.com/feeds/videos.xml?channel_id=UCab-cd_efghij",
		"https://www.youtube.com/playlist?list=PLa&si=x": "https://www.youtube.com/feeds/videos.xml?playlist_id=PLa",
		"https://www.youtube.com/@echo":                  "https://www.youtube.com/@echo",
		"@echo":                                          "error: a name alone does not say where the channel is: write @name@server, @name.bsky.social or the channel's address",
		"":                                               "error: the address is empty",
		"https://":                                       "error: this is no address: write it as https://example.org/feed",
		"ftp://example.org/":                             "error: only http and https addresses can be fetched",
		"two words":                                      "error: this is no address: write it as https://example.org/feed",
		"http://exa mple.org/secret?token=1":             "error: this is no address: write it as https://example.org/feed",
	} {
		got, err := Address(in)
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != want {
			t.Errorf("Address(%q) = %q, want %q", in, got, want)
		}
	}
}
