package sqlite_test

import (
	"path/filepath"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) knowledge.Store {
		s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "quoth.db"), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	})
}
