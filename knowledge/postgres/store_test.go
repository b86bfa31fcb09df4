package postgres_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/postgres"
	"quoth/knowledge/postgrestest"
	"quoth/knowledge/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) knowledge.Store {
		return open(t, postgrestest.Address(t), postgres.Options{Cache: t.TempDir(), CacheBytes: 64 << 10})
	})
}

// TestCacheFolder opens a database with a folder that can't be made.
func TestCacheFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := postgres.Open(t.Context(), postgrestest.Address(t), postgres.Options{Cache: filepath.Join(file, "in"), CacheBytes: 1})
	if err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("Open = %v", err)
	}
}

func open(t testing.TB, address string, opts postgres.Options) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), address, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
