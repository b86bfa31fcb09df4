package telegram_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestEveryUpdate hands the bot each kind of update that the specification knows, and in a
// private chat each kind of message, with no more than has to be there: it says at most one
// thing to each, and none of them stops it or is called a fault of the bot's.
func TestEveryUpdate(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	spec, err := readSpec()
	if err != nil {
		t.Fatal(err)
	}
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	said := 0
	push := func(what, kind string, object map[string]any) {
		t.Helper()
		data, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		r.server.Push(kind, data)
		r.settle()
		now := len(home.Sent())
		if now > said+1 {
			t.Errorf("%s brings %d messages", what, now-said)
		}
		said = now
	}
	kinds := spec.Fields("Update")
	for _, kind := range kinds {
		if kind != "update_id" {
			push(kind, kind, spec.Example("Update", kind)[kind].(map[string]any))
		}
	}
	fields := spec.Fields("Message")
	if len(kinds) < 20 || len(fields) < 100 {
		t.Fatalf("the specification has %d kinds of update and %d fields of a message", len(kinds), len(fields))
	}
	for n, field := range fields {
		message := spec.Example("Message", field)
		message["message_id"], message["chat"], message["from"] = 1000+n, home, ana
		if strings.HasPrefix(field, "migrate_") {
			continue // Ana's chat is no group
		}
		push("a message with "+field, "message", message)
	}
	if got := r.answered(ana, "/sources"); !strings.Contains(got, "Harbour Post") {
		t.Errorf("after all of that the bot says %q", got)
	}
	if log := r.log.String(); strings.Contains(log, "level=ERROR") || strings.Contains(log, "panic") {
		t.Errorf("the log:\n%s", log)
	}
}
