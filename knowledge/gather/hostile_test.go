package gather

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

// hostileFeeds are thirty feeds, most of them made to break a reader: what each serves,
// and how many articles it has, or why it fails.
func hostileFeeds() map[string]struct {
	body     string
	articles int
	reason   string
} {
	piece := func(feed string, n int) string {
		return fmt.Sprintf("<item><guid>%s-%d</guid><link>http://%s.example/%d</link><title>Piece %d of %s</title><pubDate>%s</pubDate><description>Matter%d of %s moved street%d in the town. %s</description></item>",
			feed, n, feed, n, n, feed, noon.Add(-time.Duration(n)*time.Hour).Format(time.RFC1123Z), n*7, feed, n*3, strings.Repeat(fmt.Sprintf("Line%d of %s goes on. ", n*11, feed), 10))
	}
	pieces := func(feed string, n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(piece(feed, i))
		}
		return b.String()
	}
	rss := func(items string) string { return rssOf(items) }
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(bytes.Repeat([]byte(" "), 20<<20))
	z.Close()
	odd := func(feed, what string) string { return rss(piece(feed, 1) + what + piece(feed, 2)) }
	type served = struct {
		body     string
		articles int
		reason   string
	}
	return map[string]served{
		"good-a": {rss(pieces("good-a", 9)), 9, ""}, "good-b": {rss(pieces("good-b", 9)), 9, ""}, "twice": {rss(pieces("twice", 5) + pieces("twice", 5)), 5, ""},
		"shared-m":   {rss(strings.ReplaceAll(pieces("good-a", 9), "http://good-a", "http://m.good-a")), 0, ""},
		"shared-amp": {rss(strings.ReplaceAll(pieces("good-b", 9), ".example/", ".example/amp/")), 0, ""},
		"deep":       {odd("deep", "<item><title>x</title><description>"+strings.Repeat("<b>", 300_000)+"</description></item>"), 2, ""},
		"wide":       {odd("wide", "<item><title>x</title><description>"+strings.Repeat("<b></b>", 300_000)+"</description></item>"), 2, ""},
		"attributes": {odd("attributes", "<item"+strings.Repeat(" a='b'", 300_000)+"><category>x</category></item>"), 2, ""},
		"sections":   {odd("sections", "<item><description>"+strings.Repeat("<![CDATA[ <!-- ", 100_000)+"</description></item>"), 2, ""},
		"namespaces": {"<rss" + strings.Repeat(" xmlns:n='u'", 100_000) + "><channel><title>N</title>" + piece("namespaces", 1) + "</channel></rss>", 1, ""},
		"entities":   {"<!DOCTYPE rss [<!ENTITY a '" + strings.Repeat("x", 1000) + "'><!ENTITY b '&a;&a;&a;'>]>" + odd("entities", "<item><title>&b;</title></item>"), 2, ""},
		"long text":  {odd("long-text", "<item><title>x</title><description>"+strings.Repeat("No end in sight. ", 100_000)+"</description></item>"), 2, ""},
		"cut off":    {strings.TrimSuffix(rss(pieces("cut-off", 3)), "/description></item></channel></rss>"), 2, ""},
		"control":    {odd("control", "<item><title>a\x00\x08b</title><description>One. Two.</description></item>"), 3, ""},
		"unclosed":   {odd("unclosed", "<item><title><![CDATA[Unclosed</title><description>One. Two.</description></item>"), 3, ""},
		"quotes":     {odd("quotes", `<item><link href="x></link><title>Quoted</title><description>One. Two.</description></item>`), 3, ""},
		"scripts":    {odd("scripts", "<item><title>Scripted</title><description><script>if (a < b && c) {}</script>One. Two.</description></item>"), 3, ""},
		"json":       {`{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":1,"title":7,"content_text":"One. Two."},"x",[],{"id":{},"title":"b","content_text":"Three. Four."}]}`, 2, ""},
		"half json":  {`{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","title":"a","content_text":"Five. Six."},{"id":"2","ti`, 1, ""},
		"future":     {rss(strings.ReplaceAll(pieces("future", 3), "2026", "2036")), 3, ""},
		"all alike":  {rss(strings.Repeat("<item><guid>1</guid><title>Same</title><description>All the same words.</description></item>", 50)), 1, ""},
		"one id":     {rss("<item><guid>1</guid><title>One id, first</title><description>Seven. Eight.</description></item><item><guid>1</guid><title>One id, second</title><description>Nine. Ten.</description></item>"), 2, ""},
		"empty":      {"", 0, "not a feed"}, "page": {"<html><body>News</body></html>", 0, "not a feed"}, "binary": {"\x89PNG\r\n\x1a\n\x00\x00", 0, "not a feed"},
		"bomb": {bomb.String(), 0, "too large"}, "other json": {`{"error":"no"}`, 0, "not a feed"}, "sitemap": {"<urlset><url><loc>http://a.example/</loc></url></urlset>", 0, "not a feed"},
		"half an entry":   {"<rss><channel><title>T</title><item><title>a</ti", 0, "not a feed"},
		"only its header": {"<?xml version='1.0'?><rss version='2.0'>", 0, "not a feed"},
	}
}

// TestHostileFeeds polls them for a day: each article is stored once, and the feeds that
// fail are named with the reason.
func TestHostileFeeds(t *testing.T) {
	t.Parallel()
	feeds := hostileFeeds()
	if len(feeds) != 30 {
		t.Fatalf("there are %d feeds", len(feeds))
	}
	p := newPolling(t, newSteppedClock(noon))
	p.Page, p.Again = nil, nil
	ids := map[string]int64{}
	for name, f := range feeds {
		ids[name] = p.add(newAnswers(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, f.body) }).URL)
	}
	for range 4 {
		if _, err := p.PollAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		p.clock.advance(6 * time.Hour)
	}
	want := 0
	for name, f := range feeds {
		want += f.articles
		switch got := p.feed(ids[name]); {
		case got.Reason != f.reason || (f.reason != "") != (got.Failures > 0):
			t.Errorf("%s is %s for %q after %d failures, want %q", name, got.State, got.Reason, got.Failures, f.reason)
		case f.reason != "" && got.Detail == "":
			t.Errorf("%s: nobody is told why", name)
		}
	}
	all, err := p.store.Latest(t.Context(), knowledge.Filter{}, 1000, 0)
	if err != nil {
		t.Fatal(err)
	}
	times := map[string]int{}
	for _, a := range all {
		times[a.Source+": "+a.Title]++
		if a.Version != 1 {
			t.Errorf("%q has %d versions", a.Title, a.Version)
		}
	}
	if len(all) != want {
		t.Errorf("there are %d articles, want %d: %v", len(all), want, times)
	}
}
