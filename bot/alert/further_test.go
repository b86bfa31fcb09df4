package alert_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"quoth/knowledge/audience"
)

// TestOthersHeadlines has four outlets print a told story after the first: its
// message names the latest three, and nothing that the topic leaves out.
func TestOthersHeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.store.Close()
		want := map[string][]string{
			"earthquake":                 {"echo", "post", "gazette", "tabloid"},
			"earthquake -source:Tabloid": {"echo", "post", "gazette", "wire"},
			"earthquake -horror":         {"echo", "post", "gazette", "wire"},
			"earthquake source:Echo":     {"echo"},
		}
		for topic := range want {
			w.follow(topic, topic, audience.Now, 0)
		}
		w.add(quake("Echo", quakeTitle, "12"))
		w.run(3 * time.Second)
		for _, source := range []string{"Wire", "Tabloid", "Gazette", "Post"} {
			title := quakeTitle
			if source == "Tabloid" {
				title = "Horror earthquake kills 12 in Norland's Port Evans"
			}
			w.add(quake(source, title, "12"))
			w.run(3 * time.Second)
		}
		if n := len(w.r.all()); n != len(want) {
			t.Errorf("%d alerts came, want one for each topic", n)
		}
		last := map[string]sent{}
		for _, x := range w.r.edits {
			last[x.to.Chat] = x
		}
		for topic, outlets := range want {
			var urls []string
			for _, o := range outlets {
				urls = append(urls, "https://"+o+".example/1")
			}
			if got := last[topic]; !slices.Equal(got.stories(), urls) || !slices.Contains(got.remarks(), "+4 outlets") {
				t.Errorf("the alert on %s tells of %v with %q, want %v", topic, got.stories(), got.remarks(), urls)
			}
		}
	})
}
