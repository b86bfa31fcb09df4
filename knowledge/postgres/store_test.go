package postgres_test

import (
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/postgres"
	"quoth/knowledge/postgrestest"
	"quoth/knowledge/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) knowledge.Store {
		return open(t, postgrestest.Address(t), postgres.Options{})
	})
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
