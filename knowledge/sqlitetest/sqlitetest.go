// Package sqlitetest gives tests stores that are made already. From the first of them on, the process
// collects garbage less often, unless GOGC says how often: many small stores come and go, and
// collecting took a tenth of the time.
package sqlitetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"testing"

	"quoth/knowledge/sqlite"
)

// File is the path of an empty store, in a folder of the test's own.
func File(t testing.TB) string {
	t.Helper()
	return write(t, empty)
}

// filled are the bytes of stores by name.
var filled sync.Map // string -> func() ([]byte, error)

// Filled is the path of a store that fill was called with, once in a process for each name, in a
// folder of the test's own.
func Filled(t testing.TB, name string, options sqlite.Options, fill func(context.Context, *sqlite.Store) error) string {
	t.Helper()
	f, _ := filled.LoadOrStore(name, sync.OnceValues(func() ([]byte, error) {
		data, err := empty()
		if err != nil {
			return nil, err
		}
		return bytesOf(data, options, fill)
	}))
	return write(t, f.(func() ([]byte, error)))
}

// empty is the bytes of a store in which nothing is: all migrations run for it, which takes longer
// than most tests do.
var empty = sync.OnceValues(func() ([]byte, error) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
	return bytesOf(nil, sqlite.Options{}, func(context.Context, *sqlite.Store) error { return nil })
})

// bytesOf is the file of a store after fill, which was data before; nil for a new one.
func bytesOf(data []byte, options sqlite.Options, fill func(context.Context, *sqlite.Store) error) ([]byte, error) {
	dir, err := os.MkdirTemp("", "quoth")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "made.db")
	if data != nil {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			return nil, err
		}
	}
	ctx := context.Background()
	store, err := sqlite.Open(ctx, file, options)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(fill(ctx, store), store.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

func write(t testing.TB, make func() ([]byte, error)) string {
	t.Helper()
	data, err := make()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "quoth.db")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
