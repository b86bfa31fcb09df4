package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/sqlite"
)

// running is the program while it runs.
type running struct {
	log  string // the file that it writes to
	stop func() // ends it, and fails the test when that does not go well
}

// runProgram runs the program with arguments, and nothing to read, until it is stopped.
func runProgram(t *testing.T, args ...string) running {
	t.Helper()
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	logged, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() { ended <- Main(ctx, args, Streams{In: null, Out: logged, Err: logged}) }()
	return running{logged.Name(), func() {
		stop()
		if status := <-ended; status != exitDone {
			data, _ := os.ReadFile(logged.Name())
			t.Errorf("%s ends with status %d:\n%s", args, status, data)
		}
		null.Close()
		logged.Close()
	}}
}

// TestHubsOfSeveral has one process poll a feed that names its hub, and another one that serves the
// pages and is called by the hub: what it says is kept for the one that polls.
func TestHubsOfSeveral(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, value := range map[string]string{"QUOTH_DB": "quoth.db", "HOME": t.TempDir(), "QUOTH_WEB": "127.0.0.1:0", "QUOTH_WEB_URL": "https://news.example.org", "QUOTH_ALLOW_HOSTS": "127.0.0.0/8"} {
		t.Setenv(name, value)
	}
	called := make(chan struct{}, 1)
	outlet := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hub" {
			called <- struct{}{}
		}
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Echo</title><link rel="hub" href="http://%s/hub"/><link rel="self" href="https://echo.example/feed"/></channel></rss>`, r.Host)
	}))
	defer outlet.Close()
	store, err := sqlite.Open(t.Context(), "quoth.db", sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	id, _, err := store.AddFeed(t.Context(), knowledge.Feed{URL: outlet.URL + "/feed"})
	if err != nil {
		t.Fatal(err)
	}
	// state waits for a state of the feed.
	state := func(prefix, log string) string {
		t.Helper()
		for end := time.Now().Add(5 * time.Minute); ; time.Sleep(10 * time.Millisecond) {
			if value, err := store.State(t.Context(), prefix+fmt.Sprint(id)); err != nil || value != "" {
				return value
			}
			if time.Now().After(end) {
				data, _ := os.ReadFile(log)
				t.Fatalf("there is no state %q:\n%s", prefix, data)
			}
		}
	}
	polls := runProgram(t, "--roles", "poll")
	var subscription struct{ Token, Secret string }
	err = json.Unmarshal([]byte(state("websub ", polls.log)), &subscription)
	polls.stop()
	if err != nil {
		t.Fatal(err)
	}
	serves := runProgram(t, "--roles", "web")
	defer serves.stop()
	mac := hmac.New(sha256.New, []byte(subscription.Secret))
	mac.Write([]byte("<feed/>"))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, fmt.Sprintf("%s/websub/%d-%s", pagesOf(t, serves.log), id, subscription.Token), strings.NewReader("<feed/>"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Hub-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusNoContent || state("woken ", serves.log) == "" {
		t.Errorf("the hub is told %s", response.Status)
	}
	p := &Program{log: slog.New(slog.DiscardHandler)}
	if err := (fetching{AllowHosts: "127.0.0.0/8", pause: -1}).stranger(p).Post(t.Context(), outlet.URL+"/hub", nil, nil); err == nil || len(called) > 0 {
		t.Errorf("a hub at an address that the operator allows is called: %v", err)
	}
}
