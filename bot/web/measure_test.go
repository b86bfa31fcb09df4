package web

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"quoth/bot"
)

// TestBeside has what stands beside the pages take what pages do not, within the limits.
func TestBeside(t *testing.T) {
	k := open(t, func(c *Config, _ *bot.Config) {
		echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			data, err := io.ReadAll(r.Body)
			if err != nil {
				w.WriteHeader(http.StatusRequestEntityTooLarge)
				return
			}
			w.Write(data)
		})
		c.Beside = map[string]Beside{"/api/": {JSON: true, Handler: echo}, "/large/": {MaxBody: 2 * maxBody, Handler: echo}}
		c.Limits = Limits{PerSecond: 1, Burst: 4, Together: 8}
	})
	post := func(path string, size int) int {
		t.Helper()
		response, err := http.Post(k.url+path, "text/plain", strings.NewReader(strings.Repeat("a", size)))
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		data, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode == http.StatusOK && len(data) != size {
			t.Fatalf("%d of %d bytes come back: %v", len(data), size, err)
		}
		if response.StatusCode == http.StatusTooManyRequests {
			var told struct{ Error string }
			if err := json.Unmarshal(data, &told); err != nil || told.Error == "" || response.Header.Get("Content-Type") != "application/json" || response.Header.Get("Retry-After") == "" {
				t.Errorf("a program is told %q, %v", data, response.Header)
			}
		}
		return response.StatusCode
	}
	for _, c := range []struct {
		path       string
		size, want int
	}{{"/api/v1/ask", 1000, 200}, {"/api/v1/ask", maxBody + 1, 413}, {"/large/", maxBody + 1, 200}, {"/apis", 1, 405}, {"/api", 1, 405}, {"/api/", 1, 200}, {"/api/", 1, 429}} {
		if got := post(c.path, c.size); got != c.want {
			t.Errorf("%d bytes to %s: status %d, want %d", c.size, c.path, got, c.want)
		}
	}
}

// TestWhoReadsFigures asks for /metrics as Prometheus does, through a proxy, and with tokens.
func TestWhoReadsFigures(t *testing.T) {
	figures := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "quoth_articles 3\n") })
	set := func(token string) *world {
		return open(t, func(c *Config, _ *bot.Config) { c.Metrics, c.MetricsToken = figures, token })
	}
	local, secret, none := set(""), set("hush"), open(t, nil)
	public := open(t, func(c *Config, _ *bot.Config) { c.Metrics, c.URL = figures, "https://news.example.org" })
	for _, c := range []struct {
		what    string
		at      *world
		headers []string
		want    int
	}{
		{"on this machine", local, nil, 200},
		{"through a proxy", local, []string{"X-Forwarded-For", "192.0.2.1"}, 404},
		{"with its header", local, []string{"Forwarded", "for=192.0.2.1"}, 404},
		{"with a token where none is set", local, []string{"X-Forwarded-For", "192.0.2.1", "Authorization", "Bearer "}, 404},
		{"without the token", secret, nil, 401},
		{"with a wrong one", secret, []string{"Authorization", "Bearer hus"}, 401},
		{"with a password", secret, []string{"Authorization", "Basic hush"}, 401},
		{"with the token", secret, []string{"Authorization", "Bearer hush", "X-Forwarded-For", "192.0.2.1"}, 200},
		{"through a proxy that does not show", public, nil, 404},
		{"where there are none", none, nil, 404},
	} {
		response, body := c.at.get(t, "/metrics", c.headers...)
		if response.StatusCode != c.want || (c.want == 200) != (body == "quoth_articles 3\n") {
			t.Errorf("%s: status %d, want %d:\n%s", c.what, response.StatusCode, c.want, body)
		}
	}
	r, err := http.NewRequest(http.MethodGet, local.url+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "news.example.org" // as a proxy passes it on
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != 404 {
		t.Errorf("by a public name: status %d", response.StatusCode)
	}
}
