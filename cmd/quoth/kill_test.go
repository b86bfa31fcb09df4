package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/sqlite"
)

// manyKills is how often the tests kill the program; 50 times with LONG_TESTS.
func manyKills() int {
	if os.Getenv("LONG_TESTS") != "" {
		return 50
	}
	return 5
}

// TestKilledWhileAdding kills the program again and again while it adds: each time the
// database is sound, holds whole articles alone, and never fewer than before;
// the last run completes it.
func TestKilledWhileAdding(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	const sentences = 30
	kills := manyKills()
	articles := 120 * kills
	dir := t.TempDir()
	file, db := filepath.Join(dir, "news.jsonl"), filepath.Join(dir, "quoth.db")
	var lines bytes.Buffer
	r := rand.New(rand.NewPCG(1, 2))
	for i := range articles {
		var text strings.Builder
		for range sentences {
			fmt.Fprintf(&text, "On day %d the council of town%d spoke about matter%d. ", r.IntN(30), r.IntN(500), r.IntN(2000))
		}
		line, _ := json.Marshal(map[string]string{"url": fmt.Sprintf("https://example.org/%d", i), "title": fmt.Sprintf("Council %d", i),
			"source": "Gazette", "published": "2024-05-06", "text": text.String() + "END"})
		lines.Write(append(line, '\n'))
	}
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	quoth := program(t, self)
	stored := 0
	for kill := range kills {
		add := quoth("add", "--retry", "--quiet", "--db", db, file)
		if err := add.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(10+r.IntN(400)) * time.Millisecond)
		add.Process.Kill()
		add.Wait()
		if _, err := os.Stat(db); err != nil {
			continue // killed before it made the file
		}
		if out, err := quoth("check", "--db", db).CombinedOutput(); err != nil {
			t.Fatalf("after kill %d the database is not sound: %s", kill+1, out)
		}
		now := count(t, db, sentences)
		if now < stored {
			t.Fatalf("after kill %d there are %d articles, where there were %d", kill+1, now, stored)
		}
		stored = now
	}
	if out, err := quoth("add", "--retry", "--db", db, file).CombinedOutput(); err != nil {
		t.Fatalf("the last run failed: %s", out)
	}
	if n := count(t, db, sentences); n != articles {
		t.Errorf("%d articles are stored in the end, want %d", n, articles)
	}
}

// program returns how to run this test's binary as the program, with variables of the
// environment besides.
func program(t testing.TB, self string, environment ...string) func(args ...string) *exec.Cmd {
	dir := t.TempDir()
	link := filepath.Join(dir, "quoth")
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	return func(args ...string) *exec.Cmd {
		c := exec.Command(link, args...)
		c.Dir, c.Env = dir, append(os.Environ(), environment...)
		return c
	}
}

// count reads every article, of so many sentences before the last, and fails when one is
// not whole.
func count(t *testing.T, db string, sentences int) int {
	t.Helper()
	ctx := t.Context()
	store, err := sqlite.Open(ctx, db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	headings, err := store.Latest(ctx, knowledge.Filter{}, 1_000_000, 0)
	if err != nil {
		t.Fatal(err)
	}
	for chunk := range slices.Chunk(headings, 500) {
		ids := make([]int64, len(chunk))
		for i, a := range chunk {
			ids[i] = a.ID
		}
		documents, err := store.Documents(ctx, ids)
		if err != nil {
			t.Fatal(err)
		}
		if len(documents) != len(ids) {
			t.Fatalf("%d articles have %d documents", len(ids), len(documents))
		}
		for _, d := range documents {
			if !strings.HasSuffix(d.Text, "END") || len(d.Sentences) != sentences+1 {
				t.Fatalf("article %d is not whole: %d bytes, %d sentences", d.ID, len(d.Text), len(d.Sentences))
			}
		}
	}
	return len(headings)
}
