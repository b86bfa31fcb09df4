package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"quoth/knowledge"
)

// fullEnv names the folder on which TestFirstRunOnFullDisk, started again in
// name spaces of its own, mounts small disks.
const fullEnv = "QUOTH_TEST_FULL_FOLDER"

// TestFirstRunOnFullDisk makes databases on disks that fill at every stage of
// it, and goes on with them once there is room.
func TestFirstRunOnFullDisk(t *testing.T) {
	t.Parallel()
	folder := os.Getenv(fullEnv)
	if folder == "" {
		runInNamespaces(t)
		return
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		t.Skip("may not mount:", err)
	}
	step := 72
	if os.Getenv("LONG_TESTS") != "" {
		step = 24
	}
	failed, done := 0, 0
	for kilobytes := 16; kilobytes <= 640; kilobytes += step {
		if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprintf("size=%dk", kilobytes)); err != nil {
			t.Skip("may not mount:", err)
		}
		if tryFirstRun(t, folder, kilobytes) {
			done++
		} else {
			failed++
		}
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Fatal(err)
		}
	}
	if failed == 0 || done == 0 {
		t.Errorf("%d first runs failed and %d did not; want some of both", failed, done)
	}
}

func runInNamespaces(t *testing.T) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	child.Env = append(os.Environ(), fullEnv+"="+t.TempDir())
	child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		child.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		child.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
	}
	said, err := child.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err != nil && !errors.As(err, &exit):
		t.Skip("no name space can be made:", err)
	case err != nil:
		t.Errorf("%v\n%s", err, said)
	case bytes.Contains(said, []byte("--- SKIP")):
		t.Skipf("%s", said)
	}
}

// tryFirstRun reports whether there was room for a new database.
func tryFirstRun(t *testing.T, folder string, kilobytes int) bool {
	t.Helper()
	path := filepath.Join(folder, "quoth.db")
	s, err := Open(t.Context(), path, Options{})
	made := err == nil
	if made {
		s.Close()
		readOnFullDisk(t, path)
	} else {
		if !errors.Is(err, knowledge.ErrFull) {
			t.Errorf("%d kB: %v, want ErrFull", kilobytes, err)
		}
		if left := snapshot(t, folder); len(left) > 0 && left[path] == nil {
			t.Errorf("%d kB: %d files are left that are no database", kilobytes, len(left))
		}
	}
	if err := syscall.Mount("", folder, "", syscall.MS_REMOUNT, "size=8m"); err != nil {
		t.Fatal(err)
	}
	s, err = Open(context.Background(), path, Options{})
	if err != nil {
		t.Errorf("%d kB, with more room: %v", kilobytes, err)
		return made
	}
	defer s.Close()
	if err := putSimple(s, 1); err != nil {
		t.Errorf("%d kB, with more room: %v", kilobytes, err)
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("%d kB, with more room: Check = %q, %v", kilobytes, found, err)
	}
	return made
}

// readOnFullDisk reads a database beside which there is no room for a file.
func readOnFullDisk(t *testing.T, path string) {
	t.Helper()
	fill, err := os.Create(filepath.Join(filepath.Dir(path), "fill"))
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(fill.Name())
	defer fill.Close()
	for err == nil {
		_, err = fill.Write(make([]byte, os.Getpagesize()))
	}
	s, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Errorf("to read only on a full disk: %v", err)
		return
	}
	defer s.Close()
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("on a full disk: Check = %q, %v", found, err)
	}
}
