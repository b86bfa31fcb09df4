package main

import (
	"path/filepath"
	"strings"
	"testing"

	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// TestMoveEndedWhileReading goes on with a move that was ended when all was copied and not read
// again: until then nobody else opens the new database.
func TestMoveEndedWhileReading(t *testing.T) {
	from, to := sqlitetest.File(t), filepath.Join(t.TempDir(), "moved.db")
	old, err := sqlite.Open(t.Context(), from, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	made, err := sqlite.Open(t.Context(), to, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer made.Close()
	if err := old.SetState(t.Context(), "a", "b"); err != nil {
		t.Fatal(err)
	}
	if err := made.CopyFrom(t.Context(), old.Store, func(string, int64) {}); err != nil {
		t.Fatal(err)
	}
	for _, run := range []struct {
		args   string
		status int
		want   string
	}{
		{"sources --db " + to, exitFailed, "run quoth move again"},
		{"move --from " + from + " --to " + to, exitDone, "is moved to"},
		{"sources --db " + to, exitDone, ""},
		{"move --from " + from + " --to " + to, exitFailed, "give an empty database"},
	} {
		status, said := typed(t, strings.Fields(run.args)...)
		if status != run.status || !strings.Contains(said, run.want) {
			t.Errorf("quoth %s ends with %d, want %d, and says %q, which lacks %q", run.args, status, run.status, said, run.want)
		}
	}
}
