package postgres_test

import (
	"bytes"
	"log/slog"
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

// TestCacheFolder opens a database with a folder that is not there: the log says so, and it is
// used without.
func TestCacheFolder(t *testing.T) {
	var log bytes.Buffer
	missing := filepath.Join(t.TempDir(), "missing")
	s := open(t, postgrestest.Address(t), postgres.Options{Cache: missing, CacheBytes: 1000, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	put(t, s, 1)
	if !strings.Contains(log.String(), "store: block cache unavailable") || !strings.Contains(log.String(), missing) {
		t.Errorf("the log has %q", log.String())
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
