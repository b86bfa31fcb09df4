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

// TestExchange exchanges files with what lies beside them, and has each of its steps fail: then
// all is as it was.
func TestExchange(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	write := func(names ...string) {
		t.Helper()
		for _, name := range names {
			if err := os.WriteFile(at(name), []byte(name), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	all := func() (found string) {
		t.Helper()
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			content, _ := os.ReadFile(at(e.Name()))
			found += e.Name() + "=" + string(content) + " "
		}
		return found
	}
	write("db", "db-wal", "db-journal")
	before := all()
	if kept, err := exchange(at("db"), at("absent"), at("kept")); err == nil || kept != at("kept") && kept != "" || all() != before {
		t.Errorf("without the new file: %q, %v, and there is %s", kept, err, all())
	}
	write("fresh", "kept")
	kept, err := exchange(at("db"), at("fresh"), at("kept"))
	if want := "db=fresh kept=kept kept-again=db kept-again-journal=db-journal kept-again-wal=db-wal "; err != nil || kept != at("kept-again") || all() != want {
		t.Errorf("beside an older one: %q, %v, and there is %s", kept, err, all())
	}
	write("fresh", "db-wal")
	if err := os.Remove(at("db")); err != nil {
		t.Fatal(err)
	}
	if kept, err := exchange(at("db"), at("fresh"), at("old")); err != nil || kept != "" {
		t.Errorf("where nothing stands: %q, %v", kept, err)
	}
	if content, err := os.ReadFile(at("db-wal")); err == nil {
		t.Errorf("the log of a database that is gone stays beside the new one: %s", content)
	}
}
