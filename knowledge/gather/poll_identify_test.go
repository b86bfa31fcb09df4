package gather

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge/gather/feed"
)

func TestIdentify(t *testing.T) {
	keysOf := func(entries ...feed.Entry) (out [][]string) {
		for _, one := range identify(entries) {
			var kinds []string
			for _, key := range one.keys {
				kind, _, _ := strings.Cut(key, " ")
				kinds = append(kinds, kind)
			}
			out = append(out, kinds)
		}
		return out
	}
	e := func(id, url, title, dated string) feed.Entry {
		return feed.Entry{ID: id, URL: url, Title: title, Text: title + " text", Dated: dated}
	}
	for name, c := range map[string]struct{ got, want [][]string }{
		"all three":        {keysOf(e("1", "https://a.example/1", "A", "today")), [][]string{{"id", "url", "title"}}},
		"no date":          {keysOf(e("1", "https://a.example/1", "A", "")), [][]string{{"id", "url"}}},
		"the home page":    {keysOf(e("1", "https://a.example/", "A", "")), [][]string{{"id"}}},
		"a title alone":    {keysOf(e("", "", "A", "")), [][]string{{"title"}}},
		"twice":            {keysOf(e("1", "https://a.example/1", "A", ""), e("1", "https://a.example/1", "A", "")), [][]string{{"id", "url"}}},
		"one link for all": {keysOf(e("1", "https://a.example/live", "A", ""), e("2", "https://a.example/live", "B", "")), [][]string{{"id"}, {"id"}}},
		"one id for all":   {keysOf(e("x", "https://a.example/1", "A", ""), e("x", "https://a.example/2", "B", "")), [][]string{{"url"}, {"url"}}},
		"nothing differs but the words": {keysOf(e("x", "", "A", ""), feed.Entry{ID: "x", Title: "A", Text: "B"}),
			[][]string{{"digest"}, {"digest"}}},
		"nothing at all": {keysOf(feed.Entry{ID: "1", URL: "https://a.example/1"}), nil},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s, want -, got +:\n%s", name, diff)
		}
	}
	for _, one := range identify([]feed.Entry{e("1", "https://a.example/live", "A", ""), e("2", "https://a.example/live", "B", "")}) {
		if one.URL != "" {
			t.Errorf("a link that every entry has is the article's address: %s", one.URL)
		}
	}
	a, b := identify([]feed.Entry{e("1", "https://a.example/1?utm_source=rss", "A", "")}), identify([]feed.Entry{e("2", "http://www.a.example/1", "A", "")})
	if !slices.Equal(a[0].keys[1:], b[0].keys[1:]) || a[0].digest != b[0].digest {
		t.Errorf("an entry with a new id is not known by its address: %q, %q", a[0].keys, b[0].keys)
	}
}
