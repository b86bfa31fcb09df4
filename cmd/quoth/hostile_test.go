package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/gather/sandbox"
	"quoth/knowledge/heaptest"
	"quoth/knowledge/intake"
)

// mostAboveRest is how many bytes of memory any hostile input may take.
const mostAboveRest = 150 << 20

// hostileBytes is how large a hostile input is.
func hostileBytes() int {
	if os.Getenv("LONG_TESTS") != "" {
		return 8 << 20
	}
	return 10_000
}

// input makes the bytes of a hostile input. It is not held while it is worked on: what a test
// holds lets the collector leave as much again to garbage.
type input = func() []byte

// filled is head, what make returns until there are n bytes, and tail.
func filled(n int, head, tail string, make func(i int) string) input {
	return func() []byte { return fill(n, head, tail, make) }
}

func fill(n int, head, tail string, make func(i int) string) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for i := 0; ; i++ {
		s := make(i)
		if b.Len()+len(s)+len(tail) > n {
			break
		}
		b.WriteString(s)
	}
	b.WriteString(tail)
	return b.Bytes()
}

func same(s string) func(int) string { return func(int) string { return s } }

// zipped is times as much of the same, compressed.
func zipped(same string, times int) input {
	return func() []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		chunk := []byte(strings.Repeat(same, 1000))
		for range times / 1000 {
			z.Write(chunk)
		}
		z.Close()
		return b.Bytes()
	}
}

func zeros(n int) input { return func() []byte { return make([]byte, n) } }

// hostilePages are the pages behind the entries of a feed.
func hostilePages(n int) map[string]input {
	page := func(make func(i int) string) input {
		return filled(n, "<html><title>A hostile page</title>", "", make)
	}
	return map[string]input{
		"nested": page(same("<div>")), "formats": page(same("<b>")), "misnested": page(same("<b><p></b>x")), "empty": page(same("<i></i>")),
		"open formats": page(func(i int) string {
			if i < 500 {
				return fmt.Sprintf("<b a=%d>", i)
			}
			return "<p>x"
		}),
		"attributes": page(func(i int) string {
			if i == 0 {
				return "<p"
			}
			return " a"
		}),
		"attributed": page(same("<p a b c d e f>")), "entities": page(same("&lt;")), "names": page(same("&CounterClockwiseContourIntegral;")),
		"tables": page(same("<table><tr><td>a")), "cells": page(same("<td><i>x")), "scripts": page(same("<script>a</script>")), "comments": page(same("<!-- a -->")),
		"words": page(same("No end in sight. ")), "short words": page(same("1 ")), "lists": page(same("<ul><li>a")), "svg": page(same("<svg><g>")),
		"templates": page(same("<template>")), "paragraphs": page(same("<p>The council met on Monday and spoke of the harbour.</p>")), "zeros": zeros(n),
	}
}

// hostileFeeds are documents of feeds.
func hostileFeeds(n int) map[string]input {
	rss := func(make func(i int) string) input {
		return filled(n, "<rss version='2.0'><channel><title>H</title>", "</channel></rss>", make)
	}
	item := func(inner string) input {
		return rss(func(i int) string {
			switch i {
			case 0:
				return "<item><title>One</title><description>"
			default:
				return inner
			}
		})
	}
	jsonFeed := func(make func(i int) string) input {
		return filled(n, `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[`, `{"id":"last","content_text":"One. Two."}]}`, make)
	}
	return map[string]input{
		"items": rss(same("<item><title>a</title></item>")), "short items": rss(same("<item/>")), "guids": rss(func(i int) string {
			return fmt.Sprintf("<item><guid>%d</guid><title>Piece %[1]d</title><description>Piece %[1]d of the town is told.</description></item>", i)
		}),
		"long item": item("No end in sight. "), "tags": item("<b>"), "escaped tags": item("&lt;b&gt;"), "sections": item("<![CDATA[ <!-- "), "short words": item("1 "),
		"enclosures": item("<enclosure url='a'/>"), "namespaces": filled(n, "<rss", "><channel/></rss>", same(" xmlns:n='u'")), "unclosed": filled(n, "", "", same("<item>")),
		"atom": filled(n, "<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>", same("<entry><title>a</title><content type='html'>&lt;p&gt;a</content></entry>")),
		"doctype": filled(n, "<!DOCTYPE rss [", "]><rss><channel><item><title>&a1;</title></item></channel></rss>", func(i int) string {
			return fmt.Sprintf("<!ENTITY a%d '&a%d;&a%d;'>", i, i+1, i+2)
		}),
		"json items": jsonFeed(same(`{"id":"1","content_text":"a"},`)), "json depth": filled(n, `{"version":"https://jsonfeed.org/version/1","items":`, "", same("[")),
		"json long": filled(n, `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_html":"`, `"}]}`, same("<p>1 ")), "json numbers": jsonFeed(same(`1,`)),
		"sitemap": filled(n, "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "</urlset>", same("<url><loc>http://a.example/</loc></url>")),
		"bomb":    zipped("<item>", 20*n), "zeros": zeros(n),
	}
}

// hostileFiles are files to add.
func hostileFiles(n int) map[string]input {
	sentence := "The council met on Monday. "
	return map[string]input{
		"line.jsonl": filled(n, `{"text":"`, `"}`, same("1 ")), "lines.jsonl": filled(n, "", "", same(`{"text":"a"}`+"\n")), "depth.jsonl": filled(n, `{"text":`, "", same("[")),
		"escapes.jsonl": filled(n, `{"text":"`, `"}`, same(`\u00e9`)), "bad.jsonl": filled(n, "", "", same("{\n")), "list.json": filled(n, "[", `{"text":"a"}]`, same(`{"text":"a"},`)),
		"keys.json": filled(n, "{", `"text":"a"}`, same(`"a":1,`)), "depth.json": filled(n, "", "", same("[")), "authors.json": filled(n, `{"text":"a","authors":[`, `"z"]}`, same(`"a",`)),
		"words.md": filled(n, "# Words\n\n", "", same(sentence)), "front.md": filled(n, "---\ntitle: a\n", "\n---\nOne. Two.", same("a: &a [*a]\n")), "aliases.md": filled(n, "---\na: &a [x]\n", "\n---\nOne. Two.", func(i int) string {
			return fmt.Sprintf("b%d: &b%d [*a,*a]\n", i, i)
		}),
		"headings.md": filled(n, "", "", same("# a\n\n")), "dates.txt": filled(n, "", "", same("On 10 November 2020 it met. ")), "line.txt": filled(n, "", "", same("a")),
		"marks.txt": filled(n, "", "", same("e\u0301\u0301 ")), "stops.txt": filled(n, "", "", same(". ")), "nested.html": filled(n, "<html>", "", same("<div>")),
		"bomb.jsonl.gz": zipped("a", 20*n), "lines.txt.gz": zipped("a\n", 5*n),
	}
}

// TestHostileAtOnce has thirty feeds of the largest size come at the same time, and thirty pages
// of articles.
func TestHostileAtOnce(t *testing.T) {
	if os.Getenv("LONG_TESTS") == "" {
		t.Skip("sixty documents of 8 MB")
	}
	const hosts = 30
	path := filepath.Join(t.TempDir(), "document")
	mux := http.NewServeMux()
	port := everywhere(t, mux)
	mux.HandleFunc("/robots.txt", http.NotFound)
	document := func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, path) }
	mux.HandleFunc("/large", document)
	mux.HandleFunc("/page.html", document)
	mux.HandleFunc("/small", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "<rss version='2.0'><channel><title>P</title><item><title>The piece of %[1]s</title><link>http://%[1]s/page.html</link><description>The piece is told in the town.</description></item></channel></rss>", r.Host)
	})
	for _, c := range []struct {
		name, feed string
		pages      knowledge.PageUse
		document   input
	}{
		{"feeds", "/large", knowledge.PagesNever, filled(hostileBytes()-100, "<rss version='2.0'><channel><title>H</title>", "</channel></rss>", same("<item><title>a</title></item>"))},
		{"pages", "/small", knowledge.PagesAlways, filled(hostileBytes()-100, "<html><title>A hostile page</title>", "", same("<!-- a -->"))},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := os.WriteFile(path, c.document(), 0o600); err != nil {
				t.Fatal(err)
			}
			p := &Program{Streams: Streams{Out: os.Stdout, Err: os.Stderr}, Settings: Settings{DB: filepath.Join(t.TempDir(), "quoth.db")}, log: slog.New(slog.DiscardHandler), now: time.Now, parser: sandbox.NewPool(sandbox.Config{})}
			if err := p.open(t.Context(), false); err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			for i := range hosts {
				if _, _, err := p.store.AddFeed(t.Context(), knowledge.Feed{URL: fmt.Sprintf("http://127.0.8.%d:%s%s", i+1, port, c.feed), FeedSettings: knowledge.FeedSettings{Pages: c.pages}}); err != nil {
					t.Fatal(err)
				}
			}
			poller := p.poller(fetching{AllowHosts: "127.0.0.0/8", pause: -1}, func(context.Context, string, string) {})
			peak := heaptest.Peak(func() {
				if report, err := poller.PollAll(t.Context()); err != nil || report.Feeds != hosts {
					t.Errorf("polled: %+v, %v", report, err)
				}
			})
			if t.Logf("it took %d MB of memory", peak>>20); peak > mostAboveRest {
				t.Errorf("it took %d MB of memory", peak>>20)
			}
		})
	}
}

// TestHostileInputs gives the program sixty inputs that are made to take its memory: none
// does, none ends it, and of each the operator hears at most once.
func TestHostileInputs(t *testing.T) {
	if testing.Short() {
		t.Skip("sixty inputs")
	}
	n := hostileBytes()
	pages, feeds, files := hostilePages(n), hostileFeeds(n), hostileFiles(n)
	if all := len(pages) + len(feeds) + len(files); all != 60 {
		t.Fatalf("there are %d inputs", all)
	}
	p := &Program{Streams: Streams{Out: os.Stdout, Err: os.Stderr}, Settings: Settings{DB: filepath.Join(t.TempDir(), "quoth.db")}, log: slog.New(slog.DiscardHandler), now: time.Now, parser: sandbox.NewPool(sandbox.Config{})}
	if err := p.open(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	within := func(t *testing.T, f func()) {
		t.Helper()
		if peak := heaptest.Peak(f); peak > mostAboveRest {
			t.Errorf("it took %d MB of memory", peak>>20)
		}
	}
	mux := http.NewServeMux()
	port, hosts := everywhere(t, mux), 0
	mux.HandleFunc("/robots.txt", http.NotFound)
	told := map[string]int{}
	poller := p.poller(fetching{AllowHosts: "127.0.0.0/8", pause: -1}, func(_ context.Context, key, _ string) { told[key]++ })
	// serve serves a body on a host of its own, and returns its address.
	serve := func(t *testing.T, address, kind string, body input) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), "body")
		if err := os.WriteFile(path, body(), 0o600); err != nil {
			t.Fatal(err)
		}
		mux.HandleFunc(address, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			http.ServeFile(w, r, path)
		})
		hosts++
		return fmt.Sprintf("http://127.0.9.%d:%s%s", hosts, port, address)
	}
	poll := func(t *testing.T, name, kind string, body input) knowledge.Feed {
		t.Helper()
		address := serve(t, "/"+kind+"/"+strings.ReplaceAll(name, " ", "-"), "application/xml", body)
		id, _, err := p.store.AddFeed(t.Context(), knowledge.Feed{URL: address, FeedSettings: knowledge.FeedSettings{Pages: knowledge.PagesNever}})
		if err != nil {
			t.Fatal(err)
		}
		if kind == "of-page" {
			f, _ := p.store.Feed(t.Context(), id)
			f.Pages = knowledge.PagesAlways
			if err := p.store.UpdateFeed(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		within(t, func() {
			if _, err := poller.Poll(t.Context(), id); err != nil {
				t.Error(err)
			}
		})
		f, err := p.store.Feed(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for name, body := range pages {
		t.Run("page "+name, func(t *testing.T) {
			address := serve(t, "/page/"+strings.ReplaceAll(name, " ", "-"), "text/html", body)
			f := poll(t, name, "of-page", func() []byte {
				return fmt.Appendf(nil, "<rss version='2.0'><channel><title>P</title><item><title>The piece %s</title><link>%s</link><description>The piece of %[1]s is told in the town.</description></item></channel></rss>",
					name, address)
			})
			if f.Failures > 0 || f.Articles != 1 {
				t.Errorf("the feed has %d articles and %d failures: %s", f.Articles, f.Failures, f.Detail)
			}
		})
	}
	for name, body := range feeds {
		t.Run("feed "+name, func(t *testing.T) {
			f := poll(t, name, "feed", body)
			if f.Polls != 1 || f.Failures > 0 && f.Detail == "" {
				t.Errorf("it is %+v", f)
			}
		})
	}
	for name, body := range files {
		t.Run("file "+name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, body(), 0o600); err != nil {
				t.Fatal(err)
			}
			problems, told := map[string]int{}, 0
			within(t, func() {
				c := addCommand{Paths: []string{path}, guard: p.guard}
				problem := func(p file.Problem) { problems[p.Error()]++; told++ }
				c.refused = problem
				in := intake.New(intake.Config{Store: p.store, Log: p.log, Now: p.now})
				if _, err := c.store(t.Context(), in, &file.Files{Refused: problem, Damaged: problem}, newProgress(p, true, nil), func(context.Context, load) {}); err != nil {
					t.Error(err)
				}
			})
			for problem, times := range problems {
				if times > 1 {
					t.Errorf("%d times it says %q", times, problem)
				}
			}
		})
	}
	for key, times := range told {
		t.Errorf("the operator is told %d times of %s", times, key)
	}
}
