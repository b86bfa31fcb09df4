package chat_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
)

// TestKeep begins what panics anew, after pauses that grow, until it returns or the context
// is done.
func TestKeep(t *testing.T) {
	var log bytes.Buffer
	var pauses []time.Duration
	s := &chat.Supervisor{
		Platform: "somewhere", Log: slog.New(bot.LogContext(slog.NewTextHandler(&log, nil))),
		Redact: func(text string) string { return strings.ReplaceAll(text, "secret", "…") },
		Sleep:  func(ctx context.Context, d time.Duration) error { pauses = append(pauses, d); return ctx.Err() },
	}
	ended, begun := errors.New("it ended"), 0
	err := s.Keep(bot.WithRequestID(t.Context(), "R7"), "polling", func() error {
		if begun++; begun <= 2 {
			panic("the secret is out")
		}
		return ended
	})
	if err != ended || begun != 3 {
		t.Errorf("it was begun %d times and returned %v", begun, err)
	}
	if len(pauses) != 2 || pauses[0] >= pauses[1] {
		t.Errorf("the pauses are %v", pauses)
	}
	if n := strings.Count(log.String(), `"somewhere: polling failed"`); n != 2 || strings.Count(log.String(), "request=R7") != 2 || strings.Contains(log.String(), "secret") {
		t.Errorf("the log is:\n%s", &log)
	}

	ctx, cancel := context.WithCancel(t.Context())
	err = s.Keep(ctx, "polling", func() error { cancel(); panic("at the end") })
	if err != nil {
		t.Errorf("it returned %v when the context was done", err)
	}
}
