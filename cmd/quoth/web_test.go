package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestRunWithPages runs the program with nothing but pages: they are there, with links to the
// address that is configured, until it is stopped.
func TestRunWithPages(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, value := range map[string]string{"QUOTH_DB": "quoth.db", "HOME": t.TempDir(), "QUOTH_WEB": "127.0.0.1:0", "QUOTH_WEB_URL": "https://news.example.org/"} {
		t.Setenv(name, value)
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	logged, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer logged.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan int, 1)
	go func() { ended <- Main(ctx, nil, Streams{In: null, Out: logged, Err: logged}) }()
	address := pagesOf(t, logged.Name())
	for path, want := range map[string]string{"/": "<h1>", "/readyz": "ok", "/topic.atom?topic=storm": "https://news.example.org/"} {
		response, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s has status %d and lacks %q (%v):\n%s", path, response.StatusCode, want, err, body)
		}
	}
	for path, want := range map[string]int{"/api/v1/openapi.json": http.StatusOK, "/api/v1/ask?question=who": http.StatusUnauthorized, "/mcp": http.StatusUnauthorized, "/metrics": http.StatusNotFound, "/admin": http.StatusOK, "/admin/feeds": http.StatusOK, "/websub/1-AAAA": http.StatusGone, "/favicon.ico": http.StatusOK} {
		response, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%s has status %d, want %d", path, response.StatusCode, want)
		}
	}
	stop()
	if status := <-ended; status != exitDone {
		data, _ := os.ReadFile(logged.Name())
		t.Errorf("it ends with status %d:\n%s", status, data)
	}
}

// pagesOf waits until a program that writes its log to a file serves pages, and returns
// their address.
func pagesOf(t *testing.T, log string) string {
	t.Helper()
	listening := regexp.MustCompile(`web: server started" address=(\S+)`)
	for end := time.Now().Add(5 * time.Minute); ; time.Sleep(10 * time.Millisecond) {
		data, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		if m := listening.FindSubmatch(data); m != nil {
			return "http://" + string(m[1])
		}
		if time.Now().After(end) {
			t.Fatalf("no page is served:\n%s", data)
		}
	}
}

// TestPublicAddress reads the address of the pages.
func TestPublicAddress(t *testing.T) {
	for given, want := range map[string]string{"": "", "https://news.example.org/": "https://news.example.org", "http://localhost:8080": "http://localhost:8080"} {
		if got, err := publicAddress(given); got != want || err != nil {
			t.Errorf("%q is read as %q, %v", given, got, err)
		}
	}
	for _, wrong := range []string{"news.example.org", "ftp://example.org", "https://", "https://example.org/?a=b", "https://ana:secret@example.org", "https://example.org/#top", "https://example.org/news"} {
		if got, err := publicAddress(wrong); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q is read as %q, %v", wrong, got, err)
		}
	}
}

// TestLinksToClosedPages has chats lead to the pages when readers may open them.
func TestLinksToClosedPages(t *testing.T) {
	for admit, want := range map[string]bool{"": true, "telegram:12345": false, "telegram:12345,web:server:readers": true} {
		admitted, err := allowlist(admit)
		if err != nil {
			t.Fatal(err)
		}
		p := Program{pages: "https://news.example.org", allowed: admitted}
		if got := p.page() != nil; got != want {
			t.Errorf("with QUOTH_ADMIT=%s links are made: %t, want %t", admit, got, want)
		}
	}
}

// TestKeyOfPages has two processes over one database, which make the same links.
func TestKeyOfPages(t *testing.T) {
	var keys []string
	db := filepath.Join(t.TempDir(), "quoth.db")
	for range 2 {
		p := Program{Settings: Settings{DB: db}, log: slog.New(slog.DiscardHandler), now: time.Now}
		if err := p.open(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		key, err := p.keyOfPages(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, string(key))
		p.Close()
	}
	if len(keys[0]) < 20 || keys[0] != keys[1] {
		t.Errorf("the keys are %q", keys)
	}
}
