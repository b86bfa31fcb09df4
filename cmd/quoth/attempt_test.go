package main

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"net/http"
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
	}
	c.Process.Kill()
	<-gone
}

// holdEnd has the statement that strikes a thing out of the attempts run for ever, so that
// the program stands there until it is killed.
func holdEnd(t *testing.T, file, thing string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TRIGGER hold BEFORE DELETE ON attempts WHEN old.thing = '" + thing + `' BEGIN
		SELECT max(n) FROM (WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT n FROM numbers);
	END`); err != nil {
		t.Fatal(err)
	}
}

// begun is closed when more than n attempts of a thing stand in a store.
func begun(t *testing.T, store *sqlite.Store, thing string, n int) <-chan struct{} {
	now := make(chan struct{})
	go func() {
		for t.Context().Err() == nil {
			if attempt, err := store.Attempts(t.Context(), thing); err == nil && attempt.Times > n {
				close(now)
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	return now
}

// TestPageThatKills kills the program three times before the reading of one page has come
// to an end: the article is stored as the feed gives it then, and all else is stored, too.
func TestPageThatKills(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	port := everywhere(t, mux)
	at := map[string]string{"feed": "http://127.0.7.1:" + port + "/feed", "good": "http://127.0.7.2:" + port + "/good", "deadly": "http://127.0.7.3:" + port + "/deadly"}
	mux.HandleFunc("/robots.txt", http.NotFound)
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, "<rss version='2.0'><channel><title>Post</title>")
		for _, name := range []string{"good", "deadly"} {
			fmt.Fprintf(w, "<item><guid>%s</guid><link>%s</link><title>A %[1]s piece</title><description>The %[1]s council met on Monday. More on our page.</description></item>", name, at[name])
		}
		fmt.Fprint(w, "</channel></rss>")
	})
	for _, name := range []string{"good", "deadly"} {
		mux.HandleFunc("/"+name, func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, "<html><title>A %s piece</title><article><h1>A %[1]s piece</h1>%s</article></html>", name,
				strings.Repeat("<p>The "+name+" council met on Monday. It spoke of the harbour, the ferry and the bridge for hours.</p>", 9))
		})
	}
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
	if _, _, err := store.AddFeed(t.Context(), knowledge.Feed{URL: at["feed"]}); err != nil {
		t.Fatal(err)
	}
	quoth := program(t, self)
	poll := func() *exec.Cmd { return quoth("poll", "--all", "--allow-hosts", "127.0.0.0/8", "--db", db) }
	thing := fmt.Sprintf("page %x", sha256.Sum256([]byte(at["deadly"])))
	holdEnd(t, db, thing)
	for n := range attempt.Limit {
		killWhen(t, poll(), begun(t, store, thing, n))
	}
	out, err := poll().CombinedOutput()
	if err != nil || !strings.Contains(string(out), "is not read for now") {
		t.Errorf("the fourth poll: %v\n%s", err, out)
	}
	for _, name := range []string{"good", "deadly"} {
		if _, err := store.ArticleByURL(t.Context(), at[name]); err != nil {
			t.Errorf("the %s article: %v", name, err)
		}
	}
	if notices, err := store.Notices(t.Context()); err != nil || len(notices) != 1 {
		t.Errorf("notices: %+v, %v", notices, err)
	}
}
