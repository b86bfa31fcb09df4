//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// BenchmarkPollMemory polls a thousand feeds with their first articles, and again
// with one more each, and reports the most memory that the program had.
func BenchmarkPollMemory(b *testing.B) {
	const feeds = 1000
	g := newGrowingFeeds(b)
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	b.Setenv("QUOTH_ALLOW_HOSTS", "127.0.0.0/8")
	quoth := program(b, self)
	db := filepath.Join(b.TempDir(), "quoth.db")
	add := []string{"feeds", "add", "--db", db, "--unasked"}
	for i := range feeds {
		add = append(add, g.address(i))
	}
	if out, err := quoth(add...).CombinedOutput(); err != nil {
		b.Fatalf("adding feeds: %s", out)
	}
	most := int64(0)
	for b.Loop() {
		poll := quoth("poll", "--all", "--db", db)
		if out, err := poll.CombinedOutput(); err != nil {
			b.Fatalf("polling: %s", out)
		}
		most = max(most, poll.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	}
	b.ReportMetric(float64(feeds*b.N)/b.Elapsed().Seconds(), "polls/s")
	b.ReportMetric(float64(most)/1024, "peak-MB")
}
