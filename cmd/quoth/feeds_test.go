package main

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/sqlite"
)

// growingFeeds is a server of feeds, each on a host of its own in 127.0.0.0/8,
// that gain an article each time that they are asked for. Every third shows
// teasers, whose articles stand on pages.
type growingFeeds struct {
	port string
	mu   sync.Mutex
	held map[string]int // articles, by host
}

const heldAtFirst, heldAtMost = 6, 40

func newGrowingFeeds(t testing.TB) *growingFeeds {
	g := &growingFeeds{held: map[string]int{}}
	g.port = everywhere(t, g)
	return g
}

// everywhere serves on one port of all hosts of 127.0.0.0/8, between each of which the
// program makes no pause, and returns the port.
func everywhere(t testing.TB, handler http.Handler) (port string) {
	t.Helper()
	listener, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: handler}}
	server.Start()
	t.Cleanup(server.Close)
	_, port, _ = net.SplitHostPort(listener.Addr().String())
	return port
}

func (g *growingFeeds) address(i int) string {
	return fmt.Sprintf("http://127.0.%d.%d:%s/feed", 3+i/200, 1+i%200, g.port)
}

func title(host string, n int) string { return fmt.Sprintf("Council of %s on matter%d", host, n) }

func (g *growingFeeds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.Host)
	teasers := strings.HasSuffix(host, "0") || strings.HasSuffix(host, "5")
	text := func(n int) string {
		return strings.Repeat(fmt.Sprintf("<p>The council of %s spoke about matter%d of the harbour for hours on that day.</p>", host, n), 10) + "<p>END</p>"
	}
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/news/"))
	switch {
	case err == nil:
		fmt.Fprintf(w, "<!doctype html><html><head><title>%s</title></head><body><article><h1>%[1]s</h1>%s</article></body></html>", title(host, n), text(n))
	case r.URL.Path != "/feed":
		http.NotFound(w, r)
	default:
		g.mu.Lock()
		if g.held[host] = max(heldAtFirst, g.held[host]); g.held[host] < heldAtMost {
			g.held[host]++
		}
		held := g.held[host]
		g.mu.Unlock()
		fmt.Fprintf(w, `<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title>`, host)
		for n := held - 1; n >= 0; n-- {
			body := "<c:encoded><![CDATA[" + text(n) + "]]></c:encoded>"
			if teasers && n < 2 {
				body = "<description>A teaser…</description>"
			}
			fmt.Fprintf(w, "<item><guid isPermaLink='false'>%d</guid><link>/news/%d</link><title>%s</title>%s</item>", n, n, title(host, n), body)
		}
		fmt.Fprint(w, "</channel></rss>")
	}
}

// TestKilledWhilePolling kills the program again and again while it polls: each time the
// database is sound and holds no article twice and never fewer than before; in
// the end it holds every article that a feed carries.
func TestKilledWhilePolling(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	const feeds = 20
	g := newGrowingFeeds(t)
	db := filepath.Join(t.TempDir(), "quoth.db")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	quoth := program(t, self, "QUOTH_ALLOW_HOSTS=127.0.0.0/8")
	add := []string{"feeds", "add", "--db", db, "--unasked"}
	for i := range feeds {
		add = append(add, g.address(i))
	}
	if out, err := quoth(add...).CombinedOutput(); err != nil {
		t.Fatalf("adding feeds: %s", out)
	}
	r := rand.New(rand.NewPCG(1, 2))
	stored := 0
	for kill := range manyKills() {
		poll := quoth("poll", "--all", "--db", db)
		if err := poll.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+r.IntN(400)) * time.Millisecond)
		poll.Process.Kill()
		poll.Wait()
		if out, err := quoth("check", "--db", db).CombinedOutput(); err != nil {
			t.Fatalf("after kill %d the database is not sound: %s", kill+1, out)
		}
		now := len(titles(t, db))
		if now < stored {
			t.Fatalf("after kill %d there are %d articles, where there were %d", kill+1, now, stored)
		}
		stored = now
	}
	t.Logf("%d articles after the last kill", stored)
	resume := []string{"feeds", "resume", "--db", db} // as an operator does with those that so many kills seemed to come of
	for number := range feeds {
		resume = append(resume, strconv.Itoa(number+1))
	}
	if out, err := quoth(resume...).CombinedOutput(); err != nil {
		t.Fatalf("resuming the feeds: %s", out)
	}
	if out, err := quoth("poll", "--all", "--db", db).CombinedOutput(); err != nil {
		t.Fatalf("the last poll failed: %s", out)
	}
	found := titles(t, db)
	for host, held := range g.held {
		for n := range held {
			if !found[title(host, n)] {
				t.Errorf("%q is missing", title(host, n))
			}
		}
	}
}

// titles are those of the stored articles, every one of them whole.
func titles(t *testing.T, db string) map[string]bool {
	t.Helper()
	ctx := t.Context()
	store, err := sqlite.Open(ctx, db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	headings, err := store.Latest(ctx, knowledge.Filter{}, 1_000_000, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, a := range headings {
		if found[a.Title] {
			t.Fatalf("%q is stored twice", a.Title)
		}
		found[a.Title] = true
		whole, err := store.Article(ctx, a.ID)
		if err != nil || !strings.HasSuffix(whole.Text, "END") {
			t.Fatalf("%q is not whole: %q, %v", a.Title, whole.Text, err)
		}
	}
	return found
}

// TestFeedsAdd adds a site by its address, and polls it.
func TestFeedsAdd(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" title="Harbour Post" href="/feed?key=secret">
				<link rel="alternate" type="application/rss+xml" title="Sport" href="/sport"></head><body>News</body></html>`)
		case "/feed":
			fmt.Fprintf(w, "<rss><channel><title>x</title><item><link>/1</link><title>Ferry strike</title><description>%s</description></item></channel></rss>",
				strings.Repeat("Ferry crews began a strike on Tuesday. ", 60))
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("QUOTH_ALLOW_HOSTS", "127.0.0.1")
	t.Setenv("QUOTH_LOG", "debug")
	quoth := program(t, self)
	for _, step := range []struct {
		args []string
		want string
	}{
		{[]string{"feeds", "add", "--folder", "Local", site.URL}, "added feed 1: Harbour Post"},
		{[]string{"feeds", "add", site.URL}, "there already: feed 1: Harbour Post"},
		{[]string{"feeds", "add", site.URL}, "also there: Sport"},
		{[]string{"poll"}, "feeds polled: 1, unchanged: 0, failed: 0; articles added: 1, updated: 0"},
		{[]string{"poll", "--all", "--json"}, `{"polled":1,"not_modified":0,"failed":0,"added":0,"updated":0}`},
		{[]string{"feeds", "list"}, "#1 Harbour Post (" + strings.TrimPrefix(site.URL, "http://") + "/feed): active, articles: 1 (1.0 a day), last new "},
		{[]string{"ask", "Who began a strike?"}, "Ferry crews began a strike on Tuesday."},
	} {
		out, err := quoth(step.args...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), step.want) {
			t.Errorf("quoth %q: %v\n%s\nwant %s", step.args, err, out, step.want)
		}
		if strings.Contains(string(out), "secret") {
			t.Errorf("quoth %q shows a key:\n%s", step.args, out)
		}
	}
}

// TestAddListPage adds a page without a feed: first it says what it would read, and adds nothing.
func TestAddListPage(t *testing.T) {
	t.Parallel()
	port := everywhere(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, `<!doctype html><title>Echo</title><h2><a href="/n/1">The ferry sails again in May</a></h2><h2><a href="/n/2">Sailors end their strike early</a></h2><h2><a href="/n/3">A crane fell into the harbour</a></h2>`)
	}))
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	quoth := program(t, self, "QUOTH_ALLOW_HOSTS=127.0.0.0/8")
	add := []string{"feeds", "add", "--db", filepath.Join(t.TempDir(), "quoth.db"), "http://127.0.9.1:" + port + "/"}
	out, err := quoth(add...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), `--links "h2 /n/*" adds it so`) || !strings.Contains(string(out), "  A crane fell into the harbour (127.0.9.1:"+port+"/n/3)") {
		t.Errorf("without a rule it says, %v:\n%s", err, out)
	}
	out, err = quoth(append(add, "--links", "h2 /n/*")...).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "added feed 1: Echo (127.0.9.1:"+port+")") {
		t.Errorf("with the rule it says, %v:\n%s", err, out)
	}
	out, err = quoth("feeds", "export", "--db", add[3], "-").CombinedOutput()
	if err != nil || strings.Contains(string(out), "127.0.9.1") || !strings.Contains(string(out), `left out: Echo is no feed but a page, which takes the rule of its links: quoth feeds add --links "h2 /n/*"`) {
		t.Errorf("exported is, %v:\n%s", err, out)
	}
	out, err = quoth(append(add, "--links", "h3 /n/*")...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), `no link of the page is as "h3 /n/*" says; "h2 /n/*" would find some`) {
		t.Errorf("with a rule that finds nothing it says, %v:\n%s", err, out)
	}
}
