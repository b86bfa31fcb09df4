package feed

import "testing"

// TestHub reads where it is told that a feed has news, and under which address.
func TestHub(t *testing.T) {
	const hub, self = "https://hub.example/", "https://quay.example/feed"
	links := `<atom:link rel="self" href="/feed"/><atom:link rel="hub" href="https://hub.example/"/><atom:link rel="hub" href="https://second.example/"/>`
	for name, c := range map[string]struct{ body, hub, topic string }{
		"RSS":               {`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Quay</title>` + links + `<item><title>Tide</title></item></channel></rss>`, hub, self},
		"RSS, another name": {`<rss version="2.0" xmlns:atom10="http://www.w3.org/2005/Atom"><channel><title>Quay</title><atom10:link rel="self" href="/feed"/><atom10:link rel="hub" href="https://hub.example/"/><item><title>Tide</title></item></channel></rss>`, hub, self},
		"Atom":              {`<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><link rel="hub" href="https://hub.example/"/><link rel="self" href="https://quay.example/feed"/><entry><title>Tide</title></entry></feed>`, hub, self},
		"JSON":              {`{"version":"https://jsonfeed.org/version/1.1","title":"Quay","feed_url":"https://quay.example/feed","hubs":[{"type":"rssCloud","url":"https://cloud.example/"},{"type":"WebSub","url":"https://hub.example/"}],"items":[{"id":"1","title":"Tide"}]}`, hub, self},
		"none":              {`<rss version="2.0"><channel><title>Quay</title><item><title>Tide</title></item></channel></rss>`, "", ""},
		"no address":        {`<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><link rel="hub" href="javascript:alert(1)"/><entry><title>Tide</title></entry></feed>`, "", ""},
	} {
		got, err := Parse([]byte(c.body), Origin{URL: "https://quay.example/news/"}, noon)
		if err != nil || got.Hub != c.hub || got.Topic != c.topic {
			t.Errorf("%s: the hub is %q, the topic %q, %v", name, got.Hub, got.Topic, err)
		}
	}
}
