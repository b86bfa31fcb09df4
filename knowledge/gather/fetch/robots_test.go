package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quoth/knowledge/heaptest"
)

// TestRobotsRules has the cases of RFC 9309 (sections 2.2 and 5) and what is found in the wild.
func TestRobotsRules(t *testing.T) {
	for _, c := range []struct {
		text    string
		allowed string // paths, parted by spaces
		refused string
	}{
		{"", "/ /x", ""},
		{"User-agent: *\nDisallow:", "/ /x", ""},
		{"User-agent: *\nDisallow: /", "/robots.txt", "/ /x /x?y"},
		{"User-Agent : Quoth\ndisallow:/x # all of it\n\nUser-agent: *\nDisallow: /", "/ /y", "/x /x/y /xy"},
		{"User-agent: *\nDisallow: /a\n\nUser-agent: quoth\nUser-agent: other\nDisallow: /b", "/a", "/b"},
		{"User-agent: quoth\nDisallow: /a\n\nUser-agent: *\nDisallow: /c\n\nUser-agent: QUOTH/2.0\nDisallow: /b", "/c", "/a /b"},
		{"User-agent: quot\nUser-agent: quothbot\nDisallow: /", "/", ""},
		{"User-agent: quoth\n\nUser-agent: *\nDisallow: /a", "/", "/a"},
		{"User-agent: *\nDisallow: /example/page/disallowed.gif\nAllow: /example/page/", "/example/page/ /example/page/x.gif", "/example/page/disallowed.gif"},
		{"User-agent: *\nDisallow: /page\nAllow: /page", "/page", ""},
		{"User-agent: *\nAllow: /page\nDisallow: /*.htm", "/page", "/pagex.html /x.htm"},
		{"User-agent: *\nDisallow: /*.php$", "/a.php5 /a.php?x", "/a.php /b/c.php"},
		{"User-agent: *\nDisallow: /fish*/a*b", "/catfish/a-b /fish/b-a", "/fish/ab /fishing/x/a/b/c"},
		{"User-agent: *\nDisallow: /\nAllow: /pub/*.html$", "/pub/a.html", "/private/pub/a.html /pub/a.htmlx"},
		{"User-agent: *\nDisallow: *?sort=", "/a?b", "/a?sort=1 /?sort="},
		{"User-agent: *\nDisallow: /caf%c3%a9\nDisallow: /%7Eines\nDisallow: /naïve\nDisallow: /a%2Fb", "/a/b", "/caf%C3%A9 /~ines /na%C3%AFve /a%2fb"},
		{"User-agent: *\nDisallow: /a%2Ab\nDisallow: /c%24", "/axb /c", "/a*b /c$"},
		{"User-agent: *\nDisallow: admin", "/x/admin", "/admin"},
		{"\uFEFFUser-agent: *\r\nCrawl-delay: soon\r\nSitemap: https://x.example/\r\nDisallow: /x\r\nnonsense\r\nDisallow: /y", "/z", "/x /y"},
		{"Disallow: /early\nUser-agent: *\nDisallow: /x", "/early", "/x"},
		{"<!doctype html><html><body><p>Not found: sorry</p>", "/ /x", ""},
	} {
		rules := parseRobots([]byte(c.text), agentName)
		for want, paths := range map[bool]string{true: c.allowed, false: c.refused} {
			for _, path := range strings.Fields(paths) {
				u, err := url.Parse("https://echo.example" + path)
				if err != nil {
					t.Fatal(err)
				}
				if rules.allow(u) != want {
					t.Errorf("%q: %s is allowed: %t", c.text, path, !want)
				}
			}
		}
	}
}

func TestRobotsCrawlDelay(t *testing.T) {
	for text, want := range map[string]time.Duration{"5": 5 * time.Second, "0.5": time.Second / 2, "86400": maxCrawlDelay, "-1": 0, "NaN": 0, "Inf": maxCrawlDelay, "x": 0} {
		if got := parseRobots([]byte("User-agent: *\nCrawl-delay: "+text), agentName).pause; got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestRobotsCut reads a robots.txt over the limit up to its last whole line.
func TestRobotsCut(t *testing.T) {
	text := "User-agent: *\nDisallow: /secret\n#" + strings.Repeat("x", maxRobots)
	text = text[:maxRobots-len("\nDisallow: /p")] + "\nDisallow: /private"
	rules := parseRobots([]byte(text[:maxRobots]), agentName)
	if !rules.allow(&url.URL{Path: "/public"}) || rules.allow(&url.URL{Path: "/secret"}) {
		t.Errorf("the rules are %+v", rules.rules)
	}
}

// polite is a Fetcher that goes by robots.txt.
type polite struct {
	*Fetcher
	rules *Robots
}

func newPolite(f *Fetcher) polite { return polite{f, NewRobots(f)} }

func (p polite) read(ctx context.Context, address string) (*Response, error) {
	return p.Fetch(ctx, Request{URL: address, Permit: p.rules.Permit})
}

// paper is a web site with a robots.txt, whose pages are articles.
type paper struct {
	robots func(w http.ResponseWriter, r *http.Request)
	asked  atomic.Int32 // for robots.txt
	pages  atomic.Int32
}

func (p *paper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" {
		p.asked.Add(1)
		p.robots(w, r)
		return
	}
	p.pages.Add(1)
	w.Header().Set("Content-Type", "text/html")
	io.WriteString(w, "<p>An article.</p>")
}

func TestRobotsStatus(t *testing.T) {
	now := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		status int
		want   FailureKind // "" for allowed
		kept   time.Duration
	}{{200, "", maxRobotsAge}, {401, "", maxRobotsAge}, {403, "", maxRobotsAge}, {404, "", maxRobotsAge}, {410, "", maxRobotsAge},
		{302, "", maxRobotsAge}, {500, ServerError, robotsRetry}, {503, Busy, robotsRetry}, {429, Busy, robotsRetry}} {
		here := &paper{robots: func(w http.ResponseWriter, r *http.Request) {
			if c.status == 302 {
				http.Redirect(w, r, "/robots.txt", http.StatusFound)
				return
			}
			w.WriteHeader(c.status)
		}}
		s := serve(t, here.ServeHTTP)
		clock := now
		reader := newPolite(loopback(func(c *Config) { c.Now = func() time.Time { return clock } }))
		read := func() {
			t.Helper()
			_, err := reader.read(t.Context(), s.URL+"/story?"+secret)
			if c.want != "" {
				failed(t, err, c.want)
			} else if err != nil {
				t.Errorf("status %d: %v", c.status, err)
			}
		}
		read()
		read()
		if n := here.asked.Load(); n != 1 {
			t.Errorf("status %d: robots.txt was asked for %d times", c.status, n)
		}
		clock = now.Add(c.kept - time.Second)
		if read(); here.asked.Load() != 1 {
			t.Errorf("status %d: robots.txt was not kept for %s", c.status, c.kept)
		}
		clock = now.Add(c.kept)
		if read(); here.asked.Load() != 2 {
			t.Errorf("status %d: robots.txt was kept longer than %s", c.status, c.kept)
		}
		if c.want != "" && here.pages.Load() != 0 {
			t.Errorf("status %d: a page was asked for", c.status)
		}
	}
}

// TestRobotsOutage goes by the rules from before while a robots.txt can't be had.
func TestRobotsOutage(t *testing.T) {
	clock := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	down := false
	here := &paper{robots: func(w http.ResponseWriter, r *http.Request) {
		if down {
			w.WriteHeader(500)
			return
		}
		w.Header().Set("Cache-Control", "max-age=60")
		fmt.Fprint(w, "User-agent: *\nDisallow: /members/")
	}}
	s := serve(t, here.ServeHTTP)
	reader := newPolite(loopback(func(c *Config) { c.Now = func() time.Time { return clock } }))
	for _, step := range []time.Duration{0, 30 * time.Minute, 48 * time.Hour} {
		clock = clock.Add(step)
		if _, err := reader.read(t.Context(), s.URL+"/story"); err != nil {
			t.Error(err)
		}
		_, err := reader.read(t.Context(), s.URL+"/members/story?"+secret)
		failed(t, err, Disallowed)
		down = step > 0
	}
	if n := here.asked.Load(); n != 2 {
		t.Errorf("robots.txt was asked for %d times", n)
	}
}

// TestRobotsRedirect asks the robots.txt of the host that a page has moved to.
func TestRobotsRedirect(t *testing.T) {
	closed := &paper{robots: func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "User-agent: Quoth\nDisallow: /") }}
	to := serve(t, closed.ServeHTTP)
	from := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, to.URL+"/story", http.StatusFound)
	})
	_, err := newPolite(loopback()).read(t.Context(), from.URL)
	if failed(t, err, Disallowed); closed.pages.Load() != 0 {
		t.Error("the page was asked for")
	}
}

// TestRobotsOnce has many readers of one host that is new to them.
func TestRobotsOnce(t *testing.T) {
	here := &paper{robots: func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "User-agent: *\nAllow: /") }}
	s := serve(t, here.ServeHTTP)
	reader := newPolite(loopback())
	var all sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			if _, err := reader.read(t.Context(), fmt.Sprintf("%s/%d", s.URL, i)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if here.asked.Load() != 1 || here.pages.Load() != 10 {
		t.Errorf("robots.txt was asked for %d times, pages %d times", here.asked.Load(), here.pages.Load())
	}
}

// TestRobotsMemory reads huge rules of more hosts than can be kept.
func TestRobotsMemory(t *testing.T) {
	var rules strings.Builder
	rules.WriteString("User-agent: *\n")
	for i := 0; rules.Len() < maxRobots-40; i++ {
		fmt.Fprintf(&rules, "Disallow: /%d*a*b$\n", i)
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, rules.String()) })
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	known := NewRobots(loopback(func(c *Config) {
		c.Resolver = resolver(t, func(string) []netip.Addr { return []netip.Addr{netip.MustParseAddr("127.0.0.1")} })
	}))
	for i := range 60 {
		_, err := known.Permit(t.Context(), &url.URL{Scheme: "http", Host: fmt.Sprintf("host%d.example:%s", i, port), Path: "/7xaxb"})
		failed(t, err, Disallowed)
	}
	kept := 0
	for _, h := range known.hosts {
		kept += h.cost()
	}
	if kept != known.kept || kept > maxRobotsKept || kept < maxRobotsKept/2 {
		t.Errorf("%d bytes of %d hosts are kept, counted as %d", kept, len(known.hosts), known.kept)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%7E\nCrawl-delay: 2", "/axb?c=%41")
	f.Add("user-agent:Quoth\r\ndisallow:*\r", "/")
	f.Add("\uFEFFUser-agent: *\nDisallow: /*%2A**$$", "/%2a$")
	f.Fuzz(func(t *testing.T, text, path string) {
		var rules robotsRules
		heaptest.Within(t, len(text), func() { rules = parseRobots([]byte(text), agentName) })
		if rules.pause < 0 || rules.pause > maxCrawlDelay {
			t.Errorf("the pause is %s", rules.pause)
		}
		for _, r := range rules.rules {
			if again := canonicalPath(r.pattern, true); again != r.pattern {
				t.Errorf("the pattern %q becomes %q", r.pattern, again)
			}
		}
		u := &url.URL{Scheme: "https", Host: "echo.example", Path: path}
		rules.allow(u)
		if !rules.allow(&url.URL{Path: "/robots.txt"}) {
			t.Error("robots.txt itself is refused")
		}
		own := parseRobots([]byte(text+"\nUser-agent: quoth\nDisallow: "+canonicalPath(u.EscapedPath(), false)+"$\n"), agentName)
		if u.EscapedPath() != "" && strings.HasPrefix(path, "/") && path != "/robots.txt" && len(rules.rules) == 0 && len(own.rules) == 1 && own.allow(u) {
			t.Errorf("%q is allowed by a rule against itself: %+v", path, own.rules)
		}
	})
}

// TestRobotsCrawlDelayKept waits as long as the host's robots.txt asks for.
func TestRobotsCrawlDelayKept(t *testing.T) {
	here := &paper{robots: func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "User-agent: *\nCrawl-delay: 7") }}
	s := serve(t, here.ServeHTTP)
	clock := newSleepingClock(time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC))
	reader := newPolite(loopback(func(c *Config) { c.Now, c.Sleep, c.PerHostDelay = clock.Now, clock.Sleep, time.Second }))
	began := clock.Now()
	for i := range 5 {
		if _, err := reader.read(t.Context(), fmt.Sprintf("%s/%d", s.URL, i)); err != nil {
			t.Fatal(err)
		}
	}
	if took := clock.Now().Sub(began); took != 5*7*time.Second {
		t.Errorf("robots.txt and five pages took %s", took)
	}
}
