// Package browser drives headless Chromium in the Chrome DevTools Protocol, for tests that look
// at pages as people do.
package browser

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// patience is how long anything in the browser may take: only what hangs takes so long.
const patience = 5 * time.Minute

// Tab is a page of a browser. One goroutine at a time may use it.
type Tab struct {
	t       *testing.T
	conn    *websocket.Conn
	last    int
	axe     string // the script of axe-core; "" for none
	answers chan message

	mu     sync.Mutex
	events []event // since the last visit
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

// Open starts a browser that reaches this machine alone. It ends with the test. Hosts are names of
// servers on this machine, each with its address ("news.example 127.0.0.1:8443"), whose certificates
// the browser takes as they are.
func Open(t *testing.T, hosts ...string) *Tab {
	t.Helper()
	profile, err := os.MkdirTemp("", "chromium")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	rules := ""
	for _, host := range hosts {
		rules += "MAP " + host + ", "
	}
	flags := []string{"--headless=new", "--no-sandbox", "--test-type", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
		"--host-resolver-rules=" + rules + "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-port=0", "--user-data-dir=" + profile}
	if rules != "" {
		flags = append(flags, "--ignore-certificate-errors")
	}
	command := exec.Command("chromium", append(flags, "about:blank")...)
	if err := command.Start(); err != nil {
		t.Fatalf("chromium is not installed (apt-get install chromium): %v", err)
	}
	t.Cleanup(func() { command.Process.Kill(); command.Wait() })
	port, address := "", ""
	Eventually(t, "a port of the browser", func() bool {
		data, err := os.ReadFile(filepath.Join(profile, "DevToolsActivePort"))
		port, _, _ = strings.Cut(string(data), "\n")
		return err == nil && strings.Contains(string(data), "\n")
	})
	Eventually(t, "a page of the browser", func() bool {
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
	b := &Tab{t: t, conn: conn, answers: make(chan message, 1)}
	if name := os.Getenv("AXE"); name != "" {
		script, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b.axe = string(script)
	}
	t.Cleanup(func() { conn.Close() })
	go b.listen()
	for _, domain := range []string{"Page", "Network", "Log", "Runtime"} {
		b.Call(domain+".enable", nil)
	}
	return b
}

// Eventually waits until something holds.
func Eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("there is never %s", what)
		}
	}
}

// listen takes what the browser says until the connection ends.
func (b *Tab) listen() {
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
		b.events = append(b.events, m.event)
		b.mu.Unlock()
	}
}

// Call has the browser do something, and returns what it answers.
func (b *Tab) Call(method string, params any) json.RawMessage {
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

// Heard are the events of a method since the last visit began.
func (b *Tab) Heard(method string) (all []json.RawMessage) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		if e.Method == method {
			all = append(all, e.Params)
		}
	}
	return all
}

// Loading does something that leads to another page, and waits until that is there.
func (b *Tab) Loading(lead func()) {
	b.t.Helper()
	b.mu.Lock()
	b.events = nil
	b.mu.Unlock()
	lead()
	Eventually(b.t, "a page", func() bool { return len(b.Heard("Page.loadEventFired")) > 0 })
}

// Visit opens an address.
func (b *Tab) Visit(address string) {
	b.t.Helper()
	b.Loading(func() { b.Call("Page.navigate", map[string]any{"url": address}) })
}

// Eval is the value of an expression on the page.
func Eval[T any](b *Tab, expression string) (value T) {
	b.t.Helper()
	var answer struct {
		Result    struct{ Value json.RawMessage }
		Exception json.RawMessage `json:"exceptionDetails"`
	}
	data := b.Call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true})
	if err := json.Unmarshal(data, &answer); err != nil || answer.Exception != nil {
		b.t.Fatalf("%s: %v %s", expression, err, answer.Exception)
	}
	json.Unmarshal(answer.Result.Value, &value)
	return value
}

// Views are a window on a phone and one on a desk, of which each has one of the colours: what depends
// on both at once is not worth the time.
var Views = []struct {
	Width  int
	Scheme string
}{{1280, "dark"}, {390, "light"}}

// Show sets the width of the window in pixels, and the colours, "light" or "dark".
func (b *Tab) Show(width int, scheme string) {
	b.t.Helper()
	b.Call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false})
	b.Call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}})
}

// covered are the heads of tables that are painted over a cell.
const covered = `[...document.querySelectorAll('th')].filter(h => { const r = h.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2; return h.contains(document.elementFromPoint(x, y)) && [...document.querySelectorAll('td')].some(d => { const c = d.getBoundingClientRect(); return c.left < x && x < c.right && c.top < y && y < c.bottom }) }).map(h => 'the head ' + h.textContent + ' covers a cell')`

// Faults are what is wrong with the page that was loaded: what it asks of another origin, what
// the browser complains of (its policy, errors of scripts, what is missing), that it is wider than
// the window, heads of tables that cover cells, and what axe-core finds that is serious or critical, where AXE names its script.
func (b *Tab) Faults(origin string) (faults []string) {
	b.t.Helper()
	for _, asked := range b.Heard("Network.requestWillBeSent") {
		var r struct{ Request struct{ URL string } }
		if json.Unmarshal(asked, &r); !strings.HasPrefix(r.Request.URL, origin+"/") {
			faults = append(faults, "it asks for "+r.Request.URL)
		}
	}
	for _, complaint := range b.Heard("Log.entryAdded") {
		if strings.Contains(string(complaint), `"level":"error"`) {
			faults = append(faults, "the browser says "+string(complaint))
		}
	}
	for _, thrown := range b.Heard("Runtime.exceptionThrown") {
		faults = append(faults, "a script fails: "+string(thrown))
	}
	if wide, window := Eval[int](b, `document.documentElement.scrollWidth`), Eval[int](b, `innerWidth`); wide > window {
		faults = append(faults, fmt.Sprintf("it is %d pixels wide in a window of %d", wide, window))
	}
	faults = append(faults, Eval[[]string](b, covered)...)
	if b.axe != "" {
		if Eval[string](b, `typeof axe`) == "undefined" {
			Eval[any](b, b.axe+"; null")
		}
		faults = append(faults, Eval[[]string](b, `axe.run().then(r => r.violations.filter(v => v.impact == 'serious' || v.impact == 'critical').map(v => 'axe finds ' + v.id + ' in ' + v.nodes[0].html))`)...)
	}
	return faults
}

// Picture is a PNG of the window.
func (b *Tab) Picture() []byte {
	b.t.Helper()
	var shot struct{ Data string }
	if err := json.Unmarshal(b.Call("Page.captureScreenshot", map[string]any{"format": "png"}), &shot); err != nil {
		b.t.Fatal(err)
	}
	data, err := base64.StdEncoding.DecodeString(shot.Data)
	if err != nil {
		b.t.Fatal(err)
	}
	return data
}
