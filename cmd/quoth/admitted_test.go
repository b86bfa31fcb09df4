package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/knowledge/audience"
	"quoth/knowledge/sqlite"
)

// TestAdmittedCommand lists whom invitations admitted, and withdraws one of them.
func TestAdmittedCommand(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "quoth.db")
	store, err := sqlite.Open(t.Context(), db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for whom, since := range map[string]string{"telegram:12345": "2026-05-01T10:00:00Z", "discord:server:678": "2026-05-02T10:00:00Z"} {
		if err := store.SetState(t.Context(), audience.AdmittedState(whom), since); err != nil {
			t.Fatal(err)
		}
	}
	quoth := program(t, self)
	for _, step := range []struct {
		args []string
		want string
	}{
		{nil, "discord:server:678  since 2026-05-02\ntelegram:12345  since 2026-05-01\n"},
		{[]string{"--withdraw", "discord:server:678"}, "discord:server:678 is not admitted any more\n"},
		{[]string{"--json"}, `{"who":"telegram:12345","since":"2026-05-01T10:00:00Z"}` + "\n"},
	} {
		out, err := quoth(append([]string{"admitted", "--db", db}, step.args...)...).CombinedOutput()
		if err != nil || !strings.HasSuffix(string(out), step.want) {
			t.Errorf("quoth admitted %v: %v\n%s", step.args, err, out)
		}
	}
}
