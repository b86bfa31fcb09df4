package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"quoth/knowledge/sqlite"
)

// TestInterruptedWhileAdding interrupts the program when it has stored a batch
// and read a part of the next: it says so, what it stored is whole, and the same
// again completes it. The articles come through a pipe, so that the program can't
// have read more than it was given.
func TestInterruptedWhileAdding(t *testing.T) {
	t.Parallel()
	const given, more, sentences = batchArticles + 100, 100, 3
	dir := t.TempDir()
	pipe, file, db := filepath.Join(dir, "pipe.jsonl"), filepath.Join(dir, "news.jsonl"), filepath.Join(dir, "quoth.db")
	var lines bytes.Buffer
	article := func(i int) []byte {
		text := fmt.Sprintf("The council of town%d met on day %d. ", i%400, i)
		return fmt.Appendf(nil, `{"url":"https://example.org/%d","title":"Council %d","text":"%sEND"}`+"\n", i, i, strings.Repeat(text, sentences))
	}
	for i := range given {
		lines.Write(article(i))
	}
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	quoth := program(t, self)
	add := quoth("add", "--db", db, pipe)
	var said bytes.Buffer
	add.Stderr = &said
	if err := add.Start(); err != nil {
		t.Fatal(err)
	}
	in, err := os.OpenFile(pipe, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write(lines.Bytes()); err != nil {
		t.Fatal(err)
	}
	waitStored(t, db)
	if err := add.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = add.Wait()
	in.Close()
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != exitFailed {
		t.Errorf("it ends with %v", err)
	}
	want := fmt.Sprintf("added %d, updated 0, unchanged 0, refused 0; ended early, ", batchArticles)
	if !strings.HasPrefix(said.String(), want) || !strings.HasSuffix(said.String(), "quoth: stopped before the end; running it again goes on\n") {
		t.Errorf("it says %q", said.String())
	}
	if out, err := quoth("check", "--db", db).CombinedOutput(); err != nil {
		t.Fatalf("the database is not sound: %s", out)
	}
	if n := count(t, db, sentences); n != batchArticles {
		t.Errorf("%d articles are stored", n)
	}
	for i := given; i < given+more; i++ {
		lines.Write(article(i))
	}
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := quoth("add", "--db", db, file).CombinedOutput()
	want = fmt.Sprintf("added %d, updated 0, unchanged %d, refused 0\n", given+more-batchArticles, batchArticles)
	if err != nil || string(out) != want {
		t.Errorf("the second run says %q (%v), want %q", out, err, want)
	}
	if n := count(t, db, sentences); n != given+more {
		t.Errorf("%d articles are stored in the end", n)
	}
}

// waitStored waits until a database that another process fills holds articles.
func waitStored(t *testing.T, db string) {
	t.Helper()
	for {
		if _, err := os.Stat(db); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	store, err := sqlite.Open(t.Context(), db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for {
		stats, err := store.Stats(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if stats.Articles > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestHangup closes the terminal of a program at work: it ends as if it were asked to.
func TestHangup(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe.jsonl")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	add := program(t, self)("add", "--db", filepath.Join(dir, "quoth.db"), pipe)
	var said bytes.Buffer
	add.Stderr = &said
	if err := add.Start(); err != nil {
		t.Fatal(err)
	}
	in, err := os.OpenFile(pipe, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := add.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	go func() { // it looks up between two articles
		for n := 0; ; n++ {
			if _, err := fmt.Fprintf(in, "{\"title\":\"Council %d\",\"text\":\"The council met.\"}\n", n); err != nil {
				return
			}
		}
	}()
	err = add.Wait()
	in.Close()
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != exitFailed || !strings.Contains(said.String(), "quoth: stopped before the end") {
		t.Errorf("it ends with %v and says %q", err, said.String())
	}
}
