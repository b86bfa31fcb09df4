package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/chattest/hostile"
	"quoth/bot/chattest/reply"
	"quoth/bot/text"
	"quoth/knowledge"
)

// maxPage is how many bytes a page has at most.
const maxPage = 60_000

// inline is what the policy forbids, or what would ask another host.
var inline = regexp.MustCompile(`(?i)<style|<script(?: [^>]*)?>[^<]|\sstyle=|\son[a-z]+=|(?:src|rel="stylesheet" href)="(?:https?:)?//`)

// TestEveryPage reads a page of each kind: it is small, brings all that it needs, may do
// nothing else, and is not sent again to who has it.
func TestEveryPage(t *testing.T) {
	k := open(t, nil, ferry...)
	for name, path := range k.every(t) {
		response, body := k.get(t, path)
		if response.StatusCode != http.StatusOK || len(body) == 0 || len(body) > maxPage {
			t.Errorf("%s has status %d and %d bytes", name, response.StatusCode, len(body))
		}
		if got := response.Header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") || strings.Contains(got, "unsafe") {
			t.Errorf("%s has the policy %q", name, got)
		}
		if found := inline.FindString(body); found != "" {
			t.Errorf("%s holds %q", name, found)
		}
		if len(response.Cookies()) > 0 {
			t.Errorf("%s sets cookies", name)
		}
		again, rest := k.get(t, path, "If-None-Match", response.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || rest != "" {
			t.Errorf("%s is sent again with status %d", name, again.StatusCode)
		}
		head, none := k.send(t, http.MethodHead, path)
		if head.StatusCode != http.StatusOK || none != "" || head.Header.Get("ETag") != response.Header.Get("ETag") {
			t.Errorf("the head of %s has status %d", name, head.StatusCode)
		}
	}
}

// TestWhatPagesSay reads what stands on the pages.
func TestWhatPagesSay(t *testing.T) {
	k := open(t, nil, ferry...)
	all := k.every(t)
	for name, want := range map[string][]string{
		"front":    {"Strike of ferry sailors halts Portmouth", "Ferry sailors in Portmouth began a strike on 3 May 2024 over their pay, and no ferry left on Sunday.", "Echo, Gazette", "3 h ago", "2 articles", "Old bridge of Lindenau reopens", "2 March 2022"},
		"ask":      {"How many sailors stopped work?", "280", "sailors stopped work", "As printed", "Ask further", `name="talk"`},
		"article":  {`<mark id="quote">Ferry sailors in Por</mark>tmouth began`, "At the outlet", "https://echo.example/strike", "The whole story", "Seal", "Copy quote with source"},
		"story":    {"2 articles tell this story", "Ferry sailors strike in Portmouth", "Strike of ferry sailors halts Portmouth"},
		"timeline": {"3 May 2024", "<svg", "2021", `formaction="/timeline"`, "/topic.ics?topic=ferry", `<link rel="alternate" type="application/atom&#43;xml" href="/topic.atom?topic=ferry"`, `<link rel="alternate" type="text/calendar" href="/topic.ics?topic=ferry"`},
		"compare":  {"Echo", "Gazette"},
		"search":   {"Ferry sailors strike in Portmouth"},
		"sources":  {"Gazette", "2 articles", "Echo"},
		"latest":   {"Strike of ferry sailors halts Portmouth", "today"},
		"missing":  {"Which topic?"},
		"unasked":  {`<h1 dir="auto">Which article or topic?</h1>`, "<title>Which article or topic? · Quoth</title>"},
		"topic":    {"Ferry sailors in Portmouth began a strike"},
	} {
		holds(t, k.page(t, all[name]), want...)
	}
	if front := k.page(t, "/"); strings.Contains(front, "Ferry sailors strike in Portmouth") {
		t.Error("the front page tells one story twice")
	}
	if list := k.page(t, "/", "Accept-Language", "de-AT,de;q=0.9,en;q=0.5"); !strings.Contains(list, `lang="de"`) {
		t.Error("a German browser is answered otherwise")
	}
	for _, code := range text.Languages() {
		holds(t, k.page(t, "/ask?q=ferry&lang="+code), `<html lang="`+code+`">`, text.For(code).Say("web.ask"), `name="lang" value="`+code+`"`)
	}
}

// TestFeedsOnThePages lists the feeds whose news is for everybody beside the outlets.
func TestFeedsOnThePages(t *testing.T) {
	k := open(t, nil, ferry...)
	for _, f := range []knowledge.Feed{
		{URL: "https://feeds.example/?token=secret", Title: "Bridges, roads"},
		{URL: "https://feeds.example/inside", Title: "Insiders", FeedSettings: knowledge.FeedSettings{For: knowledge.ChatAudience("test", "elsewhere")}},
	} {
		if _, _, err := k.store.AddFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	page := k.page(t, "/sources")
	holds(t, page, "<h1 dir=\"auto\">Sources</h1>", "<table>", "Feeds</h2>", "Bridges, roads")
	for _, wrong := range []string{"Insiders", "secret", "/follow", "newest 6 May"} {
		if strings.Contains(page, wrong) {
			t.Errorf("the page holds %q:\n%s", wrong, page)
		}
	}
}

// TestLinksLead follows every link within the pages.
func TestLinksLead(t *testing.T) {
	k := open(t, nil, ferry...)
	links := regexp.MustCompile(`(?:href|src|action|formaction)="(/[^"]*)"`)
	seen := map[string]bool{}
	for _, path := range k.every(t) {
		_, body := k.get(t, path)
		for _, m := range links.FindAllStringSubmatch(body, -1) {
			path, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if seen[path] || strings.Contains(path, "lang=") {
				continue
			}
			seen[path] = true
			if response, _ := k.get(t, path); response.StatusCode != http.StatusOK {
				t.Errorf("%s has status %d", path, response.StatusCode)
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("the pages have %d links", len(seen))
	}
}

// TestBigStory has a story that fills more of the newest headlines than are read for a page:
// the news from before it, and every article of it, can be reached all the same.
func TestBigStory(t *testing.T) {
	var all []knowledge.Article
	for i := range 250 {
		all = append(all, knowledge.Article{
			URL: fmt.Sprintf("https://gazette.example/%d", i), Title: "Ferry sailors strike in Portmouth over pay", Source: "Gazette", Published: day(2024, 5, 6).Add(time.Duration(i) * time.Minute), Language: "en",
			Text: fmt.Sprintf("Ferry sailors in Portmouth began a strike on 3 May 2024 over their pay. Ferry %d of Blueline stays at its pier.", i),
		})
	}
	k := open(t, nil, append(all, ferry[2])...)
	next := regexp.MustCompile(`rel="next" href="([^"]+)"`)
	reach := func(path, words string) (found int) {
		for pages := 0; path != "" && pages < 50; pages++ {
			page := k.page(t, path)
			found += strings.Count(page, words)
			path = ""
			if m := next.FindStringSubmatch(page); m != nil {
				path = html.UnescapeString(m[1])
			}
		}
		return found
	}
	if n := reach("/", ferry[2].Title); n != 1 {
		t.Errorf("older news is shown %d times", n)
	}
	of, err := k.store.StoryOf(t.Context(), []int64{k.id(t, all[0])})
	if err != nil {
		t.Fatal(err)
	}
	story := fmt.Sprintf("/story/%d", of[k.id(t, all[0])])
	holds(t, k.page(t, story), "250 articles tell this story")
	if n := reach(story, "began a strike on"); n != 250 {
		t.Errorf("%d of the 250 articles of a story can be reached", n)
	}
	for path, want := range map[string]int{"/?from=9999999": http.StatusBadRequest, story + "?from=250": http.StatusNotFound} {
		if response, _ := k.get(t, path); response.StatusCode != want {
			t.Errorf("%s has status %d, want %d", path, response.StatusCode, want)
		}
	}
}

// TestOneQuestionAfterAnother asks on from an answer with what the page hands on.
func TestOneQuestionAfterAnother(t *testing.T) {
	k := open(t, nil, ferry...)
	first := k.page(t, "/ask?q=When+did+the+strike+in+Portmouth+begin%3F")
	talk := regexp.MustCompile(`name="talk" value="([^"]+)"`).FindStringSubmatch(first)
	if talk == nil {
		t.Fatalf("nothing is handed on:\n%s", first)
	}
	holds(t, k.page(t, "/ask?q=And+what+does+Blueline+say%3F&talk="+talk[1]), "Blueline")
	holds(t, k.page(t, "/ask?q=not+from+the+gazette&talk="+talk[1]), "When did the strike in Portmouth begin?", "echo.example", `name="talk"`)
	holds(t, k.page(t, "/ask?q=timeline+of+the+ferry+strike&talk="+talk[1]), `id="on-2024-05-08"`)
	holds(t, k.page(t, "/ask?q=follow+ferries&talk="+talk[1]), "follow ferries")
	holds(t, k.page(t, "/ask?q=timeline+of+the+ferry+strike&talk="+talk[1]), `<a href="/topic.atom?`)
	holds(t, k.page(t, "/ask?q=shorter&talk="+talk[1]), "there is no shorter form of this", `name="talk"`)
	for _, broken := range []string{"%00", "e30", strings.Repeat("A", 4<<10+1), talk[1][:len(talk[1])/2]} {
		k.page(t, "/ask?q=ferry+strike&talk="+broken)
	}
}

// TestHostileText stores an article that is hostile in each of its strings: every page shows
// it, and nothing of it acts.
func TestHostileText(t *testing.T) {
	attack := `"><script>alert(1)</script><img src=x onerror=alert(1)>' ` + hostile.Text
	bad := knowledge.Article{
		URL: "https://gazette.example/ferry?a=" + "\"><script>", Title: "Ferry " + attack, Source: "Post " + attack, Authors: []string{attack}, Published: day(2024, 5, 6), DateOnly: true, Language: "en",
		Text: "Ferry sailors began a strike in Portmouth on 3 May 2024 " + attack + " over their pay. " + attack + "\n\nNo ferry left the harbour on 5 May 2024.",
	}
	k := open(t, nil, append(slices.Clone(ferry), bad)...)
	pages := k.every(t)
	id := k.id(t, bad)
	pages["hostile"], pages["hostile words"] = fmt.Sprintf("/article/%d", id), fmt.Sprintf("/article/%d?words=0-160", id)
	pages["asked"] = "/search?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E+ferry%E2%80%AE"
	shown := 0
	for name, path := range pages {
		_, body := k.get(t, path)
		if name == "calendar" {
			body = strings.ReplaceAll(body, "\r\n", "\n")
		}
		if found := hostile.Find(body); len(found) > 0 {
			t.Errorf("%s holds %q", name, found)
		}
		if name != "calendar" && (strings.Contains(body, "<script>") || strings.Contains(body, "<img")) {
			t.Errorf("%s holds foreign elements:\n%s", name, body)
		}
		if strings.Contains(body, "alert(1)") {
			shown++
		}
	}
	if shown < 8 {
		t.Errorf("%d pages alone show the hostile article", shown)
	}
	server, err := New(Config{Engine: bot.New(bot.Config{Store: k.store})})
	if err != nil {
		t.Fatal(err)
	}
	r, _ := http.NewRequest(http.MethodGet, "/ask", nil)
	v := newVisit(r, "", nil)
	d, err := server.render(v, "reply", frame{Title: hostile.Text, Asked: hostile.Text, Body: replyPage{Heading: hostile.Text, Blocks: blocks{v, bot.Calendar{}}.of(reply.Hostile().Blocks)}})
	if err != nil {
		t.Fatal(err)
	}
	if found := hostile.Find(string(d.data)); len(found) > 0 {
		t.Errorf("a hostile reply leaves %q", found)
	}
}

// TestPrivateNewsIsOnNoPage stores an article that is for a chat alone: no page of any
// command shows it, and its own is not there.
func TestPrivateNewsIsOnNoPage(t *testing.T) {
	secret := knowledge.Article{
		URL: "https://inside.example/zorblatt", Title: "Zorblatt ferry merges", Source: "Inside Letter", Published: day(2024, 5, 6), DateOnly: true, Language: "en", For: knowledge.ChatAudience("telegram", "-1001"),
		Text: "The Zorblatt ferry will merge with Blueline on 9 June 2024. Sailors of Zorblatt strike in Portmouth.",
	}
	k := open(t, nil, append(slices.Clone(ferry), secret)...)
	id := k.id(t, secret)
	for _, path := range []string{fmt.Sprintf("/article/%d", id), fmt.Sprintf("/article/%d?version=1", id)} {
		if response, body := k.get(t, path); response.StatusCode != http.StatusNotFound || strings.Contains(body, "Zorblatt") {
			t.Errorf("%s has status %d:\n%s", path, response.StatusCode, body)
		}
	}
	pages := k.every(t)
	for _, c := range bot.New(bot.Config{}).Commands() {
		if rest := c.Rest(); c.Page() && rest != nil {
			pages[c.Name+" on it"] = "/" + c.Name + "?q=ferry+strike+Portmouth+merge"
			pages[c.Name+" of it"] = fmt.Sprintf("/%s?q=%%23%d", c.Name, id)
		}
	}
	for name, path := range pages {
		if _, body := k.get(t, path); strings.Contains(body, "Zorblatt") || strings.Contains(body, "Inside Letter") {
			t.Errorf("%s shows private news:\n%s", name, body)
		}
	}
	of, err := k.store.StoryOf(knowledge.AskedBy(t.Context(), secret.For), []int64{id})
	if err != nil {
		t.Fatal(err)
	}
	if _, body := k.get(t, fmt.Sprintf("/story/%d", of[id])); strings.Contains(body, "Zorblatt") {
		t.Error("a story shows private news")
	}
}

// TestNothingIsChanged asks for every command that changes something, is somebody's own or is
// for operators: there is no such page.
func TestNothingIsChanged(t *testing.T) {
	k := open(t, nil, ferry...)
	for _, c := range bot.New(bot.Config{}).Commands() {
		response, _ := k.get(t, "/"+c.Name+"?q=ferry")
		if closed := c.Changes || c.Personal || c.Access != bot.Everyone; closed && response.StatusCode != http.StatusNotFound {
			t.Errorf("/%s has status %d", c.Name, response.StatusCode)
		}
	}
}

// TestProblems asks for what is not there and what can't be read: each page says why, in one
// sentence.
func TestProblems(t *testing.T) {
	k := open(t, nil, ferry...)
	id := k.id(t, ferry[0])
	article := fmt.Sprintf("/article/%d", id)
	for path, want := range map[string]int{
		"/nothing": 404, "/article/999999": 404, "/article/x": 404, "/article/-1": 404, "/article/99999999999999999999": 404, "/story/999999": 404, "/story/0": 404, "/static/no.css": 404, "/a/b/c": 404,
		article + "?version=9": 404, article + "?version=x": 400, article + "?words=5": 400, article + "?words=9-3": 400, article + "?words=0-99999": 400, article + "?words=a-b": 400, article + "?page=99": 400, "/?from=-1": 400,
		"/timeline?topic=ferry&from=nonsense": 400, "/search?q=" + strings.Repeat("a", 300): 400, "/topic.atom": 400, "/topic.ics?topic=the": 400, "/ask?q=" + strings.Repeat("word+", 500): 400,
	} {
		response, body := k.get(t, path)
		if response.StatusCode != want {
			t.Errorf("%s has status %d, want %d", path, response.StatusCode, want)
		}
		if n := strings.Count(body, `class="notice"`); n != 1 {
			t.Errorf("%s says %d things:\n%s", path, n, body)
		}
		if response.Header.Get("ETag") != "" {
			t.Errorf("%s may be kept", path)
		}
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, "BREW"} {
		if response, _ := k.send(t, method, "/"); response.StatusCode != http.StatusMethodNotAllowed || response.Header.Get("Allow") == "" {
			t.Errorf("%s has status %d", method, response.StatusCode)
		}
	}
}

// TestClosedDoor has a bot that does not answer everybody: there are pages when its admission
// names their readers.
func TestClosedDoor(t *testing.T) {
	for _, admission := range []*bot.Allowlist{{}, {Places: []knowledge.Audience{Audience}}} {
		k := open(t, func(_ *Config, c *bot.Config) { c.Allowed = admission }, ferry...)
		want := http.StatusForbidden
		if len(admission.Places) > 0 {
			want = http.StatusOK
		}
		for name, path := range k.every(t) {
			if response, body := k.get(t, path); response.StatusCode != want || want != http.StatusOK && strings.Contains(body, "Portmouth") {
				t.Errorf("%s has status %d, want %d", name, response.StatusCode, want)
			}
		}
	}
}

// TestLimits asks too much, from one address and in questions; another address is answered.
func TestLimits(t *testing.T) {
	k := open(t, func(c *Config, _ *bot.Config) { c.Limits = Limits{PerSecond: 1, Burst: 3, Together: 8} }, ferry...)
	for i := range 5 { // the clock of the world stands still
		response, _ := k.get(t, "/")
		if refused := response.StatusCode == http.StatusTooManyRequests; refused != (i >= 3) {
			t.Errorf("request %d has status %d", i, response.StatusCode)
		}
	}
	for from, want := range map[string]int{"203.0.113.9": 200, "198.51.100.1, 203.0.113.10": 200, "nonsense": 429} {
		if response, _ := k.get(t, "/", "X-Forwarded-For", from); response.StatusCode != want {
			t.Errorf("from %s the status is %d, want %d", from, response.StatusCode, want)
		}
	}
	k = open(t, func(_ *Config, c *bot.Config) { c.Hourly = 2 }, ferry...)
	for i := range 3 {
		response, _ := k.get(t, "/search?q=ferry")
		if refused := response.StatusCode == http.StatusTooManyRequests; refused != (i >= 2) {
			t.Errorf("question %d has status %d", i, response.StatusCode)
		}
	}
	k = open(t, func(_ *Config, c *bot.Config) { c.Hourly = 3 }, ferry...)
	further := "&talk=" + regexp.MustCompile(`name="talk" value="([^"]+)"`).FindStringSubmatch(k.page(t, "/ask?q=When+did+the+strike+in+Portmouth+begin%3F"))[1]
	for i, question := range []string{"And+what+does+Blueline+say%3F", "shorter", "timeline+of+it"} { // one that goes on counts once
		response, _ := k.get(t, "/ask?q="+question+further)
		if refused := response.StatusCode == http.StatusTooManyRequests; refused != (i >= 2) {
			t.Errorf("question %d has status %d", i, response.StatusCode)
		}
	}
}

// TestReader counts a subscriber's network of IPv6 as one, and who asks through proxies as who they are.
func TestReader(t *testing.T) {
	for remote, want := range map[string]string{"192.0.2.1:80": "192.0.2.1", "[2001:db8:1:2:3::4]:80": "2001:db8:1:2::/64", "[::ffff:192.0.2.1]:80": "192.0.2.1", "[fe80::1%eth0]:80": "fe80::/64"} {
		r := &http.Request{RemoteAddr: remote, Header: http.Header{"X-Forwarded-For": {"203.0.113.9"}}}
		if got := (proxies{}).reader(r); got != want {
			t.Errorf("%s is %s, want %s", remote, got, want)
		}
	}
	bridge := proxies{netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("2001:db8:5::7/128")}
	for _, c := range []struct {
		remote string
		told   []string
		want   string
	}{
		{"172.18.0.1:80", []string{"203.0.113.9"}, "203.0.113.9"},
		{"[::ffff:172.18.0.1]:80", []string{"203.0.113.9"}, "203.0.113.9"},
		{"[2001:db8:5::7]:80", []string{"2001:db8:1:2:3::4"}, "2001:db8:1:2::/64"},
		{"[2001:db8:5::8]:80", []string{"203.0.113.9"}, "2001:db8:5::/64"},
		{"192.0.2.1:80", []string{"203.0.113.9"}, "192.0.2.1"},
		{"127.0.0.1:80", []string{"198.51.100.1, 203.0.113.9", "172.18.0.1"}, "203.0.113.9"}, // what stands before it anybody may have written
		{"172.18.0.1:80", []string{"172.18.0.2"}, "172.18.0.2"},
		{"172.18.0.1:80", []string{"nonsense, 127.0.0.1"}, "127.0.0.1"},
		{"172.18.0.1:80", nil, "172.18.0.1"},
		{"127.0.0.1:80", []string{""}, "127.0.0.1"},
	} {
		if got := bridge.reader(&http.Request{RemoteAddr: c.remote, Header: http.Header{"X-Forwarded-For": c.told}}); got != c.want {
			t.Errorf("%s with %q is %s, want %s", c.remote, c.told, got, c.want)
		}
	}
}

// TestUnknownProxy has a proxy on another machine of the network ask for two readers: they share the limits of one, which
// the log tells once, unless the proxy is known. Of who may have written the header itself it tells nothing.
func TestUnknownProxy(t *testing.T) {
	k := open(t, nil, ferry...)
	for _, c := range []struct {
		from    string
		known   []netip.Prefix
		refused bool
		told    int
	}{
		{"172.18.0.1:4000", nil, true, 1},
		{"172.18.0.1:4000", []netip.Prefix{netip.MustParsePrefix("172.16.0.0/12")}, false, 0},
		{"198.51.100.7:4000", nil, true, 0},
	} {
		var log bytes.Buffer
		server, err := New(Config{Engine: bot.New(bot.Config{Store: k.store}), Now: func() time.Time { return k.now }, Limits: Limits{PerSecond: 1, Burst: 2, Together: 8}, Proxies: c.known, Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		refused := false
		for _, reader := range []string{"203.0.113.9", "203.0.113.10", "203.0.113.9", "203.0.113.10"} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			r.RemoteAddr = c.from
			r.Header.Set("X-Forwarded-For", reader)
			w := httptest.NewRecorder()
			server.Handler().ServeHTTP(w, r)
			refused = refused || w.Code == http.StatusTooManyRequests
		}
		if told := strings.Count(log.String(), "QUOTH_WEB_PROXIES"); refused != c.refused || told != c.told {
			t.Errorf("from %s, known %v: refused %t, told %d times:\n%s", c.from, c.known, refused, told, log.String())
		}
	}
}

// TestHealth watches over a server whose database can't be read for a while: it runs all the
// same.
func TestHealth(t *testing.T) {
	var fault error
	k := open(t, func(c *Config, _ *bot.Config) { c.Ready = func(context.Context) error { return fault } })
	for _, f := range []error{nil, errors.New("the disk of /secret/path is gone")} {
		fault = f
		want := http.StatusOK
		if f != nil {
			want = http.StatusServiceUnavailable
		}
		ready, said := k.get(t, "/readyz")
		if alive, _ := k.get(t, "/healthz"); ready.StatusCode != want || alive.StatusCode != http.StatusOK || strings.Contains(said, "secret") {
			t.Errorf("with %v it is ready with %d and runs with %d: %s", f, ready.StatusCode, alive.StatusCode, said)
		}
	}
}

// TestHealthOfABusyServer asks a server that has no room for another page, and of one address
// more than it may: who watches over it is answered all the same.
func TestHealthOfABusyServer(t *testing.T) {
	k := open(t, nil)
	server, err := New(Config{Engine: bot.New(bot.Config{Store: k.store}), Limits: Limits{PerSecond: 0.001, Burst: 1, Together: 1}})
	if err != nil {
		t.Fatal(err)
	}
	server.guard.enter(t.Context())
	for range 3 {
		for _, path := range []string{"/healthz", "/readyz"} {
			w := httptest.NewRecorder()
			server.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
			if w.Code != http.StatusOK {
				t.Errorf("%s has status %d", path, w.Code)
			}
		}
	}
}

// TestLinksStayHere refuses addresses whose paths look like other hosts: no link of the page
// leads there.
func TestLinksStayHere(t *testing.T) {
	k := open(t, nil)
	server, err := New(Config{Engine: bot.New(bot.Config{Store: k.store})})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"//evil.example/x", "///evil.example", "/%2Fevil.example", `/\evil.example/`} {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		if r.URL, err = url.ParseRequestURI(path); err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		server.Handler().ServeHTTP(w, r)
		if found := regexp.MustCompile(`="(?:/[/\\]|[a-z]+:)[^"]*"`).FindString(w.Body.String()); found != "" {
			t.Errorf("the page of %s holds the link %s", path, found)
		}
	}
}

// TestEndlessText stores articles whose titles, outlets, authors and sentences do not end, of
// characters that are written in five: every page is small all the same, and what is left out
// of one can be reached from it.
func TestEndlessText(t *testing.T) {
	var all []knowledge.Article
	for i := range 12 {
		all = append(all, knowledge.Article{
			URL: fmt.Sprintf("https://gazette.example/%d", i), Title: fmt.Sprintf("Ferry %d ", i) + strings.Repeat("'", 3000), Source: fmt.Sprintf("Post %d ", i) + strings.Repeat("'", 3000),
			Authors: []string{strings.Repeat("'", 3000)}, Published: day(2024, 5, 1+i%5), DateOnly: true, Language: "en",
			Text: fmt.Sprintf("Ferry %d of Portmouth left on %d May 2024 with %s on board.", i, 1+i, strings.Repeat("it's 'a' 'b', ", 200)),
		})
	}
	k := open(t, nil, all...)
	paths := []string{"/", "/latest", "/sources", fmt.Sprintf("/article/%d", k.id(t, all[0])), "/search?q=ferry", "/timeline?topic=ferry", "/ask?q=When+did+the+ferry+leave+Portmouth%3F", "/compare?topic=ferry", "/summary?article=ferry"}
	further := regexp.MustCompile(`href="([^"]*[?&;]page=[2-9][^"]*)"`)
	paged := 0
	for len(paths) > 0 {
		page := k.page(t, paths[0])
		if len(page) > maxPage {
			t.Errorf("%s has %d bytes", paths[0], len(page))
		}
		first := !strings.Contains(paths[0], "page=")
		for _, m := range further.FindAllStringSubmatch(page, -1) {
			if first {
				paths, paged = append(paths, html.UnescapeString(m[1])), paged+1
			}
		}
		paths = paths[1:]
	}
	if paged == 0 {
		t.Error("nothing is left for a second page")
	}
}

// TestStatus says with a status of HTTP why a request could not be met.
func TestStatus(t *testing.T) {
	for _, c := range []struct {
		reply bot.Reply
		want  int
	}{
		{bot.Reply{}, 0},
		{bot.Reply{Failed: true}, http.StatusTooManyRequests},
		{bot.Reply{Failed: true, Err: bot.Refuse("web.bad_input")}, http.StatusBadRequest},
		{bot.Reply{Failed: true, Err: fmt.Errorf("asking: %w", bot.ErrBusy)}, http.StatusServiceUnavailable},
		{bot.Reply{Failed: true, Err: context.Canceled}, http.StatusInternalServerError},
	} {
		if got := status(c.reply); got != c.want {
			t.Errorf("the status of %v is %d, want %d", c.reply.Err, got, c.want)
		}
		sent := httptest.NewRecorder()
		document{status: c.want}.send(sent, httptest.NewRequest("GET", "/", nil))
		if busy := c.want == http.StatusServiceUnavailable; (sent.Header().Get("Retry-After") != "") != busy {
			t.Errorf("with status %d Retry-After is %q", c.want, sent.Header().Get("Retry-After"))
		}
	}
}
