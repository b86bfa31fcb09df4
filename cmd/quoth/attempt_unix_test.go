//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"quoth/knowledge/attempt"
	"quoth/knowledge/sqlite"
)

// TestFileThatKills kills the program three times while it reads one file: it is passed
// over then, all else is stored, and --retry reads it again.
func TestFileThatKills(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, town string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(`{"url":"https://a.example/`+town+`","text":"The council of `+town+` met on Monday."}`+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	first, last, deadly := write("first.jsonl", "Aberdeen"), write("last.jsonl", "Bristol"), filepath.Join(dir, "deadly.jsonl")
	if err := syscall.Mkfifo(deadly, 0o600); err != nil { // a read of it waits
		t.Skip(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "quoth.db")
	store, err := sqlite.Open(t.Context(), db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	quoth := program(t, self)
	for n := range attempt.Limit {
		killWhen(t, quoth("add", "--quiet", "--db", db, first, deadly, last), begun(t, store, fileThing(deadly), n))
	}
	out, err := quoth("add", "--quiet", "--db", db, first, deadly, last).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "deadly.jsonl: the program ended 3 times") {
		t.Errorf("the fourth time: %v\n%s", err, out)
	}
	if s, err := store.Stats(t.Context()); err != nil || s.Articles != 2 {
		t.Errorf("%d articles are stored (%v)", s.Articles, err)
	}
	if err := os.Remove(deadly); err != nil {
		t.Fatal(err)
	}
	write("deadly.jsonl", "Cardiff")
	if out, err := quoth("add", "--quiet", "--retry", "--db", db, deadly).CombinedOutput(); err != nil {
		t.Errorf("with --retry: %v\n%s", err, out)
	}
	if s, err := store.Stats(t.Context()); err != nil || s.Articles != 3 {
		t.Errorf("%d articles are stored in the end (%v)", s.Articles, err)
	}
}
