package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"quoth/knowledge/sqlite"
)

func TestHealthOfTheDatabase(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("QUOTH_WEB", "")
	file := filepath.Join(t.TempDir(), "a.db")
	if status, printed := typed(t, "check", "--health", "--db", file); status != exitFailed {
		t.Errorf("without a database: %d, %s", status, printed)
	}
	store, err := sqlite.Open(t.Context(), file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if status, printed := typed(t, "check", "--health", "--db", file); status != exitDone || !strings.Contains(printed, "the database can be read") {
		t.Errorf("beside the bot: %d, %s", status, printed)
	}
}

func TestHealthOfThePages(t *testing.T) {
	t.Chdir(t.TempDir())
	status := http.StatusOK
	pages := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/readyz" {
			t.Errorf("%s is asked", r.URL.Path)
		}
		w.WriteHeader(status)
	}))
	defer pages.Close()
	listen := pages.Listener.Addr().String()
	_, port, _ := strings.Cut(listen, ":")
	for _, address := range []string{listen, ":" + port, "0.0.0.0:" + port} {
		t.Setenv("QUOTH_WEB", address)
		if got, printed := typed(t, "check", "--health"); got != exitDone {
			t.Errorf("%s: %d, %s", address, got, printed)
		}
	}
	status = http.StatusServiceUnavailable
	if got, printed := typed(t, "check", "--health"); got != exitFailed || !strings.Contains(printed, "status 503") {
		t.Errorf("not ready: %d, %s", got, printed)
	}
	pages.Close()
	if got, printed := typed(t, "check", "--health"); got != exitFailed {
		t.Errorf("not there: %d, %s", got, printed)
	}
}
