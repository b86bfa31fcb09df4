package sqlite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"quoth/knowledge"
)

// TestPermissions opens files that the user may not read or write. Root may
// always, so as root the test acts as another user on a thread of its own.
func TestPermissions(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "quoth.db")
	if err := openAt(t, path, Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(folder, "secret.db")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		os.WriteFile(secret, content, 0),
		os.Chmod(path, 0o444), os.Chmod(folder, 0o555), os.Chmod(filepath.Dir(folder), 0o755),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(folder, 0o755) })
	done, reads := make(chan struct{}), false
	go func() {
		defer close(done)
		if os.Geteuid() == 0 {
			runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
			if err := syscall.Setfsuid(65534); err != nil {
				t.Error(err)
				return
			}
		}
		if f, err := os.Open(secret); err == nil {
			f.Close()
			reads = true
			return
		}
		for _, c := range []struct {
			path string
			want error
		}{
			{path, knowledge.ErrReadOnly},
			{filepath.Join(folder, "new.db"), knowledge.ErrReadOnly},
			{secret, fs.ErrPermission},
		} {
			s, err := Open(t.Context(), c.path, Options{})
			if err == nil {
				err = putSimple(s, 1)
				s.Close()
			}
			if !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", filepath.Base(c.path), err, c.want)
			}
			t.Log(err)
		}
		s, err := Open(t.Context(), path, Options{ReadOnly: true})
		if err != nil {
			t.Errorf("to read only: %v", err)
			return
		}
		defer s.Close()
		if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("to read only: Check = %q, %v", found, err)
		}
	}()
	<-done
	if files := snapshot(t, folder); len(files) != 2 {
		t.Errorf("%d files are there, want the two databases alone", len(files))
	}
	if reads {
		t.Skip("this user may read every file, whatever its permissions")
	}
}

func TestOpenWhereNoFileCanBeMade(t *testing.T) {
	_, err := Open(t.Context(), "/proc/quoth.db", Options{})
	if err == nil || !strings.Contains(err.Error(), "no file can be made in the folder /proc") {
		t.Errorf("Open: %v", err)
	}
}
