package bot_test

import (
	"bytes"
	"context"
	"log/slog"
	"regexp"
	"testing"

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
	log := slog.New(bot.LogRequests(slog.NewTextHandler(&logged, nil))).With("of", "test")
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
