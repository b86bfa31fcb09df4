package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/schollz/progressbar/v3"
)

// TestProgress says how long the rest takes while a batch is worked on, and while it is stored.
func TestProgress(t *testing.T) {
	now := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	g := &progress{bar: progressbar.DefaultBytesSilent(2000), total: 2000, begun: now, now: func() time.Time { return now }}
	step := func(d time.Duration, f func(), part float64, left time.Duration) {
		t.Helper()
		now = now.Add(d)
		g.change(f)
		if got := g.part(); got < part-1e-9 || got > part+1e-9 {
			t.Errorf("%.4f of the whole is done, not %.4f", got, part)
		}
		if got := g.left().Round(time.Second); got != left {
			t.Errorf("%s are left, not %s", got, left)
		}
	}
	g.worked.begin(1000, 500)
	step(2*time.Second, func() {}, 0, 0)
	step(28*time.Second, func() { g.worked.add(250) }, .0875, 292*time.Second)
	step(30*time.Second, func() { g.worked.add(200) }, .1575, 310*time.Second)
	g.worked.end()
	g.stored.begin(1000, 500)
	step(20*time.Second, func() { g.stored.add(500) }, .425, 85*time.Second) // at the speed since a quarter of it
	step(20*time.Second, func() {}, .425, 119*time.Second)                   // nothing comes
	g.stored.add(500)                                                        // once more
	g.stored.end()
	g.worked.begin(1000, 0)
	step(80*time.Second, g.worked.end, .75, 51*time.Second)
	g.stored.begin(1000, 0)
	step(20*time.Second, g.stored.end, 1, 0)
}

// TestFileBytes counts the bytes of files, where all are files.
func TestFileBytes(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for i, size := range []int{30, 12} {
		paths = append(paths, filepath.Join(dir, strconv.Itoa(i)))
		if err := os.WriteFile(paths[i], make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := fileBytes(paths); got != 42 {
		t.Errorf("two files have %v bytes", got)
	}
	for _, other := range []string{dir, "https://post.example/1"} {
		if got := fileBytes(append([]string{other}, paths...)); got != 0 {
			t.Errorf("with %s they have %v bytes", other, got)
		}
	}
}
