package main

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestPlainLog(t *testing.T) {
	var first, second bytes.Buffer
	w := &redirected{w: &first}
	log := slog.New(&plainLog{w: w, level: slog.LevelWarn})
	log.Info("nobody asked")
	log.With("feed", 3).Warn("a feed is silent", "err", errors.New("no answer"), "stack", "main.go:1")
	w.redirect(&second)
	log.WithGroup("disk").Error("little room", "free", 12)
	if got, want := first.String(), "quoth: a feed is silent (feed 3, err no answer)\n"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if got, want := second.String(), "quoth: little room (disk.free 12)\n"; got != want {
		t.Errorf("after the redirection it says %q, want %q", got, want)
	}
}

// TestOneDoor reads the sources: everything that people read goes through a
// terminal.Writer. What takes the streams as files is named here.
func TestOneDoor(t *testing.T) {
	raw := regexp.MustCompile(`\b(p|streams)\.(Out|Err)\b|\bos\.Std(out|err)\b|\bfmt\.Print`)
	files := regexp.MustCompile(`NewWriter\(|StyleOf\(|\.Fd\(\)|In: p\.In, Out: p\.Out|newLog\(|NewSender\(|OptionSetWriter\(p\.Err\)|Streams\{In: os\.Stdin`)
	sources, err := filepath.Glob("*.go")
	if err != nil || len(sources) < 20 {
		t.Fatal(sources, err)
	}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		data, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if raw.MatchString(line) && !files.MatchString(line) {
				t.Errorf("%s writes past the door: %s", source, line)
			}
		}
	}
}
