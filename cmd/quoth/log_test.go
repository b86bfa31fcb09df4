package main

import (
	"bytes"
	"errors"
	"log/slog"
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
