//go:build unix

package postgrestest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestServerFails has initdb and the server fail: startIn says at once what they said, and leaves
// no folder.
func TestServerFails(t *testing.T) {
	bin := t.TempDir()
	for folder := bin; folder != os.TempDir() && folder != "/"; folder = filepath.Dir(folder) {
		if err := os.Chmod(folder, 0o755); err != nil { // for the user postgres
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ initdb, postgres, want string }{
		{"echo no room; exit 1", "", "no room"},
		{"exit 0", "echo no memory; exit 1", "no memory"},
	} {
		for name, script := range map[string]string{"initdb": test.initdb, "postgres": test.postgres} {
			if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		folder, err := os.MkdirTemp(bin, "cluster")
		if err != nil {
			t.Fatal(err)
		}
		_, err = startIn(t.Context(), folder, bin)
		if errors.Is(err, errMissing) {
			t.Skip(err)
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Start: %v, want %q", err, test.want)
		}
		if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the folder is left: %v", err)
		}
	}
}
