//go:build chromium

package page

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/text"
)

// These tests open links at quotes in Chromium and ask the page where it was scrolled to:
//
//	go test -tags chromium -run Chromium ./knowledge/gather

// report is what the script on a page says when it has come to rest.
type report struct {
	Scrolled    float64 // CSS pixels from the top of the page
	End         float64 // how far it could be scrolled
	Height      float64 // of the window
	Found       bool    // the words are on the page
	Top, Bottom float64 // of the words, from the top of the window
}

// watcher looks for words among the characters of a page, white space and invisible ones aside, and posts a report
// when the page was scrolled, or was not for two seconds after it was loaded.
const watcher = `<script>addEventListener('load', () => {
	const gap = /[\s\u00AD\u200B\u2060\uFEFF]/g;
	const words = %s.replace(gap, ''), occurrence = %d;
	const find = () => {
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		let all = '', places = [];
		while (walker.nextNode()) {
			const node = walker.currentNode;
			if (node.parentElement.closest('script, style, noscript') || !node.parentElement.checkVisibility()) continue;
			const data = node.data.normalize('NFC');
			for (let i = 0; i < data.length; i++) {
				if (data[i].match(gap)) continue;
				all += data[i];
				places.push([node, Math.min(i, node.data.length - 1)]);
			}
		}
		let at = -1;
		for (let i = 0; i <= occurrence; i++) if ((at = all.indexOf(words, at + 1)) < 0) return null;
		const range = document.createRange();
		range.setStart(...places[at]);
		const [node, last] = places[at + words.length - 1];
		range.setEnd(node, last + 1);
		return range.getBoundingClientRect();
	};
	const tell = () => {
		const box = find();
		fetch(location.origin + '/report', {method: 'POST', body: JSON.stringify({scrolled: scrollY, height: innerHeight,
			end: document.documentElement.scrollHeight - innerHeight, found: box !== null, top: box?.top ?? 0, bottom: box?.bottom ?? 0})});
	};
	const place = () => scrollY + ' ' + innerHeight + ' ' + document.documentElement.scrollHeight;
	const settle = (frames, was) => frames > 30 ? tell() : requestAnimationFrame(() => settle(place() === was ? frames + 1 : 0, place()));
	let waits = 0;
	const wait = () => scrollY > 0 || ++waits > 40 ? settle(0, place()) : setTimeout(wait, 50);
	wait();
})</script>`

// browser opens pages in Chromium, each in a process of its own.
type browser struct {
	path    string
	profile string
	server  *httptest.Server
	page    string
	reports chan report
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	b := &browser{reports: make(chan report, 1)}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			b.path = path
			break
		}
	}
	if b.path == "" {
		t.Fatal("chromium is not installed: apt-get install chromium")
	}
	var err error
	if b.profile, err = os.MkdirTemp("", "chromium"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(b.profile) }) // fails where a child of the browser outlives it for a moment
	b.server = serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/report":
			var got report
			if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
				t.Error(err)
			}
			b.reports <- got
		case "/story":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Cache-Control", "no-store")
			io.WriteString(w, b.page)
		default:
			http.NotFound(w, r)
		}
	})
	return b
}

func (b *browser) address() string { return b.server.URL + "/story" }

// open opens the page with a directive behind its address; the page reports on where the occurrence (0 for the
// first) of words is then.
func (b *browser) open(t *testing.T, page, directive, words string, occurrence int) report {
	t.Helper()
	quoted, err := json.Marshal(words)
	if err != nil {
		t.Fatal(err)
	}
	b.page = strings.Replace(page, "<head>", "<head>"+fmt.Sprintf(watcher, quoted, occurrence), 1)
	link := b.address()
	if directive != "" {
		link += "#:~:text=" + directive
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, b.path, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--test-type", // no bar that warns of --no-sandbox: it makes the window lower once the page is scrolled
		"--window-size=1000,700", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir="+b.profile, link)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) } // for it to end its children
	command.WaitDelay = 10 * time.Second
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cancel()
		command.Wait() // its status says that it was ended
	}()
	select {
	case got := <-b.reports:
		return got
	case <-ctx.Done():
		t.Error("chromium did not open the page")
		return report{}
	}
}

// shows checks that the words stand in the middle of the window, or as near to it as the page's end lets them; the page
// may grow by less than a line after that.
func (r report) shows() error {
	const line = 40 // pixels: Chromium puts the middle of the first line there, or that of all lines
	switch {
	case !r.Found:
		return fmt.Errorf("the words are not on the page as the browser has it: %+v", r)
	case r.Scrolled == 0:
		return fmt.Errorf("the page was not scrolled: %+v", r)
	case r.Top < 0 || r.Bottom > r.Height:
		return fmt.Errorf("the words are outside of the window: %+v", r)
	case r.Scrolled < r.End-line && (r.Bottom < r.Height/2-line || r.Top > r.Height/2+line):
		return fmt.Errorf("the words are not in the middle: %+v", r)
	}
	return nil
}

// filler is an article of n paragraphs.
func filler(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<p>Chapter %d of the report describes what ward number %d spent on its roads, its schools and the ferry in %d, and what was left of it.</p>\n", i+1, 3*i+2, 1900+i)
	}
	return b.String()
}

func TestChromiumOpensAtQuote(t *testing.T) {
	long := "The tram will stop at the old market, at the station and at the harbour gate every ten minutes from six in the morning until midnight, the mayor said, and every half hour in the night between."
	b := newBrowser(t)
	for _, c := range []struct {
		name       string
		html       string
		quote      string // as Read gives it
		occurrence int
	}{
		{"plain", "<p>The council voted. The line will be built by 2027, the mayor told reporters. Work begins soon.</p>", "The line will be built by 2027, the mayor told reporters.", 0},
		{"nested markup", `<p>It stops at <a href="/m"><em>the o<b>ld mar</b>ket</em>, the <span>sta<i>ti</i>on</span></a> and <strong>the harbour</strong>. More follows.</p>`,
			"It stops at the old market, the station and the harbour.", 0},
		{"soft hyphens", "<p>Every com&shy;mut&shy;er crosses the har&shy;bour\n   bridge twice a\u00ADday. So it is.</p>", "Every commuter crosses the harbour bridge twice aday.", 0},
		{"no-break spaces", "<p>It costs 10&nbsp;million euros, or\u202F4\u00A0% more than planned. So it is.</p>", "It costs 10\u00A0million euros, or\u202F4\u00A0% more than planned.", 0},
		{"repeated words", "<p>On Monday again no comment was given by the mayor herself.</p>" + filler(30) + "<p>On Friday still no comment was given by the mayor herself. Then she left.</p>", "no comment was given by the mayor", 1},
		{"repeated sentence", "<p>Asked about it on Monday: no comment was given by the mayor.</p>" + filler(30) + "<p>Asked about it on Friday: no comment was given by the mayor. Then she left.</p>", "no comment was given by the mayor", 1},
		{"repeated in a paragraph", "<p>No money came. The mayor waited. No money came. The mayor left. No money came.</p>", "No money came.", 1},
		{"repeated in brackets", "<p>They said it (the line comes) and again, “the line comes”, and then: the line comes!</p>", "the line comes", 1},
		{"repeated block", "<h3>What it costs now</h3><p>At first it was to be ten million.</p><p>Later it was twenty, the mayor said.</p><h3>What it costs now</h3><p>Now it is thirty, the council said on Monday.</p>", "What it costs now", 1},
		{"other scripts", "<p>In Łódź sagte die Bürgermeisterin: „Straße für Straße – naïve Pläne“, и трамвай пошёл. Τέλος.</p>", "In Łódź sagte die Bürgermeisterin: „Straße für Straße – naïve Pläne“, и трамвай пошёл.", 0},
		{"quotation marks", `<p>Before. “It’s the people’s line,” she said — ‘nobody’s else’, as "some" say. After.</p>`, "“It’s the people’s line,” she said — ‘nobody’s else’, as \"some\" say.", 0},
		{"reserved characters", "<p>The vote was 5-4, with R&amp;D at 20% &lt; 30%, a ~third, 1+1=2 #1 and A/B? Yes.</p>", "The vote was 5-4, with R&D at 20% < 30%, a ~third, 1+1=2 #1 and A/B?", 0},
		{"long", "<p>" + long + " Nobody objected.</p>", long, 0},
		{"over two paragraphs", "<p>The first part ends here. The mayor rose at noon.</p><p>She sat down again at one. The rest is silence.</p>", "The mayor rose at noon.\n\nShe sat down again at one.", 0},
		{"line breaks", "<p>One line of the statement<br>and a second one<br>and a third. More follows.</p>", "One line of the statement\nand a second one\nand a third.", 0},
		{"list", "<ul><li>A tram for the harbour and for everybody who lives there now</li><li>A bus for the hills and for nobody else who lives there now</li></ul>", "A bus for the hills and for nobody else who lives there now", 0},
		{"the very end", "<p>The very last words of this long report are for its patient readers.</p>", "The very last words of this long report are for its patient readers.", 0},
		{"decomposed letters", "<p>Before. The cafe\u0301 at the gate stays open, its owner said on Monday. After.</p>", "The café at the gate stays open, its owner said on Monday.", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := page("<title>Tram line approved</title>", filler(90)+c.html)
			if c.name != "the very end" {
				body = strings.Replace(body, "</article>", filler(60)+"</article>", 1)
			}
			got, err := Read(strings.NewReader(body), "text/html; charset=utf-8", b.address())
			if err != nil {
				t.Fatal(err)
			}
			start := -1
			for range c.occurrence + 1 {
				at := strings.Index(got.Text[start+1:], c.quote)
				if at < 0 {
					t.Fatalf("the page is read without %q: %q", c.quote, got.Text[max(0, len(got.Text)-200):])
				}
				start += 1 + at
			}
			if link := knowledge.CanonicalURL(got.URL); link != b.address() {
				t.Fatalf("the article's link is %s", link)
			}
			directive := text.Fragment(got.Text, start, start+len(c.quote))
			if err := b.open(t, body, directive, c.quote, c.occurrence).shows(); err != nil {
				t.Errorf("#:~:text=%s: %v", directive, err)
			}
		})
	}
	t.Run("words that are not there", func(t *testing.T) {
		body := page("", filler(90)+"<p>The council voted.</p>")
		for _, directive := range []string{"", "The%20council%20slept"} {
			if got := b.open(t, body, directive, "The council voted.", 0); !got.Found || got.Scrolled != 0 {
				t.Errorf("%q: %+v", directive, got)
			}
		}
	})
}

// unquiet is what is taken off a real page so that it stays as it is read: scripts and handlers, frames, and what
// sends a browser elsewhere.
var unquiet = regexp.MustCompile(`(?is)<script\b.*?</script\s*>|<iframe\b.*?</iframe\s*>|<(?:base|link|meta\s+http-equiv)\b[^>]*>|\son[a-z]+=(?:"[^"]*"|'[^']*')`)

var headTag = regexp.MustCompile(`(?i)<head\b[^>]*>`)

// TestChromiumPages opens links at a sentence in the middle of the sample's pages and of every third of the extraction
// benchmark's. A few can't open: single words of a list that stand on the page outside of the article too.
func TestChromiumPages(t *testing.T) {
	var files []string
	for name, dir := range extractionPages() {
		for i, file := range pageFiles(t, dir) {
			if name == "sample" || i%3 == 0 {
				files = append(files, file)
			}
		}
	}
	b := newBrowser(t)
	opened, tried := 0, 0
	for _, file := range files {
		raw := readPage(t, file)
		body := fetch.Decode(raw, "")
		got, err := Read(strings.NewReader(body), "text/html; charset=utf-8", b.address())
		if err != nil {
			t.Logf("%s: %v", filepath.Base(file), err)
			continue
		}
		sentences := text.Sentences(got.Text, got.Language)
		s := sentences[len(sentences)/2]
		quote := got.Text[s.Start:s.End]
		directive := text.Fragment(got.Text, s.Start, s.End)
		if directive == "" {
			continue
		}
		tried++
		quiet := headTag.ReplaceAllString(unquiet.ReplaceAllString(body, ""), `<head><style>body::before { content: ""; display: block; height: 2000px }</style>`)
		if err := b.open(t, quiet, directive, quote, strings.Count(got.Text[:s.Start], quote)).shows(); err != nil {
			t.Logf("%s: %q: #:~:text=%s: %v", filepath.Base(file), quote, directive, err)
			continue
		}
		opened++
	}
	t.Logf("%d of %d links opened at the quoted words", opened, tried)
	if opened*10 < tried*9 {
		t.Error("fewer than nine in ten")
	}
}
