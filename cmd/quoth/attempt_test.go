package main

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/sqlite"
)

// killWhen kills a program once it is told to, and returns when it is gone.
func killWhen(t *testing.T, c *exec.Cmd, now <-chan struct{}) {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() { c.Wait(); close(gone) }()
	select {
	case <-now:
	case <-gone:
		t.Fatal("it ended by itself")
	case <-time.After(2 * time.Minute):
		t.Error("it does not come to where it is to be killed")
	}
	c.Process.Kill()
	<-gone
}

// TestPageThatKills kills the program three times while it reads one page: the article is
// stored as the feed gives it then, and all else is stored, too.
func TestPageThatKills(t *testing.T) {
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	defer server.Close()
	mux.HandleFunc("/robots.txt", http.NotFound)
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, "<rss version='2.0'><channel><title>Post</title>")
		for _, name := range []string{"good", "deadly"} {
			fmt.Fprintf(w, "<item><guid>%s</guid><link>%s/%[1]s</link><title>A %[1]s piece</title><description>The %[1]s council met on Monday. More on our page.</description></item>", name, server.URL)
		}
		fmt.Fprint(w, "</channel></rss>")
	})
	page := func(w http.ResponseWriter, name string, paragraphs int) {
		fmt.Fprintf(w, "<html><title>A %s piece</title><article><h1>A %[1]s piece</h1>", name)
		for n := range paragraphs {
			fmt.Fprintf(w, "<p>The %s council met on Monday, for the %d. time. It spoke of the harbour, the ferry and the bridge for hours. A vote on the boats of the north and of the south is expected before the end of next month.</p>", name, n)
		}
		fmt.Fprint(w, "</article></html>")
	}
	mux.HandleFunc("/good", func(w http.ResponseWriter, _ *http.Request) { page(w, "good", 9) })
	mux.HandleFunc("/deadly", func(w http.ResponseWriter, _ *http.Request) { page(w, "deadly", 20_000) }) // which is read for seconds
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "quoth.db")
	store, err := sqlite.Open(t.Context(), db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, _, err := store.AddFeed(t.Context(), knowledge.Feed{URL: server.URL + "/feed"}); err != nil {
		t.Fatal(err)
	}
	quoth := program(t, self)
	poll := func() *exec.Cmd { return quoth("poll", "--all", "--allow-hosts", "127.0.0.1", "--db", db) }
	thing := fmt.Sprintf("page %x", sha256.Sum256([]byte(server.URL+"/deadly")))
	begun := func() int {
		begun, err := store.Attempts(t.Context(), thing)
		if err != nil {
			t.Error(err)
			return attempt.Limit
		}
		return begun.Times
	}
	for begun() < attempt.Limit {
		before, reading := begun(), make(chan struct{})
		go func() {
			defer close(reading)
			for begun() == before {
				time.Sleep(time.Millisecond)
			}
		}()
		killWhen(t, poll(), reading)
	}
	out, err := poll().CombinedOutput()
	if err != nil || !strings.Contains(string(out), "is not read for now") {
		t.Errorf("the fourth poll: %v\n%s", err, out)
	}
	for _, name := range []string{"good", "deadly"} {
		if _, err := store.ArticleByURL(t.Context(), server.URL+"/"+name); err != nil {
			t.Errorf("the %s article: %v", name, err)
		}
	}
	if notices, err := store.Notices(t.Context()); err != nil || len(notices) != 1 {
		t.Errorf("notices: %+v, %v", notices, err)
	}
}
