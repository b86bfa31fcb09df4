package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"quoth/knowledge"
)

func TestRestore(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	path, backup := filepath.Join(folder, "quoth.db"), filepath.Join(folder, "backup.db")
	now := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	articles := func(path string) int {
		t.Helper()
		s := openAt(t, path, Options{})
		defer s.Close()
		stats, err := s.Stats(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return stats.Articles
	}
	s := openAt(t, path, Options{})
	if err := errors.Join(putSimple(s, 1), s.Backup(ctx, backup), putSimple(s, 2)); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(ctx, backup, path, now); !errors.Is(err, knowledge.ErrLocked) {
		t.Errorf("over a database that is in use: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	reader := openAt(t, path, Options{ReadOnly: true})
	if _, err := Restore(ctx, backup, path, now); !errors.Is(err, knowledge.ErrLocked) {
		t.Errorf("over a database that is read: %v", err)
	}
	reader.Close()
	if _, err := Restore(ctx, path, path, now); err == nil || articles(path) != 2 {
		t.Errorf("a database over itself: %v", err)
	}
	kept, err := Restore(ctx, backup, path, now)
	if err != nil || kept != path+".before-20240506-120000" || articles(kept) != 2 || articles(path) != 1 {
		t.Errorf("Restore keeps %q (%v)", kept, err)
	}
	// Where nothing stands, and where a ruin does.
	if kept, err := Restore(ctx, backup, filepath.Join(folder, "new.db"), now); err != nil || kept != "" || articles(filepath.Join(folder, "new.db")) != 1 {
		t.Errorf("Restore to a new path keeps %q (%v)", kept, err)
	}
	if err := os.WriteFile(path, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(ctx, backup, path, now.Add(time.Hour)); err != nil || articles(path) != 1 {
		t.Errorf("over a ruin: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(folder, "*"+scratchMark+"*")); err != nil || len(left) > 0 {
		t.Errorf("%v is left (%v)", left, err)
	}
}
