package sandbox

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/page"
)

func TestMain(m *testing.M) {
	if !Run(hostile{}) {
		os.Exit(m.Run())
	}
}

// hostile is a parser that some documents break.
type hostile struct{ feed.InProcess }

func (h hostile) Page(ctx context.Context, body []byte, contentType, address string) (page.Page, error) {
	switch string(body) {
	case "panic":
		panic("a fault in the parser")
	case "hang":
		for {
			runtime.Gosched()
		}
	case "eat":
		return page.Page{Text: strings.Repeat("x", 2*hardMemory)}, nil
	case "environment":
		return page.Page{Text: strings.Join(os.Environ(), "\n")}, nil
	case "process":
		return page.Page{Text: fmt.Sprint(os.Getpid())}, nil
	case "open":
		_, err := os.Open("/etc/passwd")
		return page.Page{}, err
	}
	return h.InProcess.Page(ctx, body, contentType, address)
}

func newPool(t *testing.T, c Config) *Pool {
	t.Helper()
	if c.Timeout == 0 {
		c.Timeout = 10 * time.Minute
	}
	p := NewPool(c)
	t.Cleanup(p.Close)
	return p
}

var whole = "<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>" + strings.Repeat("The ferry to the island sank on Monday, said the harbour master. ", 20) + "</p></article></body></html>"

// reads has a pool parse a whole page.
func reads(t *testing.T, p *Pool) {
	t.Helper()
	got, err := p.Page(t.Context(), []byte(whole), "text/html", "https://a.example/1")
	if err != nil || !strings.Contains(got.Text, "harbour master") {
		t.Errorf("a page is read as %+v, %v", got, err)
	}
}

// TestEndedChild has documents end the process that parses them, each in another way.
func TestEndedChild(t *testing.T) {
	t.Setenv("SECRET", "token")
	var log bytes.Buffer
	p := newPool(t, Config{Children: 1, Log: slog.New(slog.NewTextHandler(&log, nil))})
	reads(t, p)
	documents := []string{"panic"}
	if runtime.GOOS == "linux" {
		documents = append(documents, "eat")
	}
	for _, document := range documents {
		if _, err := p.Page(t.Context(), []byte(document), "", ""); !errors.Is(err, attempt.ErrFault) {
			t.Errorf("%s: %v", document, err)
		}
		reads(t, p)
	}
	if told := log.String(); strings.Count(told, "sandbox: child ended") != len(documents) || !strings.Contains(told, "a fault in the parser") {
		t.Errorf("the log says %s", told)
	}
	if got, err := p.Page(t.Context(), []byte("environment"), "", ""); err != nil || strings.Contains(got.Text, "SECRET") {
		t.Errorf("a child's environment is %q, %v", got.Text, err)
	}
	if _, err := p.Page(t.Context(), []byte("open"), "", ""); runtime.GOOS == "linux" && err == nil {
		t.Error("a child opens a file")
	}
}

// TestChildEndedBefore has the processes that wait for documents end: no document is to
// blame.
func TestChildEndedBefore(t *testing.T) {
	p := newPool(t, Config{Children: 1})
	reads(t, p)
	p.idle[0].process.Process.Kill()
	p.idle[0].process.Process.Wait()
	reads(t, p)
}

func TestHangingChild(t *testing.T) {
	p := newPool(t, Config{Children: 1, Timeout: 100 * time.Millisecond})
	if _, err := p.Page(t.Context(), []byte("hang"), "", ""); !errors.Is(err, attempt.ErrFault) {
		t.Errorf("what hangs: %v", err)
	}
	p.Timeout = 10 * time.Minute
	reads(t, p)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := p.Page(ctx, []byte("hang"), "", ""); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, attempt.ErrFault) {
		t.Errorf("what is cancelled: %v", err)
	}
	reads(t, p)
}

// TestChildReplaced has a child replaced after its documents, and kept until then.
func TestChildReplaced(t *testing.T) {
	p := newPool(t, Config{Children: 1, Documents: 2})
	var processes []string
	for range 4 {
		got, err := p.Page(t.Context(), []byte("process"), "", "")
		if err != nil {
			t.Fatal(err)
		}
		processes = append(processes, got.Text)
	}
	if processes[0] != processes[1] || processes[1] == processes[2] || processes[2] != processes[3] {
		t.Errorf("the processes are %q", processes)
	}
}

// TestSameAsHere parses documents in children, some at the same time, and here: the results are
// the same.
func TestSameAsHere(t *testing.T) {
	p := newPool(t, Config{Children: 2})
	now := time.Date(2026, 5, 6, 12, 0, 0, 0, time.UTC)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	documents := map[string]string{
		"page":                     whole,
		"no page":                  "nothing",
		"binary":                   "<\x00\x01\x02",
		"no text":                  "<html><body><p>No.</p></body></html>",
		"deep":                     strings.Repeat("<div>", 1000),
		"not utf-8":                "<html><meta charset=windows-1251><body><article>" + strings.Repeat("<p>\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0 \xe8 \xe2\xf1\xe5, \xea\xf2\xee \xe2 \xed\xb8\xec \xe6\xe8\xe2\xb8\xf2.</p>", 20) + "</article>",
		"feed":                     `<rss version="2.0"><channel><title>Gazette</title><ttl>60</ttl><item><guid>1</guid><title>Ferry</title><link>https://a.example/1</link><author>Ann Lee</author><pubDate>Tue, 05 May 2026 10:00:00</pubDate><description>It sank &lt;b&gt;on Monday&lt;/b&gt;.</description></item><item><title>Then`,
		"json feed":                `{"version":"https://jsonfeed.org/version/1.1","title":"Gazette","items":[{"id":"1","url":"https://a.example/1","title":"Ferry","date_published":"2027-05-05T10:00:00+02:00","content_text":"It sank."}]}`,
		"names one":                `<html><head><link rel="alternate" type="application/rss+xml" title="News" href="/feed"></head></html>`,
		"links one":                `<a href="/news/rss.xml">Feed</a>`,
		"empty":                    "",
		"not a feed":               "{}",
		"no offset":                `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"Ferry","date_published":"2026-05-05T10:00:00-00:01","content_text":"It sank."}]}`,
		"rss offset":               `<rss><channel><item><title>Ferry</title><pubDate>Tue, 05 May 2026 10:00:00 -0001</pubDate></item></channel></rss>`,
		"page with such an offset": strings.Replace(whole, "<head>", `<head><meta property="article:published_time" content="2026-05-05T10:00:00-00:01">`, 1),
	}
	files, err := filepath.Glob("../page/testdata/*/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files[:min(len(files), 10)] {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		documents[name] = string(data)
	}
	same := func(name string, got, want any, err, wanted error) {
		if !reflect.DeepEqual(got, want) || (err == nil) != (wanted == nil) || err != nil && err.Error() != wanted.Error() || page.IsOwn(err) != page.IsOwn(wanted) || feed.IsOwn(err) != feed.IsOwn(wanted) {
			t.Errorf("%s is\n%+v, %v\nin a child, and here\n%+v, %v", name, got, err, want, wanted)
		}
	}
	var all sync.WaitGroup
	for name, document := range documents {
		all.Go(func() {
			body, here, from := []byte(document), feed.InProcess{}, feed.Origin{URL: "https://a.example/feed", Zone: berlin}
			pageGot, err := p.Page(t.Context(), body, "", "https://a.example/1")
			pageWant, wanted := here.Page(t.Context(), body, "", "https://a.example/1")
			pageGot.Published, pageWant.Published = pageGot.Published.UTC(), pageWant.Published.UTC()
			same(name+" as a page", pageGot, pageWant, err, wanted)
			feedGot, err := p.Feed(t.Context(), body, from, now)
			feedWant, wanted := here.Feed(t.Context(), body, from, now)
			for _, c := range []feed.Channel{feedGot, feedWant} { // a time may name its zone in another way
				for i := range c.Entries {
					c.Entries[i].Published, c.Entries[i].Updated = c.Entries[i].Published.UTC(), c.Entries[i].Updated.UTC()
				}
			}
			same(name+" as a feed", feedGot, feedWant, err, wanted)
			linksGot, err := p.Links(t.Context(), body, "", "https://a.example/")
			linksWant, wanted := here.Links(t.Context(), body, "", "https://a.example/")
			same(name+" as links", linksGot, linksWant, err, wanted)
		})
	}
	all.Wait()
}

// TestAnswerNotEncoded encodes an answer that gob refuses: the other side learns that, and reads
// the next one.
func TestAnswerNotEncoded(t *testing.T) {
	var out bytes.Buffer
	encoder, decoder := gob.NewEncoder(&out), gob.NewDecoder(&out)
	odd := answer{Page: page.Page{Title: "Ferry", Published: time.Date(2026, 5, 5, 10, 0, 0, 0, time.FixedZone("", -60))}}
	for _, a := range []answer{odd, {Page: page.Page{Title: "Tram"}}} {
		if err := a.encode(encoder); err != nil {
			t.Fatal(err)
		}
	}
	var refused, next answer
	if err := errors.Join(decoder.Decode(&refused), decoder.Decode(&next)); err != nil || refused.Failure == nil || refused.Page.Title != "" || next.Page.Title != "Tram" {
		t.Errorf("the answers are %+v and %+v, %v", refused, next, err)
	}
}

// BenchmarkPage measures what another process costs.
func BenchmarkPage(b *testing.B) {
	pool := NewPool(Config{Children: 1})
	defer pool.Close()
	for name, parser := range map[string]page.Parser{"here": page.InProcess{}, "child": pool} {
		for _, size := range []int{1, 20} {
			body := []byte(strings.Replace(whole, "</p>", "</p>"+strings.Repeat("<div><p>The ferry to the island sank on Monday.</p></div>", 100*size), 1))
			b.Run(fmt.Sprintf("%s/%dKB", name, len(body)>>10), func(b *testing.B) {
				for b.Loop() {
					if _, err := parser.Page(b.Context(), body, "text/html", "https://a.example/1"); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
