package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestReadableSecrets has each secret in a file that others may read.
func TestReadableSecrets(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file's mode does not tell others' rights")
	}
	for _, name := range secrets {
		t.Chdir(t.TempDir())
		mounted := filepath.Join(t.TempDir(), "secret")
		for file, text := range map[string]string{".env": name + "=hush\n", mounted: "hush"} {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		t.Setenv(name+"_FILE", mounted)
		var said strings.Builder
		for _, f := range checkPermissions(t.Context(), &Program{Settings: Settings{DB: "none.db"}}) {
			said.WriteString(f.State + "\n")
		}
		for _, file := range []string{".env", mounted} {
			if !strings.Contains(said.String(), file+" may be read by others") {
				t.Errorf("%s in %s is overlooked: %s", name, file, &said)
			}
		}
		os.Unsetenv(name + "_FILE")
	}
}
