package main

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWriteWhole lets writing fail for want of space: nothing new stands there
// then, and what was there still does.
func TestWriteWhole(t *testing.T) {
	dir := t.TempDir()
	old, fresh, link := filepath.Join(dir, "old.png"), filepath.Join(dir, "new.png"), filepath.Join(dir, "link.png")
	if err := writeWhole(old, []byte("before")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(old, link); err != nil {
		t.Fatal(err)
	}
	picture := bytes.Repeat([]byte("x"), 10_000)
	for _, name := range []string{old, fresh, link} {
		target := name
		if name == link {
			target = old
		}
		if err := os.Symlink("/dev/full", target+".part"); err != nil {
			t.Fatal(err)
		}
		if err := writeWhole(name, picture); err != syscall.ENOSPC {
			t.Errorf("%s: writing to a full disk gives %v", filepath.Base(name), err)
		}
	}
	if got, _ := os.ReadFile(old); string(got) != "before" {
		t.Errorf("the old file holds %d bytes", len(got))
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("the folder holds %v", left)
	}
	if err := writeWhole(link, picture); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(old); !bytes.Equal(got, picture) {
		t.Error("a link's target is not written")
	}
	if err := writeWhole(os.DevNull, picture); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("a device became a file (%v)", err)
	}
}
