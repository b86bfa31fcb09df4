//go:build chromium

package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// These tests look at the pages in Chromium, with an article of many screens:
//
//	go test -tags chromium -run Chromium ./bot/web
//
// With AXE=FILE, axe.min.js of axe-core, its findings of serious and critical impact fail, too.

// patience is how long anything in the browser may take: only what hangs takes so long.
const patience = 5 * time.Minute

// tab is a page of a browser, spoken to in the Chrome DevTools Protocol.
type tab struct {
	t       *testing.T
	conn    *websocket.Conn
	last    int
	answers chan message

	mu   sync.Mutex
	told []event // since the last visit
}

type event struct {
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

type message struct {
	ID     int             `json:"id"`
	Result json.RawMessage `json:"result"`
	Error  json.RawMessage `json:"error"`
	event
}

// openTab starts a browser that reaches this machine alone.
func openTab(t *testing.T) *tab {
	t.Helper()
	profile, err := os.MkdirTemp("", "chromium")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	command := exec.CommandContext(t.Context(), "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-port=0", "--user-data-dir="+profile, "about:blank")
	if err := command.Start(); err != nil {
		t.Fatalf("chromium is not installed (apt-get install chromium): %v", err)
	}
	t.Cleanup(func() { command.Process.Kill(); command.Wait() })
	port, address := "", ""
	eventually(t, "a port of the browser", func() bool {
		data, err := os.ReadFile(filepath.Join(profile, "DevToolsActivePort"))
		port, _, _ = strings.Cut(string(data), "\n")
		return err == nil && strings.Contains(string(data), "\n")
	})
	eventually(t, "a page of the browser", func() bool {
		response, err := http.Get("http://127.0.0.1:" + port + "/json/list")
		if err != nil {
			return false
		}
		defer response.Body.Close()
		var targets []struct {
			Type string
			URL  string `json:"webSocketDebuggerUrl"`
		}
		if json.NewDecoder(response.Body).Decode(&targets) != nil {
			return false
		}
		for _, target := range targets {
			if target.Type == "page" {
				address = target.URL
			}
		}
		return address != ""
	})
	conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &tab{t: t, conn: conn, answers: make(chan message, 1)}
	t.Cleanup(func() { conn.Close() })
	go b.listen()
	for _, domain := range []string{"Page", "Network", "Log", "Runtime"} {
		b.call(domain+".enable", nil)
	}
	return b
}

// eventually waits until something holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("there is never %s", what)
		}
	}
}

// listen takes what the browser says until the connection ends.
func (b *tab) listen() {
	for {
		var m message
		if err := b.conn.ReadJSON(&m); err != nil {
			close(b.answers)
			return
		}
		if m.ID != 0 {
			b.answers <- m
			continue
		}
		b.mu.Lock()
		b.told = append(b.told, m.event)
		b.mu.Unlock()
	}
}

// call has the browser do something.
func (b *tab) call(method string, params any) json.RawMessage {
	b.t.Helper()
	b.last++
	if err := b.conn.WriteJSON(map[string]any{"id": b.last, "method": method, "params": params}); err != nil {
		b.t.Fatal(err)
	}
	m, open := <-b.answers
	if !open || m.Error != nil {
		b.t.Fatalf("%s: %s", method, m.Error)
	}
	return m.Result
}

// heard are the events of a method since the last visit began.
func (b *tab) heard(method string) (all []json.RawMessage) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.told {
		if e.Method == method {
			all = append(all, e.Params)
		}
	}
	return all
}

// loading does something that leads to another page, and waits until that is there.
func (b *tab) loading(lead func()) {
	b.t.Helper()
	b.mu.Lock()
	b.told = nil
	b.mu.Unlock()
	lead()
	eventually(b.t, "a page", func() bool { return len(b.heard("Page.loadEventFired")) > 0 })
}

func (b *tab) visit(address string) {
	b.t.Helper()
	b.loading(func() { b.call("Page.navigate", map[string]any{"url": address}) })
}

// eval is the value of an expression on the page.
func eval[T any](b *tab, expression string) (value T) {
	b.t.Helper()
	var answer struct {
		Result    struct{ Value json.RawMessage }
		Exception json.RawMessage `json:"exceptionDetails"`
	}
	data := b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true})
	if err := json.Unmarshal(data, &answer); err != nil || answer.Exception != nil {
		b.t.Fatalf("%s: %v %s", expression, err, answer.Exception)
	}
	json.Unmarshal(answer.Result.Value, &value)
	return value
}

// show sets the window and the colours.
func (b *tab) show(width int, scheme string) {
	b.t.Helper()
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false})
	b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}})
}

// small are the things to press that a thumb misses: less than 40 pixels high.
const small = `[...document.querySelectorAll('button, input:not([type=hidden]), summary, nav a, .links a')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 40).map(e => e.outerHTML.slice(0, 80))`

// TestChromiumShowsPages shows a page of each kind, on a phone and on a desk, light and dark:
// nothing is wider than the window, nothing is asked of another host, the policy forbids
// nothing that a page wants, and lines are not too long to read.
func TestChromiumShowsPages(t *testing.T) {
	k := open(t, nil, ferry...)
	b := openTab(t)
	axe, err := os.ReadFile(os.Getenv("AXE"))
	if os.Getenv("AXE") != "" && err != nil {
		t.Fatal(err)
	}
	for name, path := range k.every(t) {
		if strings.HasPrefix(path, "/topic.") {
			continue
		}
		for _, width := range []int{390, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				at := fmt.Sprintf("%s at %d pixels, %s", name, width, scheme)
				b.show(width, scheme)
				b.visit(k.url + path)
				if wide := eval[int](b, `document.documentElement.scrollWidth`); wide > width {
					t.Errorf("%s is %d pixels wide", at, wide)
				}
				if ch := eval[float64](b, `(() => { const p = document.createElement('p'); p.className = 'lead'; p.innerHTML = '<span>' + '0'.repeat(10) + '</span>'; document.querySelector('main').append(p); const n = p.clientWidth / (p.firstChild.getBoundingClientRect().width / 10); p.remove(); return n })()`); ch > 70 {
					t.Errorf("%s has lines of %.0f characters", at, ch)
				}
				if missed := eval[[]string](b, small); width == 390 && len(missed) > 0 {
					t.Errorf("%s has small things to press: %q", at, missed)
				}
				for _, asked := range b.heard("Network.requestWillBeSent") {
					var r struct{ Request struct{ URL string } }
					if json.Unmarshal(asked, &r); !strings.HasPrefix(r.Request.URL, k.url+"/") {
						t.Errorf("%s asks for %s", at, r.Request.URL)
					}
				}
				for _, complaint := range append(b.heard("Log.entryAdded"), b.heard("Runtime.exceptionThrown")...) {
					if !strings.Contains(string(complaint), `"level":"warning"`) && !strings.Contains(string(complaint), `"level":"info"`) {
						t.Errorf("%s has the browser say %s", at, complaint)
					}
				}
				if len(axe) > 0 {
					eval[any](b, string(axe)+"; null")
					for _, found := range eval[[]string](b, `axe.run().then(r => r.violations.filter(v => v.impact == 'serious' || v.impact == 'critical').map(v => v.id + ' ' + v.nodes[0].html))`) {
						t.Errorf("%s: axe finds %s", at, found)
					}
				}
			}
		}
	}
}

// TestChromiumAsksOn types a question, follows the quote to the article, where its words are
// in the window, and asks on from the answer.
func TestChromiumAsksOn(t *testing.T) {
	long := ferry[0]
	long.URL, long.Source, long.Published = "https://post.example/long", "Post", long.Published.AddDate(0, 0, 1)
	long.Title = "The lighthouse of Quexley burns"
	long.Text = strings.Repeat("Nobody was seen on the quay that day.\n\n", 80) + "The lighthouse of Quexley burned down on 2 May 2024.\n\n" + strings.Repeat("The gulls came back in the evening.\n\n", 80)
	k := open(t, nil, append(slices.Clone(ferry), long)...)
	b := openTab(t)
	b.show(390, "light")
	b.visit(k.url + "/")
	press := func(question string) {
		b.loading(func() {
			typed, _ := json.Marshal(question)
			eval[any](b, fmt.Sprintf(`document.querySelector('#q').value = %s; document.querySelector('button.first').click()`, typed))
		})
	}
	press("When did the lighthouse of Quexley burn down?")
	answer := eval[string](b, `document.querySelector('blockquote').innerText`)
	asked := eval[string](b, `location.href`)
	if !strings.Contains(answer, "burned down on 2 May 2024") {
		t.Fatalf("the answer is %q", answer)
	}
	b.loading(func() { eval[any](b, `document.querySelector('a.stored').click()`) })
	eventually(t, "the quoted words in the window", func() bool {
		return eval[bool](b, `(() => { const r = document.querySelector('#quote').getBoundingClientRect(); return scrollY > 0 && r.top >= 0 && r.bottom <= innerHeight })()`)
	})
	if marked := eval[string](b, `document.querySelector('#quote').innerText`); !strings.Contains(answer, marked) {
		t.Errorf("marked is %q", marked)
	}
	b.visit(asked)
	press("And where is it?")
	if said := eval[string](b, `document.querySelector('main').innerText`); !strings.Contains(said, "Quexley") {
		t.Error("the next question does not go on from the answer")
	}
}
