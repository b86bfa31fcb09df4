//go:build linux

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPathsThatAreNotUTF8 adds a file to a database, both of whose names are bytes that
// are no UTF-8, as they were written before it.
func TestPathsThatAreNotUTF8(t *testing.T) {
	dir := t.TempDir()
	file, db := filepath.Join(dir, "caf\xe9.jsonl"), filepath.Join(dir, "d\xe9.db")
	if err := os.WriteFile(file, []byte(`{"text":"The council of Aberdeen met on Monday."}`), 0o600); err != nil {
		t.Skip(err) // file systems may refuse it
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	quoth := program(t, self)
	if out, err := quoth("add", "--quiet", "--db", db, file).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if _, err := os.Stat(db); err != nil {
		t.Error(err)
	}
	if out, err := quoth("backup", "--db", db, filepath.Join(dir, "copy\xe9.db")).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if _, err := os.Stat(filepath.Join(dir, "copy\xe9.db")); err != nil {
		t.Error(err)
	}
}
