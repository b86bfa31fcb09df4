package sqlite

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"quoth/knowledge"
)

func TestReadOnlyOption(t *testing.T) {
	s := openNew(t)
	if err := putSimple(s, 1); err != nil {
		t.Fatal(err)
	}
	reader := openAt(t, s.path, Options{ReadOnly: true})
	if stats, err := reader.Stats(t.Context()); err != nil || stats.Articles != 1 {
		t.Errorf("Stats = %+v, %v", stats, err)
	}
	if err := putSimple(reader, 2); !errors.Is(err, knowledge.ErrReadOnly) {
		t.Errorf("Write: %v, want ErrReadOnly", err)
	}
	if err := reader.SetState(t.Context(), "a", "b"); !errors.Is(err, knowledge.ErrReadOnly) {
		t.Errorf("SetState: %v, want ErrReadOnly", err)
	}
}

func TestReadOnlyLeavesTheFilesAsTheyAre(t *testing.T) {
	s := openNew(t)
	if err := putSimple(s, 1, 2); err != nil {
		t.Fatal(err)
	}
	// What a killed writer leaves: the articles stand in the WAL alone.
	killed := filepath.Join(t.TempDir(), "quoth.db")
	for _, end := range []string{"", "-wal"} {
		content, err := os.ReadFile(s.path + end)
		if err == nil {
			err = os.WriteFile(killed+end, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{s.path, killed} {
		before := snapshot(t, filepath.Dir(path))
		reader, err := Open(t.Context(), path, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if stats, err := reader.Stats(t.Context()); err != nil || stats.Articles != 2 {
			t.Errorf("%d articles, %v, want 2", stats.Articles, err)
		}
		if found, err := reader.Check(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("Check = %q, %v", found, err)
		}
		if err := reader.Backup(t.Context(), filepath.Join(t.TempDir(), "copy.db")); err != nil {
			t.Error(err)
		}
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
		after := snapshot(t, filepath.Dir(path))
		delete(after, killed+"-shm") // the index of the WAL, which SQLite makes anew
		if len(after) != len(before) {
			t.Errorf("%d files were there, and now %d", len(before), len(after))
		}
		for name, content := range before {
			if !bytes.Equal(after[name], content) {
				t.Errorf("%s has changed", name)
			}
		}
	}
}
