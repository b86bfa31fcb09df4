package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
)

// forgetful is a store that fails and logs, as sqlite does, in the context of who asks.
type forgetful struct {
	knowledge.Store
	log *slog.Logger
}

func (f forgetful) Sources(ctx context.Context) ([]knowledge.Source, error) {
	f.log.ErrorContext(ctx, "store: read failed")
	return nil, knowledge.ErrCorrupt
}

// TestRequestIDInLog has a request fail in the store: its line, the engine's, and the adapter's
// have one name, and those of another request have another.
func TestRequestIDInLog(t *testing.T) {
	var logged bytes.Buffer
	log := slog.New(bot.LogContext(slog.NewTextHandler(&logged, nil))).With("of", "test")
	e := bot.New(bot.Config{Store: forgetful{start(t).store, log}, Log: log})
	request := bot.Request{Command: "sources", Private: true}
	ctx := bot.WithRequestID(t.Context(), "MYNAME")
	log.InfoContext(ctx, "web: request served")
	e.Handle(ctx, request)
	e.Handle(t.Context(), request)
	names := regexp.MustCompile(`msg="(web: request served|store: read failed|bot: request failed)".* request=(\S+)\n`).FindAllStringSubmatch(logged.String(), -1)
	if len(names) != 5 {
		t.Fatalf("the log has %d lines with a name, want 5:\n%s", len(names), logged.String())
	}
	for i, line := range names {
		if want := i < 3; (line[2] == "MYNAME") != want || line[2] != names[i/3*3][2] && i != 4 {
			t.Errorf("line %d is of %s", i, line[2])
		}
	}
	if names[3][2] != names[4][2] {
		t.Errorf("one request has the names %s and %s", names[3][2], names[4][2])
	}
}

// TestCancelledIsNoError logs errors in contexts that were cancelled and in others: what failed
// because of that alone is for who looks for it.
func TestCancelledIsNoError(t *testing.T) {
	going := t.Context()
	gone, cancel := context.WithCancel(going)
	cancel()
	late, done := context.WithDeadline(going, time.Unix(0, 0))
	defer done()
	reading := fmt.Errorf("store: %w", context.Canceled)
	for _, test := range []struct {
		ctx  context.Context
		err  error
		want slog.Level
	}{
		{gone, reading, slog.LevelDebug},
		{gone, errors.Join(knowledge.ErrLocked, reading), slog.LevelDebug},
		{gone, knowledge.ErrCorrupt, slog.LevelError},
		{gone, context.DeadlineExceeded, slog.LevelError},
		{late, context.DeadlineExceeded, slog.LevelError},
		{going, reading, slog.LevelError}, // of what was cancelled, somebody else waits for it
		{going, nil, slog.LevelError},
	} {
		for _, enabled := range []slog.Level{slog.LevelDebug, slog.LevelInfo} {
			var logged bytes.Buffer
			log := slog.New(bot.LogContext(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: enabled}))).With("of", "test")
			log.ErrorContext(test.ctx, "test: read failed", "chat", 1, "error", test.err)
			switch {
			case test.want < enabled:
				if logged.Len() > 0 {
					t.Errorf("of %v in a context with %v it says %q", test.err, test.ctx.Err(), &logged)
				}
			case !strings.Contains(logged.String(), "level="+test.want.String()):
				t.Errorf("of %v in a context with %v it says %q, want the level %v", test.err, test.ctx.Err(), &logged, test.want)
			}
		}
	}
}
