package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"

	"golang.org/x/term"

	"quoth/bot"
	"quoth/bot/terminal"
)

// newLog logs to a file: sentences for a person at a terminal, else records with
// their time for a log that is kept. The writer that it returns lets a prompt take
// the lines over.
func newLog(f *os.File, level string) (*slog.Logger, *redirected) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		l = slog.LevelInfo
	}
	w := &redirected{w: terminal.NewWriter(f, terminal.Style{})}
	if term.IsTerminal(int(f.Fd())) {
		return slog.New(bot.LogContext(&plainLog{w: w, level: l})), w
	}
	return slog.New(bot.LogContext(slog.NewTextHandler(w, &slog.HandlerOptions{Level: l}))), w
}

// redirected is a writer whose goal may change.
type redirected struct {
	mu sync.Mutex
	w  io.Writer
}

func (r *redirected) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.w.Write(p)
}

// redirect sends what is written from now on to w.
func (r *redirected) redirect(w io.Writer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.w = w
}

// plainLog writes records as a program speaks to a person: quoth: what: key value.
type plainLog struct {
	w     io.Writer
	level slog.Level
	attrs []slog.Attr
	group string
}

// Enabled implements slog.Handler.
func (h *plainLog) Enabled(_ context.Context, l slog.Level) bool { return l >= h.level }

// Handle implements slog.Handler.
func (h *plainLog) Handle(_ context.Context, r slog.Record) error {
	var details []string
	add := func(a slog.Attr) bool {
		if a.Key != "stack" && !a.Equal(slog.Attr{}) {
			details = append(details, h.group+a.Key+" "+a.Value.Resolve().String())
		}
		return true
	}
	for _, a := range h.attrs {
		add(a)
	}
	r.Attrs(add)
	line := "quoth: " + r.Message
	if len(details) > 0 {
		line += " (" + strings.Join(details, ", ") + ")"
	}
	_, err := fmt.Fprintln(h.w, line)
	return err
}

// WithAttrs implements slog.Handler.
func (h *plainLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	next := *h
	next.attrs = append(h.attrs[:len(h.attrs):len(h.attrs)], attrs...)
	return &next
}

// WithGroup implements slog.Handler.
func (h *plainLog) WithGroup(name string) slog.Handler {
	next := *h
	next.group = h.group + name + "."
	return &next
}
