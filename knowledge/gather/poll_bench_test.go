//go:build unix

package gather

import (
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/feed"
)

// processorTime is what this process has used of the processor so far: on a
// shared machine it says more than the clock.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkStoreFeed takes feeds from their bytes to stored articles, on one
// core.
func BenchmarkStoreFeed(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	p := newPolling(b, newSteppedClock(noon))
	id := p.add("https://town.example/feed")
	b.ReportAllocs()
	articles := 0
	began := processorTime(b)
	for b.Loop() {
		b.StopTimer()
		data := benchFeed(1, articles)
		b.StartTimer()
		c, err := feed.Parse(data, feed.Origin{}, noon)
		if err != nil {
			b.Fatal(err)
		}
		n, err := p.takeIn(b.Context(), knowledge.Feed{ID: id, Title: "Town"}, c)
		if err != nil || n.added != 20 {
			b.Fatalf("%+v, %v", n, err)
		}
		articles += n.added
	}
	b.ReportMetric(float64(articles)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(articles)/(processorTime(b)-began).Seconds(), "articles/cpu-s")
}

// BenchmarkPollThousand polls a thousand feeds, each on a host of its own, that
// have nothing new; the heap that it reports is the largest seen.
func BenchmarkPollThousand(b *testing.B) {
	clock := newSteppedClock(noon)
	kinds := []string{"good", "last-modified", "atom", "json", "gzip"}
	site := newNewsSite(b, clock, hostPause, kinds, 1000)
	p := newPolling(b, clock)
	for _, f := range site.feeds {
		p.add(f.address())
	}
	if _, err := p.PollDue(b.Context()); err != nil {
		b.Fatal(err)
	}
	var peak atomic.Uint64
	done := make(chan struct{})
	go func() {
		defer close(done)
		for b.Context().Err() == nil {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapInuse+m.StackInuse))
			time.Sleep(20 * time.Millisecond)
		}
	}()
	b.ReportAllocs()
	polls := 0
	for b.Loop() {
		clock.advance(25 * time.Hour)
		r, err := p.PollDue(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		polls += r.Feeds
	}
	b.ReportMetric(float64(polls)/b.Elapsed().Seconds(), "polls/s")
	b.ReportMetric(float64(peak.Load())/(1<<20), "peak-MB")
}

// benchFeed is an RSS feed of 20 whole articles of about 400 words, as news
// sites with full feeds have them.
func benchFeed(feed, first int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Town %d</title>`, feed)
	for i := range 20 {
		n := first + i
		fmt.Fprintf(&b, "<item><guid>%d-%d</guid><link>https://town%d.example/%d</link><title>Council of town%d on matter%d</title><pubDate>%s</pubDate><content:encoded><![CDATA[",
			feed, n, feed, n, feed, n, noon.Add(-time.Duration(i)*time.Hour).Format(time.RFC1123Z))
		for j := range 16 {
			fmt.Fprintf(&b, "<p>The council of town%d spoke about matter%d of the harbour for %d hours on Tuesday, and the mayor said that number%d would be built by %d.</p>\n", feed, n, j+2, n*31+j, 2026+j)
		}
		b.WriteString("]]></content:encoded></item>")
	}
	b.WriteString("</channel></rss>")
	return []byte(b.String())
}

func BenchmarkParseFeed(b *testing.B) {
	data := benchFeed(1, 0)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if c, err := feed.Parse(data, feed.Origin{}, noon); err != nil || len(c.Entries) != 20 {
			b.Fatal(err)
		}
	}
}
