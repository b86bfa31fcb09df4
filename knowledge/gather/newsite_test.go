package gather

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// steppedClock is a clock that tests and sleepers move.
type steppedClock struct {
	mu sync.Mutex
	at time.Time
}

func newSteppedClock(at time.Time) *steppedClock { return &steppedClock{at: at} }

func (c *steppedClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *steppedClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (c *steppedClock) Sleep(ctx context.Context, d time.Duration) error {
	c.advance(d)
	return ctx.Err()
}

// newsSite is a server with many feeds, each on an address of its own in
// 127.0.0.0/8, so that each is a host.
type newsSite struct {
	t      testing.TB
	clock  *steppedClock
	start  time.Time
	port   string
	pause  time.Duration // that a host is to be left alone between requests
	mu     sync.Mutex
	feeds  []*newsFeed
	byHost map[string]*newsFeed
	hosts  map[string]*hostLog
	crowds int // requests that came while another to the host was not over
}

// hostLog is what a host was asked.
type hostLog struct {
	ended    time.Time
	requests int
	feed     int // of them, for the feed
	asked    int // of these, with a validator
	open     int // requests under way
}

// newsFeed is a feed with an article every period.
type newsFeed struct {
	site    *newsSite
	kind    string
	number  int
	host    string
	period  time.Duration
	pages   map[string]int // how often each page was asked for
	fetched int
}

// newsArticle is one article of a feed.
type newsArticle struct {
	n         int
	published time.Time
}

// shownEntries is how many articles a feed shows.
const shownEntries = 20

func newNewsSite(t testing.TB, clock *steppedClock, pause time.Duration, kinds []string, feeds int) *newsSite {
	t.Helper()
	listener, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &newsSite{t: t, clock: clock, start: clock.Now(), pause: pause, byHost: map[string]*newsFeed{}, hosts: map[string]*hostLog{}}
	_, s.port, _ = net.SplitHostPort(listener.Addr().String())
	for i := range feeds {
		f := &newsFeed{site: s, kind: kinds[i%len(kinds)], number: i, host: fmt.Sprintf("127.0.%d.%d:%s", 1+i/200, 1+i%200, s.port),
			period: time.Duration(4+i%9) * time.Hour, pages: map[string]int{}}
		s.feeds = append(s.feeds, f)
		s.byHost[f.host] = f
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: s}}
	server.Start()
	t.Cleanup(server.Close)
	return s
}

// address is where a feed is added.
func (f *newsFeed) address() string {
	if f.kind == "unreachable" {
		return "http://" + strings.Replace(f.host, f.site.port, "1", 1) + "/feed"
	}
	return "http://" + f.host + "/feed"
}

// articles are those that were published by now, oldest first.
func (f *newsFeed) articles(now time.Time) []newsArticle {
	var all []newsArticle
	first := f.site.start.Add(-3*f.period + time.Duration(f.number%200)*time.Minute)
	for n, at := 0, first; !at.After(now); n, at = n+1, at.Add(f.period) {
		all = append(all, newsArticle{n, at})
	}
	return all
}

func (f *newsFeed) title(n int) string {
	return fmt.Sprintf("Council of town%d on matter%d", f.number, n)
}

// words is the text of an article; edited ones get another last paragraph.
func (f *newsFeed) words(a newsArticle) string {
	var b strings.Builder
	for i := range 8 {
		fmt.Fprintf(&b, "<p>The council of town%d spoke about matter%d of the harbour for %d hours on that day, and the caf\u00E9 stayed open.</p>\n", f.number, a.n, i+2)
	}
	if f.kind == "edits" && a.n%2 == 0 && f.site.clock.Now().Sub(a.published) > 9*time.Hour {
		b.WriteString("<p>Correction: the vote was in the evening.</p>")
	}
	return b.String()
}

func (s *newsSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.byHost[r.Host]
	log := s.hosts[r.Host]
	if log == nil {
		log = &hostLog{}
		s.hosts[r.Host] = log
	}
	now := s.clock.Now()
	if gap := now.Sub(log.ended); !log.ended.IsZero() && gap < s.pause {
		s.t.Errorf("%s was asked %v after its last answer, its limit is %v", r.Host, gap, s.pause)
	}
	log.requests++
	if log.open++; log.open > 1 && f != nil && f.kind != "slow drip" { // whose end comes after the client's
		s.crowds++
	}
	if strings.HasPrefix(r.URL.Path, "/feed") || r.URL.Path == "/moved" {
		log.feed++
		if r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Modified-Since") != "" {
			log.asked++
		}
	}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		log.open--
		if r.Context().Err() == nil { // else the client went away, and this comes late
			log.ended = s.clock.Now()
		}
		s.mu.Unlock()
	}()
	switch {
	case f == nil:
		http.NotFound(w, r)
	case strings.HasPrefix(r.URL.Path, "/feed"), r.URL.Path == "/moved":
		f.serveFeed(w, r, now)
	case strings.HasPrefix(r.URL.Path, "/news/"):
		f.servePage(w, r, now)
	default:
		http.NotFound(w, r)
	}
}

func (f *newsFeed) serveFeed(w http.ResponseWriter, r *http.Request, now time.Time) {
	f.site.mu.Lock()
	f.fetched++
	fetched := f.fetched
	f.site.mu.Unlock()
	day := int(now.Sub(f.site.start) / (24 * time.Hour))
	h := w.Header()
	switch f.kind {
	case "redirect loop":
		http.Redirect(w, r, fmt.Sprintf("/feed%d", len(r.URL.Path)%3), http.StatusFound)
		return
	case "redirect to private":
		http.Redirect(w, r, "http://10.0.0.1/feed", http.StatusFound)
		return
	case "moves":
		if r.URL.Path == "/feed" {
			if day < 4 {
				http.Redirect(w, r, "/moved", http.StatusMovedPermanently)
			} else {
				http.NotFound(w, r)
			}
			return
		}
	case "dies and comes back":
		if now.Sub(f.site.start) > 6*time.Hour && day < 7 {
			http.Error(w, "down", http.StatusInternalServerError)
			return
		}
	case "gone":
		if day >= 2 {
			http.Error(w, "gone", http.StatusGone)
			return
		}
	case "page":
		fmt.Fprint(w, "<!doctype html><html><body>This domain is for sale</body></html>")
		return
	case "binary":
		w.Write(bytes.Repeat([]byte{0, 1, 2, 0xFF}, 1000))
		return
	case "bomb":
		h.Set("Content-Encoding", "gzip")
		w.Write(gzipBomb())
		return
	case "slow drip":
		for r.Context().Err() == nil {
			fmt.Fprint(w, "<rss>")
			w.(http.Flusher).Flush()
			time.Sleep(50 * time.Millisecond)
		}
		return
	case "busy":
		if fetched%4 == 0 {
			h.Set("Retry-After", "7200")
			http.Error(w, "slow down", http.StatusTooManyRequests)
			return
		}
	}
	body := f.document(now, fetched)
	articles := f.articles(now)
	changed := articles[len(articles)-1].published
	etag := strconv.Quote(fmt.Sprint(len(articles)))
	switch f.kind {
	case "304 that lies":
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		h.Set("ETag", `"always"`)
	case "last-modified":
		h.Set("Last-Modified", changed.UTC().Format(http.TimeFormat))
		if r.Header.Get("If-Modified-Since") == h.Get("Last-Modified") {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	case "no validators", "ids that change", "edits":
	default:
		h.Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Type", "application/xml")
	switch f.kind {
	case "wrong charset":
		h.Set("Content-Type", "text/xml; charset=utf-8")
		body, _ = charmap.Windows1252.NewEncoder().Bytes(body)
	case "half body":
		if fetched%3 == 1 {
			h.Set("Content-Length", strconv.Itoa(len(body)))
			w.Write(body[:len(body)/2])
			return
		}
	case "cut document":
		if fetched%3 == 1 {
			body = body[:len(body)*2/3]
		}
	case "gzip":
		h.Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		z.Write(body)
		z.Close()
		return
	}
	w.Write(body)
}

// document is the feed as it is now.
func (f *newsFeed) document(now time.Time, fetched int) []byte {
	articles := f.articles(now)
	articles = articles[max(0, len(articles)-shownEntries):]
	var b bytes.Buffer
	if f.kind == "json" {
		items := []map[string]string{}
		for i := len(articles) - 1; i >= 0; i-- {
			a := articles[i]
			items = append(items, map[string]string{"id": fmt.Sprint(a.n), "url": f.link(a.n), "title": f.title(a.n), "content_html": f.words(a),
				"date_published": a.published.Format(time.RFC3339)})
		}
		json.NewEncoder(&b).Encode(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": fmt.Sprintf("Town %d", f.number), "items": items})
		return b.Bytes()
	}
	if f.kind == "atom" {
		fmt.Fprintf(&b, `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Town %d</title>`, f.number)
		for i := len(articles) - 1; i >= 0; i-- {
			a := articles[i]
			fmt.Fprintf(&b, `<entry><id>urn:%d</id><title>%s</title><link href="%s"/><published>%s</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">%s</div></content></entry>`,
				a.n, f.title(a.n), f.link(a.n), a.published.Format(time.RFC3339), f.words(a))
		}
		b.WriteString("</feed>")
		return b.Bytes()
	}
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Town %d</title>`, f.number)
	for i := len(articles) - 1; i >= 0; i-- {
		a := articles[i]
		id, link, published := fmt.Sprintf("town%d-%d", f.number, a.n), f.link(a.n), a.published
		text := fmt.Sprintf("<content:encoded><![CDATA[%s]]></content:encoded>", f.words(a))
		switch f.kind {
		case "ids that change":
			id = fmt.Sprintf("%s-%d", id, fetched)
		case "future dates":
			published = published.Add(90 * 24 * time.Hour)
		case "one link for all":
			link = "http://" + f.host + "/live"
		case "private links":
			link = fmt.Sprintf("http://10.0.0.1/town%d/%d", f.number, a.n)
			text = fmt.Sprintf("<description>A teaser about matter%d of town%d…</description>", a.n, f.number)
		case "teasers", "teasers and failing pages":
			text = fmt.Sprintf("<description>A teaser about matter%d of town%d…</description>", a.n, f.number)
		}
		item := fmt.Sprintf("<item><guid isPermaLink='false'>%s</guid><link>%s</link><title>%s</title><pubDate>%s</pubDate>%s</item>",
			id, link, f.title(a.n), published.Format(time.RFC1123Z), text)
		b.WriteString(item)
		if f.kind == "entries twice" {
			b.WriteString(item)
		}
	}
	b.WriteString("</channel></rss>")
	return b.Bytes()
}

// gzipBomb is a small body that unfolds to a large one.
var gzipBomb = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte("<rss><channel><title>"))
	for range 64 {
		z.Write(bytes.Repeat([]byte("A"), 1<<20))
	}
	z.Close()
	return b.Bytes()
})

// link is an article's address. The second of two "shared" feeds carries the
// articles of the first.
func (f *newsFeed) link(n int) string { return fmt.Sprintf("http://%s/news/%d", f.host, n) }

func (f *newsFeed) servePage(w http.ResponseWriter, r *http.Request, now time.Time) {
	f.site.mu.Lock()
	f.pages[r.URL.Path]++
	asked := f.pages[r.URL.Path]
	f.site.mu.Unlock()
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/news/"))
	articles := f.articles(now)
	if err != nil || n >= len(articles) {
		http.NotFound(w, r)
		return
	}
	if f.kind == "teasers and failing pages" && asked <= 2 {
		http.Error(w, "overloaded", http.StatusBadGateway)
		return
	}
	fmt.Fprintf(w, "<!doctype html><html lang=en><head><title>%s</title><meta property=og:site_name content='Town %d'></head><body><main><article><h1>%[1]s</h1>%[3]s</article></main></body></html>",
		f.title(n), f.number, f.words(articles[n]))
}
