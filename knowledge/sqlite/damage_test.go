package sqlite

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/knowledge"
)

func TestNewDatabaseThatIsNotWhole(t *testing.T) {
	folder := t.TempDir()
	if _, err := Open(t.Context(), filepath.Join(folder, "quoth.db"), Options{maxPages: 20}); !errors.Is(err, knowledge.ErrFull) {
		t.Errorf("Open: %v, want ErrFull", err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) > 0 {
		t.Errorf("%v is left, %v", files, err)
	}
	path := openNew(t).path
	if err := quickCheck(t.Context(), path); err != nil {
		t.Errorf("a new database: %v", err)
	}
	if err := os.Truncate(path, 3*4096); err != nil {
		t.Fatal(err)
	}
	if err := explain(t.Context(), path, quickCheck(t.Context(), path)); !errors.Is(err, knowledge.ErrCorrupt) {
		t.Errorf("a database that was cut off: %v, want ErrCorrupt", err)
	}
}

// TestTableMissing opens a database that somebody took a table of away.
func TestTableMissing(t *testing.T) {
	s := openNew(t)
	if _, err := s.write.ExecContext(t.Context(), "DROP TABLE fanout"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		if _, err := Open(t.Context(), s.path, Options{ReadOnly: readOnly}); err == nil || !strings.Contains(err.Error(), "fanout") {
			t.Errorf("Open: %v, which does not name the table", err)
		}
	}
}

func TestCorrupt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "quoth.db")
	s := openAt(t, path, Options{})
	for n := range 300 {
		if err := putSimple(s, n); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 8 {
		damaged := bytes.Clone(sound)
		for range 2000 { // bytes of every page but the first
			damaged[4096+random.IntN(len(damaged)-4096)] ^= byte(1 + random.IntN(255))
		}
		path := filepath.Join(t.TempDir(), "damaged.db")
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			if !errors.Is(err, knowledge.ErrCorrupt) {
				t.Errorf("round %d: Open: %v", round, err)
			}
			continue
		}
		found, err := s.Check(t.Context())
		if err != nil || len(found) != 1 || !strings.Contains(found[0], "damaged") {
			t.Errorf("round %d: Check = %q, %v, want that the file is damaged", round, found, err)
		}
		// Nothing that it is asked may panic; what fails is named as damage.
		for _, call := range []func() error{
			func() error {
				_, err := s.Search(t.Context(), knowledge.Query{All: []string{"common"}, Limit: 9})
				return err
			},
			func() error { _, err := s.Documents(t.Context(), []int64{1, 50, 150, 299}); return err },
			func() error { _, err := s.Latest(t.Context(), knowledge.Filter{}, 300, 0); return err },
			func() error { return putSimple(s, 1000) },
		} {
			if err := call(); err != nil && !errors.Is(err, knowledge.ErrCorrupt) {
				t.Errorf("round %d: %v, want ErrCorrupt", round, err)
			}
		}
		s.Close()
	}
}

func TestFullDisk(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "quoth.db"), Options{maxPages: 120})
	stored := 0
	var err error
	for ; err == nil && stored < 10000; stored += 10 {
		numbers := make([]int, 10)
		for i := range numbers {
			numbers[i] = stored + i
		}
		err = putSimple(s, numbers...)
	}
	stored -= 10
	if !errors.Is(err, knowledge.ErrFull) || !strings.Contains(err.Error(), "free some space") {
		t.Fatalf("after %d articles: %v, want ErrFull", stored, err)
	}
	if stats, err := s.Stats(t.Context()); err != nil || stats.Articles != stored {
		t.Errorf("%d articles are there, %v, want %d", stats.Articles, err, stored)
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("Check: %q, %v", found, err)
	}
}
