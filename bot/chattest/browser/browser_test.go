//go:build chromium

package browser

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// TestChromiumFaults has a page with one fault of each kind, and one with none.
func TestChromiumFaults(t *testing.T) {
	pages := map[string]string{
		"/good": `<!doctype html><html lang="en"><title>Good</title><link rel="icon" href="data:,"><main><h1>Good</h1></main>`,
		"/bad":  `<!doctype html><html lang="en"><title>Bad</title><link rel="icon" href="data:,"><main><h1>Bad</h1><img src="http://127.0.0.1:1/a.png"><p style="width:9000px">wide</p></main>`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src http: data:")
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, pages[r.URL.Path])
	}))
	defer server.Close()
	b := Open(t)
	b.Show(390, "dark")
	b.Visit(server.URL + "/good")
	if faults := b.Faults(server.URL); len(faults) > 0 {
		t.Errorf("the good page has %q", faults)
	}
	b.Visit(server.URL + "/bad")
	Eval[any](b, `document.querySelector('p').style.width = '9000px'`) // the policy forbade the page's own
	want := []string{"it asks for http://127.0.0.1:1/a.png", "inline style", "pixels wide"}
	if b.axe != "" {
		want = append(want, "axe finds image-alt")
	}
	faults := b.Faults(server.URL)
	for _, w := range want {
		if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, w) }) {
			t.Errorf("of the bad page %q is not among %q", w, faults)
		}
	}
}
